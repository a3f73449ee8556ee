// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/batch_curve.h"

#include "models/replica/format_on_hardware.h"

#include <algorithm>
#include <cmath>

namespace trilemma::replica {

namespace {

/// Experts over experts per token: how much more often a weight must be read per token it serves.
/// Weighted by layers, 1 for dense layers.
double expertDilution(const catalog::LanguageModel &model)
{
    double touched = 0, all = 0;
    for (const auto &group : model.layers) {
        const auto parameters = catalog::layerParameters(model, group);
        const auto &feedForward = group.feedForward;
        const double dense = parameters.attention + parameters.denseFeedForward + parameters.sharedExperts;
        const double share = feedForward.experts > 0 ? static_cast<double>(feedForward.expertsPerToken) / feedForward.experts : 1;
        touched += group.count * (dense + parameters.routedExperts * share);
        all += group.count * (dense + parameters.routedExperts);
    }
    return touched > 0 ? all / touched : 1;
}

} // namespace

double Saturation::servedBatch() const
{
    return std::min(kvBatch, engineCap);
}

const char *label(Saturation::Binding binding)
{
    switch (binding) {
    case Saturation::Binding::Compute:
        return "compute";
    case Saturation::Binding::KvMemory:
        return "KV memory";
    case Saturation::Binding::EngineCap:
        break;
    }
    return "max_num_seqs";
}

double idealSaturationBatch(double peakFlops, double bytesPerSecond, double bytesPerWeight)
{
    return peakFlops * bytesPerWeight / (2 * bytesPerSecond);
}

double distinctExperts(double experts, double expertsPerToken, double tokens)
{
    if (expertsPerToken >= experts)
        return tokens > 0 ? experts : 0;
    return -experts * std::expm1(tokens * std::log1p(-expertsPerToken / experts));
}

Saturation saturation(const Configuration &configuration, const StepTime &step, const MemoryPlan &memory, double inputTokens,
                      double outputTokens, double outputTokensCv)
{
    Saturation result;
    const FormatOnHardware format(configuration.kernels, configuration.accelerator, configuration.weightFormat);
    result.ridgeBatch =
        idealSaturationBatch(format.peakFlops(), configuration.kernels.memoryBytesPerSecond, format.bytesPerWeight()) *
        expertDilution(configuration.model);
    result.kvBatch = kvLimitedSequences(configuration, memory, inputTokens, outputTokens, outputTokensCv);
    result.engineCap = configuration.scheduling.maxSequences;

    // Throughput B/t(B) against its asymptote 1/s, with t(B) = T0 + s*B drawn through one sequence and a
    // batch deep in the plateau.
    const double context = inputTokens + outputTokens / 2;
    const double deep = std::max(4096.0, 16 * result.ridgeBatch);
    const double single = step.tokenPeriod(1, context);
    const double slope = (step.tokenPeriod(deep, context) - step.tokenPeriod(deep / 2, context)) / (deep / 2);
    constexpr double ninetyPercent = 9; // B*s = 9*T0 makes B/t(B) = 0.9/s
    result.ninetyPercentBatch = slope > 0 ? ninetyPercent * std::max(0.0, single - slope) / slope : deep;

    result.binding = Saturation::Binding::Compute;
    if (result.servedBatch() < result.ninetyPercentBatch) {
        result.binding = result.kvBatch < result.engineCap ? Saturation::Binding::KvMemory : Saturation::Binding::EngineCap;
    }
    return result;
}

BatchCurve batchCurve(const StepTime &step, double meanContext, double largest, int points)
{
    BatchCurve curve;
    const int count = std::max(2, points);
    const auto size = static_cast<std::size_t>(count);
    curve.batch.reserve(size);
    curve.outputTokensPerSecond.reserve(size);
    curve.stepSeconds.reserve(size);
    const double ratio = std::pow(std::max(2.0, largest), 1.0 / (count - 1));
    double batch = 1;
    for (int i = 0; i < count; ++i, batch *= ratio) {
        const double period = step.tokenPeriod(batch, meanContext);
        curve.batch.push_back(batch);
        curve.stepSeconds.push_back(period);
        curve.outputTokensPerSecond.push_back(batch / period);
    }
    return curve;
}

} // namespace trilemma::replica
