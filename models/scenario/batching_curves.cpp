// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/batching_curves.h"

#include <algorithm>
#include <cmath>

namespace trilemma::scenario {

namespace {

using Batching = replica::Scheduling::Batching;

SchedulingForm formOf(const ResolvedScenario &resolved, const replica::Scheduling &scheduling)
{
    const serving::ReplicaUnderLoad replica = resolved.underLoad(withScheduling(resolved, scheduling));
    return {scheduling, replica.operate(), serving::findKnee(replica, resolved.scenario().slo)};
}

void setPasses(BatchingCurves &curves, const ResolvedScenario &resolved, const serving::ReplicaUnderLoad &replica)
{
    constexpr int points = 48;
    const double context = replica.meanContext(), largest = std::max(2.0, replica.largestBatch());
    for (int i = 0; i < points; ++i) {
        curves.batch.push_back(std::pow(largest, i / (points - 1.0)));
        curves.passes.push_back(replica.step().decodeBreakdown(curves.batch.back(), context));
    }
    const serving::OperatingPoint point = replica.operate();
    curves.runningBatch = std::max(1.0, point.finite ? point.runningBatch : replica.largestBatch());
    curves.running = replica.step().decodeBreakdown(curves.runningBatch, context);

    const replica::Configuration &configuration = resolved.configuration();
    const serving::Workload &workload = replica.workload();
    const double cached = workload.inputTokensMean * replica.hitShare();
    const double prompt = std::max(1.0, workload.inputTokensMean - cached);
    const bool isChunked = configuration.scheduling.batching == Batching::Chunked;
    const double verify = 1 + configuration.speculation.draftTokens;
    const double room = std::max(1.0, configuration.scheduling.tokenBudget - curves.runningBatch * verify);
    curves.pieceTokens = isChunked ? std::min(prompt, room) : prompt;
    const double beside = isChunked ? curves.runningBatch : 0;
    const double alone = beside > 0 ? replica.step().mixedPeriod(beside, context, 0, 0, 0) : 0;
    curves.pieceSeconds = replica.step().mixedPeriod(beside, context, curves.pieceTokens, 1, cached) - alone;
}

} // namespace

std::string batchingProblem(const ResolvedScenario &resolved)
{
    if (resolved.problem().empty() && resolved.scenario().pools.isOn())
        return "Prefill and decode run apart: no pass carries both, so there is nothing to weigh here";
    return resolved.problem();
}

std::vector<int> studiedTokenBudgets()
{
    constexpr int least = 256, halfOctaves = 12;
    std::vector<int> budgets;
    for (int i = 0; i <= halfOctaves; ++i)
        budgets.push_back(static_cast<int>(std::lround(least * std::pow(2, i / 2.0))));
    return budgets;
}

const char *label(Batching batching)
{
    switch (batching) {
    case Batching::Static:
        return "static";
    case Batching::Continuous:
        return "continuous";
    case Batching::Chunked:
        return "chunked";
    }
    return "";
}

replica::Configuration withScheduling(const ResolvedScenario &resolved, const replica::Scheduling &scheduling)
{
    replica::Configuration configuration = resolved.configuration();
    configuration.scheduling = scheduling;
    return configuration;
}

replica::Scheduling withTokenBudget(replica::Scheduling scheduling, int tokenBudget)
{
    scheduling.tokenBudget = tokenBudget;
    return withBatching(scheduling, Batching::Chunked);
}

replica::Scheduling withBatching(replica::Scheduling scheduling, Batching batching)
{
    scheduling.batching = batching;
    return scheduling;
}

BatchingCurves batchingCurves(const Scenario &scenario, const catalog::Catalog &catalog)
{
    BatchingCurves curves;
    const ResolvedScenario resolved(scenario, catalog);
    curves.replicas = resolved.replicas();
    curves.problem = batchingProblem(resolved);
    if (!curves.problem.empty())
        return curves;
    const serving::ReplicaUnderLoad replica = resolved.underLoad();
    if (const Evaluation evaluation = judged(resolved, replica); evaluation.state == State::Infeasible) {
        curves.problem = evaluation.reason;
        return curves;
    }
    setPasses(curves, resolved, replica);
    for (const int budget : studiedTokenBudgets())
        curves.budgets.push_back(formOf(resolved, withTokenBudget(scenario.scheduling, budget)));
    for (std::size_t i = 0; i < allBatchings.size(); ++i)
        curves.batchings[i] = formOf(resolved, withBatching(scenario.scheduling, allBatchings[i]));
    return curves;
}

TokenBudgetRange recommendedBudgets(const std::vector<TokenBudgetFigures> &budgets)
{
    constexpr double worthKeeping = 0.95;
    double best = 0;
    for (const TokenBudgetFigures &one : budgets)
        best = std::max(best, one.keepsSlo ? one.capacity : 0);
    TokenBudgetRange range;
    for (const TokenBudgetFigures &one : budgets) {
        if (!one.keepsSlo || one.capacity < worthKeeping * best)
            continue;
        range.least = range.isEmpty() ? one.tokenBudget : range.least;
        range.most = one.tokenBudget;
    }
    return range;
}

TokenBudgetRange recommendedBudgets(const BatchingCurves &curves, const serving::Slo &slo)
{
    std::vector<TokenBudgetFigures> budgets;
    for (const SchedulingForm &form : curves.budgets)
        budgets.push_back({form.scheduling.tokenBudget, form.point.capacityRequestsPerSecond,
                           form.point.finite && serving::meets(form.point, slo)});
    return recommendedBudgets(budgets);
}

} // namespace trilemma::scenario
