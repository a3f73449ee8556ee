// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/hugging_face_fields.h"

#include <algorithm>
#include <array>

namespace trilemma::catalog {

namespace {

using enum WindowPattern;

constexpr std::array architectures{
    Architecture{.modelType = "llama", .outputBiasWithAttentionBias = true},
    Architecture{.modelType = "mistral"},
    Architecture{.modelType = "mistral3"},
    Architecture{.modelType = "mixtral"},
    Architecture{.modelType = "granite"},
    Architecture{.modelType = "phi3"},
    Architecture{.modelType = "qwen2", .queryKeyValueBias = true},
    Architecture{.modelType = "qwen2_moe", .queryKeyValueBias = true, .sharedExpertGate = true},
    Architecture{.modelType = "qwen3", .queryKeyNorm = true},
    Architecture{.modelType = "qwen3_moe", .queryKeyNorm = true},
    Architecture{.modelType = "qwen3_next", .queryKeyNorm = true, .outputGate = true, .sharedExpertGate = true},
    Architecture{.modelType = "qwen3_5_text", .queryKeyNorm = true, .outputGate = true},
    Architecture{.modelType = "qwen3_5_moe_text", .queryKeyNorm = true, .outputGate = true, .sharedExpertGate = true},
    Architecture{.modelType = "deepseek_v2"},
    Architecture{.modelType = "deepseek_v3"},
    Architecture{.modelType = "deepseek_v32"},
    Architecture{.modelType = "kimi_k2"},
    Architecture{.modelType = "glm4_moe"},
    Architecture{.modelType = "glm_moe_dsa"},
    Architecture{.modelType = "gpt_oss", .windows = EvenLayers, .outputBiasWithAttentionBias = true, .expertBias = true},
    Architecture{.modelType = "gemma", .tiedEmbeddings = true},
    Architecture{.modelType = "gemma2", .windows = EvenLayers, .normsPerLayer = 4, .tiedEmbeddings = true},
    Architecture{.modelType = "gemma3_text", .windows = AllButEverySixth, .normsPerLayer = 4, .tiedEmbeddings = true,
                 .queryKeyNorm = true, .defaultVocabulary = 262208, .defaultContext = 131072},
    Architecture{.modelType = "llama4_text", .windows = AllButEveryFourth, .sharedExpertLikeRouted = true},
    Architecture{.modelType = "minimax_m2", .queryKeyNorm = true},
    Architecture{.modelType = "nemotron_h", .normsPerLayer = 1, .plainFeedForward = true},
    Architecture{.modelType = "nemotron-nas"},
    Architecture{.modelType = "cohere", .normsPerLayer = 1, .tiedEmbeddings = true},
    Architecture{.modelType = "cohere2", .windows = AllButEveryFourth, .normsPerLayer = 1, .tiedEmbeddings = true},
    Architecture{.modelType = "falcon", .tiedEmbeddings = true, .plainFeedForward = true, .fourfoldWidth = true,
                 .defaultContext = 2048},
    Architecture{.modelType = "opt", .tiedEmbeddings = true, .queryKeyValueBias = true, .plainFeedForward = true,
                 .fourfoldWidth = true},
    Architecture{.modelType = "bloom", .tiedEmbeddings = true, .queryKeyValueBias = true, .plainFeedForward = true,
                 .fourfoldWidth = true, .defaultContext = 2048},
    Architecture{.modelType = "gptj", .normsPerLayer = 1, .plainFeedForward = true, .fourfoldWidth = true},
    Architecture{.modelType = "gpt_neox", .queryKeyValueBias = true, .plainFeedForward = true, .fourfoldWidth = true},
    Architecture{.modelType = "gpt2", .tiedEmbeddings = true, .queryKeyValueBias = true, .plainFeedForward = true,
                 .fourfoldWidth = true},
};

} // namespace

Architecture architectureOf(std::string_view modelType)
{
    const auto row = std::find_if(architectures.begin(), architectures.end(),
                                  [modelType](const Architecture &a) { return a.modelType == modelType; });
    return row == architectures.end() ? Architecture{} : *row;
}

void note(std::string &approximation, const std::string &clause)
{
    if (approximation.find(clause) == std::string::npos)
        approximation += (approximation.empty() ? "" : "; ") + clause;
}

} // namespace trilemma::catalog
