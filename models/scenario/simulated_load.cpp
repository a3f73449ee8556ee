// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/simulated_load.h"

#include "models/scenario/simulation_inputs.h"
#include "models/serving/simulated_knee.h"

#include <algorithm>
#include <array>
#include <utility>

namespace trilemma::scenario {

namespace {

/// Of the closed form's capacity; closer where tails bend.
constexpr std::array loads{0.02, 0.05, 0.1,  0.2, 0.3,   0.4,  0.5,  0.6,  0.68, 0.75,
                           0.8,  0.84, 0.87, 0.9, 0.925, 0.95, 0.97, 0.99, 1.01, 1.04};
/// A stretch of the whole work's progress; empty stays empty.
serving::SimulationProgress part(const serving::SimulationProgress &whole, double from, double to)
{
    if (!whole)
        return {};
    return [&whole, from, to](double done) { return whole(from + done * (to - from)); };
}

/// The same requests, arriving at a rate whatever the replica does.
serving::SimulatedTraffic arriving(serving::SimulatedTraffic traffic, serving::Workload workload, double requestsPerSecond)
{
    workload.arrivals = serving::Workload::Arrivals::OpenLoop;
    workload.requestsPerSecond = requestsPerSecond;
    traffic.classes.front().arrivals = serving::trafficOf(workload, {}).classes.front().arrivals;
    return traffic;
}

/// Of a benchmark, its steady part.
Scenario endless(Scenario scenario)
{
    scenario.workload.promptsPerSlot = 0;
    return scenario;
}

} // namespace

Scenario servedPart(Scenario scenario)
{
    scenario.name.clear();
    scenario.cost = {};
    scenario.objective = {};
    const FleetPlan plan = std::exchange(scenario.fleet, {}); // what the number of replicas follows from stays
    scenario.fleet.sized = plan.sized;
    if (plan.sized) {
        scenario.fleet.sizing = plan.sizing;
        scenario.fleet.measuredKneeRequestsPerSecond = plan.measuredKneeRequestsPerSecond;
    }
    return scenario;
}

SimulatedLoad simulateLoad(const Scenario &scenario, const catalog::Catalog &catalog, const SimulationEffort &effort, int threads,
                           const std::function<bool(double)> &progress)
{
    SimulatedLoad load;
    load.effort = effort;
    const Scenario steady = endless(scenario);
    const ResolvedScenario resolved(steady, catalog);
    load.replicas = resolved.replicas();
    load.problem = resolved.problem();
    if (!load.problem.empty())
        return load;
    const serving::ReplicaUnderLoad closedForm = resolved.underLoad();
    if (const Evaluation evaluation = judged(resolved, closedForm); evaluation.state == State::Infeasible) {
        load.problem = evaluation.reason;
        return load;
    }
    const double capacity = closedForm.capacity();
    SimulationInputs inputs = simulationInputs(resolved);
    load.problem = simulationProblem(inputs);
    if (!load.problem.empty())
        return load;
    inputs.plan.seed = effort.seed;
    const serving::SimulatedTraffic arrivals = arriving(inputs.traffic, resolved.replicaWorkload(), capacity);
    const serving::SimulationPlan plan = withRequests(inputs.plan, arrivals, effort.requests);

    const std::size_t stride = effort.everyRate ? 1 : 2;
    for (std::size_t i = stride - 1; i < loads.size(); i += stride)
        load.requestsPerSecond.push_back(loads[i] * capacity);
    const bool searches = effort.kneeReplications > 0;
    const double curveDone = searches ? 0.6 : 0.95, hereDone = searches ? 0.65 : 1; // of the whole work
    load.curve =
        serving::simulateLoadCurve(inputs.replica, arrivals, plan, load.requestsPerSecond, threads, part(progress, 0, curveDone));
    load.here = serving::simulate(inputs.replica, inputs.traffic, withRequests(inputs.plan, inputs.traffic, effort.requests),
                                  part(progress, curveDone, hereDone));
    load.cancelled = load.here.cancelled || std::ranges::any_of(load.curve, &serving::SimulationResult::cancelled);
    if (inputs.traffic.classes.size() > 1 && !load.cancelled) {
        serving::SimulatedTraffic alone = inputs.traffic;
        alone.classes.resize(1);
        load.withoutBatch = serving::simulate(inputs.replica, alone, withRequests(inputs.plan, alone, effort.requests));
    }
    if (searches && !load.cancelled) {
        const auto found = serving::findKnee(inputs.replica, arrivals,
                                             {.plan = plan, .replications = effort.kneeReplications, .threads = threads},
                                             part(progress, hereDone, 1));
        load.knee.exists = found.exists;
        load.knee.requestsPerSecond = found.requestsPerSecond;
        load.knee.binding = found.binding;
        load.capacityRequestsPerSecond = found.capacityRequestsPerSecond;
        load.kneeKnown = !found.cancelled;
        load.cancelled = found.cancelled;
    }
    return load;
}

} // namespace trilemma::scenario
