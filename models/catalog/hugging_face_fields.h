// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/json_fields.h"
#include "models/catalog/language_model.h"

#include <string>
#include <string_view>

namespace trilemma::catalog {

/// Which layers see only a window where the file does not list them.
enum class WindowPattern { WhereStated, EvenLayers, AllButEverySixth, AllButEveryFourth };

/// What the modelling code of an architecture fixes and its config.json leaves unsaid
/// (Hugging Face Transformers, configuration and modelling files of each model type).
struct Architecture {
    std::string_view modelType;
    WindowPattern windows = WindowPattern::WhereStated;
    int normsPerLayer = 2;
    bool tiedEmbeddings = false;
    bool queryKeyValueBias = false;
    bool outputBiasWithAttentionBias = false;
    bool queryKeyNorm = false;
    bool outputGate = false;
    bool sharedExpertGate = false;
    bool plainFeedForward = false;       ///< two matrices, no gate
    bool fourfoldWidth = false;          ///< FFN width defaults to four times hidden
    bool sharedExpertLikeRouted = false; ///< one shared expert of the routed width, unstated
    bool expertBias = false;
    int defaultVocabulary = 0; ///< 0 = the file must say
    int defaultContext = 0;
};

/// The row of a model type; a plain decoder where the type is unknown (modelType empty).
Architecture architectureOf(std::string_view modelType);

/// A config.json: the language model's fields and the file around them (the same where nothing nests).
struct HuggingFaceFields {
    JsonFields &text;
    JsonFields &outer;
    Architecture architecture;

    /// Where a field stands that some files keep outside of the nested configuration.
    JsonFields &holding(const std::string &key) { return text.has(key) ? text : outer; }
};

/// Bounds that no real model exceeds; anything outside is a damaged file.
namespace bounds {
inline constexpr Bounds width{1, 1e6}, optionalWidth{0, 1e6}, heads{1, 1e5}, layers{1, 1e4}, experts{1, 1e5},
    optionalCount{0, 1e3}, optionalLayers{0, 1e4}, vocabulary{1, 1e7}, tokens{1, 1e9}, optionalTokens{0, 1e9};
}

/// Attention over the full context.
Mixer readAttention(HuggingFaceFields &fields, int hidden);
/// Tokens of the sliding window or attention chunk; 0 where there is none or it spans the whole context.
int readWindow(JsonFields &text, int maxContext);
/// A layer with recurrent state instead of a cache; `attention` lends its heads where the file states none.
Mixer readLinearMixer(JsonFields &text, const Mixer &attention, std::string &approximation);
Mixer readMamba(JsonFields &text);

/// Layers of the model, alike ones merged. Appends to `approximation` what could not be read exactly.
std::vector<LayerGroup> readLayers(HuggingFaceFields &fields, int hidden, std::string &approximation);
/// The dense feed-forward block, and the block of experts.
FeedForward readDense(HuggingFaceFields &fields, int hidden);
FeedForward readExperts(HuggingFaceFields &fields);
/// Feed-forward block of every layer (`layerCount` of them).
std::vector<FeedForward> readFeedForwards(HuggingFaceFields &fields, int hidden, int layerCount);

/// Sets nativeFormat and quantisedParts from a quantization_config.
void readQuantisation(HuggingFaceFields &fields, LanguageModel &model);

/// Adds a clause to an approximation note.
void note(std::string &approximation, const std::string &clause);

} // namespace trilemma::catalog
