// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cost/fleet_use.h"

#include <array>
#include <cstddef>

namespace trilemma::cost {

/// Capital is what the hardware costs by existing: depreciation where owned, rent where rented. Operations is what
/// comes on top to keep it running: power, facility, support and staff of an owner, egress and storage of a renter; and the
/// tokens themselves where an API sells them.
enum class Part { Capital, Operations, Opportunity, Engineering };
inline constexpr int partCount = 4;
const char *label(Part part);

/// What a month is paid for. An owner pays no rent, a renter no electricity, who buys tokens no hardware. What a guest on
/// stranded GPUs pays is below zero.
enum class Line {
    WriteOff, Rent, RentOverhead, GuestCapital,
    Electricity, Facility, Cooling, Colocation, Support, Software, HardwareStaff, Egress, Storage, ApiTokens, GuestOperations,
    Tuning, Benchmarking, Staff, Tools
};
inline constexpr int lineCount = 19;
const char *label(Line line);
/// Capital, Operations or Engineering.
Part partOf(Line line);

/// Dollars per month by line.
struct Bill {
    std::array<double, lineCount> usd{};

    bool operator==(const Bill &) const = default;
    double operator[](Line line) const { return usd[static_cast<std::size_t>(line)]; }
    double &operator[](Line line) { return usd[static_cast<std::size_t>(line)]; }
    double total(Part part) const;
    double total() const;
};

/// Colocation prices leave metered electricity out, so an owner pays both. A guest pays its share of all that the nodes cost,
/// but nothing of what the tokens of others cost (egress) or of storage. From an API, tokens, staff and tools are left: there
/// is nothing to tune.
Bill monthlyBill(const Assumptions &assumptions, const FleetUse &use, const Traffic &traffic);

/// Dollars that an API asks for a million output tokens and the input that goes with them; infinite without a price.
double apiUsdPerMillionOutput(const Assumptions &assumptions, const Traffic &traffic);

/// Spent once before anything is served: engineers who tune, and the GPUs they benchmark on.
double tuningUsd(const Assumptions &assumptions);
double benchmarkingUsd(const Assumptions &assumptions);

} // namespace trilemma::cost
