// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/engine_profile.h"
#include "models/catalog/measured_load.h"
#include "models/replica/placement.h"

#include <span>

namespace trilemma::replica {

/// Speculative decoding: a draft proposes, the model verifies.
struct Speculation {
    int draftTokens = 0;          ///< gamma; 0 = off
    double acceptance = 0.7;      ///< alpha, chance that one draft token is kept, 0..1
    double draftCostShare = 0.05; ///< time of one draft step over one decode step of the model

    bool operator==(const Speculation &) const = default;
    /// E[tokens per verify] = (1 - alpha^(gamma+1)) / (1 - alpha). Leviathan et al. 2023, eq. 1.
    double tokensPerStep() const;
};

/// The engine's own limits.
struct Scheduling {
    enum class Batching { Static, Continuous, Chunked };
    Batching batching = Batching::Chunked;
    int maxSequences = 256;       ///< max_num_seqs, per replica
    int tokenBudget = 8192;       ///< max_num_batched_tokens per pass
    double memoryFraction = 0.90; ///< what the engine may use; meaning as EngineProfile::memoryRule

    bool operator==(const Scheduling &) const = default;
};

/// What one replica is made of. Holds references: build it where the catalogue outlives it.
struct Configuration {
    const catalog::LanguageModel &model;
    const catalog::Accelerator &accelerator;
    const catalog::EngineProfile &engine;
    const catalog::KernelConstants &kernels;
    catalog::WeightFormat weightFormat;
    catalog::KvFormat kvFormat;
    Placement placement;
    Scheduling scheduling;
    Speculation speculation;
    double routingSkew = 0; ///< Zipf exponent of expert popularity; 0 = as in the fitted kernels
    std::span<const catalog::MeasuredLoad> measuredLoads = {}; ///< of a calibration that covers it
};

} // namespace trilemma::replica
