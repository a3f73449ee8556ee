// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/configuration.h"

#include <array>
#include <memory>

namespace trilemma::replica {

/// One engine pass: decoding sequences and prompt tokens that share the weights' read.
struct Pass {
    double decodeSequences = 0;
    double meanContext = 0;         ///< tokens already cached per decoding sequence
    double promptTokens = 0;        ///< in all chunks of this pass
    double promptSequences = 0;     ///< chunks
    double promptPast = 0;          ///< tokens of these prompts already cached, mean
};

/// Parts of a pass, for the breakdown and the bottleneck badge.
enum class StepPart { Weights, DenseCompute, AttentionKv, AttentionCompute, Experts, AllReduce, AllToAll, Pipeline, Overhead };
inline constexpr int stepPartCount = 9;
const char *label(StepPart part);

/// What binds a pass.
enum class Bottleneck { Memory, Compute, Network, Overhead };
const char *label(Bottleneck bottleneck);

struct StepBreakdown {
    std::array<double, stepPartCount> seconds{};    ///< sum is the pass
    double total = 0;
    Bottleneck bottleneck = Bottleneck::Memory;
    double flops = 0, bytes = 0;                    ///< of one GPU, for MFU, MBU and the roofline
};

/// Time of engine passes of one configuration. Construction precomputes all that does not depend on
/// the pass; seconds() then allocates nothing and looks nothing up. Copyable, thread-safe to call.
class StepTime {
public:
    explicit StepTime(const Configuration &configuration);

    /// Seconds of one pass, smooth in its arguments (no CUDA-graph staircase). Physics 4.
    double seconds(const Pass &pass) const;
    StepBreakdown breakdown(const Pass &pass) const;

    /// Token period of a sequence: a pass, or pp stage times where pipeline stages rotate batches;
    /// speculation divides by the tokens a verify yields.
    double tokenPeriod(double sequences, double meanContext) const;
    /// Period in which `promptTokens` more ride along.
    double mixedPeriod(double sequences, double meanContext, double promptTokens, double promptSequences, double promptPast) const;
    double gpus() const;

    // H-B owns the representation: fixed-capacity arrays of per-layer-group coefficients.
};

} // namespace trilemma::replica
