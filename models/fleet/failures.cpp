// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/failures.h"

#include "models/fleet/node_packing.h"
#include "models/fleet/sizing.h"

#include <boost/math/distributions/binomial.hpp>

#include <algorithm>
#include <cmath>

namespace trilemma::fleet {

namespace {

constexpr double hoursPerMonth = 730;

/// Units that may be down under a load; -1 where the whole fleet does not carry it.
int mostDown(const ScaledFleet &fleet, const FailureUnit &unit, double requestsPerSecond)
{
    const double needed = requestsPerSecond / fleet.replicaRequestsPerSecond;
    if (!(needed <= fleet.replicas))
        return -1;
    if (needed == 0)
        return unit.count;
    return (fleet.replicas - roundedUp(needed)) / unit.replicas;
}

} // namespace

double Failures::unavailability() const
{
    return nodeMtbfHours > 0 ? repairHours / (nodeMtbfHours + repairHours) : 0;
}

FailureUnit failureUnit(const ScaledFleet &fleet, const Failures &failures)
{
    const int nodesPerReplica = std::max(1, (fleet.gpusPerReplica + fleet.gpusPerNode - 1) / fleet.gpusPerNode);
    const int replicasPerNode = std::max(1, fleet.gpusPerNode / std::max(1, fleet.gpusPerReplica));
    return {.count = packNodes(fleet.replicas, fleet.gpusPerReplica, fleet.gpusPerNode).nodes / nodesPerReplica,
            .replicas = std::min(replicasPerNode, fleet.replicas),
            .unavailability = 1 - std::pow(1 - failures.unavailability(), nodesPerReplica)};
}

double shareWithMoreDown(const FailureUnit &unit, int down)
{
    if (down < 0)
        return 1;
    if (down >= unit.count || !(unit.unavailability > 0))
        return 0;
    const boost::math::binomial_distribution<double> units(unit.count, unit.unavailability);
    return boost::math::cdf(boost::math::complement(units, down));
}

Redundancy redundancyOf(const ScaledFleet &fleet, const Failures &failures)
{
    Redundancy redundancy;
    redundancy.unit = failureUnit(fleet, failures);
    redundancy.mostDownAtPeak = mostDown(fleet, redundancy.unit, fleet.peakRequestsPerSecond);
    redundancy.shortAtPeak = shareWithMoreDown(redundancy.unit, redundancy.mostDownAtPeak);
    return redundancy;
}

WeekOfFailures weekOfFailures(const ScaledFleet &fleet, const DayProfile &profile, const Failures &failures)
{
    const FailureUnit unit = failureUnit(fleet, failures);
    WeekOfFailures week;
    for (const double share : profile.shareOfPeak) {
        const int down = mostDown(fleet, unit, share * fleet.peakRequestsPerSecond);
        week.violationMinutes += minutesPerHour * shareWithMoreDown(unit, down);
        week.drainHours += down >= 1 ? 1 : 0;
    }
    const int nodes = packNodes(fleet.replicas, fleet.gpusPerReplica, fleet.gpusPerNode).nodes;
    week.drainHoursNeeded = failures.drainHoursPerMonth * nodes * hoursPerWeek / hoursPerMonth;
    return week;
}

} // namespace trilemma::fleet
