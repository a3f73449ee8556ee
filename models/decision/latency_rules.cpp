// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decision/rule_rows.h"

#include <algorithm>

namespace trilemma::decision {

using serving::LatencyBound;
using enum catalog::Objective;
using Steps = std::vector<LeverStep>;
using Question = const RuleQuestion &;

namespace {

/// Faster than people read: what an interactive service is held to until somebody knows better.
constexpr double readersTtftSeconds = 2, readersItlSeconds = 0.1;

RuleFinding judgeBounds(Question q)
{
    const serving::Slo &slo = q.scenario.slo;
    if (slo.ttft.enabled && slo.itl.enabled)
        return kept("TTFT is held to " + milliseconds(slo.ttft.seconds) + ", ITL to " + milliseconds(slo.itl.seconds) + ".");
    const char *missing = slo.ttft.enabled ? "ITL" : slo.itl.enabled ? "TTFT" : "TTFT and ITL";
    return broken(std::string("Nothing bounds ") + missing + ": no knee says how much traffic users can bear.");
}

Steps addBounds(Question q)
{
    const LeverSetting ttft{"slo_ttft", readersTtftSeconds}, itl{"slo_itl", readersItlSeconds};
    if (q.scenario.slo.ttft.enabled)
        return {{itl}};
    return {q.scenario.slo.itl.enabled ? LeverStep{ttft} : LeverStep{ttft, itl}};
}

RuleFinding judgePercentile(Question q)
{
    const serving::Slo &slo = q.scenario.slo;
    const LatencyBound &first = slo.ttft;
    if (!slo.ttft.enabled && !slo.itl.enabled && !slo.endToEnd.enabled)
        return doesNotApply("No bound is set.");
    const bool tail = first.percentile == serving::Percentile::P95 || first.percentile == serving::Percentile::P99;
    const scenario::Lever *lever = scenario::findLever("slo_percentile");
    std::string text =
        "Bounds are for the " + scenario::formatLeverValue(*lever, lever->read(q.scenario, q.catalog), q.scenario, q.catalog);
    if (const serving::Latency &ttft = q.evaluation.replica.ttft; q.evaluation.replica.finite)
        text +=
            ", where TTFT is " + milliseconds(ttft.at(first.percentile)) +
            (tail ? "; the mean is " + milliseconds(ttft.mean) : "; one request in a hundred waits " + milliseconds(ttft.p99));
    return keptIf(tail, text + ".");
}

Steps takeP99(Question)
{
    return {{{"slo_percentile", std::string("p99")}}};
}

RuleFinding judgeBatch(Question q)
{
    constexpr double wellBelow = 0.8;
    const replica::Saturation &saturation = q.evaluation.saturation;
    const bool finite = q.evaluation.replica.finite;
    const double batch = finite ? q.evaluation.replica.runningBatch : saturation.servedBatch();
    return keptIf(finite && batch <= wellBelow * saturation.ninetyPercentBatch,
                  (finite ? scenario::roundedText(batch) + " sequences run" : "Overloaded: the batch fills to " + count(batch)) +
                      ", " + percent(batch / saturation.ninetyPercentBatch) + " of the B_sat of " +
                      count(saturation.ninetyPercentBatch) + ".");
}

Steps addReplicas(Question q)
{
    return scaled(q, "replicas", 2);
}

RuleFinding judgeFullBatch(Question q)
{
    const LatencyBound &bound = q.scenario.slo.itl;
    if (!bound.enabled)
        return doesNotApply("ITL has no bound.");
    const double gap = withFullBatch(q).replica.itl.at(bound.percentile);
    return keptIf(gap <= bound.seconds, "With all " + count(q.evaluation.saturation.servedBatch()) +
                                            " slots taken, token gaps are " + milliseconds(gap) + "; the bound is " +
                                            milliseconds(bound.seconds) + ".");
}

/// The cap alone, or with small pieces of prompts, where those of full size are too long by themselves.
Steps lowerCap(Question q)
{
    const Steps caps = scaled(q, "max_sequences", 0.5);
    Steps steps = caps;
    for (const double budget : {1024.0, 512.0}) {
        if (budget >= q.scenario.scheduling.tokenBudget)
            continue;
        for (const LeverStep &cap : caps)
            steps.push_back({cap.front(), {"token_budget", budget}});
    }
    return steps;
}

RuleFinding judgeHeadroom(Question q)
{
    if (!isOpenLoop(q))
        return doesNotApply("In closed loop the traffic waits for the answers: there are no bursts.");
    const scenario::Evaluation &e = q.evaluation;
    if (!e.knee.exists)
        return broken(std::string("No rate meets the SLO: ") + serving::label(e.knee.binding) +
                      " misses its bound even when idle.");
    const double load = e.replica.offeredRequestsPerSecond * e.replicas, knee = e.knee.requestsPerSecond * e.replicas;
    const double asked = q.catalog.prices.median("planning.headroom");
    const std::string room = load <= knee ? percent(knee / load - 1) + " headroom" : "past it";
    return keptIf(e.replicas >= e.fleet.needed.replicas, scenario::roundedText(load) + " QPS against a knee of " +
                                                               scenario::roundedText(knee) + ": " + room + ", " + percent(asked) +
                                                               " asked for bursts.");
}

Steps replicasForPeak(Question q)
{
    return {replicaStep(std::max(1, q.evaluation.fleet.needed.replicas))};
}

constexpr int usualDraft = 3;

RuleFinding judgeDrafting(Question q)
{
    const serving::OperatingPoint &now = q.evaluation.replica;
    const LatencyBound &bound = q.scenario.slo.itl;
    if (!now.finite)
        return doesNotApply("The queue grows without end: drafting is for streams that are too slow.");
    const int drafts = q.scenario.speculation.draftTokens;
    if (drafts > 0) {
        const auto plain = tried(q, {{"draft_tokens", 0.0}});
        const bool pays = plain && (!plain->replica.finite || now.tpotSeconds <= plain->replica.tpotSeconds);
        return keptIf(
            pays, "Drafting " + count(drafts) + " tokens: " + milliseconds(now.tpotSeconds) + " per token" +
                      (plain && plain->replica.finite ? ", without " + milliseconds(plain->replica.tpotSeconds) : std::string()) +
                      ".");
    }
    if (!bound.enabled || now.tpotSeconds <= bound.seconds / 2)
        return kept(milliseconds(now.tpotSeconds) + " per token need no drafts" +
                    (bound.enabled ? ": the bound is " + milliseconds(bound.seconds) : std::string()) + ".");
    const auto drafted = tried(q, {{"draft_tokens", static_cast<double>(usualDraft)}});
    constexpr double worthwhile = 0.9;
    const bool helps = drafted && drafted->replica.finite && drafted->replica.tpotSeconds < worthwhile * now.tpotSeconds;
    return keptIf(!helps, milliseconds(now.tpotSeconds) + " per token; drafting " + count(usualDraft) + " tokens " +
                              (helps ? "makes it " + milliseconds(drafted->replica.tpotSeconds) : "would not pay at this batch") +
                              ".");
}

Steps switchDrafting(Question q)
{
    return {{{"draft_tokens", q.scenario.speculation.draftTokens > 0 ? 0.0 : static_cast<double>(usualDraft)}}};
}

} // namespace

std::span<const TuningRule> latencyRules()
{
    static const TuningRule rows[] = {
        {"bounds-set",
         "Bounds on TTFT and ITL",
         "Responsiveness and streaming speed are what users feel; a bound on each says what is enough.",
         {Latency, Hybrid},
         &judgeBounds,
         &addBounds},
        {"tail-bound",
         "Bounds on the tail",
         "A mean hides the requests that wait longest.",
         {Latency, Hybrid},
         &judgePercentile,
         &takeP99},
        {"headroom",
         "Headroom for bursts",
         "Traffic comes in bursts; spare replicas cost money and keep them out of the queue.",
         {Latency, Hybrid},
         &judgeHeadroom,
         &replicasForPeak},
        {"batch-below-bsat",
         "Batch below B_sat",
         "Past B_sat every further sequence slows all others down.",
         {Latency, Hybrid},
         &judgeBatch,
         &addReplicas},
        {"full-batch-itl",
         "Full batch within ITL",
         "The cap on sequences is what keeps a burst, or batch work, from slowing every stream.",
         {Latency, Hybrid},
         &judgeFullBatch,
         &lowerCap},
        {"drafting",
         "Drafts where they pay",
         "Speculative decoding trades compute for shorter gaps, and loses where the batch already fills the compute.",
         {Latency},
         &judgeDrafting,
         &switchDrafting},
    };
    return rows;
}

} // namespace trilemma::decision
