// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/accuracy.h"

#include "models/evidence/quantile.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <numeric>

namespace trilemma::evidence {
namespace {

std::string shown(double number)
{
    char digits[32];
    return number > 0 ? std::string(digits, std::to_chars(digits, digits + sizeof digits, number).ptr) : std::string();
}

struct GroupColumn {
    std::string_view name;
    std::string (*read)(const MeasuredPoint &);
};
constexpr std::array groupColumns{
    GroupColumn{"source", [](const MeasuredPoint &point) { return point.source; }},
    GroupColumn{"engine", [](const MeasuredPoint &point) { return point.configuration.engine; }},
    GroupColumn{"engine_version", [](const MeasuredPoint &point) { return point.configuration.engineVersion; }},
    GroupColumn{"model", [](const MeasuredPoint &point) { return point.configuration.model; }},
    GroupColumn{"gpu", [](const MeasuredPoint &point) { return point.configuration.gpu; }},
    GroupColumn{"num_gpus", [](const MeasuredPoint &point) { return shown(point.configuration.gpus); }},
    GroupColumn{"tp", [](const MeasuredPoint &point) { return shown(point.configuration.tp); }},
    GroupColumn{"pp", [](const MeasuredPoint &point) { return shown(point.configuration.pp); }},
    GroupColumn{"ep", [](const MeasuredPoint &point) { return shown(point.configuration.ep); }},
    GroupColumn{"dp", [](const MeasuredPoint &point) { return shown(point.configuration.dp); }},
    GroupColumn{"weight_dtype", [](const MeasuredPoint &point) { return point.configuration.weightFormat; }},
    GroupColumn{"kv_dtype", [](const MeasuredPoint &point) { return point.configuration.kvFormat; }},
    GroupColumn{"isl", [](const MeasuredPoint &point) { return shown(point.configuration.inputTokens); }},
    GroupColumn{"osl", [](const MeasuredPoint &point) { return shown(point.configuration.outputTokens); }},
    GroupColumn{"mode", [](const MeasuredPoint &point) { return point.configuration.mode; }},
    GroupColumn{"concurrency", [](const MeasuredPoint &point) { return shown(point.configuration.concurrency); }},
    GroupColumn{"spec_decode", [](const MeasuredPoint &point) { return point.configuration.speculation; }},
    GroupColumn{"disagg", [](const MeasuredPoint &point) { return std::string(point.configuration.disaggregated ? "true" : "false"); }},
    GroupColumn{"quality", [](const MeasuredPoint &point) { return point.quality; }},
};

/// Predicted over measured, and whether the measured figure lay in the interval.
struct Ratios {
    std::vector<double> ratios;
    int inside = 0;

    void add(const std::optional<double> &measured, double predicted, double low, double high)
    {
        if (!measured || !std::isfinite(predicted))
            return;
        ratios.push_back(predicted / *measured);
        inside += low <= *measured && *measured <= high ? 1 : 0;
    }

    ErrorSummary summary() const
    {
        ErrorSummary summary = summaryOfRatios(ratios);
        if (summary.points > 0)
            summary.insideInterval = static_cast<double>(inside) / summary.points;
        return summary;
    }
};

struct Group {
    int rows = 0, answered = 0;
    Ratios itl, ttft, throughput;

    void add(const MeasuredPoint &point, const Prediction &prediction)
    {
        ++rows;
        if (!prediction.ok())
            return;
        ++answered;
        const Measurement &measured = point.measured;
        itl.add(measured.itlSeconds, prediction.itlSeconds, prediction.itlLow, prediction.itlHigh);
        ttft.add(measured.ttftSeconds, prediction.ttftSeconds, prediction.ttftLow, prediction.ttftHigh);
        throughput.add(measured.outputTokensPerSecond, prediction.outputTokensPerSecond, 0, 0);
    }

    AccuracyRow row(std::vector<std::string> group)
    {
        return {std::move(group), rows, answered, itl.summary(), ttft.summary(), throughput.summary()};
    }
};

} // namespace

ErrorSummary summaryOfRatios(std::vector<double> ratios)
{
    ErrorSummary summary;
    summary.points = static_cast<int>(ratios.size());
    if (ratios.empty())
        return summary;
    std::ranges::sort(ratios);
    summary.bias = quantile(ratios, 0.5) - 1;
    std::ranges::transform(ratios, ratios.begin(), [](double ratio) { return std::abs(ratio - 1); });
    std::ranges::sort(ratios);
    summary.median = quantile(ratios, 0.5);
    summary.p90 = quantile(ratios, 0.9);
    summary.mean = std::reduce(ratios.begin(), ratios.end()) / static_cast<double>(ratios.size());
    return summary;
}

std::optional<double> logRatio(const std::optional<double> &measured, double predicted)
{
    return measured && *measured > 0 && predicted > 0 && std::isfinite(predicted) ? std::optional(std::log(*measured / predicted))
                                                                                  : std::nullopt;
}

std::vector<std::string> accuracyColumns()
{
    std::vector<std::string> names;
    for (const GroupColumn &column : groupColumns)
        names.emplace_back(column.name);
    return names;
}

Result<std::vector<AccuracyRow>> accuracy(std::span<const MeasuredPoint> points, std::span<const Prediction> predictions,
                                          std::span<const std::string> columns)
{
    std::vector<const GroupColumn *> chosen;
    for (const std::string &name : columns) {
        const auto column = std::ranges::find(groupColumns, std::string_view(name), &GroupColumn::name);
        if (column == groupColumns.end()) {
            std::string valid;
            for (const GroupColumn &known : groupColumns)
                valid += (valid.empty() ? "" : ", ") + std::string(known.name);
            return Error{{}, "--by", "no column \"" + name + "\"; valid are " + valid};
        }
        chosen.push_back(&*column);
    }
    Group all;
    std::map<std::vector<std::string>, Group> groups;
    for (std::size_t i = 0; i < points.size() && i < predictions.size(); ++i) {
        all.add(points[i], predictions[i]);
        if (chosen.empty())
            continue;
        std::vector<std::string> key;
        for (const GroupColumn *column : chosen)
            key.push_back(column->read(points[i]));
        groups[std::move(key)].add(points[i], predictions[i]);
    }
    std::vector<AccuracyRow> rows{all.row({})};
    for (auto &[key, group] : groups)
        rows.push_back(group.row(key));
    std::stable_sort(rows.begin() + 1, rows.end(), [](const AccuracyRow &a, const AccuracyRow &b) { return a.rows > b.rows; });
    return rows;
}

} // namespace trilemma::evidence
