// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/scenario.h"
#include "models/serving/knee.h"
#include "models/serving/simulation_result.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace trilemma::scenario {

/// How long to simulate.
struct SimulationEffort {
    std::uint64_t seed = 1;
    std::uint64_t requests = 4000; ///< measured at each rate
    bool everyRate = true;         ///< of the curve; else every other one
    int kneeReplications = 3;      ///< at each rate that the search for the knee tries; 0 = no search

    /// What a window can show while a lever moves.
    static SimulationEffort preview() { return {.seed = 1, .requests = 500, .everyRate = false, .kneeReplications = 0}; }
    bool operator==(const SimulationEffort &) const = default;
};

/// The scenario without name, prices and objective, which change nothing under load.
Scenario servedPart(Scenario scenario);

/// A scenario under load, by discrete events: one replica, which takes an even share of the fleet's traffic.
struct SimulatedLoad {
    SimulationEffort effort;
    std::string problem; ///< why nothing was simulated; else empty
    bool cancelled = false;
    int replicas = 1;

    /// The scenario's own traffic, endless: a closed loop where it is one.
    serving::SimulationResult here;
    std::optional<serving::SimulationResult> withoutBatch; ///< where there is a batch class: the same draws without it
    /// Arrivals at rising rates, from nearly idle to somewhat past the closed form's capacity.
    std::vector<double> requestsPerSecond;
    std::vector<serving::SimulationResult> curve;
    bool kneeKnown = false;               ///< it was searched for
    serving::Knee knee;                   ///< the simulated one, without its point
    double capacityRequestsPerSecond = 0; ///< simulated, what full slots serve; where the knee is known
};

/// Pure: the same scenario and effort give the same bits, however many threads take part. Rates are shares of the
/// closed form's capacity and draws are those of the seed, so curves move with a lever and not by chance. `progress` is
/// told the share done, 0 to 1, from any thread; false cancels.
SimulatedLoad simulateLoad(const Scenario &scenario, const catalog::Catalog &catalog, const SimulationEffort &effort, int threads,
                           const std::function<bool(double)> &progress = {});

} // namespace trilemma::scenario
