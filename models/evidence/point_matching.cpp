// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/point_matching.h"

#include <algorithm>
#include <optional>

namespace trilemma::evidence {

using catalog::KvFormat;
using catalog::WeightFormat;

namespace {

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

/// Short enough for a status column, whatever the file holds.
std::string quoted(std::string_view text)
{
    std::string shown = "\"" + std::string(text.substr(0, 40)) + "\"";
    std::ranges::replace_if(shown, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    return shown;
}

Error unknown(std::string field, std::string_view name, std::string_view what)
{
    const std::string message = name.empty() ? std::string("not stated") : quoted(name) + std::string(what);
    return {{}, std::move(field), message};
}

/// One name for each of a format's spellings; what only the model or the maker can settle is settled by them.
std::optional<WeightFormat> weightFormat(std::string_view text, const catalog::LanguageModel &model,
                                         const catalog::Accelerator &accelerator)
{
    const std::string name = lowerCase(text);
    if (name.empty())
        return model.nativeFormat;
    if (name == "bf16" || name == "fp16" || name == "bfloat16" || name == "float16" || name == "half")
        return WeightFormat::Bf16;
    if (name == "fp8")  // checkpoints published in block FP8 are served so
        return model.nativeFormat == WeightFormat::Fp8Block ? WeightFormat::Fp8Block : WeightFormat::Fp8;
    if (name == "fp4")
        return model.nativeFormat == WeightFormat::Mxfp4 || accelerator.vendor == "AMD" ? WeightFormat::Mxfp4 : WeightFormat::Nvfp4;
    if (name == "awq" || name == "gptq" || name == "w4a16" || name == "int4_wo")
        return WeightFormat::Int4;
    if (name == "w8a8" || name == "int8_sq")
        return WeightFormat::Int8;
    return catalog::weightFormatFromId(name);
}

/// Engines serve FP8 and FP4 checkpoints with an FP8 cache unless told otherwise.
KvFormat usualKvFormat(WeightFormat weights)
{
    switch (weights) {
    case WeightFormat::Fp8:
    case WeightFormat::Fp8Block:
    case WeightFormat::Nvfp4:
    case WeightFormat::Mxfp4:
        return KvFormat::Fp8;
    default:
        return KvFormat::Bf16;
    }
}

std::optional<KvFormat> kvFormat(std::string_view text, WeightFormat weights)
{
    const std::string name = lowerCase(text);
    if (name.empty() || name == "auto")
        return usualKvFormat(weights);
    if (name == "bf16" || name == "fp16" || name == "bfloat16" || name == "float16")
        return KvFormat::Bf16;
    if (name == "fp8" || name == "fp8_e4m3" || name == "fp8_e5m2")
        return KvFormat::Fp8;
    return catalog::kvFormatFromId(name);
}

/// Spreads the stated GPUs over placement and independent copies; an Error where the numbers disagree.
std::optional<Error> place(const PointConfiguration &point, MatchedPoint &matched)
{
    const int stages = point.tp * point.pp;
    const int gpus = point.gpus > 0 ? point.gpus : stages * point.dp;
    replica::Placement &placement = matched.placement;
    placement = {point.tp, point.pp, point.ep, 1};
    const bool attentionRanks = point.dp > 1 && matched.model->isMixtureOfExperts() && point.ep > 1;
    if (attentionRanks && gpus == stages && point.tp % point.dp == 0) {
        placement.tensorParallel = point.tp / point.dp;     // SGLang and TensorRT-LLM count attention ranks inside tp
        placement.attentionDataParallel = point.dp;
    } else if (attentionRanks) {
        placement.attentionDataParallel = point.dp;
    }
    if (gpus % placement.gpus() != 0)
        return Error{{}, "num_gpus", std::to_string(gpus) + " GPUs are no multiple of the " + std::to_string(placement.gpus()) +
                                         " that tp, pp and dp ask for"};
    matched.replicas = gpus / placement.gpus();
    if (const std::string problem = replica::placementProblem(placement, *matched.model); !problem.empty())
        return Error{{}, "placement", problem};
    return std::nullopt;
}

} // namespace

catalog::MeasuredLoad loadOf(const PointConfiguration &point, const MatchedPoint &matched)
{
    return {static_cast<double>(matched.placement.gpus()), std::max(1.0, point.inputTokens), std::max(1.0, point.outputTokens),
            std::max(1.0, point.concurrency / matched.replicas), 0, 0};
}

PointMatcher::PointMatcher(const catalog::Catalog &catalog) : m_catalog(catalog)
{
    const auto add = [](auto &index, const auto &entry, std::initializer_list<std::string_view> names) {
        for (const std::string_view name : names)
            index.emplace(lowerCase(name), &entry);
        for (const std::string &alias : entry.aliases)
            index.emplace(lowerCase(alias), &entry);
    };
    for (const auto &model : catalog.models) {
        const std::string_view path = model.huggingFaceId;
        add(m_models, model, {model.id, model.name, path, path.substr(std::min(path.rfind('/') + 1, path.size()))});
    }
    for (const auto &accelerator : catalog.accelerators)
        add(m_accelerators, accelerator, {accelerator.id, accelerator.name});
    for (const auto &engine : catalog.engines)
        add(m_engines, engine, {engine.id, engine.name});
}

template<class Entry> const Entry *PointMatcher::find(Index<Entry> &index, std::string_view name)
{
    if (name.empty())
        return nullptr;
    if (const auto known = index.find(name); known != index.end())
        return known->second;
    const auto folded = index.find(lowerCase(name));
    const Entry *entry = folded == index.end() ? nullptr : folded->second;
    index.emplace(std::string(name), entry);
    return entry;
}

const PointMatcher::Corrected &PointMatcher::corrected(const catalog::EngineProfile &engine,
                                                       const catalog::Accelerator &accelerator,
                                                       const catalog::LanguageModel &model, WeightFormat format)
{
    auto &known = m_corrected[{&engine, &accelerator, &model, format}];
    if (!known) {
        const auto corrections = catalog::combined(m_catalog.corrections, engine, accelerator, model, format);
        const catalog::KernelConstants kernels = m_catalog.kernelConstants(engine, accelerator);
        known = std::make_unique<Corrected>(
            Corrected{engine, engine, kernels, corrections.corrections, corrections.calibration,
                      catalog::likestChecked(m_catalog.checks, engine, accelerator, model, format)});
        catalog::correct(engine, corrections.corrections, known->engine);
        // Shipped host times were fitted to runs that stream tokens to clients; a calibration knows its own runs.
        catalog::Corrections offline = corrections.corrections;
        if (!corrections.calibration)
            offline.hostSecondsPerPass = offline.hostSecondsPerSequence = 0;
        catalog::correct(engine, offline, known->offline);
        catalog::correct(kernels, corrections.corrections, known->kernels);
    }
    return *known;
}

Result<MatchedPoint> PointMatcher::match(const PointConfiguration &point)
{
    MatchedPoint matched;
    matched.model = find(m_models, point.model);
    if (!matched.model)
        return unknown("model", point.model, " is not in the catalogue");
    matched.accelerator = find(m_accelerators, point.gpu);
    if (!matched.accelerator)
        return unknown("gpu", point.gpu, " is not in the catalogue");
    const catalog::EngineProfile *engine = find(m_engines, point.engine);
    if (!engine)
        return unknown("engine", point.engine, " is not in the catalogue");
    const auto weights = weightFormat(point.weightFormat, *matched.model, *matched.accelerator);
    if (!weights)
        return unknown("weight_dtype", point.weightFormat, " is not a format the catalogue knows");
    const auto kv = kvFormat(point.kvFormat, *weights);
    if (!kv)
        return unknown("kv_dtype", point.kvFormat, " is not a format the catalogue knows");
    if (catalog::support(*matched.accelerator, *weights) == catalog::Support::No)
        return Error{{}, "weight_dtype", std::string(catalog::supportReason(*matched.accelerator, *weights))};
    matched.weightFormat = *weights;
    matched.kvFormat = *kv;
    const Corrected &constants = corrected(*engine, *matched.accelerator, *matched.model, *weights);
    matched.engine = point.mode == "offline_max" ? &constants.offline : &constants.engine;
    matched.kernels = &constants.kernels;
    matched.corrections = constants.corrections;
    matched.calibration = constants.calibration;
    matched.checked = constants.checked;
    if (matched.kernels->memoryBytesPerSecond <= 0 || matched.kernels->peakFlops[0] <= 0)
        return Error{{}, "gpu", "no dense BF16 peak or memory bandwidth is known for " + matched.accelerator->name};
    if (auto error = place(point, matched))
        return *error;
    return matched;
}

} // namespace trilemma::evidence
