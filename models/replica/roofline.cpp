// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/roofline.h"

#include "models/replica/format_on_hardware.h"

#include <cmath>

namespace trilemma::replica {

namespace {

RooflinePoint pointOf(std::string label, const StepTime &step, const Pass &pass, bool prefill)
{
    const StepBreakdown breakdown = step.breakdown(pass);
    return {std::move(label), breakdown.bytes > 0 ? breakdown.flops / breakdown.bytes : 0,
            breakdown.total > 0 ? breakdown.flops / breakdown.total * step.pipelineStages() : 0, prefill, pass.decodeSequences};
}

std::string rounded(double value)
{
    return std::to_string(std::lround(value));
}

} // namespace

Roofline roofline(const Configuration &configuration, const StepTime &step, double runningBatch, double meanContext,
                  double promptTokens)
{
    const FormatOnHardware format(configuration.kernels, configuration.accelerator, configuration.weightFormat);
    const catalog::Accelerator &accelerator = configuration.accelerator;
    Roofline result;
    const auto rate = catalog::computeRate(accelerator, configuration.weightFormat);
    result.datasheetFlops = accelerator.peak(rate).value_or(format.peakFlops());
    result.datasheetBytesPerSecond =
        accelerator.memoryBytesPerSecond > 0 ? accelerator.memoryBytesPerSecond : configuration.kernels.memoryBytesPerSecond;
    result.achievedFlops = format.gemm().computeEfficiency * format.peakFlops();
    result.achievedBytesPerSecond = format.gemm().memoryEfficiency * configuration.kernels.memoryBytesPerSecond;
    for (const double batch : {1.0, runningBatch}) {
        if (batch >= 1 && (batch > 1 || result.points.empty()))
            result.points.push_back(pointOf("decode B=" + rounded(batch), step, {batch, meanContext}, false));
    }
    if (promptTokens > 0)
        result.points.push_back(pointOf("prefill " + rounded(promptTokens), step, {0, 0, promptTokens, 1, 0}, true));
    return result;
}

} // namespace trilemma::replica
