// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/configuration.h"

namespace trilemma::replica {

/// Whether a replica can work: two verdicts, because weights that fit may leave no room to serve.
enum class MemoryVerdict { Fits, KvStarved, WeightsDoNotFit };

/// Memory of the fullest GPU of a replica, bytes.
struct MemoryPlan {
    double deviceBytes = 0; ///< usable, as the driver reports
    double weightBytes = 0;
    double activationBytes = 0;
    double runtimeBytes = 0;    ///< context, graphs, communicators
    double kvPoolBytes = 0;     ///< what the engine's rule leaves for the cache; never negative
    double reservedBytes = 0;   ///< device memory that the engine's fraction leaves alone
    double kvBytesPerToken = 0; ///< per GPU, growing part at full-context layers
    double kvPoolTokens = 0;    ///< tokens of growing cache that the pool holds, per attention rank

    MemoryVerdict verdict = MemoryVerdict::WeightsDoNotFit;
};

/// KV-cache bytes of one sequence of `tokens` tokens on one GPU: growing part, windows and states.
double kvBytesOfSequence(const Configuration &configuration, double tokens);
/// Growing KV bytes per token on one GPU (docs/model.md, Memory of one GPU), all layers that see the full context.
double kvBytesPerToken(const catalog::LanguageModel &model, catalog::KvFormat format, int tensorParallel = 1);
/// Bytes of all weights of the whole model in the given format, respecting unquantised parts.
double weightBytes(const catalog::LanguageModel &model, catalog::WeightFormat format);

/// Memory plan for sequences of the given lengths (tokens). `workload fits` asks for at least
/// `sequencesWanted` sequences at mean length.
MemoryPlan planMemory(const Configuration &configuration, double inputTokens, double outputTokens, double outputTokensCv,
                      double sequencesWanted);

/// Sequences of the workload that the KV pool holds at once, by the engine's admission rule.
double kvLimitedSequences(const Configuration &configuration, const MemoryPlan &plan, double inputTokens, double outputTokens,
                          double outputTokensCv);

} // namespace trilemma::replica
