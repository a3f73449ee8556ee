// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cost/assumptions.h"
#include "models/fleet/node_packing.h"

#include <array>

namespace trilemma::cost {

/// Capital is what the hardware costs by existing: depreciation where owned, rent where rented.
/// Operations is power, facility and support, which only an owner pays apart.
enum class Part { Capital, Operations, Opportunity, Engineering };
inline constexpr int partCount = 4;
const char *label(Part part);

/// Dollars per month by part. Opportunity is the idle share of capital and operations, broken out and
/// not added again (correction S5): the parts always sum to the total. Where nothing is served,
/// what is per token or per request is infinite.
struct TotalCost {
    std::array<double, partCount> usdPerMonth{};
    double totalUsdPerMonth = 0;
    /// Reservation basis: all that is paid, over tokens served at the day's mean rate.
    double usdPerMillionOutput = 0, usdPerMillionTotal = 0, usdPerRequest = 0;
    /// Usage basis: only the hours used; lower by the utilisation.
    double usdPerMillionOutputUsage = 0;
    std::array<double, partCount> usdPerMillionOutputByPart{};
    double strandedUsdPerMonth = 0;         ///< capital and operations of GPUs that no replica uses
    double nodeKilowatts = 0;               ///< IT power of one node at the operating point
    double joulesPerOutputToken = 0;        ///< with PUE, at the day's mean rate
    double breakEvenUtilisation = 0;        ///< against the API price; above 1 = never, infinite = at no rate

    bool operator==(const TotalCost &) const = default;
    double usd(Part part) const { return usdPerMonth[static_cast<std::size_t>(part)]; }
};

/// Served by the whole fleet at the operating point, which is the day's peak.
struct Traffic {
    double peakOutputTokensPerSecond = 0;
    double peakInputTokensPerSecond = 0, peakRequestsPerSecond = 0;
    double busyShare = 0;                   ///< of capacity at the operating point, drives power, 0..1
};

TotalCost totalCost(const Assumptions &assumptions, const fleet::NodePacking &packing, const Traffic &traffic);

} // namespace trilemma::cost
