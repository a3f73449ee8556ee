// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/pass_calibration.h"

#include "models/evidence/quantile.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <set>

namespace trilemma::evidence {

namespace {

using Load = std::array<double, 3>;

Load loadOf(const MeasuredPass &measured)
{
    return {measured.pass.decodeSequences, measured.pass.promptTokens, measured.pass.promptSequences};
}

/// Every pass answered by a fit to passes of other loads: those of one load are too alike to test each other.
std::vector<double> leftOutRatios(std::span<const MeasuredPass> passes, const replica::Configuration &configuration)
{
    constexpr std::ptrdiff_t folds = 4;
    std::set<Load> distinct;
    for (const MeasuredPass &pass : passes)
        distinct.insert(loadOf(pass));
    const std::vector<Load> loads(distinct.begin(), distinct.end());
    std::vector<double> ratios;
    for (std::ptrdiff_t fold = 0; fold < folds; ++fold) {
        std::vector<MeasuredPass> known, unknown;
        for (const MeasuredPass &pass : passes) {
            const auto place = std::ranges::lower_bound(loads, loadOf(pass)) - loads.begin();
            (place % folds == fold ? unknown : known).push_back(pass);
        }
        if (known.empty() || unknown.empty())
            continue;
        const auto more = passRatios(unknown, configuration, fitPasses(known, configuration));
        ratios.insert(ratios.end(), more.begin(), more.end());
    }
    return ratios;
}

/// Relative error that 80 % of the ratios are within.
double errorOfMost(std::vector<double> ratios)
{
    std::ranges::transform(ratios, ratios.begin(), [](double ratio) { return std::abs(ratio - 1); });
    std::ranges::sort(ratios);
    return quantile(ratios, 0.8);
}

std::vector<std::string> nextPasses(const PassAccuracy &accuracy)
{
    std::vector<std::string> next;
    if (accuracy.decode.points == 0)
        next.emplace_back("Trace passes that only decode: they tell kernel time and decode attention.");
    if (accuracy.prompt.points + accuracy.mixed.points == 0)
        next.emplace_back("Trace passes with prompts: they tell prompt time.");
    next.emplace_back("Measure a benchmark with TTFT: passes tell nothing of the time that a request spends outside them.");
    return next;
}

} // namespace

PassAccuracy passAccuracy(std::span<const MeasuredPass> passes, const replica::Configuration &configuration,
                          const catalog::Corrections &corrections)
{
    const std::vector<double> ratios = passRatios(passes, configuration, corrections);
    const auto of = [&](bool (MeasuredPass::*kind)() const) {
        std::vector<double> some;
        for (std::size_t i = 0; i < passes.size(); ++i) {
            if ((passes[i].*kind)())
                some.push_back(ratios[i]);
        }
        return summaryOfRatios(std::move(some));
    };
    return {summaryOfRatios(ratios), of(&MeasuredPass::decodeOnly), of(&MeasuredPass::promptOnly), of(&MeasuredPass::mixed)};
}

Result<Calibration> calibratePasses(std::span<const MeasuredPass> passes, const replica::Configuration &configuration,
                                    const std::string &name)
{
    std::set<Load> loads;
    for (const MeasuredPass &pass : passes)
        loads.insert(loadOf(pass));
    constexpr std::size_t fewest = 4;
    if (loads.size() < fewest)
        return Error{
            {}, "passes", "a calibration needs passes of at least 4 loads, and there are " + std::to_string(loads.size())};
    const catalog::Corrections fitted = fitPasses(passes, configuration);
    const PassAccuracy before = passAccuracy(passes, configuration);
    const std::vector<double> leftOut = leftOutRatios(passes, configuration);

    Calibration result;
    constexpr double leastError = 0.02;
    const catalog::CorrectionScope scope{configuration.engine.id, configuration.accelerator.id, configuration.model.id,
                                         configuration.weightFormat};
    const double error = std::max(leastError, errorOfMost(leftOut));
    result.corrections.push_back({name, scope, fitted, {}, std::log1p(error), 0, error, {}});
    result.points = before.all.points;
    result.terms = passTerms;
    result.medianErrorBefore = before.all.median;
    result.medianErrorAfter = passAccuracy(passes, configuration, fitted).all.median;
    if (!std::isfinite(result.medianErrorAfter))
        return Error{{}, "passes", "the fit found no answer: these times are none that such a configuration takes"};
    result.medianErrorLeftOut = summaryOfRatios(leftOut).median;
    result.next = nextPasses(before);
    return result;
}

} // namespace trilemma::evidence
