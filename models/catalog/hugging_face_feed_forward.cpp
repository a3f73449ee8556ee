// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/hugging_face_fields.h"

#include <algorithm>

namespace trilemma::catalog {

namespace {

std::string expertCountKey(const JsonFields &text)
{
    return text.firstOf({"n_routed_experts", "num_experts", "num_local_experts", "moe_num_experts"});
}

bool isPlain(HuggingFaceFields &fields)
{
    const std::string activation =
        fields.text.text(fields.text.firstOf({"mlp_hidden_act", "hidden_act", "activation_function"}), "");
    return fields.architecture.plainFeedForward || activation == "relu2";
}

int readSharedWidth(HuggingFaceFields &fields, int expertWidth)
{
    JsonFields &text = fields.text;
    const int shared = text.integer(text.firstOf({"n_shared_experts", "num_shared_experts"}), bounds::optionalCount, 0);
    if (text.has("shared_expert_intermediate_size"))
        return text.integer("shared_expert_intermediate_size", bounds::optionalWidth);
    if (text.has("moe_shared_expert_intermediate_size"))
        return std::max(shared, 1) * text.integer("moe_shared_expert_intermediate_size", bounds::optionalWidth);
    if (text.has("shared_intermediate_size"))
        return text.integer("shared_intermediate_size", bounds::optionalWidth);
    return fields.architecture.sharedExpertLikeRouted ? expertWidth : shared * expertWidth;
}

bool listed(const nlohmann::json &list, int layer)
{
    return list.is_array() && std::find(list.begin(), list.end(), nlohmann::json(layer)) != list.end();
}

/// Whether a layer has experts, by whichever of the known rules the file states.
struct ExpertLayers {
    int firstDense, interval, offset;
    const nlohmann::json &denseOnly, &expertsOnly, &types;

    bool contains(int layer) const
    {
        if (types.is_array() && layer < static_cast<int>(types.size()))
            return types[static_cast<std::size_t>(layer)] == "sparse";
        if (expertsOnly.is_array() && !expertsOnly.empty())
            return listed(expertsOnly, layer);
        return layer >= firstDense && (layer + offset) % interval == 0 && !listed(denseOnly, layer);
    }
};

ExpertLayers readExpertLayers(JsonFields &text)
{
    // moe_layer_freq counts from layer 0, the step of Llama 4 and Qwen from layer 1.
    const std::string fromOne = text.firstOf({"interleave_moe_layer_step", "decoder_sparse_step"});
    const bool counted = text.has(fromOne);
    const int interval = counted                                  ? text.integer(fromOne, bounds::layers)
                         : text.raw("moe_layer_freq").is_number() ? text.integer("moe_layer_freq", bounds::layers)
                                                                  : 1;
    return {text.integer("first_k_dense_replace", bounds::optionalLayers, 0),
            std::max(interval, 1),
            counted ? 1 : 0,
            text.raw("mlp_only_layers"),
            text.raw("moe_layers"),
            text.raw("mlp_layer_types")};
}

} // namespace

FeedForward readDense(HuggingFaceFields &fields, int hidden)
{
    JsonFields &text = fields.text;
    FeedForward ff;
    ff.kind = isPlain(fields) ? FeedForwardKind::Plain : FeedForwardKind::Gated;
    const std::string key = text.firstOf({"intermediate_size_mlp", "intermediate_size", "ffn_hidden_size", "ffn_dim", "n_inner"});
    ff.width = !text.has(key) && fields.architecture.fourfoldWidth
                   ? 4 * hidden
                   : text.integer(text.has(key) ? key : "intermediate_size", bounds::width);
    ff.bias = text.flag("mlp_bias", fields.architecture.plainFeedForward && fields.architecture.queryKeyValueBias);
    return ff;
}

FeedForward readExperts(HuggingFaceFields &fields)
{
    JsonFields &text = fields.text;
    FeedForward ff;
    ff.kind = FeedForwardKind::MixtureOfExperts;
    ff.experts = text.integer(expertCountKey(text), bounds::experts);
    ff.expertsPerToken = text.integer(text.firstOf({"num_experts_per_tok", "experts_per_token", "moe_top_k", "moe_topk"}),
                                      {1, double(ff.experts)});
    // Files of one-sized experts state their width as the feed-forward width.
    ff.width = text.integer(text.firstOf({"moe_intermediate_size", "intermediate_size"}), bounds::width);
    ff.sharedExpertWidth = readSharedWidth(fields, ff.width);
    ff.sharedGate = fields.architecture.sharedExpertGate && ff.sharedExpertWidth > 0;
    ff.latentSize = text.integer("moe_latent_size", bounds::optionalWidth, 0);
    ff.gatedExperts = !isPlain(fields);
    ff.expertBias = fields.architecture.expertBias;
    ff.routerBias = text.flag("use_routing_bias", false) || ff.expertBias || text.text("topk_method", "") == "noaux_tc" ||
                    text.has("routed_scaling_factor");
    return ff;
}

std::vector<FeedForward> readFeedForwards(HuggingFaceFields &fields, int hidden, int layerCount)
{
    JsonFields &text = fields.text;
    const std::string key = expertCountKey(text);
    const bool anyExperts = text.has(key) && text.integer(key, {0, bounds::experts.high}) > 1;
    std::vector<FeedForward> result;
    if (!anyExperts) {
        result.assign(static_cast<std::size_t>(layerCount), readDense(fields, hidden));
        return result;
    }
    const FeedForward experts = readExperts(fields);
    const ExpertLayers expertLayers = readExpertLayers(text);
    std::optional<FeedForward> dense;
    for (int layer = 0; layer < layerCount && text.ok(); ++layer) {
        const bool sparse = expertLayers.contains(layer);
        if (!sparse && !dense)
            dense = readDense(fields, hidden);
        result.push_back(sparse ? experts : *dense);
    }
    result.resize(static_cast<std::size_t>(layerCount));
    return result;
}

} // namespace trilemma::catalog
