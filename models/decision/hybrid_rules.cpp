// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decision/rule_rows.h"

#include <algorithm>

namespace trilemma::decision {

using enum catalog::Objective;
using Steps = std::vector<LeverStep>;
using Question = const RuleQuestion &;

namespace {

RuleFinding judgeSpare(Question q)
{
    constexpr double worthHaving = 0.2;
    const scenario::Evaluation full = withFullBatch(q);
    const double most = full.fleetOutputTokensPerSecond();
    const double interactive = q.evaluation.fleetOutputTokensPerSecond();
    const double spare = std::max(0.0, most - interactive);
    return keptIf(q.evaluation.replica.finite && spare >= worthHaving * most,
                  "Beside " + count(interactive) + " tok/s of interactive traffic a full batch leaves " + count(spare) +
                      " tok/s, " + percent(most > 0 ? spare / most : 0) + ", to batch work.");
}

Steps moreReplicas(Question q)
{
    return scaled(q, "replicas", 2);
}

RuleFinding judgeGoodput(Question q)
{
    if (!isOpenLoop(q))
        return doesNotApply("In closed loop there is no rate to hold against the SLO.");
    constexpr double half = 0.5;
    const scenario::Evaluation &e = q.evaluation;
    const double knee = e.knee.exists ? e.knee.requestsPerSecond * e.replicas : 0;
    const double capacity = e.replica.capacityRequestsPerSecond * e.replicas;
    return keptIf(knee >= half * capacity, "The SLO holds up to " + scenario::roundedText(knee) + " of " +
                                               scenario::roundedText(capacity) + " QPS (" + serving::label(e.knee.binding) +
                                               " binds): " + percent(capacity > 0 ? knee / capacity : 0) +
                                               " of capacity is goodput.");
}

Steps raiseGoodput(Question q)
{
    Steps steps = joined(scaled(q, "token_budget", 0.5), scaled(q, "max_sequences", 0.5));
    for (const int degree : tensorDegrees(q, false))
        steps.push_back(tensorStep(degree));
    return steps;
}

} // namespace

std::span<const TuningRule> hybridRules()
{
    static const TuningRule rows[] = {
        {"spare-for-batch",
         "Spare capacity for batch",
         "Batch work runs behind interactive requests, in what they leave.",
         {Hybrid},
         &judgeSpare,
         &moreReplicas},
        {"goodput",
         "Half of capacity is goodput",
         "Where the SLO bars most of the capacity, one tuning does not suit both kinds of work.",
         {Hybrid},
         &judgeGoodput,
         &raiseGoodput},
    };
    return rows;
}

} // namespace trilemma::decision
