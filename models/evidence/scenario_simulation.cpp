// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/scenario_simulation.h"

#include "models/evidence/trace_replay.h"
#include "models/scenario/simulation_inputs.h"

#include <algorithm>

namespace trilemma::evidence {

namespace {

std::vector<SimulatedRate> replayed(const scenario::Scenario &scenario, const SimulationOrder &order,
                                    const scenario::SimulationInputs &inputs, int replicas)
{
    const RequestTrace &trace = *order.trace;
    Replay replay{static_cast<std::size_t>(replicas), 1, scenario.workload.prefixHitShare, scenario.slo};
    if (order.requestsPerSecond.empty())
        return {{0, simulateReplay(inputs.replica, trace, replay, inputs.plan)}};
    std::vector<SimulatedRate> loads;
    for (const double rate : order.requestsPerSecond) {
        replay.pace = rate / arrivalRate(trace);
        loads.push_back({rate, simulateReplay(inputs.replica, trace, replay, inputs.plan)});
    }
    return loads;
}

std::vector<SimulatedRate> drawn(const SimulationOrder &order, const scenario::SimulationInputs &inputs, int replicas)
{
    if (order.requestsPerSecond.empty())
        return {{0, serving::simulate(inputs.replica, inputs.traffic, inputs.plan)}};
    std::vector<double> rates = order.requestsPerSecond;
    for (double &rate : rates)
        rate /= replicas;
    auto results = serving::simulateLoadCurve(inputs.replica, inputs.traffic, inputs.plan, rates, order.threads);
    std::vector<SimulatedRate> loads;
    for (std::size_t i = 0; i < results.size(); ++i)
        loads.push_back({order.requestsPerSecond[i], std::move(results[i])});
    return loads;
}

} // namespace

ScenarioSimulation simulateScenario(const scenario::Scenario &scenario, const catalog::Catalog &catalog,
                                    const SimulationOrder &order)
{
    const scenario::ResolvedScenario resolved(scenario, catalog);
    scenario::SimulationInputs inputs = scenario::simulationInputs(resolved);
    ScenarioSimulation simulation;
    simulation.replicas = resolved.replicas();
    if (!order.trace)
        simulation.problem = scenario::simulationProblem(inputs);
    if (!simulation.problem.empty())
        return simulation;
    if (order.requests && !order.trace)
        inputs.plan = scenario::withRequests(inputs.plan, inputs.traffic, *order.requests);
    inputs.plan.seed = order.seed;
    inputs.plan.keepRequests = order.keepRequests;
    inputs.plan.seriesSeconds = order.seriesSeconds;
    if (order.trace) {
        const auto most = static_cast<int>(std::min<std::size_t>(order.trace->requests.size(), 1u << 30));
        simulation.replicas = std::min(resolved.replicas(), most); // others have nothing to do
        simulation.loads = replayed(scenario, order, inputs, simulation.replicas);
    } else {
        simulation.warmUpRequests = inputs.plan.warmUpRequests;
        simulation.loads = drawn(order, inputs, simulation.replicas);
        if (inputs.traffic.classes.size() > 1 && order.requestsPerSecond.empty()) {
            inputs.traffic.classes.resize(1);
            simulation.withoutBatch = serving::simulate(inputs.replica, inputs.traffic, inputs.plan);
        }
    }
    return simulation;
}

} // namespace trilemma::evidence
