// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/scenario.h"

#include <numeric>
#include <optional>
#include <utility>

namespace trilemma::scenario {

namespace {

using catalog::WeightFormat;

WeightFormat suggestedFormat(const catalog::LanguageModel &model, const catalog::Accelerator *accelerator)
{
    if (model.nativeFormat != WeightFormat::Bf16)
        return model.nativeFormat;
    const bool nativeFp8 = accelerator && catalog::support(*accelerator, WeightFormat::Fp8) == catalog::Support::Native;
    return nativeFp8 ? WeightFormat::Fp8 : WeightFormat::Bf16;
}

serving::LatencyBound boundOf(std::optional<double> seconds)
{
    return {seconds.has_value(), serving::Percentile::P99, seconds.value_or(0)};
}

replica::Scheduling schedulingOf(const catalog::EngineProfile &engine)
{
    using Batching = replica::Scheduling::Batching;
    return {engine.chunkedPrefillDefault ? Batching::Chunked : Batching::Continuous, engine.defaultMaxSequences,
            engine.defaultTokenBudget, engine.memoryFraction};
}

/// The wanted id where the catalogue has it, else its first entry: a catalogue without our examples still starts.
template<class Entry> std::string idOr(const std::vector<Entry> &entries, const Entry *wanted)
{
    return wanted ? wanted->id : entries.empty() ? std::string() : entries.front().id;
}

} // namespace

replica::Placement Scenario::prefillPlacement() const
{
    replica::Placement prefill = placement;
    if (pools.prefillTensorParallel > 0) {
        prefill.tensorParallel = pools.prefillTensorParallel;
        prefill.expertParallel =
            std::gcd(placement.expertParallel, prefill.tensorParallel * prefill.attentionDataParallel);
    }
    return prefill;
}

int Scenario::gpusPerReplica() const
{
    if (!pools.isOn())
        return placement.gpus();
    return pools.prefillInstances * prefillPlacement().gpus() + pools.decodeInstances * placement.gpus();
}

const catalog::LanguageModel *modelOf(const Scenario &scenario, const catalog::Catalog &catalog)
{
    return scenario.customModel ? &*scenario.customModel : catalog.model(scenario.modelId);
}

cost::PriceContext priceContext(const Scenario &scenario, const catalog::Catalog &catalog)
{
    static const catalog::Accelerator unknown;
    const catalog::Accelerator *accelerator = catalog.accelerator(scenario.acceleratorId);
    const catalog::LanguageModel *model = modelOf(scenario, catalog);
    const replica::Placement &placement = scenario.placement;
    const cost::Layout layout{.gpusPerReplica = scenario.gpusPerReplica(),
                              .gpusPerNode = accelerator ? accelerator->acceleratorsPerNode : 1,
                              .expertsSpread = placement.expertParallel > 1 || placement.attentionDataParallel > 1,
                              .disaggregated = scenario.pools.isOn()};
    return {.accelerator = accelerator ? *accelerator : unknown,
            .prices = catalog.prices,
            .acquisition = scenario.cost.acquisition,
            .complexity = cost::complexityOf(layout),
            .modelId = model ? std::string_view(model->id) : std::string_view(scenario.modelId),
            .provider = scenario.cost.provider};
}

Scenario withCustomModel(Scenario scenario, catalog::LanguageModel model, const catalog::Catalog &catalog)
{
    scenario.customModel = std::move(model);
    adoptModel(scenario, catalog);
    return scenario;
}

void adoptModel(Scenario &scenario, const catalog::Catalog &catalog)
{
    const catalog::LanguageModel *model = modelOf(scenario, catalog);
    if (!model)
        return;
    scenario.weightFormat = suggestedFormat(*model, catalog.accelerator(scenario.acceleratorId));
    if (!model->isMixtureOfExperts())
        scenario.placement.expertParallel = 1;
    cost::adopt(cost::Subject::Model, scenario.cost, priceContext(scenario, catalog));
}

void adoptPrices(Scenario &scenario, const catalog::Catalog &catalog)
{
    if (catalog.accelerator(scenario.acceleratorId))
        cost::adopt(cost::Subject::Accelerator, scenario.cost, priceContext(scenario, catalog));
}

void adoptPreset(Scenario &scenario, const catalog::WorkloadPreset &preset)
{
    scenario.presetId = preset.id;
    scenario.trafficTitle.clear();
    scenario.objective = preset.objective;
    serving::Workload &workload = scenario.workload;
    workload.inputTokensMean = preset.inputTokensMean;
    workload.outputTokensMean = preset.outputTokensMean;
    workload.inputTokensCv = preset.inputTokensCv;
    workload.outputTokensCv = preset.outputTokensCv;
    workload.prefixHitShare = preset.prefixHitShare;
    workload.requestsPerSecond = preset.requestsPerSecond;
    workload.tracedLengths.reset();
    workload.turns.count = preset.turns;
    workload.turns.newTokens = preset.turnTokensMean;
    workload.turns.pauseSeconds = preset.turnPauseSeconds;
    scenario.slo = {boundOf(preset.ttftP99Seconds), boundOf(preset.itlP99Seconds), boundOf(std::nullopt)};
}

void adoptEngine(Scenario &scenario, const catalog::Catalog &catalog)
{
    if (const catalog::EngineProfile *engine = catalog.engine(scenario.engineId))
        scenario.scheduling.memoryFraction = engine->memoryFraction;
}

Scenario defaultScenario(const catalog::Catalog &catalog)
{
    Scenario scenario;
    scenario.modelId = idOr(catalog.models, catalog.model("llama-3.3-70b"));
    scenario.acceleratorId = idOr(catalog.accelerators, catalog.accelerator("h100-sxm"));
    scenario.engineId = idOr(catalog.engines, catalog.engine("vllm"));
    scenario.placement.tensorParallel = 4;
    if (const catalog::EngineProfile *engine = catalog.engine(scenario.engineId))
        scenario.scheduling = schedulingOf(*engine);
    if (catalog.accelerator(scenario.acceleratorId))
        scenario.cost = cost::defaultAssumptions(priceContext(scenario, catalog));
    scenario.fleet = defaultFleetPlan(catalog.prices);
    adoptModel(scenario, catalog);
    const catalog::WorkloadPreset *chat = catalog.preset("chat");
    if (chat || !catalog.presets.empty())
        adoptPreset(scenario, chat ? *chat : catalog.presets.front());
    return scenario;
}

} // namespace trilemma::scenario
