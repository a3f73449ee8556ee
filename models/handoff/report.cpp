// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/handoff/report.h"

#include "models/handoff/assumptions_csv.h"
#include "models/scenario/levers.h"
#include "models/scenario/metrics.h"

#include <array>

namespace trilemma::handoff {
namespace {

/// Text that a table cell can hold: no column or line ends inside it.
std::string cell(std::string_view text)
{
    std::string safe;
    for (const char c : text) {
        if (c == '|' || c == '\\')
            safe += '\\';
        safe += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    }
    return safe;
}

void addTableHead(std::string_view first, std::span<const EvaluatedScenario> scenarios, std::string_view last, std::string &text)
{
    text += "| " + std::string(first) + " |";
    std::string rule = "|---|";
    for (const auto &[scenario, curves] : scenarios) {
        text += " " + cell(scenario.name) + " |";
        rule += "---:|";
    }
    text += " " + std::string(last) + " |\n" + rule + "---|\n";
}

void addHeadline(const scenario::Evaluation &evaluation, std::string &text)
{
    text += std::string("**") + scenario::label(evaluation.state) + ".** " + cell(evaluation.reason) + "\n\n";
    constexpr std::array<std::string_view, 7> headline{"throughput.output", "knee.requests", "ttft.p99", "itl.p99",
                                                       "cost.output",       "cost.month",    "gpus"};
    for (const std::string_view id : headline) {
        if (const scenario::Metric *metric = scenario::findMetric(id))
            text += "- " + std::string(metric->label) + ": **" + scenario::formatMetric(*metric, evaluation) + "** (" +
                    std::string(metric->basis) + ")\n";
    }
    text += std::string("\nFigures are known as: ") + catalog::label(evaluation.provenance) + "; 80 % of step times lie within " +
            std::to_string(static_cast<int>(evaluation.relativeError * 100 + 0.5)) + " %.\n\n";
}

void addWhy(const decision::Explanation &why, const scenario::Evaluation &evaluation, std::string &text)
{
    text += "## Why\n\n";
    for (const std::string &sentence : {why.binds, why.moved, why.nextMove})
        text += sentence.empty() ? "" : "- " + sentence + "\n";
    for (const scenario::Warning &warning : evaluation.warnings)
        text += "- Warning " + warning.id + ": " + warning.message + "\n";
    text += "\n";
}

} // namespace

std::string reportMarkdown(std::span<const EvaluatedScenario> scenarios, const decision::Explanation &why,
                           const catalog::Catalog &catalog)
{
    if (scenarios.empty())
        return {};
    const scenario::Evaluation &evaluation = scenarios.front().curves.evaluation;
    std::string text = "# Scenario " + cell(scenarios.front().scenario.name) + "\n\n";
    addHeadline(evaluation, text);
    addWhy(why, evaluation, text);

    text += "## Figures\n\n";
    addTableHead("Figure", scenarios, "Basis", text);
    for (const scenario::Metric &metric : scenario::metrics()) {
        text += "| " + std::string(metric.label) + " |";
        for (const auto &[scenario, curves] : scenarios)
            text += " " + cell(scenario::formatMetric(metric, curves.evaluation)) + " |";
        text += " " + std::string(metric.basis) + " |\n";
    }

    text += "\n## Inputs\n\n";
    addTableHead("Input", scenarios, "Group", text);
    for (const scenario::Lever &lever : scenario::levers()) {
        text += "| " + std::string(lever.label) + " |";
        for (const auto &[scenario, curves] : scenarios)
            text += " " + cell(scenario::formatLeverValue(lever, lever.read(scenario, catalog), scenario, catalog)) + " |";
        text += " " + std::string(lever.group) + " |\n";
    }
    text += "\n## Assumptions of cost\n\n";
    addAssumptions(scenarios, catalog, text);
    return text;
}

} // namespace trilemma::handoff
