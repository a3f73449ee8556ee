// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/entry_readers.h"
#include "models/catalog/language_model_json.h"

#include <cmath>

namespace trilemma::catalog {

namespace {

constexpr Bounds sizes{0, 1e7}, counts{0, 1e6};

Mixer readMixer(JsonFields fields)
{
    Mixer m;
    m.kind = fields.choice<MixerKind>("kind", mixerKinds());
    m.queryHeads = fields.integer("query_heads", counts, 0);
    m.kvHeads = fields.integer("kv_heads", counts, 0);
    m.headDim = fields.integer("head_dim", sizes, 0);
    m.window = fields.integer("window", {0, 1e9}, 0);
    m.outputGate = fields.flag("output_gate", false);
    m.queryKeyNorm = fields.flag("query_key_norm", false);
    m.queryKeyValueBias = fields.flag("query_key_value_bias", false);
    m.outputBias = fields.flag("output_bias", false);
    m.sharedKeyValue = fields.flag("shared_key_value", false);
    m.queryLoraRank = fields.integer("query_lora_rank", sizes, 0);
    m.kvLoraRank = fields.integer("kv_lora_rank", sizes, 0);
    m.nopeDim = fields.integer("nope_dim", sizes, 0);
    m.ropeDim = fields.integer("rope_dim", sizes, 0);
    m.valueDim = fields.integer("value_dim", sizes, 0);
    m.sparseTopK = fields.integer("sparse_top_k", sizes, 0);
    m.indexHeads = fields.integer("index_heads", counts, 0);
    m.indexHeadDim = fields.integer("index_head_dim", sizes, 0);
    m.stateKeyHeads = fields.integer("state_key_heads", counts, 0);
    m.stateValueHeads = fields.integer("state_value_heads", counts, 0);
    m.stateKeyDim = fields.integer("state_key_dim", sizes, 0);
    m.stateValueDim = fields.integer("state_value_dim", sizes, 0);
    m.convolutionKernel = fields.integer("convolution_kernel", {0, 1000}, 0);
    m.stateGroups = fields.integer("state_groups", counts, 0);
    m.stateBytesPerElement = fields.integer("state_bytes_per_element", {1, 8}, 4);
    if (m.kind == MixerKind::GroupedQuery && (m.queryHeads < 1 || m.kvHeads < 1 || m.headDim < 1))
        fields.fail("kv_heads", "grouped-query attention needs query_heads, kv_heads and head_dim of at least 1");
    if (m.kind == MixerKind::LatentAttention && (m.queryHeads < 1 || m.kvLoraRank < 1))
        fields.fail("kv_lora_rank", "latent attention needs query_heads and kv_lora_rank of at least 1");
    fields.refuseUnknownKeys();
    return m;
}

FeedForward readFeedForward(JsonFields fields)
{
    FeedForward ff;
    ff.kind = fields.choice<FeedForwardKind>("kind", feedForwardKinds());
    const bool some = ff.kind != FeedForwardKind::None;
    ff.width = some ? fields.integer("width", {1, sizes.high}) : 0;
    ff.bias = fields.flag("bias", false);
    if (ff.kind == FeedForwardKind::MixtureOfExperts) {
        ff.experts = fields.integer("experts", {1, counts.high});
        ff.expertsPerToken = fields.integer("experts_per_token", {1, double(ff.experts)});
        ff.sharedExpertWidth = fields.integer("shared_expert_width", sizes, 0);
        ff.parallelDenseWidth = fields.integer("parallel_dense_width", sizes, 0);
        ff.latentSize = fields.integer("latent_size", sizes, 0);
        ff.gatedExperts = fields.flag("gated_experts", true);
        ff.routerBias = fields.flag("router_bias", false);
        ff.sharedGate = fields.flag("shared_gate", false);
        ff.expertBias = fields.flag("expert_bias", false);
    }
    fields.refuseUnknownKeys();
    return ff;
}

QuantisedParts readQuantisedParts(JsonFields fields)
{
    QuantisedParts parts;
    parts.attention = fields.flag("attention", parts.attention);
    parts.denseFeedForward = fields.flag("dense_feed_forward", parts.denseFeedForward);
    parts.sharedExperts = fields.flag("shared_experts", parts.sharedExperts);
    parts.routedExperts = fields.flag("routed_experts", parts.routedExperts);
    parts.embedding = fields.flag("embedding", parts.embedding);
    parts.languageModelHead = fields.flag("language_model_head", parts.languageModelHead);
    fields.refuseUnknownKeys();
    return parts;
}

std::vector<std::pair<std::string_view, WeightFormat>> weightFormatChoices()
{
    std::vector<std::pair<std::string_view, WeightFormat>> choices;
    for (const WeightFormatInfo &format : weightFormats())
        choices.emplace_back(format.id, format.format);
    return choices;
}

/// Parameters are counted: rounding undoes what writing them in billions did.
std::optional<double> billions(std::optional<double> value)
{
    return value ? std::optional<double>(std::round(*value * 1e9)) : std::nullopt;
}

} // namespace

LanguageModel readLanguageModel(JsonFields &fields)
{
    LanguageModel m;
    m.id = fields.text("id");
    m.name = fields.text("name");
    m.aliases = fields.texts("aliases");
    m.vendor = fields.text("vendor", "");
    m.huggingFaceId = fields.text("hugging_face_id", "");
    m.release = fields.text("release", "");
    m.hidden = fields.integer("hidden", {1, sizes.high});
    m.vocabulary = fields.integer("vocabulary", {1, sizes.high});
    m.tiedEmbeddings = fields.flag("tied_embeddings", false);
    m.normsPerLayer = fields.integer("norms_per_layer", {0, 16}, 2);
    for (JsonFields &group : fields.objects("layers")) {
        const int count = group.integer("count", {1, 1e5});
        m.layers.push_back({count, readMixer(group.object("mixer")), readFeedForward(group.object("feed_forward"))});
        group.refuseUnknownKeys();
    }
    if (m.layers.empty())
        fields.fail("layers", "is missing or empty; a list of layer groups is expected");
    m.multiTokenPredictionLayers = fields.integer("multi_token_prediction_layers", counts, 0);
    m.maxContext = fields.integer("max_context", {1, 1e9});
    m.nativeFormat = fields.choice<WeightFormat>("native_format", weightFormatChoices(), WeightFormat::Bf16);
    m.quantisedParts = readQuantisedParts(fields.object("quantised_parts"));
    m.publishedTotalParameters = billions(fields.numberOrUnknown("published_total_billion", {1e-3, 1e6}));
    m.publishedActiveParameters = billions(fields.numberOrUnknown("published_active_billion", {1e-3, 1e6}));
    m.parameterMissReason = fields.text("parameter_miss_reason", "");
    m.approximation = fields.text("approximation", "");
    m.citations = readCitations(fields);
    fields.refuseUnknownKeys();
    return m;
}

} // namespace trilemma::catalog
