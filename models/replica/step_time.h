// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/configuration.h"
#include "models/replica/operators.h"
#include "models/replica/step_part.h"

#include <array>

namespace trilemma::replica {

/// One engine pass of a whole replica: decoding sequences and prompt tokens that share the weights'
/// read. Non-negative; fractions are means.
struct Pass {
    double decodeSequences = 0;
    double meanContext = 0;       ///< tokens already cached per decoding sequence
    double promptTokens = 0;      ///< in all chunks of this pass
    double promptSequences = 0;   ///< chunks
    double promptPast = 0;        ///< tokens of these prompts already cached, mean
    double tokensPerSequence = 1; ///< query tokens per decoding sequence: 1 + drafts where a pass verifies
};

struct StepBreakdown {
    std::array<double, stepPartCount> seconds{};        ///< sum is the pass
    std::array<double, bottleneckCount> byBottleneck{}; ///< the same seconds by what they wait for
    double total = 0;
    Bottleneck bottleneck = Bottleneck::Memory; ///< the largest of byBottleneck
    double flops = 0, bytes = 0;                ///< of one GPU, for MFU, MBU and the roofline

    double part(StepPart which) const { return seconds[static_cast<std::size_t>(which)]; }
};

/// Time of engine passes of one configuration. Construction precomputes all that does not depend on
/// the pass; seconds() then allocates nothing and looks nothing up. Copyable, thread-safe to call.
class StepTime {
public:
    explicit StepTime(const Configuration &configuration);

    /// Seconds of one pass through all pipeline stages, smooth in its arguments (no CUDA-graph
    /// staircase). docs/model.md, Time of one engine pass.
    double seconds(const Pass &pass) const;
    /// The same time by part. An operator's smooth time is split in the ratio a^p : b^p of its two terms.
    StepBreakdown breakdown(const Pass &pass) const;

    /// Time between two tokens of a sequence when `sequences` run on the whole replica: an engine step,
    /// divided by the tokens that a verify yields where a draft proposes.
    double tokenPeriod(double sequences, double meanContext) const;
    /// Time of an engine step in which `promptTokens` of `promptSequences` prompts ride along. With
    /// pipeline stages, one round of all micro-batches in flight. Not divided by speculation's yield.
    double mixedPeriod(double sequences, double meanContext, double promptTokens, double promptSequences,
                       double promptPast) const;
    /// Breakdown of the decode pass that tokenPeriod() times.
    StepBreakdown decodeBreakdown(double sequences, double meanContext) const;

    double gpus() const { return m_gpus; }
    /// Tokens that one engine step yields per sequence: 1 without speculation.
    double tokensPerStep() const { return m_tokensPerStep; }
    double pipelineStages() const { return m_stages; }

private:
    struct Terms;
    Terms terms(const Pass &pass) const;

    /// What the operators of one WorkBasis do in a pass, in their own units.
    struct Quantities {
        double flopUnits = 0, fixed = 0, byteUnits = 0, byteTokens = 0;
    };
    Quantities quantities(const WorkBasis &basis, const Terms &terms) const;

    /// Operators side by side, so that several are timed at once; the rest of the last row weighs nothing.
    static constexpr std::size_t rowSize = 8;
    struct Row {
        using Column = std::array<double, rowSize>;
        Column secondsPerFlopUnit{}, secondsFixed{}, secondsPerByteUnit{}, secondsPerByteToken{};
        Column exponent{}, inverseExponent{}, weight{};
        std::array<std::uint8_t, rowSize> basis{};
    };
    Pass microBatch(double sequences, double meanContext, double promptTokens, double promptSequences, double promptPast) const;

    PassWork m_work;
    boost::container::small_vector<Row, 3> m_rows;
    LinearCost m_linear;          // sum of m_work.linear
    double m_ranks, m_rankSpread; // data-parallel attention ranks, sqrt(2 ln ranks)
    double m_stages, m_stageHopSeconds, m_stageHopSecondsPerToken;
    double m_gpus, m_tokensPerStep, m_verifyTokens, m_draftShare;
};

} // namespace trilemma::replica
