// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/handoff/assumptions_csv.h"

#include "models/evidence/csv.h"
#include "models/scenario/number_text.h"
#include "models/scenario/stated_assumptions.h"

namespace trilemma::handoff {

namespace {

using scenario::shortText;
using scenario::StatedAssumption;

std::string rangeText(const cost::Range &range)
{
    return shortText(range.low) + " / " + shortText(range.median) + " / " + shortText(range.high);
}

std::string markdownCell(std::string text)
{
    for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2)
        text.insert(at, 1, '\\');
    return text;
}

bool isAlike(const StatedAssumption &a, const StatedAssumption &b)
{
    return a.value == b.value && a.source == b.source;
}

} // namespace

std::string assumptionsCsv(std::span<const EvaluatedScenario> scenarios, const catalog::Catalog &catalog)
{
    std::string csv;
    evidence::CsvWriter writer(csv);
    for (const std::string_view name :
         {"scenario", "assumption", "value", "unit", "set", "low", "median", "high", "date", "source"})
        writer.text(name);
    writer.endRecord();
    for (const auto &[scenario, curves] : scenarios) {
        for (const StatedAssumption &stated : statedAssumptions(scenario, catalog)) {
            writer.text(scenario.name).text(stated.id).number(stated.value).text(stated.unit).text(stated.isSet ? "yes" : "no");
            writer.number(stated.range.low).number(stated.range.median).number(stated.range.high);
            writer.text(stated.date).text(stated.source).endRecord();
        }
    }
    return csv;
}

void writeAssumptions(std::span<const EvaluatedScenario> scenarios, const catalog::Catalog &catalog, std::string &csv)
{
    std::vector<StatedAssumption> first;
    for (const auto &[scenario, curves] : scenarios) {
        std::vector<StatedAssumption> all = statedAssumptions(scenario, catalog);
        for (std::size_t row = 0; row < all.size(); ++row) {
            if (first.empty() || !isAlike(all[row], first[row]))
                csv += "# " +
                       oneLine(scenario.name + ", assumption " + all[row].id + " " + shortText(all[row].value) + " " +
                               all[row].unit + ", low / median / high " + rangeText(all[row].range) + "; " + all[row].source) +
                       "\n";
        }
        if (first.empty())
            first = std::move(all);
    }
}

void addAssumptions(std::span<const EvaluatedScenario> scenarios, const catalog::Catalog &catalog, std::string &markdown)
{
    std::vector<std::vector<StatedAssumption>> columns;
    std::string head = "| Assumption | Unit |", rule = "|---|---|";
    for (const auto &[scenario, curves] : scenarios) {
        columns.push_back(statedAssumptions(scenario, catalog));
        head += " " + markdownCell(oneLine(scenario.name)) + " |";
        rule += "---:|";
    }
    markdown += head + " Low / median / high | Source |\n" + rule + "---|---|\n";
    for (std::size_t row = 0; !columns.empty() && row < columns.front().size(); ++row) {
        const StatedAssumption &stated = columns.front()[row];
        markdown += "| " + stated.id + " | " + markdownCell(stated.unit) + " |";
        for (const auto &column : columns)
            markdown += " " + shortText(column[row].value) + " |";
        markdown += " " + rangeText(stated.range) + " | " + markdownCell(stated.source) + " |\n";
    }
}

} // namespace trilemma::handoff
