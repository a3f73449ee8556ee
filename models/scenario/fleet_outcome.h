// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cost/fleet_use.h"
#include "models/fleet/backfill.h"
#include "models/fleet/cold_start.h"
#include "models/fleet/failures.h"
#include "models/fleet/routing.h"
#include "models/fleet/sizing.h"
#include "models/serving/knee.h"

#include <optional>

namespace trilemma::scenario {

struct Evaluation;
struct Scenario;
class ResolvedScenario;

/// The offline job on the whole fleet at its capacity, prompts and all.
struct OfflineOutcome {
    double seconds = 0;                     ///< cold start and stragglers included
    double gpuHours = 0;                    ///< of whole nodes
    std::optional<int> replicasForDeadline; ///< empty where there is no deadline, or no number of replicas meets it

    bool operator==(const OfflineOutcome &) const = default;
};

/// The fleet over the day: sums are of one week.
struct FleetOutcome {
    double kneeRequestsPerSecond = 0;       ///< see kneeOf()
    fleet::FleetSize needed;                ///< for the peak
    bool sized = false;                     ///< the fleet has as many replicas as are needed
    double coldStartSeconds = 0;
    fleet::RoutedWait wait, waitAfterLoss;  ///< for a slot, as the router sends; with one replica lost
    double meanShare = 0;                   ///< of the day's peak
    double replicaHours = 0, gpuHours = 0, nodeHours = 0;   ///< paid for
    double nodeStarts = 0;                  ///< nodes taken anew
    double staticGpuHours = 0;              ///< were nothing scaled
    double violationMinutes = 0, unservedRequests = 0;
    double usedShare = 0, idleReplicaHours = 0;
    std::optional<fleet::JobOutcome> nightly;   ///< the worst day's work
    double nightlyTokens = 0;               ///< placed in the week
    fleet::Redundancy redundancy;           ///< of all replicas, at the peak
    std::optional<OfflineOutcome> job;

    bool operator==(const FleetOutcome &) const = default;
};

/// Requests per second of one replica within the SLO: the measured figure where there is one; 0 = none.
double kneeOf(const Scenario &scenario, const serving::Knee &knee);
/// What a week is played with; `evaluation` has its replica and knee already.
fleet::ScaledFleet scaledFleet(const ResolvedScenario &resolved, const Evaluation &evaluation);
/// The bytes of one replica's weights added to the plan's stages.
fleet::ColdStart coldStart(const ResolvedScenario &resolved);
fleet::Autoscaling autoscaling(const ResolvedScenario &resolved);
/// Work of every day of a week, put into what a played week leaves.
fleet::Backfill nightlyWork(const Scenario &scenario, const Evaluation &evaluation, const fleet::DayProfile &profile,
                            const fleet::ScaledFleet &fleet, const fleet::ScaledWeek &week);
fleet::RoutedTraffic routedTraffic(const ResolvedScenario &resolved, const Evaluation &evaluation);
/// Nodes that are switched on where fewer were, over the week that repeats.
double nodeStarts(const fleet::ScaledWeek &week, const fleet::ScaledFleet &fleet);

/// What `evaluation.fleet` is paid for, by the month.
cost::FleetUse fleetUse(const Scenario &scenario, const Evaluation &evaluation);

FleetOutcome fleetOutcome(const ResolvedScenario &resolved, const Evaluation &evaluation);

} // namespace trilemma::scenario
