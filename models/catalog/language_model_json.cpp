// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/language_model_json.h"

#include "models/catalog/entry_readers.h"

namespace trilemma::catalog {

namespace {

using Json = nlohmann::ordered_json;

template<class Value> void put(Json &object, const char *key, const Value &value, const Value &fallback)
{
    if (value != fallback)
        object[key] = value;
}

template<class Kind> std::string kindName(const std::vector<std::pair<std::string_view, Kind>> &names, Kind kind)
{
    for (const auto &[name, value] : names) {
        if (value == kind)
            return std::string(name);
    }
    return {};
}

Json mixerJson(const Mixer &m)
{
    const Mixer fallback;
    Json json{{"kind", kindName(mixerKinds(), m.kind)}};
    put(json, "query_heads", m.queryHeads, fallback.queryHeads);
    put(json, "kv_heads", m.kvHeads, fallback.kvHeads);
    put(json, "head_dim", m.headDim, fallback.headDim);
    put(json, "window", m.window, fallback.window);
    put(json, "output_gate", m.outputGate, fallback.outputGate);
    put(json, "query_key_norm", m.queryKeyNorm, fallback.queryKeyNorm);
    put(json, "query_key_value_bias", m.queryKeyValueBias, fallback.queryKeyValueBias);
    put(json, "output_bias", m.outputBias, fallback.outputBias);
    put(json, "shared_key_value", m.sharedKeyValue, fallback.sharedKeyValue);
    put(json, "query_lora_rank", m.queryLoraRank, fallback.queryLoraRank);
    put(json, "kv_lora_rank", m.kvLoraRank, fallback.kvLoraRank);
    put(json, "nope_dim", m.nopeDim, fallback.nopeDim);
    put(json, "rope_dim", m.ropeDim, fallback.ropeDim);
    put(json, "value_dim", m.valueDim, fallback.valueDim);
    put(json, "sparse_top_k", m.sparseTopK, fallback.sparseTopK);
    put(json, "index_heads", m.indexHeads, fallback.indexHeads);
    put(json, "index_head_dim", m.indexHeadDim, fallback.indexHeadDim);
    put(json, "state_key_heads", m.stateKeyHeads, fallback.stateKeyHeads);
    put(json, "state_value_heads", m.stateValueHeads, fallback.stateValueHeads);
    put(json, "state_key_dim", m.stateKeyDim, fallback.stateKeyDim);
    put(json, "state_value_dim", m.stateValueDim, fallback.stateValueDim);
    put(json, "convolution_kernel", m.convolutionKernel, fallback.convolutionKernel);
    put(json, "state_groups", m.stateGroups, fallback.stateGroups);
    put(json, "state_bytes_per_element", m.stateBytesPerElement, fallback.stateBytesPerElement);
    return json;
}

Json feedForwardJson(const FeedForward &ff)
{
    const FeedForward fallback;
    Json json{{"kind", kindName(feedForwardKinds(), ff.kind)}};
    put(json, "width", ff.width, fallback.width);
    put(json, "bias", ff.bias, fallback.bias);
    put(json, "experts", ff.experts, fallback.experts);
    put(json, "experts_per_token", ff.expertsPerToken, fallback.expertsPerToken);
    put(json, "shared_expert_width", ff.sharedExpertWidth, fallback.sharedExpertWidth);
    put(json, "parallel_dense_width", ff.parallelDenseWidth, fallback.parallelDenseWidth);
    put(json, "latent_size", ff.latentSize, fallback.latentSize);
    put(json, "gated_experts", ff.gatedExperts, fallback.gatedExperts);
    put(json, "router_bias", ff.routerBias, fallback.routerBias);
    put(json, "shared_gate", ff.sharedGate, fallback.sharedGate);
    put(json, "expert_bias", ff.expertBias, fallback.expertBias);
    return json;
}

Json quantisedPartsJson(const QuantisedParts &parts)
{
    return {{"attention", parts.attention},          {"dense_feed_forward", parts.denseFeedForward},
            {"shared_experts", parts.sharedExperts}, {"routed_experts", parts.routedExperts},
            {"embedding", parts.embedding},          {"language_model_head", parts.languageModelHead}};
}

Json citationsJson(const std::vector<Citation> &citations)
{
    Json json = Json::object();
    for (const Citation &citation : citations)
        json[citation.field] = {{"sources", citation.sourceIds}, {"assumption", citation.assumption}, {"note", citation.note}};
    return json;
}

} // namespace

const std::vector<std::pair<std::string_view, MixerKind>> &mixerKinds()
{
    static const std::vector<std::pair<std::string_view, MixerKind>> kinds{{"none", MixerKind::None},
                                                                           {"grouped-query", MixerKind::GroupedQuery},
                                                                           {"latent", MixerKind::LatentAttention},
                                                                           {"gated-delta-net", MixerKind::GatedDeltaNet},
                                                                           {"mamba-2", MixerKind::Mamba2},
                                                                           {"linear", MixerKind::LinearAttention}};
    return kinds;
}

const std::vector<std::pair<std::string_view, FeedForwardKind>> &feedForwardKinds()
{
    static const std::vector<std::pair<std::string_view, FeedForwardKind>> kinds{
        {"none", FeedForwardKind::None},
        {"gated", FeedForwardKind::Gated},
        {"plain", FeedForwardKind::Plain},
        {"mixture-of-experts", FeedForwardKind::MixtureOfExperts}};
    return kinds;
}

Json languageModelJson(const LanguageModel &m)
{
    const LanguageModel fallback;
    Json json{{"id", m.id}, {"name", m.name}};
    put(json, "aliases", m.aliases, fallback.aliases);
    put(json, "vendor", m.vendor, fallback.vendor);
    put(json, "hugging_face_id", m.huggingFaceId, fallback.huggingFaceId);
    put(json, "release", m.release, fallback.release);
    json["hidden"] = m.hidden;
    json["vocabulary"] = m.vocabulary;
    put(json, "tied_embeddings", m.tiedEmbeddings, fallback.tiedEmbeddings);
    put(json, "norms_per_layer", m.normsPerLayer, fallback.normsPerLayer);
    json["layers"] = Json::array();
    for (const LayerGroup &group : m.layers) {
        json["layers"].push_back(
            {{"count", group.count}, {"mixer", mixerJson(group.mixer)}, {"feed_forward", feedForwardJson(group.feedForward)}});
    }
    put(json, "multi_token_prediction_layers", m.multiTokenPredictionLayers, fallback.multiTokenPredictionLayers);
    json["max_context"] = m.maxContext;
    json["native_format"] = info(m.nativeFormat).id;
    if (m.quantisedParts != fallback.quantisedParts)
        json["quantised_parts"] = quantisedPartsJson(m.quantisedParts);
    if (m.publishedTotalParameters)
        json["published_total_billion"] = *m.publishedTotalParameters / 1e9;
    if (m.publishedActiveParameters)
        json["published_active_billion"] = *m.publishedActiveParameters / 1e9;
    put(json, "parameter_miss_reason", m.parameterMissReason, fallback.parameterMissReason);
    put(json, "approximation", m.approximation, fallback.approximation);
    if (!m.citations.empty())
        json["citations"] = citationsJson(m.citations);
    return json;
}

Result<LanguageModel> languageModelFromJson(const nlohmann::json &object, const std::string &path)
{
    if (!object.is_object())
        return Error{.file = {}, .field = path, .message = brief(object) + " is not an object; a model entry is expected"};
    Error error;
    JsonFields fields(object, path, error);
    LanguageModel model = readLanguageModel(fields);
    return error.message.empty() ? Result<LanguageModel>(std::move(model)) : Result<LanguageModel>(std::move(error));
}

} // namespace trilemma::catalog
