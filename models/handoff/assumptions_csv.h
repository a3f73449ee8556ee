// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/handoff/csv.h"

namespace trilemma::handoff {

/// One row per scenario and row of the registry of assumptions: value, what the price book gives as low, median and high, date
/// and source.
std::string assumptionsCsv(std::span<const EvaluatedScenario> scenarios, const catalog::Catalog &catalog);

/// The same as `# ` lines for the head of another table; of later scenarios only what differs from the first.
void writeAssumptions(std::span<const EvaluatedScenario> scenarios, const catalog::Catalog &catalog, std::string &csv);

/// The same as Markdown, values side by side, ranges and sources those of the first.
void addAssumptions(std::span<const EvaluatedScenario> scenarios, const catalog::Catalog &catalog, std::string &markdown);

} // namespace trilemma::handoff
