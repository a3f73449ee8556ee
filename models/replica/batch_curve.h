// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/memory_plan.h"
#include "models/replica/step_time.h"

#include <vector>

namespace trilemma::replica {

/// Where batching stops paying, and what stops it.
struct Saturation {
    enum class Binding { Compute, KvMemory, EngineCap };
    double ridgeBatch = 0;         ///< ideal: FLOP/s * bytes/weight / (2 * bytes/s), times E/k for MoE
    double ninetyPercentBatch = 0; ///< B_sat: throughput reaches 90 % of its asymptote, 9*T0/slope
    double kvBatch = 0;            ///< sequences the KV pool holds
    double engineCap = 0;          ///< max_num_seqs
    Binding binding = Binding::Compute;
    double servedBatch() const; ///< min(kvBatch, engineCap)
};
const char *label(Saturation::Binding binding);

Saturation saturation(const Configuration &configuration, const StepTime &step, const MemoryPlan &memory, double inputTokens,
                      double outputTokens, double outputTokensCv);

/// Decode throughput and step time of one replica against its running batch, from 1 to `largest`,
/// log-spaced. Vectors of equal length.
struct BatchCurve {
    std::vector<double> batch, outputTokensPerSecond, stepSeconds;
};
BatchCurve batchCurve(const StepTime &step, double meanContext, double largest, int points);

/// Ideal dense B_sat, the roofline's ridge: peak*bytesPerWeight/(2*bandwidth). Oracle B1.
double idealSaturationBatch(double peakFlops, double bytesPerSecond, double bytesPerWeight);
/// Expected distinct experts that `tokens` tokens touch: E*(1-(1-k/E)^tokens). Oracle M1.
double distinctExperts(double experts, double expertsPerToken, double tokens);

} // namespace trilemma::replica
