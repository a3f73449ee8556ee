// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/simulated_load.h"

#include "models/scenario/resolved_scenario.h"

#include <array>

namespace trilemma::scenario {

namespace {

/// Of the closed form's capacity; closer where tails bend.
constexpr std::array loads{0.02, 0.1,  0.2, 0.3,  0.4,   0.5,  0.58, 0.65, 0.71, 0.76,
                           0.8,  0.84, 0.87, 0.9, 0.925, 0.95, 0.97, 0.99, 1.01, 1.04};
/// Of the whole work, until the curve and until the operating point are done.
constexpr double curveShare = 0.6, hereShare = 0.65;

/// A stretch of the whole work's progress; empty stays empty.
serving::SimulationProgress part(const serving::SimulationProgress &whole, double from, double to)
{
    if (!whole)
        return {};
    return [&whole, from, to](double done) { return whole(from + done * (to - from)); };
}

serving::SimulationPlan planOf(const SimulationEffort &effort)
{
    serving::SimulationPlan plan;
    plan.seed = effort.seed;
    plan.requests = effort.requests;
    plan.warmUpRequests = effort.requests / 10;
    return plan;
}

/// The same requests, arriving at a rate whatever the replica does.
serving::Workload arriving(serving::Workload workload, double requestsPerSecond)
{
    workload.arrivals = serving::Workload::Arrivals::OpenLoop;
    workload.requestsPerSecond = requestsPerSecond;
    return workload;
}

} // namespace

SimulatedLoad simulateLoad(const Scenario &scenario, const catalog::Catalog &catalog, const SimulationEffort &effort, int threads,
                           const serving::SimulationProgress &progress)
{
    SimulatedLoad load;
    load.effort = effort;
    load.replicas = scenario.replicas;
    const ResolvedScenario resolved(scenario, catalog);
    load.problem = resolved.problem();
    if (!load.problem.empty())
        return load;
    serving::Workload workload = resolved.replicaWorkload();
    workload.promptsPerSlot = 0; // a benchmark's steady part
    const serving::ReplicaUnderLoad closedForm(resolved.configuration(), workload);
    if (const Evaluation evaluation = judged(resolved, closedForm); evaluation.state == State::Infeasible) {
        load.problem = evaluation.reason;
        return load;
    }
    const double capacity = closedForm.capacity();
    const serving::SimulatedReplica replica(resolved.configuration());
    const serving::SimulationPlan plan = planOf(effort);
    const serving::SimulatedTraffic arrivals = serving::trafficOf(arriving(workload, capacity), scenario.slo);

    for (const double share : loads)
        load.requestsPerSecond.push_back(share * capacity);
    const bool searches = effort.kneeReplications > 0;
    load.curve = serving::simulateLoadCurve(replica, arrivals, plan, load.requestsPerSecond, threads,
                                            part(progress, 0, searches ? curveShare : 0.95));
    load.here = serving::simulate(replica, serving::trafficOf(workload, scenario.slo), plan,
                                  part(progress, searches ? curveShare : 0.95, searches ? hereShare : 1));
    load.cancelled = load.here.cancelled || load.curve.back().cancelled;
    if (searches && !load.cancelled) {
        load.knee = serving::findKnee(replica, arrivals,
                                      {.plan = plan, .replications = effort.kneeReplications, .threads = threads},
                                      part(progress, hereShare, 1));
        load.kneeKnown = !load.knee.cancelled;
        load.cancelled = load.knee.cancelled;
    }
    return load;
}

} // namespace trilemma::scenario
