// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/evidence/points.h"

#include <span>
#include <string>
#include <vector>

namespace trilemma::evidence {

/// Relative errors of one group of points, |predicted/measured - 1|.
struct ErrorSummary {
    int points = 0;
    double median = 0, mean = 0, p90 = 0, bias = 0;     ///< bias: median of predicted/measured - 1
    double insideInterval = 0;                          ///< share of points within the 80 % interval; 0 where there is none
};

/// Of ratios predicted/measured, without an interval; no points where there are none.
ErrorSummary summaryOfRatios(std::vector<double> ratios);

/// log(measured/predicted); empty where either is not a positive number.
std::optional<double> logRatio(const std::optional<double> &measured, double predicted);

struct AccuracyRow {
    std::vector<std::string> group;     ///< values of the columns grouped by; empty = all
    int rows = 0, answered = 0;
    ErrorSummary itl, ttft, throughput;
};

/// Columns that errors can be told apart by, in the points layout's order.
std::vector<std::string> accuracyColumns();

/// Errors over all rows and, after it, by each combination of `columns` ("model", "gpu", "engine", ...), largest
/// group first. `predictions` answer `points` one to one. The Error names a column that there is not.
Result<std::vector<AccuracyRow>> accuracy(std::span<const MeasuredPoint> points, std::span<const Prediction> predictions,
                                          std::span<const std::string> columns);

} // namespace trilemma::evidence
