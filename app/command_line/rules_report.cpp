// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line/rules_report.h"

#include "app/command_line/text_table.h"

#include <algorithm>
#include <ostream>

namespace trilemma::app {

using decision::CheckedRule;
using decision::RuleState;
using nlohmann::ordered_json;

namespace {

std::string objectiveOf(const scenario::Scenario &scenario, const catalog::Catalog &catalog)
{
    return std::get<std::string>(scenario::findLever("objective")->read(scenario, catalog));
}

ordered_json stepJson(const decision::RuleStep &step)
{
    auto set = ordered_json::array();
    for (const decision::LeverSetting &setting : step.settings) {
        ordered_json entry{{"lever", setting.leverId}};
        if (const auto *number = std::get_if<double>(&setting.value)) {
            const scenario::Lever *lever = scenario::findLever(setting.leverId);
            entry["value"] = *number / lever->unitScale;
            entry["unit"] = lever->unit;
        } else {
            entry["value"] = std::get<std::string>(setting.value);
        }
        set.push_back(std::move(entry));
    }
    return {{"set", set}, {"text", step.text}, {"then", step.then}};
}

} // namespace

ordered_json rulesJson(const std::vector<CheckedRule> &rules, const scenario::Scenario &scenario, const catalog::Catalog &catalog)
{
    auto checklist = ordered_json::array();
    for (const CheckedRule &row : rules) {
        ordered_json entry{{"id", row.rule->id},
                           {"title", row.rule->title},
                           {"why", row.rule->why},
                           {"state", decision::label(row.finding.state)},
                           {"sentence", row.finding.sentence},
                           {"step", nullptr}};
        if (row.step)
            entry["step"] = stepJson(*row.step);
        checklist.push_back(std::move(entry));
    }
    return {{"objective", objectiveOf(scenario, catalog)}, {"checklist", checklist}};
}

void printRules(const std::vector<CheckedRule> &rules, const scenario::Scenario &scenario, const catalog::Catalog &catalog,
                std::ostream &out)
{
    const auto kept = std::ranges::count(rules, RuleState::Kept, [](const CheckedRule &row) { return row.finding.state; });
    const auto moot =
        std::ranges::count(rules, RuleState::DoesNotApply, [](const CheckedRule &row) { return row.finding.state; });
    out << "\nTuning rules for " << objectiveOf(scenario, catalog) << ": " << kept << " of "
        << static_cast<std::ptrdiff_t>(rules.size()) - moot << " kept\n";
    TextTable table({Align::Left, Align::Left, Align::Left});
    for (const CheckedRule &row : rules) {
        const std::string step = row.step ? " Try " + row.step->text + ": " + row.step->then : std::string();
        table.add({decision::label(row.finding.state), std::string(row.rule->title), row.finding.sentence + step});
    }
    table.print(out);
}

} // namespace trilemma::app
