// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/hugging_face_fields.h"

#include <algorithm>

namespace trilemma::catalog {

namespace {

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

} // namespace

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

} // namespace trilemma::catalog
