// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/metric_rows.h"
#include "models/scenario/number_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace trilemma::scenario {

std::span<const Metric> metrics()
{
    static const std::vector<Metric> table = [] {
        std::vector<Metric> rows;
        for (const auto part : {loadMetrics(), latencyMetrics(), poolMetrics(), replicaMetrics(), fleetMetrics(), costMetrics(),
                                billMetrics()})
            rows.insert(rows.end(), part.begin(), part.end());
        return rows;
    }();
    return table;
}

const Metric *findMetric(std::string_view id)
{
    const auto found = std::ranges::find(metrics(), id, &Metric::id);
    return found == metrics().end() ? nullptr : &*found;
}

std::string formatNumber(double shownValue)
{
    return roundedText(shownValue);
}

std::optional<MetricInterval> intervalOf(const Metric &metric, const Evaluation &evaluation)
{
    const auto value = metric.read(evaluation);
    if (!value || !std::isfinite(*value))
        return std::nullopt;
    const catalog::Band &token = evaluation.tokenTimeBand, &first = evaluation.firstTokenBand;
    switch (metric.uncertainty) {
    case Uncertainty::None:
        return std::nullopt;
    case Uncertainty::TokenTime:
        return MetricInterval{*value * token.low, *value * token.high};
    case Uncertainty::FirstToken:
        return MetricInterval{*value * first.low, *value * first.high};
    case Uncertainty::EndToEnd: {
        const double share = std::clamp(evaluation.replica.ttft.mean / evaluation.replica.endToEnd.mean, 0.0, 1.0);
        return MetricInterval{*value * std::lerp(token.low, first.low, share), *value * std::lerp(token.high, first.high, share)};
    }
    case Uncertainty::Rate:
        return MetricInterval{*value / token.high, *value / token.low};
    }
    return std::nullopt;
}

std::string formatInterval(const Metric &metric, const Evaluation &evaluation)
{
    const auto interval = intervalOf(metric, evaluation);
    if (!interval)
        return {};
    return formatNumber(interval->low / metric.unitScale) + " to " + formatNumber(interval->high / metric.unitScale) + ' ' +
           std::string(metric.unit);
}

std::string formatMetric(const Metric &metric, const Evaluation &evaluation)
{
    const std::optional<double> value = metric.read(evaluation);
    if (!value)
        return "-";
    const std::string number = formatNumber(*value / metric.unitScale);
    if (metric.unit.starts_with('$'))
        return "$" + number + std::string(metric.unit.substr(1));
    return metric.unit.empty() ? number : number + " " + std::string(metric.unit);
}

} // namespace trilemma::scenario
