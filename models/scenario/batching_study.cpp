// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/batching_study.h"

#include "models/scenario/simulation_inputs.h"
#include "models/serving/parallel_runs.h"
#include "models/serving/simulated_knee.h"

#include <algorithm>
#include <cmath>

namespace trilemma::scenario {

namespace {

using Batching = replica::Scheduling::Batching;
using serving::SimulationProgress;

constexpr std::size_t shownRequests = 40, histogramBins = 48, passLimit = 200'000;
constexpr double flood = 1e6; ///< requests per second, more than any replica serves

/// Of one scenario: all simulations that are alike but for the scheduling.
class Study {
public:
    Study(const ResolvedScenario &resolved, const SimulationEffort &effort)
        : m_resolved(resolved), m_inputs(simulationInputs(resolved)), m_findsCapacity(effort.kneeReplications > 0)
    {
        m_inputs.plan.seed = effort.seed;
        m_inputs.plan = withRequests(m_inputs.plan, m_inputs.traffic, effort.requests);
    }

    SimulationInputs inputs(const replica::Scheduling &scheduling) const
    {
        SimulationInputs inputs = m_inputs;
        inputs.replica = serving::SimulatedReplica(withScheduling(m_resolved, scheduling));
        return inputs;
    }

    ScheduledRun run(const replica::Scheduling &own, const SimulationProgress &progress) const
    {
        SimulationInputs runs = inputs(own);
        ScheduledRun run;
        if (!runs.replica.canHold(meanOf(runs.traffic.classes.front().input), outputTokens()))
            return run;
        serving::SimulationPlan plan = runs.plan;
        if (own == scheduling()) {
            plan.keepRequests = true;
            plan.passLogLimit = passLimit;
        }
        run.load = serving::simulate(runs.replica, runs.traffic, plan, progress);
        if (m_findsCapacity && !run.load.cancelled) {
            runs.traffic.classes.front().arrivals = {.requestsPerSecond = flood};
            const auto full = serving::simulate(runs.replica, runs.traffic, runs.plan, progress);
            run.capacityRequestsPerSecond = full.requestsPerSecond;
            run.load.cancelled = full.cancelled;
        }
        return run;
    }

    PromptInjection injection(Batching batching, int tokens, const SimulationProgress &progress) const
    {
        const replica::Scheduling own = withBatching(scheduling(), batching);
        const serving::ReplicaUnderLoad typical = m_resolved.underLoad(withScheduling(m_resolved, own));
        return injectPrompt(inputs(own), typical.operate(), tokens, progress);
    }

    const replica::Scheduling &scheduling() const { return m_resolved.configuration().scheduling; }
    double ingest(int inputTokens) const
    {
        return m_inputs.replica.ingestSeconds + m_inputs.replica.ingestSecondsPerToken * inputTokens;
    }
    double tokensPerStep() const { return m_inputs.replica.tokensPerStep; }
    int outputTokens() const { return meanOf(m_inputs.traffic.classes.front().output); }

private:
    static int meanOf(const serving::LengthDistribution &lengths) { return static_cast<int>(std::ceil(lengths.mean)); }

    const ResolvedScenario &m_resolved;
    SimulationInputs m_inputs;
    bool m_findsCapacity;
};

/// Takes what is shown of the logs of the present scheduling, and drops them.
void condense(BatchingStudy &study, const Study &runs)
{
    serving::SimulationResult &here = study.batchings[study.present].load;
    study.gaps = serving::gapHistogram(serving::tokenGaps(here.passLog, runs.tokensPerStep()), histogramBins);
    study.requests = std::move(here.requests);
    std::ranges::sort(study.requests, {}, &serving::RequestRecord::index);
    study.requests.resize(std::min(study.requests.size(), shownRequests));
    for (serving::RequestRecord &request : study.requests) { // ingest comes before the engine's arrival
        request.firstToken -= runs.ingest(request.inputTokens);
        request.finish -= runs.ingest(request.inputTokens);
    }
    here.requests.clear();
    here.passLog = {};
}

void runAll(BatchingStudy &study, const Study &runs, int threads, const SimulationProgress &progress)
{
    const std::size_t budgets = study.tokenBudgets.size(), batchings = allBatchings.size(), all = budgets + batchings + 2;
    study.budgets.resize(budgets);
    serving::SharedProgress shared(all, progress);
    serving::forEachIndex(all, threads, [&] {
        return [&](std::size_t i) {
            const SimulationProgress told = shared.of(i);
            if (i < budgets)
                study.budgets[i] = runs.run(withTokenBudget(runs.scheduling(), study.tokenBudgets[i]), told);
            else if (i < budgets + batchings)
                study.batchings[i - budgets] = runs.run(withBatching(runs.scheduling(), allBatchings[i - budgets]), told);
            else if (i == budgets + batchings)
                study.chunked = runs.injection(Batching::Chunked, study.injectedTokens, told);
            else
                study.unchunked = runs.injection(Batching::Continuous, study.injectedTokens, told);
        };
    });
    const auto isCancelled = [](const ScheduledRun &run) { return run.load.cancelled; };
    study.cancelled = study.chunked.cancelled || study.unchunked.cancelled || std::ranges::any_of(study.budgets, isCancelled) ||
                      std::ranges::any_of(study.batchings, isCancelled);
}

} // namespace

BatchingStudy studyBatching(const Scenario &scenario, const catalog::Catalog &catalog, const SimulationEffort &effort,
                            int injectedTokens, int threads, const std::function<bool(double)> &progress)
{
    BatchingStudy study;
    study.effort = effort;
    Scenario steady = scenario; // of a benchmark, its steady part
    steady.workload.promptsPerSlot = 0;
    const ResolvedScenario resolved(steady, catalog);
    study.replicas = resolved.replicas();
    study.problem = batchingProblem(resolved);
    if (!study.problem.empty())
        return study;
    const serving::ReplicaUnderLoad closedForm = resolved.underLoad();
    if (const Evaluation evaluation = judged(resolved, closedForm); evaluation.state == State::Infeasible) {
        study.problem = evaluation.reason;
        return study;
    }
    const Study runs(resolved, effort);
    study.tokenBudgets = studiedTokenBudgets();
    study.present =
        static_cast<std::size_t>(std::ranges::find(allBatchings, scenario.scheduling.batching) - allBatchings.begin());
    study.longestPrompt = longestPrompt(resolved, runs.outputTokens());
    study.injectedTokens = std::clamp(injectedTokens, 1, std::max(1, study.longestPrompt));
    runAll(study, runs, threads, progress);
    if (!study.cancelled)
        condense(study, runs);
    return study;
}

TokenBudgetRange recommendedBudgets(const BatchingStudy &study, const serving::Slo &slo)
{
    if (!study.capacityKnown())
        return {};
    serving::SimulatedTraffic traffic;
    traffic.classes.front().slo = slo;
    std::vector<TokenBudgetFigures> budgets;
    for (std::size_t i = 0; i < study.budgets.size(); ++i) {
        const ScheduledRun &run = study.budgets[i];
        const bool keeps = run.load.measured > 0 && serving::brokenBound(run.load, traffic) == serving::Knee::Binding::Nothing;
        budgets.push_back({study.tokenBudgets[i], run.capacityRequestsPerSecond, keeps});
    }
    return recommendedBudgets(budgets);
}

} // namespace trilemma::scenario
