// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/autoscaler.h"

#include "models/fleet/hour_load.h"
#include "models/fleet/node_packing.h"
#include "models/fleet/replicas_by_minute.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

namespace trilemma::fleet {

namespace {

double nodeMinutes(const ReplicasByMinute &paid, const ScaledFleet &fleet)
{
    std::array<int, std::numeric_limits<std::int16_t>::max() + 1> nodes; // of so many replicas
    for (int replicas = 0; replicas <= wholeFleet(fleet); ++replicas)
        nodes[replicas] = packNodes(replicas, fleet.gpusPerReplica, fleet.gpusPerNode).nodes;
    std::int64_t sum = 0;
    for (const std::int16_t replicas : paid)
        sum += nodes[replicas];
    return static_cast<double>(sum);
}

/// Minutes above the ready capacity, and by how many replicas, summed over minutes.
struct Excess {
    double minutes = 0, replicaMinutes = 0;
};

Excess excessOfHour(const HourLoad &load, const std::int16_t *ready)
{
    Excess excess;
    const std::int16_t least = *std::min_element(ready, ready + minutesPerHour);
    if (!exceeds(std::max(load.at(0), load.at(minutesPerHour - 1)), least))
        return excess;
    int minutes = 0;
    for (int minute = 0; minute < minutesPerHour; ++minute)
        minutes += exceeds(load.at(minute), ready[minute]) ? 1 : 0;
    for (int minute = 0; minute < minutesPerHour && minutes > 0; ++minute)
        excess.replicaMinutes += exceeds(load.at(minute), ready[minute]) ? load.at(minute) - ready[minute] : 0;
    excess.minutes = minutes;
    return excess;
}

double loadMinutes(const HourLoad &load)
{
    return minutesPerHour * load.first + load.perMinute * minutesPerHour * (minutesPerHour - 1) / 2;
}

void addUp(ScaledWeek &week, const DayProfile &profile, const ScaledFleet &fleet)
{
    constexpr double secondsPerMinute = 60;
    week.replicaHours = double(std::reduce(week.paid.begin(), week.paid.end(), 0)) / minutesPerHour;
    week.gpuHours = week.replicaHours * std::max(0, fleet.gpusPerReplica);
    week.nodeHours = nodeMinutes(week.paid, fleet) / minutesPerHour;
    if (!(fleet.replicaRequestsPerSecond > 0)) {
        week.violationMinutes = fleet.peakRequestsPerSecond > 0 ? minutesPerWeek : 0;
        week.unservedRequests = fleet.peakRequestsPerSecond * profile.mean() * minutesPerWeek * secondsPerMinute;
        week.idleReplicaHours = week.replicaHours;
        return;
    }
    double busyMinutes = 0, unservedMinutes = 0;
    for (int hour = 0; hour < hoursPerWeek; ++hour) {
        const HourLoad load = hourLoad(profile, fleet, hour);
        const Excess excess = excessOfHour(load, &week.ready[hour * minutesPerHour]);
        week.violationMinutes += excess.minutes;
        unservedMinutes += excess.replicaMinutes;
        busyMinutes += loadMinutes(load) - excess.replicaMinutes;
    }
    week.unservedRequests = unservedMinutes * fleet.replicaRequestsPerSecond * secondsPerMinute;
    week.idleReplicaHours = std::max(0.0, week.replicaHours - busyMinutes / minutesPerHour);
    week.usedShare = week.replicaHours > 0 ? busyMinutes / minutesPerHour / week.replicaHours : 0;
}

} // namespace

const char *label(ScalingPolicy policy)
{
    switch (policy) {
    case ScalingPolicy::Static:
        return "static";
    case ScalingPolicy::Scheduled:
        return "scheduled";
    case ScalingPolicy::Reactive:
        return "reactive";
    case ScalingPolicy::Predictive:
        return "predictive";
    case ScalingPolicy::Perfect:
        break;
    }
    return "perfect";
}

ScaledWeek playWeek(const DayProfile &profile, const ScaledFleet &fleet, const Autoscaling &scaling)
{
    ScaledWeek week;
    week.paid = paidReplicas(profile, fleet, scaling);
    const bool isInstant = scaling.policy == ScalingPolicy::Static || scaling.policy == ScalingPolicy::Perfect;
    week.ready = isInstant ? week.paid : readyReplicas(week.paid, coldMinutes(scaling));
    addUp(week, profile, fleet);
    return week;
}

HourReadOut readHour(const ScaledWeek &week, const DayProfile &profile, const ScaledFleet &fleet, int hourOfWeek)
{
    const int hour = std::clamp(hourOfWeek, 0, hoursPerWeek - 1);
    const auto paid = week.paid.begin() + hour * minutesPerHour;
    HourReadOut read;
    read.replicaHours = double(std::reduce(paid, paid + minutesPerHour, 0)) / minutesPerHour;
    if (fleet.replicaRequestsPerSecond > 0) {
        const HourLoad load = hourLoad(profile, fleet, hour);
        const Excess excess = excessOfHour(load, &week.ready[hour * minutesPerHour]);
        read.usedReplicaHours = (loadMinutes(load) - excess.replicaMinutes) / minutesPerHour;
        read.violationMinutes = excess.minutes;
    } else {
        read.violationMinutes = fleet.peakRequestsPerSecond > 0 ? minutesPerHour : 0;
    }
    read.idleReplicaHours = std::max(0.0, read.replicaHours - read.usedReplicaHours);
    read.idleGpuHours = read.idleReplicaHours * std::max(0, fleet.gpusPerReplica);
    return read;
}

} // namespace trilemma::fleet
