// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/decision/tuning_rules.h"
#include "widgets/rule_row.h"

#include <vector>

namespace trilemma::app {

/// Checked rules as the checklist shows them. Without steps tried, a row keeps the one it has, marked as out of date.
std::vector<widgets::RuleText> ruleTexts(const std::vector<decision::CheckedRule> &rules, decision::RuleSteps steps);

/// "Latency rules".
QString rulesTitle(const scenario::Scenario &scenario, const catalog::Catalog &catalog);

} // namespace trilemma::app
