// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cost/alternatives.h"
#include "models/cost/bill.h"
#include "models/cost/energy.h"

#include <array>

namespace trilemma::cost {

/// Everything that is paid over something served; on the usage basis, only the hours in use.
struct UnitCost {
    double reservation = 0, usage = 0;
    bool operator==(const UnitCost &) const = default;
};

/// Dollars per month by part. Opportunity is the idle share of capital and operations, broken out and
/// not added again (correction S5): the parts always sum to the total. Where nothing is served,
/// what is per token or per request is infinite.
struct TotalCost {
    Bill bill;
    std::array<double, partCount> usdPerMonth{};
    double totalUsdPerMonth = 0;
    double utilisation = 0;                 ///< hours of need over hours paid for: usage over reservation basis; 1 from an API
    double idleUsdPerMonth = 0;             ///< however it is attributed
    /// Reservation basis: all that is paid, over tokens served at the day's mean rate.
    double usdPerMillionOutput = 0;
    UnitCost perMillionOutput, perMillionInput, perMillionTotal, perRequest;
    std::array<double, partCount> usdPerMillionOutputByPart{};
    double strandedUsdPerMonth = 0;         ///< capital and operations of GPUs that no replica uses
    double lifetimeUsd = 0, lifetimeOutputTokens = 0;   ///< over the years of amortisation
    Energy energy;
    Alternatives alternatives;
    TuningPayback tuning;

    double usd(Part part) const { return usdPerMonth[static_cast<std::size_t>(part)]; }
};

TotalCost totalCost(const Assumptions &assumptions, const FleetUse &use, const Traffic &traffic);
/// A fleet that runs around the clock.
TotalCost totalCost(const Assumptions &assumptions, const fleet::NodePacking &packing, const Traffic &traffic);

} // namespace trilemma::cost
