// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/hugging_face_fields.h"

#include <algorithm>

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

/// Nemotron-H: one letter per layer, each layer a single block. M Mamba-2, * attention, E experts, - dense.
std::vector<LayerGroup> readBlockPattern(HuggingFaceFields &fields, int hidden)
{
    JsonFields &text = fields.text;
    const std::string key = "hybrid_override_pattern";
    const std::string pattern = text.text(key);
    const Mixer attention = readAttention(fields, hidden), mamba = readMamba(text), none;
    const auto readIf = [&](char letter, auto read) {
        return pattern.find(letter) == std::string::npos ? FeedForward{} : read();
    };
    const FeedForward experts = readIf('E', [&] { return readExperts(fields); });
    const FeedForward dense = readIf('-', [&] { return readDense(fields, hidden); });
    std::vector<LayerGroup> groups;
    for (const char letter : pattern) {
        switch (letter) {
        case 'M':
            append(groups, mamba, {});
            break;
        case '*':
            append(groups, attention, {});
            break;
        case 'E':
            append(groups, none, experts);
            break;
        case '-':
            append(groups, none, dense);
            break;
        default:
            text.fail(key, "holds the letter \"" + std::string(1, letter) + "\"; M, *, E and - are known");
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
            text.fail(key, "lists " + std::to_string(types.size()) + " layers; " + std::to_string(layerCount) +
                               " are expected from num_hidden_layers");
        types.resize(static_cast<std::size_t>(layerCount));
        return types;
    }
    const int linearInterval = text.integer("full_attention_interval", bounds::layers, 0);
    const json &attentionTypes = text.raw("attn_type_list");
    const json &noRope = text.raw("no_rope_layers");
    const int defaultInterval = fields.architecture.windows == WindowPattern::AllButEverySixth    ? 6
                                : fields.architecture.windows == WindowPattern::AllButEveryFourth ? 4
                                                                                                  : 0;
    const int windowInterval =
        text.raw("sliding_window_pattern").is_number() ? text.integer("sliding_window_pattern", bounds::layers) : defaultInterval;
    const int firstWindowed = text.has("max_window_layers") ? text.integer("max_window_layers", bounds::optionalLayers) : 0;
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
        const bool linear = (linearInterval > 0 && (layer + 1) % linearInterval != 0) ||
                            (attentionTypes.is_array() && at < attentionTypes.size() && attentionTypes[at] == 0);
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
