// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decision/rule_rows.h"

#include <algorithm>

namespace trilemma::decision {

using catalog::WeightFormat;
using enum catalog::Objective;
using Steps = std::vector<LeverStep>;
using Question = const RuleQuestion &;

namespace {

LeverStep weightStep(WeightFormat format)
{
    return {{"weights", std::string(catalog::info(format).id)}};
}

const LeverStep fp8Cache{{"kv", std::string("fp8")}};

RuleFinding judgeFp8(Question q)
{
    const std::string label(catalog::info(q.scenario.weightFormat).label);
    if (q.scenario.weightFormat != WeightFormat::Bf16)
        return kept("Weights are " + label + ".");
    const catalog::Accelerator &gpu = *q.catalog.accelerator(q.scenario.acceleratorId);
    if (catalog::support(gpu, WeightFormat::Fp8) != catalog::Support::Native)
        return doesNotApply(gpu.name + " does not multiply FP8 natively.");
    const auto fp8 = tried(q, weightStep(WeightFormat::Fp8));
    std::string text = "Weights are " + label;
    if (fp8)
        text += ": FP8 shortens the decode step from " + milliseconds(q.evaluation.step.total) + " to " +
                milliseconds(fp8->step.total);
    return broken(text + ", if quality permits.");
}

Steps takeFp8(Question q)
{
    const catalog::LanguageModel *model = scenario::modelOf(q.scenario, q.catalog);
    Steps steps{weightStep(WeightFormat::Fp8)};
    if (model && model->nativeFormat != WeightFormat::Bf16)
        steps.insert(steps.begin(), weightStep(model->nativeFormat));
    return steps;
}

RuleFinding judgeFp8Cache(Question q)
{
    constexpr double worthwhile = 1.02;
    const std::string label(catalog::info(q.scenario.kvFormat).label),
        sequences = count(q.evaluation.saturation.kvBatch) + " sequences";
    if (q.scenario.kvFormat != catalog::KvFormat::Bf16)
        return kept("The " + label + " cache holds " + sequences + ".");
    const double now = outputCapacity(q), then = outputCapacity(q, fp8Cache);
    return keptIf(then < worthwhile * now,
                  "The BF16 cache holds " + sequences + "; in FP8 capacity is " + changeText(now, then) + ".");
}

Steps takeFp8Cache(Question)
{
    return {fp8Cache};
}

bool isFourBit(WeightFormat format)
{
    return catalog::info(format).bytesPerWeight < 0.75;
}

struct Narrower {
    LeverStep step;
    std::string label;
    double outputCapacity;
};

/// The four-bit formats that the hardware can hold, the most throughput first.
std::vector<Narrower> fourBitFormats(Question q)
{
    const catalog::Accelerator &gpu = *q.catalog.accelerator(q.scenario.acceleratorId);
    std::vector<Narrower> formats;
    for (const catalog::WeightFormatInfo &format : catalog::weightFormats()) {
        if (isFourBit(format.format) && catalog::support(gpu, format.format) != catalog::Support::No)
            formats.push_back(
                {weightStep(format.format), std::string(format.label), outputCapacity(q, weightStep(format.format))});
    }
    std::ranges::sort(formats, std::ranges::greater(), &Narrower::outputCapacity);
    return formats;
}

RuleFinding judgeFourBit(Question q)
{
    constexpr double worthwhile = 1.05;
    if (isFourBit(q.scenario.weightFormat))
        return kept("Weights are " + std::string(catalog::info(q.scenario.weightFormat).label) + ": see that quality holds.");
    const std::vector<Narrower> formats = fourBitFormats(q);
    if (formats.empty())
        return doesNotApply("The hardware takes no four-bit weights.");
    const double now = outputCapacity(q), then = formats.front().outputCapacity;
    const bool pays = then >= worthwhile * now;
    return keptIf(!pays, formats.front().label + " weights carry " + changeText(now, then) + " tokens" +
                             (pays ? ", if quality permits." : ": not worth their loss."));
}

Steps takeFourBit(Question q)
{
    Steps steps;
    for (const Narrower &format : fourBitFormats(q))
        steps.push_back(format.step);
    return steps;
}

} // namespace

std::span<const TuningRule> precisionRules()
{
    static const TuningRule rows[] = {
        {"fp8-first",
         "FP8 before BF16",
         "Half the bytes to hold and to read, for a loss that mostly cannot be measured.",
         {Latency, Throughput, Hybrid},
         &judgeFp8,
         &takeFp8},
        {"fp8-cache",
         "FP8 KV cache",
         "Throughput is a matter of how many sequences fit in memory.",
         {Throughput, Hybrid},
         &judgeFp8Cache,
         &takeFp8Cache},
        {"four-bit-weights",
         "Four bits where they pay",
         "What is freed holds more sequences; whether quality permits is for an evaluation to say.",
         {Throughput},
         &judgeFourBit,
         &takeFourBit},
    };
    return rows;
}

} // namespace trilemma::decision
