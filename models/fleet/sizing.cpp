// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/sizing.h"

#include <algorithm>
#include <cmath>

namespace trilemma::fleet {

namespace {

/// Of the knee, what one replica is planned to run at.
double plannedShare(const Sizing &sizing)
{
    return sizing.rule == SizingRule::ShareOfKnee ? 1 - sizing.headroom : 1 / (1 + sizing.headroom);
}

} // namespace

const char *label(SizingRule rule)
{
    switch (rule) {
    case SizingRule::DemandTimesHeadroom:
        return "demand with headroom";
    case SizingRule::KneeOverHeadroom:
        return "knee over headroom";
    case SizingRule::ShareOfKnee:
        break;
    }
    return "share of the knee";
}

int roundedUp(double quotient)
{
    constexpr double rounding = 1e-9;
    return static_cast<int>(std::ceil(quotient * (1 - rounding)));
}

FleetSize sizeFleet(double peakRequestsPerSecond, double kneeRequestsPerSecond, const Sizing &sizing)
{
    const double share = plannedShare(sizing);
    if (!(kneeRequestsPerSecond > 0) || !(share > 0) || !(peakRequestsPerSecond >= 0))
        return {};
    FleetSize size;
    // Not divided by the share of the first rule: 7.5 stays 7.5.
    size.unrounded = sizing.rule == SizingRule::DemandTimesHeadroom
                         ? peakRequestsPerSecond * (1 + sizing.headroom) / kneeRequestsPerSecond
                         : peakRequestsPerSecond / (share * kneeRequestsPerSecond);
    if (!(size.unrounded < mostReplicas))
        return {};
    size.forLoad = std::max(1, roundedUp(size.unrounded));
    size.spares = std::clamp(sizing.spares, 0, mostReplicas);
    const int survivors = size.forLoad + size.spares;
    if (const int zones = std::clamp(sizing.zones, 1, survivors + 1); zones > 1)
        size.forZones = (survivors + zones - 2) / (zones - 1) * zones - survivors;
    size.replicas = survivors + size.forZones;
    return size;
}

} // namespace trilemma::fleet
