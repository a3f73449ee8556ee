// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/evaluation.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace trilemma::scenario {

enum class Better { Up, Down, Neither };
/// The band that a metric moves with; none where it is an input, exact, or a price.
enum class Uncertainty { None, TokenTime, FirstToken, EndToEnd, Rate };

/// One row of the metric table: everything that can be read.
struct Metric {
    std::string_view id;                ///< "itl.p99"
    std::string_view label;             ///< "ITL p99"
    std::string_view unit;              ///< shown unit: "ms", "tok/s", "$/M"
    double unitScale;                   ///< shown value = SI value / unitScale
    std::string_view basis;             ///< "fleet, output tokens", "per GPU", "reservation basis, output tokens"
    Better better;
    std::string_view definition;        ///< one sentence
    /// SI value; empty where there is none (no finite latency past capacity).
    std::optional<double> (*read)(const Evaluation &);
    Uncertainty uncertainty = Uncertainty::None;
};

std::span<const Metric> metrics();
const Metric *findMetric(std::string_view id);
/// Three significant digits with thousands separators in the shown unit, without the unit.
std::string formatNumber(double shownValue);
/// SI values between which 80 % of measurements would lie; empty where there is no value or no band for it.
struct MetricInterval {
    double low, high;
};
std::optional<MetricInterval> intervalOf(const Metric &metric, const Evaluation &evaluation);
std::string formatInterval(const Metric &metric, const Evaluation &evaluation);  ///< "38 to 49 ms", or empty where none
std::string formatMetric(const Metric &metric, const Evaluation &evaluation);    ///< "41 ms", or "-" where none

} // namespace trilemma::scenario
