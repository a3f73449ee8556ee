// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/metric_rows.h"
#include "models/scenario/number_text.h"

#include <algorithm>
#include <array>
#include <vector>

namespace trilemma::scenario {

std::span<const Metric> metrics()
{
    static const std::vector<Metric> table = [] {
        std::vector<Metric> rows;
        for (const auto part : {loadMetrics(), latencyMetrics(), replicaMetrics(), costMetrics()})
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
