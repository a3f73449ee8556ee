// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/precision.h"
#include "models/catalog/provenance.h"

#include <array>
#include <string>
#include <vector>

namespace trilemma::catalog {

/// t = ((F/(computeEfficiency*peak))^p + (B/(memoryEfficiency*bandwidth))^p)^(1/p) + fixedSeconds.
/// A smooth roofline; p near 1 adds, large p takes the maximum.
struct OperatorLaw {
    double computeEfficiency = 0.6, memoryEfficiency = 0.75, fixedSeconds = 6e-6, exponent = 1.5;

    bool operator==(const OperatorLaw &) const = default;
};

/// Small-message latency and large-message bus efficiency of an all-reduce.
struct AllReduceLaw {
    double latencySeconds = 10e-6, busEfficiency = 0.6;

    bool operator==(const AllReduceLaw &) const = default;
};

/// Kernel constants of one engine on one accelerator. The peaks are those the efficiencies were
/// fitted against, which need not be the datasheet's: keep them together.
struct KernelConstants {
    std::string engineId, acceleratorId;
    double memoryBytesPerSecond = 0, linkBytesPerSecond = 0;
    std::array<double, computeRateCount> peakFlops{};
    std::array<OperatorLaw, weightFormatCount> gemm, moe;
    std::array<OperatorLaw, kvFormatCount> decodeAttention, prefillAttention;
    bool mxfp4AtFp8Rate = false;
    std::array<AllReduceLaw, 3> allReduce;      ///< over 2, 4 and 8 GPUs
    Provenance provenance = Provenance::Datasheet;
    double relativeError = 0.35;                ///< one-sided 80 % band around a step time
    std::vector<Citation> citations;

    bool operator==(const KernelConstants &) const = default;
};

/// How an engine turns device memory into a KV pool.
enum class MemoryRule : std::uint8_t {
    FractionOfTotal,    ///< vLLM: fraction*total - weights - activations - runtime
    FractionOfFree,     ///< TensorRT-LLM: fraction*(total - weights - activations - runtime)
    StaticFraction      ///< SGLang: fraction*total - weights
};

/// One serving engine: its rules and defaults.
struct EngineProfile {
    std::string id, name, version;
    MemoryRule memoryRule = MemoryRule::FractionOfTotal;
    double memoryFraction = 0.90;
    double runtimeBytes = 0;                ///< context, graphs, communicators, per GPU
    bool guaranteesNoEviction = false;      ///< admits against peak, not present, KV need
    double launchOverlap = 1.0;             ///< share of fixed kernel time that stays visible (phi)
    double raggedAttention = 1.0;           ///< decode attention in ragged batches (kappa_a)
    double hostSecondsPerPass = 0;
    double hostSecondsPerSequence = 0;      ///< host time per decoding sequence of a pass, on top
    double lookaheadPasses = 0;             ///< passes scheduled ahead by async engines
    double ingestSeconds = 0.02;            ///< tokenise, route, respond
    double ingestSecondsPerToken = 0;
    /// Prompts that closed-loop runs of the engine sent for each unit of concurrency where they do not say; 10 as
    /// InferenceX does and publishes.
    double usualPromptsPerSlot = 10;
    int kvBlockTokens = 16;
    int defaultTokenBudget = 8192, defaultMaxSequences = 256;
    bool chunkedPrefillDefault = true;
    std::vector<std::string> aliases;       ///< names under which measurements know it
    std::string kernelsLike;                ///< engine whose fitted kernels stand in for its own; empty = its own
    std::vector<Citation> citations;

    bool operator==(const EngineProfile &) const = default;
};

} // namespace trilemma::catalog
