// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/configuration.h"
#include "models/replica/expert_routing.h"
#include "models/replica/step_part.h"

#include <array>
#include <cstdint>
#include <vector>

namespace trilemma::replica
{

/// Quantities of a pass that the work of an operator is proportional to.
enum class WorkUnit : std::uint8_t {
    Tokens, ///< all tokens of a rank
    DecodeTokens,
    PromptTokens,
    UpProjectedTokens, ///< prompt tokens and their cached past (MLA prefill)
    SampledRows,       ///< rows that need logits
    DecodeContext,     ///< query tokens times context; bytes once per sequence
    PromptContext,     ///< prompt tokens times mean causal context; bytes per cached token
    Experts            ///< tokens over all ranks; bytes by touched experts
};

/// One kernel of a pass and all its repetitions, as a smooth roofline:
/// weight * ((flops*secondsPerFlop)^p + (bytes*secondsPerByte)^p)^(1/p).
struct Operator {
    WorkUnit unit = WorkUnit::Tokens;
    StepPart memoryPart = StepPart::Weights, computePart = StepPart::DenseCompute;
    std::uint8_t routing = 0; ///< which ExpertRouting, for WorkUnit::Experts
    double window = 0;        ///< tokens of context that attention sees at most; 0 = all
    double flopsPerUnit = 0;
    double bytesFixed = 0, bytesPerUnit = 0, bytesPerToken = 0;
    double secondsPerFlop = 0, secondsPerByte = 0;
    double exponent = 1, inverseExponent = 1;
    double repeats = 0; ///< layers
    double weight = 0;  ///< repeats, times the stretch of ragged batches
};

/// Times that grow linearly: launches, collectives, element-wise kernels, recurrent states.
struct LinearCost {
    double perPass = 0, whenDecoding = 0, whenPrefilling = 0;
    double perToken = 0, perReplicaToken = 0, perDecodeToken = 0, perPromptToken = 0;
    double perDecodeContext = 0; ///< per query token and token of its context
    double perPayloadToken = 0;  ///< per token over all ranks, times the payload imbalance

    LinearCost &operator+=(const LinearCost &other);
};

/// All work of a pass of one GPU, in the order of evaluation.
struct PassWork {
    std::vector<Operator> operators;
    std::vector<ExpertRouting> routings;
    std::array<LinearCost, stepPartCount> linear{};
};

/// Work of one GPU through all pipeline stages. Physics 3 and 4 restated: dense and fused projections
/// per token, attention by kind, feed-forward by kind, collectives, launches, host.
PassWork passWork(const Configuration &configuration);

} // namespace trilemma::replica
