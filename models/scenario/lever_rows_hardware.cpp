// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/lever_rows.h"

#include <array>

namespace trilemma::scenario {

namespace {

using catalog::Catalog;

constexpr std::string_view hardwareGroup = "Model and hardware", precisionGroup = "Precision";
constexpr std::string_view filePrefix = "file:";

std::string customId(const catalog::LanguageModel &model)
{
    return std::string(filePrefix) + model.id;
}

template<class Entries> LeverRange namesOf(const Entries &entries)
{
    LeverRange range;
    for (const auto &entry : entries)
        range.options.push_back({entry.id, entry.name, {}});
    return range;
}

LeverValue readModel(const Scenario &scenario, const Catalog &)
{
    return scenario.customModel ? customId(*scenario.customModel) : scenario.modelId;
}

void writeModel(Scenario &scenario, const LeverValue &value, const Catalog &catalog)
{
    const std::string &id = std::get<std::string>(value);
    if (scenario.customModel && id == customId(*scenario.customModel))
        return;
    scenario.customModel.reset();
    scenario.modelId = id;
    adoptModel(scenario, catalog);
}

LeverRange modelRange(const Scenario &scenario, const Catalog &catalog)
{
    LeverRange range = namesOf(catalog.models);
    if (scenario.customModel)
        range.options.insert(range.options.begin(),
                             {customId(*scenario.customModel), scenario.customModel->name + " (file)", {}});
    return range;
}

void writeAccelerator(Scenario &scenario, const LeverValue &value, const Catalog &catalog)
{
    scenario.acceleratorId = std::get<std::string>(value);
    adoptPrices(scenario, catalog);
    if (const catalog::Accelerator *accelerator = catalog.accelerator(scenario.acceleratorId); accelerator && !accelerator->linksOverPcie())
        scenario.placement.link = replica::GpuLink::Direct;
}

void writeEngine(Scenario &scenario, const LeverValue &value, const Catalog &catalog)
{
    scenario.engineId = std::get<std::string>(value);
    adoptEngine(scenario, catalog);
}

LeverRange weightRange(const Scenario &scenario, const Catalog &catalog)
{
    const catalog::Accelerator *accelerator = catalog.accelerator(scenario.acceleratorId);
    LeverRange range;
    for (const catalog::WeightFormatInfo &format : catalog::weightFormats()) {
        const auto support = accelerator ? catalog::support(*accelerator, format.format) : catalog::Support::Native;
        std::string label(format.label);
        if (support == catalog::Support::WeightOnly && format.format != catalog::WeightFormat::Int4)
            label += " weight-only";
        const std::string_view reason =
            support == catalog::Support::No ? catalog::supportReason(*accelerator, format.format) : std::string_view();
        range.options.push_back({std::string(format.id), label, std::string(reason)});
    }
    return range;
}

LeverRange kvRange(const Scenario &scenario, const Catalog &catalog)
{
    const catalog::Accelerator *accelerator = catalog.accelerator(scenario.acceleratorId);
    LeverRange range;
    for (const catalog::KvFormatInfo &format : catalog::kvFormats()) {
        const bool missing = format.format == catalog::KvFormat::Nvfp4 && accelerator &&
                             catalog::support(*accelerator, catalog::WeightFormat::Nvfp4) != catalog::Support::Native;
        range.options.push_back({std::string(format.id), std::string(format.label),
                                 missing ? "no attention kernels read an NVFP4 cache on " + accelerator->name : std::string()});
    }
    return range;
}

constexpr std::array calibrationUses{NamedValue<bool>{"on", "On", true}, NamedValue<bool>{"off", "Off", false}};

} // namespace

std::span<const Lever> hardwareLevers()
{
    static const Lever rows[] = {
        choice({"model", "Model", hardwareGroup,
                "Language model that is served. Choosing one sets weights to the format its checkpoint is stored in.", true},
               &readModel, &writeModel, &modelRange),
        choice(
            {"gpu", "Accelerator", hardwareGroup,
             "Accelerator that replicas run on. Choosing one sets rent, node price and power to its own.", true},
            [](const Scenario &s, const Catalog &) -> LeverValue { return s.acceleratorId; }, &writeAccelerator,
            [](const Scenario &, const Catalog &c) { return namesOf(c.accelerators); }),
        choice(
            {"engine", "Engine", hardwareGroup,
             "Serving engine; its kernels and memory rule shape every figure. Choosing one sets its own memory fraction."},
            [](const Scenario &s, const Catalog &) -> LeverValue { return s.engineId; }, &writeEngine,
            [](const Scenario &, const Catalog &c) { return namesOf(c.engines); }),
        namedChoice<calibrationUses, &Scenario::calibrated>(
            {"calibration", "Calibration", hardwareGroup,
             "Whether figures follow calibrations to your own measurements, where one covers this configuration."}),
    };
    return rows;
}

std::span<const Lever> precisionLevers()
{
    static const Lever rows[] = {
        choice(
            {"weights", "Weights", precisionGroup,
             "Storage format of the quantised weight tensors: fewer bytes to hold and to read in every pass.", true},
            [](const Scenario &s, const Catalog &) -> LeverValue { return std::string(catalog::info(s.weightFormat).id); },
            [](Scenario &s, const LeverValue &value, const Catalog &) {
                s.weightFormat = catalog::weightFormatFromId(std::get<std::string>(value)).value_or(s.weightFormat);
            },
            &weightRange),
        choice(
            {"kv", "KV cache", precisionGroup,
             "Storage format of the KV cache, apart from the weights': fewer bytes let more sequences run.", true},
            [](const Scenario &s, const Catalog &) -> LeverValue { return std::string(catalog::info(s.kvFormat).id); },
            [](Scenario &s, const LeverValue &value, const Catalog &) {
                s.kvFormat = catalog::kvFormatFromId(std::get<std::string>(value)).value_or(s.kvFormat);
            },
            &kvRange),
    };
    return rows;
}

} // namespace trilemma::scenario
