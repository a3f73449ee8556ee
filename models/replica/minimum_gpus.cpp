// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/minimum_gpus.h"

#include "models/replica/collective.h"

namespace trilemma::replica {

namespace {

MinimumGpus minimumOn(const catalog::Accelerator &accelerator, const catalog::KernelConstants &kernels,
                      const catalog::LanguageModel &model, catalog::WeightFormat weights, catalog::KvFormat kv,
                      const catalog::EngineProfile &engine, double inputTokens, double outputTokens, double sequencesWanted)
{
    MinimumGpus result;
    result.acceleratorId = accelerator.id;
    Scheduling scheduling;
    scheduling.tokenBudget = engine.defaultTokenBudget;
    scheduling.maxSequences = engine.defaultMaxSequences;
    scheduling.memoryFraction = engine.memoryFraction;
    for (int tp = 1; tp <= scaleUpGpus(accelerator) && !result.workloadFits; tp *= 2) {
        const Placement placement{.tensorParallel = tp};
        if (!placementProblem(placement, model).empty())
            continue;
        const Configuration configuration{model, accelerator, engine, kernels, weights, kv, placement, scheduling, {}, 0};
        const MemoryPlan plan = planMemory(configuration, inputTokens, outputTokens, 0, sequencesWanted);
        if (plan.verdict != MemoryVerdict::WeightsDoNotFit && !result.weightsFit)
            result.weightsFit = tp;
        if (plan.verdict == MemoryVerdict::Fits)
            result.workloadFits = tp;
    }
    return result;
}

} // namespace

std::vector<MinimumGpus> minimumGpus(const catalog::LanguageModel &model, catalog::WeightFormat weights, catalog::KvFormat kv,
                                     const catalog::EngineProfile &engine, const catalog::Catalog &catalog, double inputTokens,
                                     double outputTokens, double sequencesWanted)
{
    const catalog::KernelConstants unused; // memory does not depend on kernels
    std::vector<MinimumGpus> result;
    result.reserve(catalog.accelerators.size());
    for (const auto &accelerator : catalog.accelerators) {
        result.push_back(minimumOn(accelerator, unused, model, weights, kv, engine, inputTokens, outputTokens, sequencesWanted));
    }
    return result;
}

} // namespace trilemma::replica
