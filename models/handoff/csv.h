// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/curves.h"
#include "models/table.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace trilemma::handoff {

/// One scenario and what was computed for it. Refers to values that outlive the call.
struct EvaluatedScenario {
    const scenario::Scenario &scenario;
    const scenario::OverviewCurves &curves;
};

/// What a CSV file begins with: `# ` lines of metadata (program version, model, assumptions), or nothing
/// for readers that know only strict RFC 4180.
enum class Preamble { Metadata, None };
/// On one comment line, whatever a user typed.
std::string oneLine(std::string text);
/// Appends it: what the table holds, and for each scenario its levers, how its figures are known and its assumptions.
void writePreamble(std::string_view what, std::span<const EvaluatedScenario> scenarios, const catalog::Catalog &catalog,
                   Preamble preamble, std::string &csv);

/// Charts of the Overview by the names that `export --charts` and file names use.
enum class ChartTable { HockeyStick, Batch, Cost, Roofline };
std::string_view name(ChartTable chart);
std::span<const ChartTable> chartTables();
std::optional<ChartTable> chartTableFromName(std::string_view name);

/// One row per scenario: levers, then every metric with its unit in the header. Shown units, C locale,
/// numbers that read back to the same double; empty where there is no finite value.
std::string scenarioCsv(std::span<const EvaluatedScenario> scenarios, const catalog::Catalog &catalog,
                        Preamble preamble = Preamble::Metadata);

/// The points that a chart draws, one row per point, the scenario's name in the first column.
std::string chartCsv(ChartTable chart, std::span<const EvaluatedScenario> scenarios, const catalog::Catalog &catalog,
                     Preamble preamble = Preamble::Metadata);

/// Any table, of the scenarios that the preamble names.
std::string tableCsv(std::string_view name, const Table &table, std::span<const EvaluatedScenario> scenarios,
                     const catalog::Catalog &catalog, Preamble preamble = Preamble::Metadata);

} // namespace trilemma::handoff
