// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/language_model.h"

#include <algorithm>
#include <numeric>

namespace trilemma::catalog {

namespace {

double groupedQueryParameters(double hidden, const Mixer &m)
{
    const double queries = double(m.queryHeads) * m.headDim;
    const double keys = double(m.kvHeads) * m.headDim;
    double count = hidden * queries * (m.outputGate ? 2 : 1) + hidden * keys * (m.sharedKeyValue ? 1 : 2) + queries * hidden;
    if (m.queryKeyValueBias)
        count += queries + 2 * keys;
    if (m.outputBias)
        count += hidden;
    if (m.queryKeyNorm)
        count += 2.0 * m.headDim;
    return count;
}

double latentDownParameters(double hidden, const Mixer &m)
{
    return hidden * (double(m.queryLoraRank) + m.kvLoraRank + m.ropeDim);
}

/// DeepSeek-V2 (arXiv 2405.04434) section 2.1, with V3.2's lightning indexer where there is one.
double latentAttentionParameters(double hidden, const Mixer &m)
{
    const double heads = m.queryHeads;
    const double queryDim = heads * (m.nopeDim + m.ropeDim);
    const double queryUp = m.queryLoraRank > 0 ? m.queryLoraRank * queryDim + m.queryLoraRank : hidden * queryDim;
    const double valueUp = m.kvLoraRank * heads * (m.nopeDim + m.valueDim) + m.kvLoraRank;
    double count = latentDownParameters(hidden, m) + queryUp + valueUp + heads * m.valueDim * hidden;
    if (m.sparseTopK > 0) {
        const double indexed = double(m.indexHeads) * m.indexHeadDim;
        count += m.queryLoraRank * indexed + hidden * m.indexHeadDim + 2.0 * m.indexHeadDim + hidden * m.indexHeads;
    }
    return count;
}

/// Gated DeltaNet (arXiv 2412.06464) as Qwen3-Next builds it: queries, keys, values, gate; two scalars
/// per value head; a short convolution over queries, keys and values.
double gatedDeltaNetParameters(double hidden, const Mixer &m)
{
    const double keys = double(m.stateKeyHeads) * m.stateKeyDim;
    const double values = double(m.stateValueHeads) * m.stateValueDim;
    return hidden * (2 * keys + 2 * values) + hidden * 2 * m.stateValueHeads + (2 * keys + values) * m.convolutionKernel
           + 2.0 * m.stateValueHeads + m.stateValueDim + values * hidden;
}

/// Mamba-2 (arXiv 2405.21060): stateValueHeads x stateValueDim is the inner width, stateKeyDim the state size.
double mamba2Parameters(double hidden, const Mixer &m)
{
    const double inner = double(m.stateValueHeads) * m.stateValueDim;
    const double groups = double(m.stateGroups) * m.stateKeyDim;
    const double convolved = inner + 2 * groups;
    return hidden * (2 * inner + 2 * groups + m.stateValueHeads) + convolved * (m.convolutionKernel + 1)
           + 3.0 * m.stateValueHeads + inner + inner * hidden;
}

/// Lightning attention: queries, keys, values, output gate, output, one norm.
double linearAttentionParameters(double hidden, const Mixer &m)
{
    const double keys = double(m.stateKeyHeads) * m.stateKeyDim;
    const double values = double(m.stateValueHeads) * m.stateValueDim;
    return hidden * (2 * keys + values) + hidden * values + values * hidden + values;
}

double mixerParameters(double hidden, const Mixer &m)
{
    switch (m.kind) {
    case MixerKind::None: return 0;
    case MixerKind::GroupedQuery: return groupedQueryParameters(hidden, m);
    case MixerKind::LatentAttention: return latentAttentionParameters(hidden, m);
    case MixerKind::GatedDeltaNet: return gatedDeltaNetParameters(hidden, m);
    case MixerKind::Mamba2: return mamba2Parameters(hidden, m);
    case MixerKind::LinearAttention: return linearAttentionParameters(hidden, m);
    }
    return 0;
}

double feedForwardParameters(double input, double width, bool gated, bool bias)
{
    const double matrices = gated ? 3 : 2;
    return matrices * input * width + (bias ? (matrices - 1) * width + input : 0);
}

} // namespace

int LanguageModel::layerCount() const
{
    return std::accumulate(layers.begin(), layers.end(), 0, [](int sum, const LayerGroup &group) { return sum + group.count; });
}

bool LanguageModel::isMixtureOfExperts() const
{
    return std::any_of(layers.begin(), layers.end(),
                       [](const LayerGroup &group) { return group.feedForward.kind == FeedForwardKind::MixtureOfExperts; });
}

LayerParameters layerParameters(const LanguageModel &model, const LayerGroup &group)
{
    const double hidden = model.hidden;
    const FeedForward &ff = group.feedForward;
    LayerParameters count;
    count.attention = mixerParameters(hidden, group.mixer);
    count.norms = model.normsPerLayer * hidden;
    if (group.mixer.kind == MixerKind::LatentAttention)
        count.latentDown = latentDownParameters(hidden, group.mixer);

    switch (ff.kind) {
    case FeedForwardKind::None: break;
    case FeedForwardKind::Gated: count.denseFeedForward = feedForwardParameters(hidden, ff.width, true, ff.bias); break;
    case FeedForwardKind::Plain: count.denseFeedForward = feedForwardParameters(hidden, ff.width, false, ff.bias); break;
    case FeedForwardKind::MixtureOfExperts: {
        const double expertInput = ff.latentSize > 0 ? ff.latentSize : hidden;
        // The projections into and out of the experts' latent space run for every token, as shared experts do.
        const double latentProjections = ff.latentSize > 0 ? 2 * hidden * ff.latentSize : 0;
        count.routedExperts = ff.experts * feedForwardParameters(expertInput, ff.width, ff.gatedExperts, ff.expertBias);
        count.sharedExperts = feedForwardParameters(hidden, ff.sharedExpertWidth, ff.gatedExperts, false) + latentProjections
                              + (ff.sharedGate ? hidden : 0);
        count.denseFeedForward = feedForwardParameters(hidden, ff.parallelDenseWidth, true, false);
        count.router = hidden * ff.experts + (ff.routerBias ? ff.experts : 0);
        break;
    }
    }
    return count;
}

namespace {

/// A multi-token-prediction layer has the model's attention and its largest feed-forward block (hybrids put
/// them in different layers), behind a projection of two hidden vectors to one.
double predictionLayerParameters(const LanguageModel &model)
{
    const double hidden = model.hidden;
    double attention = 0, feedForward = 0;
    for (const LayerGroup &group : model.layers) {
        const LayerParameters layer = layerParameters(model, group);
        if (group.mixer.kind == MixerKind::GroupedQuery || group.mixer.kind == MixerKind::LatentAttention)
            attention = layer.attention;
        feedForward = std::max(feedForward, layer.denseFeedForward + layer.sharedExperts + layer.routedExperts + layer.router);
    }
    return attention + feedForward + (model.normsPerLayer + 2) * hidden + 2 * hidden * hidden;
}

} // namespace

ParameterCount countParameters(const LanguageModel &model)
{
    const double hidden = model.hidden;
    ParameterCount count;
    count.embedding = double(model.vocabulary) * hidden;
    count.languageModelHead = model.tiedEmbeddings ? 0 : count.embedding;
    const double ends = count.embedding + count.languageModelHead + hidden;
    count.total = count.active = ends;
    for (const LayerGroup &group : model.layers) {
        const LayerParameters layer = layerParameters(model, group);
        const double always = layer.attention + layer.denseFeedForward + layer.sharedExperts + layer.router + layer.norms;
        const FeedForward &ff = group.feedForward;
        const double visited = ff.experts > 0 ? double(ff.expertsPerToken) / ff.experts : 0;
        count.total += group.count * (always + layer.routedExperts);
        count.active += group.count * (always + layer.routedExperts * visited);
    }
    count.multiTokenPrediction = model.multiTokenPredictionLayers * predictionLayerParameters(model);
    return count;
}

} // namespace trilemma::catalog
