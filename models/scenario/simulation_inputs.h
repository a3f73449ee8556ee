// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/resolved_scenario.h"
#include "models/serving/simulator.h"

namespace trilemma::scenario {

/// One replica of a scenario, and of the fleet's traffic the even share that it sees, as the simulator takes them.
struct SimulationInputs {
    serving::SimulatedReplica replica;
    serving::SimulatedTraffic traffic;
    serving::SimulationPlan plan; ///< a benchmark is measured whole, endless traffic after some warm-up
};

/// Lengths are spread as in the trace that the workload was taken from, if any, with the workload's means. `resolved`
/// must be without problem.
SimulationInputs simulationInputs(const ResolvedScenario &resolved);

/// Why the simulator cannot play these; else empty.
std::string simulationProblem(const SimulationInputs &inputs);

/// The plan with another number of requests, and a warm-up that suits it.
serving::SimulationPlan withRequests(serving::SimulationPlan plan, const serving::SimulatedTraffic &traffic,
                                     std::uint64_t requests);

} // namespace trilemma::scenario
