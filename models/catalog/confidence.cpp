// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/confidence.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace trilemma::catalog {

namespace {

constexpr std::array loadFigures{&MeasuredLoad::gpus, &MeasuredLoad::inputTokens, &MeasuredLoad::outputTokens,
                                 &MeasuredLoad::sequences};

/// By how much the load lies outside the range, all figures multiplied; 1 inside.
double beyond(const CheckedScope &checked, const MeasuredLoad &load)
{
    double factor = 1;
    for (const auto figure : loadFigures)
        factor *= std::max({1.0, checked.least.*figure / load.*figure, load.*figure / checked.most.*figure});
    return factor;
}

Band hull(const Band &one, const Band &other)
{
    return {std::min(one.low, other.low), std::max(one.high, other.high)};
}

/// Symmetric in the logarithm.
Band around(double spread)
{
    return {std::exp(-spread), std::exp(spread)};
}

std::string scopeText(const CorrectionScope &scope)
{
    std::string text;
    for (const std::string *part : {&scope.engineId, &scope.acceleratorId, &scope.modelId}) {
        if (!part->empty())
            text += (text.empty() ? "" : ", ") + *part;
    }
    return text.empty() ? "all deployments" : text;
}

} // namespace

Band Band::widened(double factor) const
{
    return {std::pow(low, factor), std::pow(high, factor)};
}

const CheckedScope *likestChecked(std::span<const CheckedScope> all, const EngineProfile &engine, const Accelerator &accelerator,
                                  const LanguageModel &model, WeightFormat format)
{
    const auto narrowness = [](const CorrectionScope &scope) {
        return !scope.engineId.empty() + 2 * !scope.acceleratorId.empty() + 4 * !scope.modelId.empty() +
               8 * scope.weightFormat.has_value();
    };
    const CheckedScope *likest = nullptr;
    for (const CheckedScope &checked : all) {
        if (checked.scope.covers(engine, accelerator, model, format) &&
            (!likest || narrowness(checked.scope) > narrowness(likest->scope)))
            likest = &checked;
    }
    return likest;
}

Confidence confidenceOf(const CheckedScope *checked, const KernelConstants &kernels, const ScopedCorrections *calibration,
                        const MeasuredLoad &load)
{
    Confidence confidence;
    confidence.checked = checked;
    confidence.datasheet = kernels.provenance == Provenance::Datasheet;
    if (checked) {
        // Each doubling beyond what was checked widens the band by as much as the first tenth of it.
        constexpr double perDoubling = 0.1;
        confidence.beyond = beyond(*checked, load);
        const double widening = 1 + perDoubling * std::log2(confidence.beyond);
        confidence.tokenTime = checked->tokenTime.widened(widening);
        confidence.firstToken = checked->firstToken.widened(widening);
    } else {
        confidence.tokenTime = around(std::log1p(kernels.relativeError));
        confidence.firstToken = confidence.tokenTime.widened(2); // waits grow with the square of the step
    }
    if (confidence.datasheet) {
        const Band kernel = around(std::log1p(kernels.relativeError));
        confidence.tokenTime = hull(confidence.tokenTime, kernel);
        confidence.firstToken = hull(confidence.firstToken, kernel);
    }
    if (calibration && calibration->tokenTimeSpread > 0) {
        const double open = openShare(calibration->loads, load);
        confidence.calibrated = true;
        confidence.measuredShare = 1 - open;
        const auto narrowed = [&](const Band &general, double spread) {
            const double without = std::log(general.high / general.low) / 2; // never wider than this
            return around(std::min(without, spread * std::sqrt(open)));
        };
        confidence.tokenTime = narrowed(confidence.tokenTime, calibration->tokenTimeSpread);
        confidence.firstToken = narrowed(confidence.firstToken, calibration->firstTokenSpread);
    }
    return confidence;
}

std::string Confidence::why() const
{
    std::string sentence;
    if (calibrated && measuredShare > 0.5)
        sentence = "calibrated to measurements of loads like this one";
    else if (calibrated)
        sentence = "calibrated, but no load near this one was measured";
    else if (checked)
        sentence = "checked against " + std::to_string(checked->points) + " measured points of " + scopeText(checked->scope);
    else
        sentence = "nothing like it was ever checked";
    constexpr double worthSaying = 1.5;
    if (checked && beyond > worthSaying)
        sentence += "; wider, because the load lies outside what was checked";
    if (datasheet)
        sentence += "; wider, because its kernels were never measured";
    return sentence;
}

} // namespace trilemma::catalog
