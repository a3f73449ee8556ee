// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"
#include "models/scenario/audit_trail.h"

#include <nlohmann/json.hpp>

#include <iosfwd>

namespace trilemma::app {

/// Today, by which prices are stale.
std::chrono::sys_days today();

/// The chain of a metric, or which metrics have one.
Result<std::vector<scenario::TrailStep>> trailOf(const std::string &metric, const scenario::Scenario &scenario,
                                                 const scenario::Evaluation &evaluation, const catalog::Catalog &catalog);

void printTrail(const std::vector<scenario::TrailStep> &trail, std::ostream &out);
nlohmann::ordered_json trailJson(const std::vector<scenario::TrailStep> &trail);
/// The registry of assumptions as it stands in the scenario.
nlohmann::ordered_json assumptionsJson(const scenario::Scenario &scenario, const catalog::Catalog &catalog);
/// What is said of power and cooling, and whether it holds here.
nlohmann::ordered_json claimsJson(const scenario::Evaluation &evaluation, const catalog::Catalog &catalog);

} // namespace trilemma::app
