// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/simulated_knee.h"

#include "models/scenario/simulation_inputs.h"
#include "models/serving/simulated_knee.h"

namespace trilemma::scenario {

Result<serving::Knee> simulatedKnee(const Scenario &scenario, const catalog::Catalog &catalog, const SimulationEffort &effort, int threads)
{
    if (scenario.workload.arrivals != serving::Workload::Arrivals::OpenLoop)
        return Error{{}, "arrivals", "a closed loop has no knee; open is expected"};
    const ResolvedScenario resolved(scenario, catalog);
    if (!resolved.problem().empty())
        return Error{{}, "scenario", resolved.problem()};
    if (const Evaluation evaluation = judged(resolved, resolved.underLoad()); evaluation.state == State::Infeasible)
        return Error{{}, "scenario", evaluation.reason};
    SimulationInputs inputs = simulationInputs(resolved);
    if (const std::string problem = simulationProblem(inputs); !problem.empty())
        return Error{{}, "scenario", problem};
    inputs.plan.seed = effort.seed;
    const auto found = serving::findKnee(inputs.replica, inputs.traffic,
                                         {.plan = withRequests(inputs.plan, inputs.traffic, effort.requests),
                                          .replications = effort.kneeReplications,
                                          .threads = threads});
    serving::Knee knee;
    knee.exists = found.exists;
    knee.requestsPerSecond = found.requestsPerSecond;
    knee.binding = found.binding;
    return knee;
}

Result<Scenario> onSimulatedKnee(Scenario scenario, const catalog::Catalog &catalog, const SimulationEffort &effort, int threads)
{
    const auto knee = simulatedKnee(scenario, catalog, effort, threads);
    if (!knee)
        return knee.error();
    if (!knee->exists)
        return Error{{}, "SLO", std::string("no rate meets it: ") + serving::label(knee->binding) + " misses its bound even when idle"};
    scenario.fleet.measuredKneeRequestsPerSecond = knee->requestsPerSecond;
    return scenario;
}

} // namespace trilemma::scenario
