// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decision/rule_rows.h"

#include <algorithm>

namespace trilemma::decision {

using enum catalog::Objective;
using scenario::Evaluation;
using Steps = std::vector<LeverStep>;
using Question = const RuleQuestion &;

namespace {

std::string gpusOf(int degree)
{
    return degree == 1 ? "1 GPU" : std::to_string(degree) + " GPUs";
}

Steps tensorSteps(Question q, bool below)
{
    Steps steps;
    for (const int degree : tensorDegrees(q, below))
        steps.push_back(tensorStep(degree));
    return steps;
}

RuleFinding judgeDomain(Question q)
{
    const replica::Placement &placement = q.scenario.placement;
    if (placement.gpus() == 1)
        return doesNotApply("A replica is one GPU.");
    const catalog::Accelerator &gpu = *q.catalog.accelerator(q.scenario.acceleratorId);
    return keptIf(!replica::crossesScaleUpDomain(placement, gpu), "A replica spans " + gpusOf(placement.gpus()) + "; " +
                                                                      gpu.name + " joins " + std::to_string(gpu.scaleUpDomain) +
                                                                      " directly.");
}

Steps fewerGpus(Question q)
{
    return tensorSteps(q, true);
}

RuleFinding judgeTokenTime(Question q)
{
    const serving::LatencyBound &bound = q.scenario.slo.itl;
    if (!bound.enabled || !q.evaluation.replica.finite)
        return doesNotApply(bound.enabled ? "The queue grows without end." : "ITL has no bound.");
    const double step = q.evaluation.replica.decodeStepSeconds;
    return keptIf(step <= bound.seconds, "A decode step takes " + milliseconds(step) + " on " +
                                             gpusOf(q.scenario.placement.tensorParallel) + "; the ITL bound is " +
                                             milliseconds(bound.seconds) + ".");
}

Steps moreGpus(Question q)
{
    return tensorSteps(q, false);
}

RuleFinding judgeSmallest(Question q)
{
    const std::vector<int> below = tensorDegrees(q, true);
    if (below.empty())
        return kept("TP " + std::to_string(q.scenario.placement.tensorParallel) + " is the least there is.");
    if (!q.evaluation.replica.finite || !serving::meets(q.evaluation.replica, q.scenario.slo))
        return doesNotApply("The SLO is not met with the GPUs there are.");
    const auto fewer = tried(q, tensorStep(below.front()));
    const std::string name = "TP " + std::to_string(below.front());
    if (!fewer)
        return kept(name + " has no room for the model and its cache.");
    if (!fewer->replica.finite || !serving::meets(fewer->replica, q.scenario.slo))
        return kept(name + " misses the SLO at this traffic.");
    return keptIf(fewer->state != scenario::State::Stable,
                  name + (fewer->state == scenario::State::Stable ? " meets the SLO as well, on " : " runs near its knee, on ") +
                      gpusOf(fewer->gpus) + " instead of " + gpusOf(q.evaluation.gpus) + ".");
}

/// Lower TP with as many replicas more as keep the number of GPUs.
LeverStep splitStep(Question q, int degree)
{
    LeverStep step = tensorStep(degree);
    step.push_back(replicaStep(static_cast<double>(q.scenario.replicas) * q.scenario.placement.tensorParallel / degree).front());
    return step;
}

RuleFinding judgeSplit(Question q)
{
    constexpr double worthwhile = 1.02;
    const int present = q.scenario.placement.tensorParallel;
    const std::vector<int> below = tensorDegrees(q, true);
    if (below.empty())
        return kept("TP " + std::to_string(present) + ": no GPU waits for another.");
    const double now = outputCapacity(q), split = outputCapacity(q, splitStep(q, below.front()));
    const std::string name =
        std::to_string(q.scenario.replicas * present / below.front()) + " replicas of TP " + std::to_string(below.front());
    if (split <= 0)
        return kept(name + " have no room for the model and its cache.");
    return keptIf(split < worthwhile * now, name + " carry " + changeText(now, split) + " tokens on the same " +
                                                gpusOf(q.evaluation.gpus) + ": " + count(split) + " against " + count(now) +
                                                " tok/s.");
}

Steps splitSteps(Question q)
{
    Steps steps;
    for (const int degree : tensorDegrees(q, true))
        steps.push_back(splitStep(q, degree));
    return steps;
}

RuleFinding judgeStranded(Question q)
{
    const fleet::NodePacking &packing = q.evaluation.packing;
    const int stranded = q.evaluation.fleetUse.strandedGpus();
    return keptIf(stranded == 0, std::to_string(packing.paidGpus()) + " GPUs are paid for, " + std::to_string(stranded) +
                                     " of them belong to no replica.");
}

Steps fillNodes(Question q)
{
    Steps steps;
    for (int more = 1; more <= q.evaluation.fleetUse.strandedGpus(); ++more)
        steps.push_back(replicaStep(q.scenario.replicas + more));
    return joined(steps, fewerGpus(q));
}

} // namespace

std::span<const TuningRule> placementRules()
{
    static const TuningRule rows[] = {
        {"tp-in-domain",
         "TP within the node",
         "Every layer waits for a sum over all GPUs: between nodes that wait outweighs the gain.",
         {Latency, Throughput, Hybrid},
         &judgeDomain,
         &fewerGpus},
        {"tp-reaches-itl",
         "TP high enough for ITL",
         "All GPUs work on every token: more of them shorten each step.",
         {Latency, Hybrid},
         &judgeTokenTime,
         &moreGpus},
        {"tp-smallest",
         "No more TP than needed",
         "The fewest GPUs that have the memory bandwidth are the cheapest that meet the SLO.",
         {Latency},
         &judgeSmallest,
         &fewerGpus},
        {"replicas-not-tp",
         "Replicas before TP",
         "Replicas scale without talking to each other; TP pays for its sums with throughput.",
         {Throughput},
         &judgeSplit,
         &splitSteps},
        {"no-stranded-gpus",
         "No stranded GPUs",
         "A GPU that is paid for and serves nothing raises the price of every token.",
         {Throughput, Hybrid},
         &judgeStranded,
         &fillNodes},
    };
    return rows;
}

} // namespace trilemma::decision
