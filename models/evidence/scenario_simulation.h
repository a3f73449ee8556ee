// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/evidence/request_trace.h"
#include "models/scenario/scenario.h"
#include "models/serving/simulation_result.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace trilemma::evidence {

/// What of a scenario is to be simulated.
struct SimulationOrder {
    const RequestTrace *trace = nullptr; ///< replayed with its arrivals, which it must have; null: the scenario's own traffic
    std::vector<double>
        requestsPerSecond; ///< of the fleet: a load curve, over which a trace is sped up; empty: one load as it is
    std::optional<std::uint64_t> requests; ///< measured; otherwise a usual number. Of a trace, all are
    std::uint64_t seed = 1;
    bool keepRequests = false;
    double seriesSeconds = 0; ///< between points of the time series; 0 for none
    int threads = 1; ///< changes no answer
};

struct SimulatedRate {
    double requestsPerSecond = 0;     ///< of the fleet, as ordered; 0 where the load is as it is
    serving::SimulationResult result; ///< of one replica, or what replicas have on average
};

struct ScenarioSimulation {
    std::vector<SimulatedRate> loads;
    std::string problem; ///< why nothing was simulated; else empty
    /// The load as it is without the batch class, and the same draws: where there is a batch class, and no curve or trace.
    std::optional<serving::SimulationResult> withoutBatch;
    int replicas = 1; ///< alike, in the fleet
    std::uint64_t warmUpRequests = 0;
};

/// One replica under its even share of the scenario's traffic, or all replicas under a trace whose requests they take in
/// turn. The scenario must be feasible.
ScenarioSimulation simulateScenario(const scenario::Scenario &scenario, const catalog::Catalog &catalog,
                                    const SimulationOrder &order);

/// One row for each request: times in seconds since the simulation began, lengths in tokens.
std::string requestsCsv(std::span<const serving::RequestRecord> requests);
/// One row for each point of a replica's time series: requests that run and wait, share of the KV pool that is taken, output
/// tokens per second since the point before.
std::string seriesCsv(std::span<const serving::SeriesPoint> series);

} // namespace trilemma::evidence
