// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/decision/tuning_rules.h"

#include <nlohmann/json.hpp>

#include <iosfwd>
#include <vector>

namespace trilemma::app {

/// The checklist as `evaluate --rules` prints it, in both formats.
nlohmann::ordered_json rulesJson(const std::vector<decision::CheckedRule> &rules, const scenario::Scenario &scenario,
                                 const catalog::Catalog &catalog);
void printRules(const std::vector<decision::CheckedRule> &rules, const scenario::Scenario &scenario,
                const catalog::Catalog &catalog, std::ostream &out);

} // namespace trilemma::app
