// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/configuration.h"
#include "models/replica/expert_routing.h"
#include "models/replica/step_part.h"

#include <boost/container/small_vector.hpp>

#include <array>
#include <cstdint>

namespace trilemma::replica {

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

/// A quantity of a pass, as one or more operators need it.
struct WorkBasis {
    WorkUnit unit = WorkUnit::Tokens;
    std::uint8_t routing = 0;   ///< which ExpertRouting, for WorkUnit::Experts
    double window = 0;          ///< tokens of context that attention sees at most; 0 = all

    bool operator==(const WorkBasis &) const = default;
};

/// One kernel of a pass and all its repetitions, as a smooth roofline:
/// weight * ((flops*secondsPerFlop)^p + (bytes*secondsPerByte)^p)^(1/p).
struct Operator {
    std::uint8_t basis = 0;     ///< of PassWork::bases
    StepPart memoryPart = StepPart::Weights, computePart = StepPart::DenseCompute;
    double flopsPerUnit = 0;
    double bytesFixed = 0, bytesPerUnit = 0, bytesPerToken = 0;
    double secondsPerFlop = 0, secondsPerByte = 0;
    double exponent = 1;
    double repeats = 0;         ///< layers
    double weight = 0;          ///< repeats, times the stretch of ragged batches
};

/// Times that grow linearly: launches, collectives, element-wise kernels, recurrent states.
struct LinearCost {
    double perPass = 0, whenDecoding = 0, whenPrefilling = 0;
    double perToken = 0, perReplicaToken = 0, perDecodeToken = 0, perPromptToken = 0;
    double perDecodeContext = 0; ///< per query token and token of its context
    double perPayloadToken = 0;  ///< per token over all ranks, times the payload imbalance

    LinearCost &operator+=(const LinearCost &other);
};

/// All work of a pass of one GPU, in the order of evaluation. Usual models need no allocation.
struct PassWork {
    boost::container::small_vector<Operator, 16> operators;
    boost::container::small_vector<WorkBasis, 8> bases;
    boost::container::small_vector<ExpertRouting, 1> routings;
    std::array<LinearCost, stepPartCount> linear{};
};

/// Work of one GPU through all pipeline stages. docs/model.md, Time of one engine pass: dense and fused projections
/// per token, attention by kind, feed-forward by kind, collectives, launches, host.
PassWork passWork(const Configuration &configuration);

} // namespace trilemma::replica
