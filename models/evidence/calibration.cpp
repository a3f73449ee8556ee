// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/calibration.h"

#include "models/catalog/corrections_json.h"
#include "models/evidence/fit.h"
#include "models/evidence/point_matching.h"
#include "models/evidence/quantile.h"

#include <algorithm>
#include <cmath>

namespace trilemma::evidence {

namespace {

/// |predicted/measured - 1| of TPOT, or of throughput where no TPOT was measured; empty where neither can be told.
std::optional<double> errorOf(const MeasuredPoint &point, const Prediction &prediction)
{
    if (!prediction.ok())
        return std::nullopt;
    const auto relative = [](double predicted, double measured) -> std::optional<double> {
        return std::isfinite(predicted) && measured > 0 ? std::optional(std::abs(predicted / measured - 1)) : std::nullopt;
    };
    if (point.measured.itlSeconds)
        return relative(prediction.itlSeconds, *point.measured.itlSeconds);
    if (point.measured.outputTokensPerSecond)
        return relative(prediction.outputTokensPerSecond, *point.measured.outputTokensPerSecond);
    return std::nullopt;
}

std::vector<double> errorsOf(std::span<const MeasuredPoint> points, const catalog::Catalog &catalog)
{
    const auto predictions = predictAll(points, catalog);
    std::vector<double> errors;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (const auto error = errorOf(points[i], predictions[i]))
            errors.push_back(*error);
    }
    return errors;
}

double quantileOf(std::vector<double> values, double share)
{
    std::ranges::sort(values);
    return values.empty() ? 0 : quantile(values, share);
}

catalog::Catalog with(catalog::Catalog catalog, std::span<const catalog::ScopedCorrections> corrections)
{
    catalog.corrections.insert(catalog.corrections.end(), corrections.begin(), corrections.end());
    return catalog;
}

/// Each point answered by a calibration to the others; of many points, by one to nine tenths of them.
std::vector<double> leftOutErrors(std::span<const MeasuredPoint> points, const catalog::Catalog &catalog)
{
    constexpr std::size_t mostFolds = 10;
    const std::size_t folds = std::min(mostFolds, points.size());
    std::vector<double> errors;
    for (std::size_t fold = 0; fold < folds; ++fold) {
        std::vector<MeasuredPoint> known, unknown;
        for (std::size_t i = 0; i < points.size(); ++i)
            (i % folds == fold ? unknown : known).push_back(points[i]);
        Fit part = fitCluster(known, catalog);
        for (catalog::ScopedCorrections &scoped : part.corrections)
            scoped.calibration = "part";
        const auto more = errorsOf(unknown, with(catalog, part.corrections));
        errors.insert(errors.end(), more.begin(), more.end());
    }
    return errors;
}

std::vector<std::string> nextMeasurements(std::span<const MeasuredPoint> points)
{
    double least = INFINITY, most = 0, shortest = INFINITY, longest = 0;
    bool firstToken = false;
    for (const MeasuredPoint &point : points) {
        const PointConfiguration &c = point.configuration;
        least = std::min(least, c.concurrency);
        most = std::max(most, c.concurrency);
        shortest = std::min(shortest, c.inputTokens);
        longest = std::max(longest, c.inputTokens);
        firstToken |= point.measured.ttftSeconds.has_value();
    }
    std::vector<std::string> next;
    if (least > 2)
        next.push_back("Measure concurrency 1: it tells kernel time from host time.");
    if (most < 64)
        next.push_back("Measure concurrency 64 or more: it tells attention and host time per sequence.");
    if (longest < 2 * shortest)
        next.push_back("Measure prompts of another length, 4,096 tokens say: it tells prompt time from decode.");
    if (!firstToken)
        next.push_back("Record TTFT: without it, ingest and prompt time keep their defaults.");
    return next;
}

} // namespace

Result<Calibration> calibrate(std::span<const MeasuredPoint> points, const catalog::Catalog &withCalibrations,
                              const std::string &name)
{
    catalog::Catalog catalog = withCalibrations;
    std::erase_if(catalog.corrections, [](const catalog::ScopedCorrections &scoped) { return !scoped.calibration.empty(); });
    std::vector<MeasuredPoint> answered;
    const auto before = predictAll(points, catalog);
    std::string firstReason = "no points";
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (errorOf(points[i], before[i]))
            answered.push_back(points[i]);
        else if (answered.empty())
            firstReason = before[i].ok() ? "nothing that can be fitted was measured" : before[i].status;
    }
    constexpr std::size_t fewest = 4;
    if (answered.size() < fewest)
        return Error{{}, "points", "a calibration needs at least 4 points that can be answered, and there are " +
                                       std::to_string(answered.size()) + " (" + firstReason + ")"};
    Fit fitted = fitCluster(answered, catalog);
    for (catalog::ScopedCorrections &scoped : fitted.corrections)
        scoped.calibration = name;
    if (!fitted.converged)
        return Error{{}, "points", "the fit did not converge: it needs two points of one model, accelerator, engine and format"};
    Calibration result;
    result.points = fitted.points;
    result.terms = fitted.terms;
    result.corrections = std::move(fitted.corrections);
    result.medianErrorBefore = quantileOf(errorsOf(answered, catalog), 0.5);
    result.medianErrorAfter = quantileOf(errorsOf(answered, with(catalog, result.corrections)), 0.5);
    const auto leftOut = leftOutErrors(answered, catalog);
    result.medianErrorLeftOut = quantileOf(leftOut, 0.5);
    constexpr double leastError = 0.02;
    for (catalog::ScopedCorrections &scoped : result.corrections) {
        scoped.relativeError = std::max(leastError, quantileOf(leftOut, 0.8));
    }
    result.next = nextMeasurements(answered);
    return result;
}

std::string toJson(const Calibration &calibration, const std::string &name)
{
    nlohmann::ordered_json json{{"schema", 1}};
    json["calibration"] = {{"name", name},
                           {"points", calibration.points},
                           {"terms", calibration.terms},
                           {"median_error_before", calibration.medianErrorBefore},
                           {"median_error_after", calibration.medianErrorAfter},
                           {"median_error_left_out", calibration.medianErrorLeftOut}};
    for (const catalog::ScopedCorrections &scoped : calibration.corrections)
        json["corrections"].push_back(catalog::toJson(scoped));
    return json.dump(2) + '\n';
}

} // namespace trilemma::evidence
