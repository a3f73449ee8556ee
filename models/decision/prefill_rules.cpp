// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decision/rule_rows.h"

#include "models/scenario/simulation_inputs.h"

#include <algorithm>

namespace trilemma::decision {

using enum catalog::Objective;
using Batching = replica::Scheduling::Batching;
using Steps = std::vector<LeverStep>;
using Question = const RuleQuestion &;

namespace {

/// The step that a long prompt takes beside the running answers.
struct LongStep {
    double promptTokens = 0; ///< of a prompt that one in a hundred exceeds, without its cached prefix
    double pieceTokens = 0;  ///< of it in one step
    double seconds = 0;
};

LongStep longStep(Question q, Batching batching)
{
    constexpr double p99Score = 2.326;
    const scenario::ResolvedScenario resolved(q.scenario, q.catalog);
    const serving::ReplicaUnderLoad replica = resolved.underLoad();
    const auto traffic = scenario::simulationInputs(resolved).traffic;
    const double prompt = serving::LengthTable(traffic.classes.front().input).at(p99Score);
    const double past = prompt * q.scenario.workload.prefixHitShare;
    const double running =
        q.evaluation.replica.finite ? q.evaluation.replica.runningBatch : q.evaluation.saturation.servedBatch();
    LongStep step{prompt - past, prompt - past, 0};
    if (batching == Batching::Chunked)
        step.pieceTokens = std::clamp(q.scenario.scheduling.tokenBudget - running, 1.0, step.promptTokens);
    step.seconds = replica.step().mixedPeriod(running, replica.meanContext(), step.pieceTokens, 1, past);
    return step;
}

RuleFinding judgeChunking(Question q)
{
    const bool chunked = q.scenario.scheduling.batching == Batching::Chunked;
    const LongStep step = longStep(q, q.scenario.scheduling.batching);
    if (chunked)
        return kept("A prompt of " + count(step.promptTokens) + " tokens (p99) enters in pieces of at most " +
                    count(step.pieceTokens) + ".");
    return broken("A prompt of " + count(step.promptTokens) + " tokens (p99) is taken whole: every stream waits " +
                  milliseconds(step.seconds) + ".");
}

Steps takeChunked(Question)
{
    return {{{"batching", std::string("chunked")}}};
}

RuleFinding judgeChunkSize(Question q)
{
    const serving::LatencyBound &bound = q.scenario.slo.itl;
    if (q.scenario.scheduling.batching != Batching::Chunked || !bound.enabled)
        return doesNotApply(bound.enabled ? "Prompts are not cut into pieces." : "ITL has no bound.");
    const LongStep step = longStep(q, Batching::Chunked);
    return keptIf(step.seconds <= bound.seconds, "A budget of " + scenario::shortText(q.scenario.scheduling.tokenBudget) +
                                                     " tokens lets one prompt (p99) hold a step for " +
                                                     milliseconds(step.seconds) + "; the ITL bound is " +
                                                     milliseconds(bound.seconds) + ".");
}

Steps smallerBudget(Question q)
{
    return scaled(q, "token_budget", 0.5);
}

RuleFinding judgeRoomForPrompts(Question q)
{
    if (q.scenario.scheduling.batching != Batching::Chunked || !q.evaluation.replica.finite)
        return doesNotApply(q.evaluation.replica.finite ? "Prompts are not cut into pieces." : "The queue grows without end.");
    const bool small =
        std::ranges::find(q.evaluation.warnings, "W-CHUNK-SMALL", &scenario::Warning::id) != q.evaluation.warnings.end();
    const double left = std::max(0.0, q.scenario.scheduling.tokenBudget - q.evaluation.replica.runningBatch);
    return keptIf(!small, "Beside " + scenario::roundedText(q.evaluation.replica.runningBatch) +
                              " running sequences a step has room for " + count(left) + " prompt tokens.");
}

Steps largerBudget(Question q)
{
    return scaled(q, "token_budget", 2);
}

double sharedByPreset(Question q)
{
    const catalog::WorkloadPreset *preset = q.catalog.preset(q.scenario.presetId);
    return preset ? preset->prefixHitShare : 0;
}

RuleFinding judgePrefixes(Question q)
{
    const double shared = sharedByPreset(q), used = q.scenario.workload.prefixHitShare;
    if (shared == 0 && used == 0)
        return doesNotApply("No part of the prompts is known to be shared.");
    if (used >= shared)
        return kept(percent(used) + " of prompt tokens come from the cache.");
    const auto cached = tried(q, {{"prefix_hit", shared}});
    std::string text = percent(shared) + " of prompt tokens are shared, " + percent(used) + " come from the cache";
    if (cached && cached->replica.finite && q.evaluation.replica.finite)
        text += ": prefill takes " + milliseconds(q.evaluation.replica.ttftPrefillSeconds) + " instead of " +
                milliseconds(cached->replica.ttftPrefillSeconds);
    return broken(text + ".");
}

Steps takeShared(Question q)
{
    return {{{"prefix_hit", sharedByPreset(q)}}};
}

} // namespace

std::span<const TuningRule> prefillRules()
{
    static const TuningRule rows[] = {
        {"chunked-prefill",
         "Prompts in pieces",
         "A long prompt taken whole holds up every answer that streams.",
         {Latency, Hybrid},
         &judgeChunking,
         &takeChunked},
        {"chunk-within-itl",
         "Piece within ITL bound",
         "A step with prompt tokens is a gap in every stream: its length is the token budget's to set.",
         {Latency, Hybrid},
         &judgeChunkSize,
         &smallerBudget},
        {"chunk-not-too-small",
         "Budget leaves room",
         "Prompts share the budget with running answers; too small a rest costs a pass for little.",
         {Latency, Hybrid},
         &judgeRoomForPrompts,
         &largerBudget},
        {"prefix-cache",
         "Shared prefixes cached",
         "What the cache holds need not be computed again.",
         {Latency, Throughput, Hybrid},
         &judgePrefixes,
         &takeShared},
    };
    return rows;
}

} // namespace trilemma::decision
