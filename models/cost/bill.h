// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cost/fleet_use.h"

#include <array>
#include <cstddef>

namespace trilemma::cost {

/// Capital is what the hardware costs by existing: depreciation where owned, rent where rented. Operations is what
/// comes on top to keep it running: power, facility, support and staff of an owner, egress and storage of a renter.
enum class Part { Capital, Operations, Opportunity, Engineering };
inline constexpr int partCount = 4;
const char *label(Part part);

/// What a month is paid for. An owner pays no rent, a renter no electricity.
enum class Line {
    WriteOff, Rent, RentOverhead,
    Electricity, Facility, Cooling, Colocation, Support, Software, HardwareStaff, Egress, Storage,
    Tuning, Benchmarking, Staff, Tools
};
inline constexpr int lineCount = 16;
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

/// Colocation prices leave metered electricity out, so an owner pays both.
Bill monthlyBill(const Assumptions &assumptions, const FleetUse &use, const Traffic &traffic);

/// Spent once before anything is served: engineers who tune, and the GPUs they benchmark on.
double tuningUsd(const Assumptions &assumptions);
double benchmarkingUsd(const Assumptions &assumptions);

} // namespace trilemma::cost
