// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/precision.h"
#include "models/catalog/provenance.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace trilemma::catalog {

/// The token mixer of a layer. GroupedQuery covers MHA and MQA (kvHeads = queryHeads or 1).
enum class MixerKind : std::uint8_t { None, GroupedQuery, LatentAttention, GatedDeltaNet, Mamba2, LinearAttention };

struct Mixer {
    MixerKind kind = MixerKind::None;
    int queryHeads = 0, kvHeads = 0, headDim = 0;
    int window = 0;                 ///< sliding window or attention chunk in tokens; 0 = full context
    bool outputGate = false;        ///< query projection is doubled by a gate (Qwen3-Next)
    bool queryKeyNorm = false, queryKeyValueBias = false, outputBias = false, sharedKeyValue = false;

    // LatentAttention (MLA)
    int queryLoraRank = 0, kvLoraRank = 0, nopeDim = 0, ropeDim = 0, valueDim = 0;
    int sparseTopK = 0, indexHeads = 0, indexHeadDim = 0;   ///< DSA lightning indexer; 0 = dense

    // GatedDeltaNet, Mamba2 and LinearAttention: recurrent state instead of a growing cache
    int stateKeyHeads = 0, stateValueHeads = 0, stateKeyDim = 0, stateValueDim = 0;
    int convolutionKernel = 0, stateGroups = 0;
    int stateBytesPerElement = 4;

    bool operator==(const Mixer &) const = default;
};

enum class FeedForwardKind : std::uint8_t { None, Gated, Plain, MixtureOfExperts };

struct FeedForward {
    FeedForwardKind kind = FeedForwardKind::None;
    int width = 0;                  ///< dense FFN width, or width of one routed expert
    bool bias = false;

    // MixtureOfExperts
    int experts = 0, expertsPerToken = 0;
    int sharedExpertWidth = 0;      ///< total over shared experts; 0 = none
    int parallelDenseWidth = 0;     ///< dense FFN that runs beside the experts; 0 = none
    int latentSize = 0;             ///< experts work on a projection of this size; 0 = hidden
    bool gatedExperts = true, routerBias = false, sharedGate = false, expertBias = false;

    bool operator==(const FeedForward &) const = default;
};

/// `count` layers that are alike. Order does not matter to cost, so alike layers are merged.
struct LayerGroup {
    int count = 0;
    Mixer mixer;
    FeedForward feedForward;

    bool operator==(const LayerGroup &) const = default;
};

/// Which tensor classes a quantised checkpoint quantises; the rest stays BF16.
struct QuantisedParts {
    bool attention = true, denseFeedForward = true, sharedExperts = true, routedExperts = true;
    bool embedding = false, languageModelHead = false;

    bool operator==(const QuantisedParts &) const = default;
};

struct LanguageModel {
    std::string id, name, vendor;
    std::string huggingFaceId;
    std::string release;

    int hidden = 0, vocabulary = 0;
    bool tiedEmbeddings = false;
    int normsPerLayer = 2;
    std::vector<LayerGroup> layers;
    int multiTokenPredictionLayers = 0;
    int maxContext = 0;

    WeightFormat nativeFormat = WeightFormat::Bf16;
    QuantisedParts quantisedParts;

    std::optional<double> publishedTotalParameters, publishedActiveParameters;
    std::string parameterMissReason;    ///< why the recomputed count is off by more than 2 %, where it is
    std::string approximation;          ///< empty, or "approximated as ...": lowers the confidence tier
    std::vector<std::string> aliases;   ///< other names under which measurements know it
    std::vector<Citation> citations;

    bool operator==(const LanguageModel &) const = default;
    int layerCount() const;
    bool isMixtureOfExperts() const;
};

/// Parameters, counted from the architecture. `active` leaves out experts that a token does not visit.
struct ParameterCount {
    double total = 0, active = 0;
    double embedding = 0, languageModelHead = 0, multiTokenPrediction = 0;   ///< the last is not in `total`
};
ParameterCount countParameters(const LanguageModel &model);

/// Parameters of one layer by tensor class, whole (not divided by any parallelism).
struct LayerParameters {
    double attention = 0, denseFeedForward = 0, sharedExperts = 0, routedExperts = 0, router = 0, norms = 0;
    double latentDown = 0;      ///< the part of `attention` that tensor parallelism replicates (MLA down-projections)
};
LayerParameters layerParameters(const LanguageModel &model, const LayerGroup &group);

} // namespace trilemma::catalog
