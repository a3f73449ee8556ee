// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace trilemma::replica {

/// Parts of a pass, for the breakdown and the bottleneck badge.
enum class StepPart : std::uint8_t {
    Weights,
    DenseCompute,
    AttentionKv,
    AttentionCompute,
    Experts,
    AllReduce,
    AllToAll,
    Pipeline,
    Overhead
};
inline constexpr int stepPartCount = 9;
const char *label(StepPart part);

/// What binds a pass.
enum class Bottleneck : std::uint8_t { Memory, Compute, Network, Overhead };
inline constexpr int bottleneckCount = 4;
const char *label(Bottleneck bottleneck);

} // namespace trilemma::replica
