// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/day_profile.h"

#include <array>
#include <cstdint>

namespace trilemma::fleet {

enum class ScalingPolicy {
    Static,
    Scheduled,  ///< fewer replicas in a window of hours every day; the others start a cold start before it ends
    Reactive,   ///< replicas for the load of now at a threshold share of capacity; fewer after a while
    Predictive, ///< replicas for the largest load from now to `leadMinutes` ahead, foreseen exactly
    Perfect     ///< as many as the load needs, at once: the lower bound
};
const char *label(ScalingPolicy policy);

struct Autoscaling {
    ScalingPolicy policy = ScalingPolicy::Static;
    double coldStartSeconds = 0;                 ///< paid, not ready; rounded up to minutes. Perfect has none
    int minimumReplicas = 1;                     ///< Reactive, Predictive, Perfect; 0 scales to zero
    double windowFromHour = 2, windowToHour = 6; ///< Scheduled: local time, 0..24; to before from runs over midnight
    int windowReplicas = 1;                      ///< Scheduled: in the window, 0 scales to zero
    double threshold = 0.8;                      ///< Reactive: share of capacity, above 0
    double stabilisationMinutes = 5;             ///< Reactive: fewer would have been enough for so long
    double coolDownMinutes = 5;                  ///< Reactive: least time between two changes
    double leadMinutes = 10;                     ///< Predictive

    bool operator==(const Autoscaling &) const = default;
};

/// The fleet that a policy scales and the load upon it. Without capacity nothing is served.
struct ScaledFleet {
    double peakRequestsPerSecond = 0;    ///< where the profile is 1
    double replicaRequestsPerSecond = 0; ///< capacity of one replica within its SLO
    int replicas = 1;                    ///< all of them, 32767 at most; no policy has more
    int gpusPerReplica = 1, gpusPerNode = 8;

    bool operator==(const ScaledFleet &) const = default;
};

using ReplicasByMinute = std::array<std::int16_t, minutesPerWeek>;

/// A week that repeats, minute by minute. Sums are of one week.
struct ScaledWeek {
    ReplicasByMinute ready, paid;                         ///< paid ones include those that still start
    double replicaHours = 0, gpuHours = 0, nodeHours = 0; ///< paid; GPU-hours of the replicas, node-hours of whole nodes
    double violationMinutes = 0;                          ///< load above the ready capacity
    double unservedRequests = 0;                          ///< above it
    double usedShare = 0;                                 ///< served load over paid capacity; 0 if nothing is paid
    double idleReplicaHours = 0;                          ///< paid less used
};
ScaledWeek playWeek(const DayProfile &profile, const ScaledFleet &fleet, const Autoscaling &scaling);

/// One hour of the week; all hours sum to the week's figures.
struct HourReadOut {
    double replicaHours = 0, usedReplicaHours = 0, idleReplicaHours = 0, idleGpuHours = 0, violationMinutes = 0;
};
HourReadOut readHour(const ScaledWeek &week, const DayProfile &profile, const ScaledFleet &fleet, int hourOfWeek);

/// The fewest replicas that carry the load from `fromHour` to `toHour` of every day (as the window of Scheduled).
int replicasForWindow(const DayProfile &profile, const ScaledFleet &fleet, double fromHour, double toHour);

/// Replicas that the load of each minute needs, from `minimum` to the fleet's.
ReplicasByMinute replicasNeeded(const DayProfile &profile, const ScaledFleet &fleet, int minimum);
/// Of each minute and the `minutes` after it, the most; weeks repeat.
ReplicasByMinute mostAhead(ReplicasByMinute replicas, int minutes);

} // namespace trilemma::fleet
