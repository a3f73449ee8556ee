// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/hugging_face_fields.h"

#include <algorithm>
#include <cmath>

namespace trilemma::catalog {

using nlohmann::json;

namespace {

void append(std::vector<LayerGroup> &groups, const Mixer &mixer, const FeedForward &feedForward)
{
    const auto alike = std::find_if(groups.begin(), groups.end(), [&](const LayerGroup &group) {
        return group.mixer == mixer && group.feedForward == feedForward;
    });
    if (alike == groups.end())
        groups.push_back({1, mixer, feedForward});
    else
        ++alike->count;
}

Mixer readLatentAttention(JsonFields &text, Mixer mixer)
{
    mixer.kind = MixerKind::LatentAttention;
    mixer.kvHeads = mixer.headDim = 0;
    mixer.queryLoraRank = text.integer("q_lora_rank", bounds::optionalWidth, 0);
    mixer.kvLoraRank = text.integer("kv_lora_rank", bounds::width);
    mixer.nopeDim = text.integer("qk_nope_head_dim", bounds::width);
    mixer.ropeDim = text.integer("qk_rope_head_dim", bounds::width);
    mixer.valueDim = text.integer("v_head_dim", bounds::width);
    if (text.has("index_topk")) {
        mixer.sparseTopK = text.integer("index_topk", bounds::tokens);
        mixer.indexHeads = text.integer("index_n_heads", bounds::heads);
        mixer.indexHeadDim = text.integer("index_head_dim", bounds::width);
    }
    return mixer;
}

int readKvHeads(JsonFields &text, int queryHeads)
{
    const std::string key = text.firstOf({"num_key_value_heads", "num_kv_heads", "n_head_kv"});
    const bool multiQuery = text.flag("multi_query", false) && !text.flag("new_decoder_architecture", false);
    if (multiQuery)
        return 1;
    return text.integer(key, {1, double(queryHeads)}, queryHeads);
}

/// Attention over the full context.
Mixer readAttention(HuggingFaceFields &fields, int hidden)
{
    JsonFields &text = fields.text;
    Mixer mixer;
    mixer.kind = MixerKind::GroupedQuery;
    mixer.queryHeads = text.integer(text.firstOf({"num_attention_heads", "n_head"}), bounds::heads);
    if (text.has("kv_lora_rank"))
        return readLatentAttention(text, mixer);
    mixer.kvHeads = readKvHeads(text, mixer.queryHeads);
    const int evenSplit = mixer.queryHeads > 0 ? hidden / mixer.queryHeads : 0;
    if (text.ok() && !text.has("head_dim") && evenSplit < 1)
        text.fail("head_dim", "is missing and hidden size over attention heads is below 1; a number of at least 1 is expected");
    mixer.headDim = text.integer("head_dim", bounds::width, std::max(evenSplit, 1));
    const bool attentionBias = text.flag("attention_bias", false);
    mixer.queryKeyValueBias = attentionBias || text.flag("qkv_bias", fields.architecture.queryKeyValueBias);
    mixer.outputBias = attentionBias && fields.architecture.outputBiasWithAttentionBias;
    mixer.queryKeyNorm = fields.architecture.queryKeyNorm || text.flag("use_qk_norm", false);
    mixer.outputGate = text.flag("attn_output_gate", fields.architecture.outputGate);
    return mixer;
}

int readWindow(JsonFields &text, int maxContext)
{
    if (!text.flag("use_sliding_window", true))
        return 0;
    const std::string key = text.firstOf({"attention_chunk_size", "sliding_window"});
    const int window = text.integer(key, bounds::optionalTokens, 0);
    return maxContext > 0 && window >= maxContext ? 0 : window;
}

Mixer readLinearMixer(JsonFields &text, const Mixer &attention, std::string &approximation)
{
    Mixer mixer;
    if (text.has("linear_num_value_heads")) {
        mixer.kind = MixerKind::GatedDeltaNet;
        mixer.stateKeyHeads = text.integer("linear_num_key_heads", bounds::heads);
        mixer.stateValueHeads = text.integer("linear_num_value_heads", bounds::heads);
        mixer.stateKeyDim = text.integer("linear_key_head_dim", bounds::width);
        mixer.stateValueDim = text.integer("linear_value_head_dim", bounds::width);
        mixer.convolutionKernel = text.integer("linear_conv_kernel_dim", bounds::optionalCount, 4);
        return mixer;
    }
    mixer.kind = MixerKind::LinearAttention;
    mixer.stateKeyHeads = mixer.stateValueHeads = attention.queryHeads;
    mixer.stateKeyDim = mixer.stateValueDim = std::max(attention.headDim, 1);
    note(approximation, "linear-attention layers are approximated as lightning attention with the heads of the full layers");
    return mixer;
}

Mixer readMamba(JsonFields &text)
{
    Mixer mixer;
    mixer.kind = MixerKind::Mamba2;
    mixer.stateValueHeads = text.integer(text.firstOf({"mamba_num_heads", "mamba_n_heads"}), bounds::heads);
    mixer.stateValueDim = text.integer(text.firstOf({"mamba_head_dim", "mamba_d_head"}), bounds::width);
    mixer.stateKeyDim = text.integer(text.firstOf({"ssm_state_size", "mamba_d_state"}), bounds::width);
    mixer.stateGroups = text.integer(text.firstOf({"n_groups", "mamba_n_groups"}), bounds::heads, 1);
    mixer.convolutionKernel = text.integer(text.firstOf({"conv_kernel", "mamba_d_conv"}), bounds::optionalCount, 4);
    return mixer;
}

/// Nemotron-H: one letter per layer, each layer a single block. M Mamba-2, * attention, E experts, - dense.
std::vector<LayerGroup> readBlockPattern(HuggingFaceFields &fields, int hidden)
{
    JsonFields &text = fields.text;
    const std::string key = "hybrid_override_pattern";
    const std::string pattern = text.text(key);
    const Mixer attention = readAttention(fields, hidden), mamba = readMamba(text), none;
    const FeedForward experts = readFeedForwards(fields, hidden, 1).front();
    std::vector<LayerGroup> groups;
    for (const char letter : pattern) {
        switch (letter) {
        case 'M': append(groups, mamba, {}); break;
        case '*': append(groups, attention, {}); break;
        case 'E':
        case '-': append(groups, none, experts); break;
        default: text.fail(key, "holds the letter \"" + std::string(1, letter) + "\"; M, *, E and - are known");
        }
    }
    return groups;
}

/// Width of a searched FFN: ffn_mult * 2/3 * hidden, rounded up to a multiple of 256 (DeciLM modelling code).
int searchedWidth(double multiplier, int hidden)
{
    constexpr int step = 256;
    const int width = static_cast<int>(2 * multiplier * hidden / 3);
    return (width + step - 1) / step * step;
}

/// Nemotron-NAS: every layer states its own attention and FFN, either of which may be absent.
std::vector<LayerGroup> readSearchedBlocks(HuggingFaceFields &fields, int hidden, std::string &approximation)
{
    JsonFields &text = fields.text;
    Mixer attention = readAttention(fields, hidden);
    const auto replaced = [&](JsonFields &block) {
        if (!block.flag("replace_with_linear", false))
            return false;
        note(approximation, "blocks that the search replaced by one matrix are left out");
        return true;
    };
    std::vector<LayerGroup> groups;
    for (JsonFields &block : text.objects("block_configs")) {
        JsonFields mixerFields = block.object("attention"), feedForwardFields = block.object("ffn");
        Mixer mixer;
        if (!mixerFields.flag("no_op", false) && !replaced(mixerFields)) {
            const int sharing = mixerFields.integer("n_heads_in_group", {1, double(attention.queryHeads)});
            mixer = attention;
            mixer.kvHeads = std::max(attention.queryHeads / std::max(sharing, 1), 1);
            mixer.window = mixerFields.integer("window_length", bounds::optionalTokens, 0);
        }
        FeedForward feedForward;
        if (!feedForwardFields.flag("no_op", false) && !replaced(feedForwardFields)) {
            feedForward.kind = FeedForwardKind::Gated;
            feedForward.width = feedForwardFields.has("intermediate_size")
                                    ? feedForwardFields.integer("intermediate_size", bounds::width)
                                    : searchedWidth(feedForwardFields.number("ffn_mult", {0.001, 100}), hidden);
        }
        append(groups, mixer, feedForward);
    }
    if (groups.empty())
        text.fail("block_configs", "is empty; one object per layer is expected");
    return groups;
}

/// "full_attention", "sliding_attention", ... of every layer: as listed, else by the architecture's rule.
std::vector<std::string> readLayerTypes(HuggingFaceFields &fields, int layerCount, int window)
{
    JsonFields &text = fields.text;
    const std::string key = text.firstOf({"layer_types", "layers_block_type"});
    if (text.has(key)) {
        std::vector<std::string> types = text.texts(key);
        if (text.ok() && types.size() != static_cast<std::size_t>(layerCount))
            text.fail(key, "lists " + std::to_string(types.size()) + " layers; " + std::to_string(layerCount)
                               + " are expected from num_hidden_layers");
        types.resize(static_cast<std::size_t>(layerCount));
        return types;
    }
    const int linearInterval = text.integer("full_attention_interval", bounds::layers, 0);
    const json &attentionTypes = text.raw("attn_type_list");
    const json &noRope = text.raw("no_rope_layers");
    const int defaultInterval = fields.architecture.windows == WindowPattern::AllButEverySixth    ? 6
                                : fields.architecture.windows == WindowPattern::AllButEveryFourth ? 4
                                                                                                  : 0;
    const int windowInterval = text.raw("sliding_window_pattern").is_number() ? text.integer("sliding_window_pattern", bounds::layers)
                                                                              : defaultInterval;
    const int firstWindowed = text.has("max_window_layers") ? text.integer("max_window_layers", bounds::optionalCount) : 0;
    std::vector<std::string> types;
    for (int layer = 0; layer < layerCount; ++layer) {
        const auto at = static_cast<std::size_t>(layer);
        bool windowed = layer >= firstWindowed;
        if (fields.architecture.windows == WindowPattern::EvenLayers)
            windowed = layer % 2 == 0;
        else if (noRope.is_array() && at < noRope.size())
            windowed = noRope[at] == 1;
        else if (windowInterval > 0)
            windowed = (layer + 1) % windowInterval != 0;
        const bool linear = (linearInterval > 0 && (layer + 1) % linearInterval != 0)
                            || (attentionTypes.is_array() && at < attentionTypes.size() && attentionTypes[at] == 0);
        types.push_back(linear ? "linear_attention" : windowed && window > 0 ? "sliding_attention" : "full_attention");
    }
    return types;
}

} // namespace

std::vector<LayerGroup> readLayers(HuggingFaceFields &fields, int hidden, std::string &approximation)
{
    JsonFields &text = fields.text;
    if (text.has("hybrid_override_pattern"))
        return readBlockPattern(fields, hidden);
    if (text.has("block_configs"))
        return readSearchedBlocks(fields, hidden, approximation);

    const int layerCount = text.integer(text.firstOf({"num_hidden_layers", "n_layer"}), bounds::layers);
    const Mixer attention = readAttention(fields, hidden);
    if (!text.ok())
        return {};
    const int window = readWindow(text, text.integer("max_position_embeddings", bounds::tokens, 0x7fffffff));
    const std::vector<std::string> types = readLayerTypes(fields, layerCount, window);
    const std::vector<FeedForward> feedForwards = readFeedForwards(fields, hidden, layerCount);
    std::vector<LayerGroup> groups;
    for (std::size_t layer = 0; layer < types.size() && text.ok(); ++layer) {
        const std::string &type = types[layer];
        Mixer mixer = attention;
        if (type == "sliding_attention" || type == "chunked_attention")
            mixer.window = window;
        else if (type == "linear_attention")
            mixer = readLinearMixer(text, attention, approximation);
        else if (type == "mamba" || type == "mamba2")
            mixer = readMamba(text);
        else if (type != "full_attention" && type != "attention")
            note(approximation, "layers of type \"" + type + "\" are approximated as full attention");
        append(groups, mixer, feedForwards[layer]);
    }
    return groups;
}

} // namespace trilemma::catalog
