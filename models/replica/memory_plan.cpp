// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/memory_plan.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace trilemma::replica {

using catalog::KvFormat;
using catalog::LanguageModel;
using catalog::LayerGroup;
using catalog::MemoryRule;
using catalog::Mixer;
using catalog::MixerKind;
using catalog::WeightFormat;

namespace {

constexpr double bf16Bytes = 2;

/// How many GPUs share each tensor class.
struct Shares {
    double tensor = 1, experts = 1;
};

double bytesOfLayer(const LanguageModel &model, const LayerGroup &group, double quantisedBytes, const Shares &shares)
{
    const auto parameters = catalog::layerParameters(model, group);
    const auto &quantised = model.quantisedParts;
    const auto bytes = [&](bool isQuantised) { return isQuantised ? quantisedBytes : bf16Bytes; };

    // KV heads are copied once there are fewer than ranks; MLA's down-projections always are.
    const Mixer &mixer = group.mixer;
    double keyValue = 0;
    if (mixer.kind == MixerKind::GroupedQuery)
        keyValue = (mixer.sharedKeyValue ? 1.0 : 2.0) * mixer.kvHeads * mixer.headDim * model.hidden;
    const double keyValueShares = std::min(shares.tensor, std::max(1.0, static_cast<double>(mixer.kvHeads)));
    const double attention = (parameters.attention - keyValue - parameters.latentDown) / shares.tensor +
                             keyValue / keyValueShares + parameters.latentDown;

    return attention * bytes(quantised.attention) +
           parameters.denseFeedForward / shares.tensor * bytes(quantised.denseFeedForward) +
           parameters.sharedExperts / shares.tensor * bytes(quantised.sharedExperts) +
           parameters.routedExperts / shares.experts * bytes(quantised.routedExperts) +
           (parameters.router + parameters.norms) * bf16Bytes;
}

double bytesOfLayers(const LanguageModel &model, double quantisedBytes, const Shares &shares)
{
    double bytes = 0;
    for (const LayerGroup &group : model.layers)
        bytes += group.count * bytesOfLayer(model, group, quantisedBytes, shares);
    return bytes;
}

struct TableBytes {
    double embedding, head;
};

TableBytes bytesOfTables(const LanguageModel &model, double quantisedBytes)
{
    const double elements = static_cast<double>(model.vocabulary) * model.hidden;
    const double embedding = elements * (model.quantisedParts.embedding ? quantisedBytes : bf16Bytes);
    const double head = elements * (model.quantisedParts.languageModelHead ? quantisedBytes : bf16Bytes);
    return {embedding, model.tiedEmbeddings ? 0 : head};
}

/// Weights of the fullest GPU: the stage with most layers, and an embedding table where there is one.
double weightBytesOfGpu(const Configuration &configuration)
{
    const LanguageModel &model = configuration.model;
    const Placement &placement = configuration.placement;
    const double quantisedBytes = catalog::info(configuration.weightFormat).bytesPerWeight;
    const double tp = placement.tensorParallel;
    const double experts = static_cast<double>(placement.expertParallel) * placement.expertTensorParallel();
    const double layers = std::max(1, model.layerCount());
    const double stageShare = std::ceil(layers / placement.pipelineParallel) / layers;
    const TableBytes tables = bytesOfTables(model, quantisedBytes);
    const double tableBytes =
        placement.pipelineParallel > 1 ? std::max(tables.embedding, tables.head) : tables.embedding + tables.head;
    return bytesOfLayers(model, quantisedBytes, {tp, experts}) * stageShare + tableBytes / tp;
}

/// Activations of a pass of `tokenBudget` tokens: c * M * h * 2 bytes, c as profiled for 1, 2, 4 and 8
/// tensor slices, between these by log2; never below 90 MiB.
double activationBytes(const Configuration &configuration)
{
    constexpr std::array<double, 4> dense{10, 6, 5, 5};
    constexpr std::array<double, 4> experts{22, 13, 10, 10};
    constexpr double floorBytes = 90.0 * 1024 * 1024;
    const auto &table = configuration.model.isMixtureOfExperts() ? experts : dense;
    const double position = std::clamp(std::log2(static_cast<double>(configuration.placement.tensorParallel)), 0.0, 3.0);
    const auto lower = std::min<std::size_t>(2, static_cast<std::size_t>(position));
    const double factor = std::lerp(table[lower], table[lower + 1], position - static_cast<double>(lower));
    const double tokens = configuration.scheduling.tokenBudget;
    return std::max(floorBytes, factor * tokens * configuration.model.hidden * bf16Bytes);
}

/// Bytes of one sequence in sliding windows, which stop growing.
double windowBytes(const LanguageModel &model, double elementBytes, double tensorParallel, double tokens)
{
    double bytes = 0;
    for (const LayerGroup &group : model.layers) {
        const Mixer &mixer = group.mixer;
        if (mixer.kind != MixerKind::GroupedQuery || mixer.window <= 0)
            continue;
        const double heads = mixer.kvHeads / std::min<double>(tensorParallel, mixer.kvHeads);
        const double perToken = (mixer.sharedKeyValue ? 1 : 2) * heads * mixer.headDim * elementBytes;
        bytes += group.count * perToken * std::min(tokens, static_cast<double>(mixer.window));
    }
    return bytes;
}

/// Recurrent states and convolution tails of one sequence.
double stateBytes(const LanguageModel &model, double tensorParallel)
{
    double bytes = 0;
    for (const LayerGroup &group : model.layers) {
        const Mixer &mixer = group.mixer;
        if (mixer.stateValueHeads <= 0 || mixer.kind == MixerKind::GroupedQuery || mixer.kind == MixerKind::LatentAttention)
            continue;
        const double values = static_cast<double>(mixer.stateValueHeads) * mixer.stateValueDim;
        const double keyGroups = mixer.kind == MixerKind::Mamba2 ? mixer.stateGroups : mixer.stateKeyHeads;
        const double convolved = values + 2 * keyGroups * mixer.stateKeyDim;
        const double tail = std::max(0, mixer.convolutionKernel - 1) * convolved * bf16Bytes;
        bytes += group.count * (values * mixer.stateKeyDim * mixer.stateBytesPerElement + tail) / tensorParallel;
    }
    return bytes;
}

/// Sequence length at which the cache is full on average: running requests are length-biased, so a
/// spread of output lengths adds to the mean half.
double meanCachedTokens(double inputTokens, double outputTokens, double outputTokensCv)
{
    return inputTokens + outputTokens * (1 + outputTokensCv * outputTokensCv) / 2;
}

/// What the engine's own fraction grants before the cache, and whether weights alone fit into it.
struct Granted {
    double cacheBytes;
    bool weightsFit;
};

Granted grantedBy(MemoryRule rule, double fraction, double device, double weights, double other)
{
    switch (rule) {
    case MemoryRule::FractionOfTotal:
        return {fraction * device - weights - other, weights <= fraction * device};
    case MemoryRule::FractionOfFree:
        return {fraction * (device - weights - other), weights + other <= device};
    case MemoryRule::StaticFraction:
        break;
    }
    // What lies outside the static part must still hold activations and runtime.
    const double cache = std::min(fraction * device - weights, device - weights - other);
    return {cache, weights <= fraction * device};
}

} // namespace

double kvBytesPerToken(const LanguageModel &model, KvFormat format, int tensorParallel)
{
    const double elementBytes = catalog::info(format).bytesPerElement;
    double bytes = 0;
    for (const LayerGroup &group : model.layers) {
        const Mixer &mixer = group.mixer;
        double perToken = 0;
        if (mixer.kind == MixerKind::GroupedQuery && mixer.window <= 0 && mixer.kvHeads > 0) {
            const double heads = static_cast<double>(mixer.kvHeads) / std::min(tensorParallel, mixer.kvHeads);
            perToken = (mixer.sharedKeyValue ? 1 : 2) * heads * mixer.headDim * elementBytes;
        } else if (mixer.kind == MixerKind::LatentAttention) {
            constexpr double indexScaleBytes = 4;
            perToken = (mixer.kvLoraRank + mixer.ropeDim) * elementBytes;
            perToken += mixer.sparseTopK > 0 ? mixer.indexHeadDim + indexScaleBytes : 0; // FP8 index keys
        }
        bytes += group.count * perToken;
    }
    return bytes;
}

double kvBytesOfSequence(const Configuration &configuration, double tokens)
{
    const LanguageModel &model = configuration.model;
    const int tp = configuration.placement.tensorParallel;
    const double elementBytes = catalog::info(configuration.kvFormat).bytesPerElement;
    const double allocated = tokens + configuration.engine.kvBlockTokens / 2.0; // the last block is half full
    const double bytes = kvBytesPerToken(model, configuration.kvFormat, tp) * allocated +
                         windowBytes(model, elementBytes, tp, allocated) + stateBytes(model, tp);
    return bytes / configuration.placement.pipelineParallel;
}

double weightBytes(const LanguageModel &model, WeightFormat format)
{
    const double quantisedBytes = catalog::info(format).bytesPerWeight;
    const TableBytes tables = bytesOfTables(model, quantisedBytes);
    return bytesOfLayers(model, quantisedBytes, {}) + tables.embedding + tables.head;
}

MemoryPlan planMemory(const Configuration &configuration, double inputTokens, double outputTokens, double outputTokensCv,
                      double sequencesWanted)
{
    MemoryPlan plan;
    const auto &device = configuration.accelerator;
    plan.deviceBytes = device.usableMemoryBytes > 0 ? device.usableMemoryBytes : device.memoryBytes;
    plan.weightBytes = weightBytesOfGpu(configuration);
    plan.activationBytes = activationBytes(configuration);
    plan.runtimeBytes = configuration.engine.runtimeBytes;
    const double other = plan.activationBytes + plan.runtimeBytes;
    const Granted granted = grantedBy(configuration.engine.memoryRule, configuration.scheduling.memoryFraction, plan.deviceBytes,
                                      plan.weightBytes, other);
    plan.kvPoolBytes = granted.weightsFit ? std::max(0.0, granted.cacheBytes) : 0;
    plan.reservedBytes = std::max(0.0, plan.deviceBytes - plan.weightBytes - other - plan.kvPoolBytes);
    plan.kvBytesPerToken = kvBytesPerToken(configuration.model, configuration.kvFormat, configuration.placement.tensorParallel) /
                           configuration.placement.pipelineParallel;
    plan.kvPoolTokens = plan.kvBytesPerToken > 0 ? plan.kvPoolBytes / plan.kvBytesPerToken : 0;
    if (granted.weightsFit) {
        const double sequences = kvLimitedSequences(configuration, plan, inputTokens, outputTokens, outputTokensCv);
        plan.verdict = sequences >= std::max(1.0, sequencesWanted) ? MemoryVerdict::Fits : MemoryVerdict::KvStarved;
    }
    return plan;
}

double kvLimitedSequences(const Configuration &configuration, const MemoryPlan &plan, double inputTokens, double outputTokens,
                          double outputTokensCv)
{
    // Engines that never evict reserve a request's longest possible answer: two standard deviations.
    constexpr double longAnswer = 2;
    const double tokens = configuration.engine.guaranteesNoEviction
                              ? inputTokens + outputTokens * (1 + longAnswer * outputTokensCv)
                              : meanCachedTokens(inputTokens, outputTokens, outputTokensCv);
    const double bytes = kvBytesOfSequence(configuration, tokens);
    return bytes > 0 ? configuration.placement.attentionDataParallel * plan.kvPoolBytes / bytes : 0;
}

} // namespace trilemma::replica
