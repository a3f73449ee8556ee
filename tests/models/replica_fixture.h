// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/step_time.h"
#include "tests/models/catalog_fixture.h"

namespace trilemma::test {

constexpr double gib = 1024.0 * 1024.0 * 1024.0;

/// All that a configuration refers to, owned and editable.
struct ReplicaParts {
    catalog::LanguageModel model;
    catalog::Accelerator accelerator;
    catalog::EngineProfile engine;
    catalog::KernelConstants kernels;
    catalog::WeightFormat weightFormat = catalog::WeightFormat::Fp8;
    catalog::KvFormat kvFormat = catalog::KvFormat::Fp8;
    replica::Placement placement;
    replica::Scheduling scheduling;
    replica::Speculation speculation;
    double routingSkew = 0;

    replica::Configuration configuration() const
    {
        return {model, accelerator, engine, kernels, weightFormat, kvFormat, placement, scheduling, speculation, routingSkew};
    }
    replica::StepTime step() const { return replica::StepTime(configuration()); }
};

inline ReplicaParts shippedParts(const std::string &model, const std::string &accelerator, int tensorParallel,
                                 const std::string &engine = "vllm")
{
    const catalog::Catalog &known = shippedCatalog();
    ReplicaParts parts;
    parts.model = *known.model(model);
    parts.accelerator = *known.accelerator(accelerator);
    parts.engine = *known.engine(engine);
    parts.kernels = known.kernelConstants(parts.engine, parts.accelerator);
    parts.placement.tensorParallel = tensorParallel;
    parts.scheduling.memoryFraction = parts.engine.memoryFraction;
    return parts;
}

/// The same replica on kernels that reach the datasheet, with nothing fixed and a sharp roofline.
inline ReplicaParts withIdealKernels(ReplicaParts parts, double computeEfficiency = 1, double memoryEfficiency = 1)
{
    constexpr double sharp = 64;
    const catalog::OperatorLaw ideal{computeEfficiency, memoryEfficiency, 0, sharp};
    parts.kernels.gemm.fill(ideal);
    parts.kernels.moe.fill(ideal);
    parts.kernels.decodeAttention.fill(ideal);
    parts.kernels.prefillAttention.fill(ideal);
    parts.kernels.memoryBytesPerSecond = parts.accelerator.memoryBytesPerSecond;
    for (std::size_t rate = 0; rate < parts.kernels.peakFlops.size(); ++rate)
        parts.kernels.peakFlops[rate] = parts.accelerator.peakFlops[rate].value_or(0);
    constexpr double endless = 1e21;
    parts.kernels.linkBytesPerSecond = endless;
    parts.kernels.allReduce.fill({0, 1});
    parts.engine.launchOverlap = 0;
    parts.engine.raggedAttention = 1;
    parts.engine.hostSecondsPerPass = 0;
    parts.engine.hostSecondsPerSequence = 0;
    return parts;
}

/// 5.55 GiB per GPU beside weights and cache, as llm-d-planner measured on H100: activations 5.0, runtime 0.55.
inline ReplicaParts withMeasuredOverhead(ReplicaParts parts)
{
    parts.scheduling.tokenBudget = 1;   // activations at their floor of 90 MiB
    parts.engine.runtimeBytes = 5.55 * gib - 90.0 * 1024 * 1024;
    parts.accelerator.usableMemoryBytes = parts.accelerator.id == "h100-sxm" ? 79.18 * gib : parts.accelerator.usableMemoryBytes;
    return parts;
}

/// Every tensor in the weight format, as round parameter-times-bytes figures assume.
inline void quantiseEverything(catalog::LanguageModel &model)
{
    model.quantisedParts = {true, true, true, true, true, true};
}

} // namespace trilemma::test
