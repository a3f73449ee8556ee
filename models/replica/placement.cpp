// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/placement.h"

#include "models/replica/collective.h"

#include <algorithm>

namespace trilemma::replica {

using catalog::FeedForwardKind;
using catalog::LanguageModel;
using catalog::MixerKind;

namespace {

std::string doesNotDivide(const std::string &name, int parts, int whole, const std::string &what)
{
    return name + " " + std::to_string(parts) + " does not divide " + std::to_string(whole) + " " + what;
}

/// Query heads must split evenly; KV heads either split evenly or are copied evenly.
std::string headProblem(int tensorParallel, const catalog::Mixer &mixer)
{
    const bool recurrent =
        mixer.kind == MixerKind::GatedDeltaNet || mixer.kind == MixerKind::Mamba2 || mixer.kind == MixerKind::LinearAttention;
    const int heads = recurrent ? mixer.stateValueHeads : mixer.queryHeads;
    if (heads > 0 && heads % tensorParallel != 0)
        return doesNotDivide("TP", tensorParallel, heads, recurrent ? "state heads" : "heads");
    if (mixer.kind == MixerKind::GroupedQuery && mixer.kvHeads > 0 && mixer.kvHeads % tensorParallel != 0 &&
        tensorParallel % mixer.kvHeads != 0) {
        return "TP " + std::to_string(tensorParallel) + " neither divides nor is a multiple of " + std::to_string(mixer.kvHeads) +
               " KV heads";
    }
    return {};
}

std::string expertProblem(const Placement &placement, const LanguageModel &model)
{
    const int ranks = placement.tensorParallel * placement.attentionDataParallel;
    if (!model.isMixtureOfExperts()) {
        if (placement.expertParallel > 1)
            return model.name + " has no experts to spread: EP must be 1";
        if (placement.attentionDataParallel > 1)
            return model.name + " has no experts to share between attention ranks: use replicas instead";
        return {};
    }
    if (placement.expertParallel > ranks || ranks % placement.expertParallel != 0)
        return doesNotDivide("EP", placement.expertParallel, ranks, "GPUs of a stage (TP times attention DP)");
    for (const auto &group : model.layers) {
        const auto &feedForward = group.feedForward;
        if (feedForward.kind != FeedForwardKind::MixtureOfExperts)
            continue;
        if (feedForward.experts % placement.expertParallel != 0)
            return doesNotDivide("EP", placement.expertParallel, feedForward.experts, "experts");
        const int slices = placement.expertTensorParallel();
        if (feedForward.width % slices != 0)
            return doesNotDivide("expert slicing by", slices, feedForward.width, "columns of an expert");
    }
    return {};
}

} // namespace

std::string placementProblem(const Placement &placement, const LanguageModel &model)
{
    const auto smallest = std::min(
        {placement.tensorParallel, placement.pipelineParallel, placement.expertParallel, placement.attentionDataParallel});
    if (smallest < 1)
        return "parallelism " + std::to_string(smallest) + " is not a number of GPUs: 1 or more";
    for (const auto &group : model.layers) {
        if (std::string problem = headProblem(placement.tensorParallel, group.mixer); !problem.empty())
            return problem;
    }
    if (placement.pipelineParallel > model.layerCount()) {
        return "PP " + std::to_string(placement.pipelineParallel) + " is more than " + std::to_string(model.layerCount()) +
               " layers";
    }
    return expertProblem(placement, model);
}

bool crossesScaleUpDomain(const Placement &placement, const catalog::Accelerator &accelerator)
{
    const int tensorRanks = placement.tensorParallel;
    const int expertRanks = placement.expertParallel > 1 || placement.attentionDataParallel > 1
                                ? placement.tensorParallel * placement.attentionDataParallel
                                : 1;
    return std::max(tensorRanks, expertRanks) > scaleUpGpus(accelerator);
}

} // namespace trilemma::replica
