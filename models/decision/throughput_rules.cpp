// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decision/rule_rows.h"

#include <algorithm>
#include <cmath>

namespace trilemma::decision {

using enum catalog::Objective;
using Batching = replica::Scheduling::Batching;
using Steps = std::vector<LeverStep>;
using Question = const RuleQuestion &;

namespace {

constexpr double busyShare = 0.7; ///< of capacity, below which GPUs mostly wait
constexpr double fullShare = 0.9; ///< where a step aims

RuleFinding judgeNoBounds(Question q)
{
    const serving::Slo &slo = q.scenario.slo;
    if (!slo.ttft.enabled && !slo.itl.enabled && !slo.endToEnd.enabled)
        return kept("No latency bound holds throughput back.");
    constexpr double enough = 0.9;
    const double capacity = q.evaluation.saturation.servedBatch() > 0 ? outputCapacity(q) : 0;
    const double usable = q.evaluation.knee.exists ? q.evaluation.knee.outputTokensPerSecond * q.evaluation.replicas : 0;
    return keptIf(usable >= enough * capacity, std::string("Within the SLO (") + serving::label(q.evaluation.knee.binding) +
                                                   " binds) " + count(usable) + " of " + count(capacity) + " tok/s can be used.");
}

Steps dropBounds(Question q)
{
    Steps steps;
    LeverStep all;
    const serving::Slo &slo = q.scenario.slo;
    for (const auto &[bound, id] : {std::pair{slo.ttft, "slo_ttft"}, {slo.itl, "slo_itl"}, {slo.endToEnd, "slo_e2e"}}) {
        if (bound.enabled) {
            steps.push_back({{id, 0.0}});
            all.push_back({id, 0.0});
        }
    }
    if (all.size() > 1)
        steps.push_back(all);
    return steps;
}

RuleFinding judgeSlots(Question q)
{
    const replica::Saturation &s = q.evaluation.saturation;
    const std::string bsat = "B_sat is " + count(s.ninetyPercentBatch) + ".";
    if (s.kvBatch < s.ninetyPercentBatch && s.kvBatch <= s.engineCap)
        return kept("KV memory is full at " + count(std::floor(s.kvBatch)) + " sequences; " + bsat);
    return keptIf(s.engineCap >= std::min(s.ninetyPercentBatch, std::floor(s.kvBatch)),
                  "The engine admits " + scenario::shortText(s.engineCap) + " sequences, memory holds " +
                      count(std::floor(s.kvBatch)) + "; " + bsat);
}

Steps raiseCap(Question q)
{
    return scaled(q, "max_sequences", 2);
}

LeverStep doubledBudget(Question q)
{
    return {{"token_budget", q.scenario.scheduling.tokenBudget * 2.0}};
}

RuleFinding judgeBudget(Question q)
{
    constexpr double worthwhile = 1.01;
    const double now = outputCapacity(q), then = outputCapacity(q, doubledBudget(q));
    const std::string text = "With " + scenario::shortText(q.scenario.scheduling.tokenBudget) + " tokens a step ";
    if (then <= 0)
        return kept(text + "the budget is as large as memory or engine allow.");
    return keptIf(then < worthwhile * now,
                  text + count(now) + " tok/s can be served; twice the budget makes it " + count(then) + ".");
}

Steps raiseBudget(Question q)
{
    return scaled(q, "token_budget", 2);
}

const LeverStep continuous{{"batching", std::string("continuous")}}, chunked{{"batching", std::string("chunked")}};

RuleFinding judgeRefill(Question q)
{
    if (q.scenario.scheduling.batching != Batching::Static)
        return kept("A slot is taken again as soon as an answer ends.");
    const double now = outputCapacity(q), then = outputCapacity(q, continuous);
    return broken("A batch waits for its longest answer: continuous batching serves " + changeText(now, then) + " tokens, " +
                  count(then) + " tok/s.");
}

Steps refill(Question)
{
    return {chunked, continuous};
}

std::string loadText(Question q)
{
    const scenario::Evaluation &e = q.evaluation;
    return scenario::roundedText(e.replica.offeredRequestsPerSecond * e.replicas) + " QPS of work, " +
           scenario::roundedText(e.replica.capacityRequestsPerSecond * e.replicas) + " QPS of capacity";
}

RuleFinding judgeBusy(Question q)
{
    if (!isOpenLoop(q))
        return doesNotApply("In closed loop work is always waiting; see the queue.");
    const double load = q.evaluation.replica.utilisation;
    return keptIf(load >= busyShare, loadText(q) + (load < 1 ? ": " + percent(1 - load) + " of it idle." : ": none of it idle."));
}

Steps fillUp(Question q)
{
    const scenario::Evaluation &e = q.evaluation;
    const double fewer = std::ceil(q.scenario.replicas * e.replica.utilisation / fullShare);
    const double rate = std::floor(fullShare * e.replica.capacityRequestsPerSecond * e.replicas * 100) / 100;
    Steps steps;
    if (fewer < q.scenario.replicas)
        steps.push_back(replicaStep(fewer));
    for (const int degree : tensorDegrees(q, true))
        steps.push_back(tensorStep(degree));
    steps.push_back({{"qps", rate}});
    return steps;
}

RuleFinding judgeKeepsUp(Question q)
{
    if (!isOpenLoop(q))
        return doesNotApply("In closed loop work arrives as it is done.");
    const double growth = q.evaluation.replica.backlogGrowthPerSecond * q.evaluation.replicas;
    return keptIf(q.evaluation.replica.finite,
                  loadText(q) + (q.evaluation.replica.finite
                                     ? ": the job ends in its time."
                                     : ": " + scenario::roundedText(growth * 3600) + " requests an hour are left over."));
}

Steps addCapacity(Question q)
{
    return joined({replicaStep(q.scenario.replicas * q.evaluation.replica.utilisation / fullShare)}, scaled(q, "replicas", 2));
}

RuleFinding judgeQueue(Question q)
{
    if (isOpenLoop(q))
        return doesNotApply("Work arrives at a rate; see load.");
    const double slots = std::floor(q.evaluation.saturation.servedBatch()) * q.scenario.replicas,
                 inFlight = q.scenario.workload.concurrency;
    return keptIf(inFlight >= slots, scenario::shortText(inFlight) + " requests in flight for " + count(slots) + " slots: " +
                                         (inFlight >= slots ? count(inFlight - slots) + " wait in reserve."
                                                            : count(slots - inFlight) + " slots wait for work."));
}

Steps deepenQueue(Question q)
{
    return scaled(q, "concurrency", 2);
}

} // namespace

std::span<const TuningRule> throughputRules()
{
    static const TuningRule rows[] = {
        {"no-tight-bounds",
         "No latency bound binds",
         "Nobody waits for a single answer; what counts is when the whole job is done.",
         {Throughput},
         &judgeNoBounds,
         &dropBounds},
        {"batch-to-bsat",
         "Slots up to B_sat",
         "The more sequences share a read of the weights, the less each costs.",
         {Throughput},
         &judgeSlots,
         &raiseCap},
        {"large-budget",
         "Large token budget",
         "Large pieces of prompts keep the tensor cores full.",
         {Throughput},
         &judgeBudget,
         &raiseBudget},
        {"refilled-slots",
         "Slots refilled at once",
         "A static batch runs on for its longest answer while its other slots stand empty.",
         {Throughput, Hybrid},
         &judgeRefill,
         &refill},
        {"keeps-up",
         "Keeps up with the work",
         "What arrives faster than it is served is never done.",
         {Throughput},
         &judgeKeepsUp,
         &addCapacity},
        {"gpus-busy",
         "GPUs busy",
         "Queueing is acceptable, so what stands idle is only cost.",
         {Throughput},
         &judgeBusy,
         &fillUp},
        {"queue-ready",
         "A queue in reserve",
         "A queue is an asset: the next request is there when a slot falls free.",
         {Throughput},
         &judgeQueue,
         &deepenQueue},
    };
    return rows;
}

} // namespace trilemma::decision
