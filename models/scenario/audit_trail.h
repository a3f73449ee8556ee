// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/evaluation.h"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace trilemma::scenario {

/// One figure on the way from what can be set to what is read. Values are SI: a share for per cent.
struct TrailStep {
    std::string name, label, unit;
    /// Plain arithmetic over the names of `inputs`: + - * / ^, brackets, min, max, ceil, floor; empty for what is set.
    std::string formula;
    double value = 0;
    std::vector<std::string> inputs;
    /// Where a figure without a formula comes from: a price with its date and source, a lever, the performance model.
    std::string source;
    bool stale = false;                 ///< its price is older than the scenario's price age

    bool operator==(const TrailStep &) const = default;
};

/// The chain of one metric of cost, power or energy, itself first, then its inputs before theirs, each once. Empty where the
/// metric has no formula here or no value in this answer.
std::vector<TrailStep> auditTrail(std::string_view metricId, const Scenario &scenario, const Evaluation &evaluation,
                                  const catalog::Catalog &catalog, std::chrono::sys_days today);

/// The formula with values in the place of names.
std::string substituted(const TrailStep &step, const std::vector<TrailStep> &trail);

/// Every metric that has a trail.
std::vector<std::string_view> auditedMetrics();

} // namespace trilemma::scenario
