// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/autoscaler.h"

#include <algorithm>
#include <limits>

namespace trilemma::fleet {

/// The load of one hour in replicas that it keeps busy.
struct HourLoad {
    double first = 0, perMinute = 0;

    double at(int minute) const { return first + perMinute * minute; }
};

inline HourLoad hourLoad(const DayProfile &profile, const ScaledFleet &fleet, int hour)
{
    const double busyAtPeak = fleet.peakRequestsPerSecond / fleet.replicaRequestsPerSecond;
    const double first = profile.shareOfPeak[hour] * busyAtPeak,
                 last = profile.shareOfPeak[(hour + 1) % hoursPerWeek] * busyAtPeak;
    return {first, (last - first) / minutesPerHour};
}

/// Cut to a whole number, the replicas that carry the load: rounded up, but not because of the last digits of a double.
inline double carriedBy(double busyReplicas)
{
    constexpr double rounding = 1e-9;
    return (busyReplicas + 1) * (1 - rounding);
}

inline bool exceeds(double busyReplicas, int ready)
{
    return carriedBy(busyReplicas) >= ready + 1;
}

/// The fleet's size as it is used.
inline int wholeFleet(const ScaledFleet &fleet)
{
    return std::clamp(fleet.replicas, 0, int(std::numeric_limits<std::int16_t>::max()));
}

} // namespace trilemma::fleet
