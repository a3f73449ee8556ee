// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decision/tuning_rules.h"

#include "models/decision/rule_rows.h"

#include <algorithm>

namespace trilemma::decision {

using scenario::Evaluation;
using scenario::Scenario;

namespace {

RuleFinding found(const TuningRule &rule, const RuleQuestion &question)
{
    return runs(question.evaluation) ? rule.judge(question) : doesNotApply("Nothing runs: " + question.evaluation.reason + ".");
}

bool isWorse(const Scenario &before, const Evaluation &now, const Evaluation &then)
{
    if (now.replica.finite && !then.replica.finite)
        return true;
    return serving::meets(now.replica, before.slo) && !serving::meets(then.replica, before.slo);
}

std::string textOf(const LeverStep &step, const Scenario &before, const Scenario &after, const catalog::Catalog &catalog)
{
    std::string text;
    for (const LeverSetting &setting : step) {
        const scenario::Lever *lever = scenario::findLever(setting.leverId);
        const auto shown = [&](const Scenario &of) {
            return scenario::formatLeverValue(*lever, lever->read(of, catalog), of, catalog);
        };
        text += (text.empty() ? "" : ", ") + std::string(lever->label) + " " + shown(before) + " to " + shown(after);
    }
    return text;
}

std::optional<RuleStep> stepThatKeeps(const TuningRule &rule, const RuleQuestion &question)
{
    for (const LeverStep &step : rule.remedies(question)) {
        const auto changed = withStep(question.scenario, step, question.catalog);
        if (!changed)
            continue;
        const Evaluation then = scenario::evaluate(*changed, question.catalog);
        if (!runs(then) || isWorse(question.scenario, question.evaluation, then))
            continue;
        const RuleFinding after = found(rule, {*changed, then, question.catalog});
        if (after.state == RuleState::Kept)
            return RuleStep{step, textOf(step, question.scenario, *changed, question.catalog), after.sentence};
    }
    return std::nullopt;
}

} // namespace

const char *label(RuleState state)
{
    switch (state) {
    case RuleState::Kept:
        return "kept";
    case RuleState::Broken:
        return "broken";
    case RuleState::DoesNotApply:
        return "does not apply";
    }
    return "";
}

std::span<const TuningRule> tuningRules()
{
    static const std::vector<TuningRule> table = [] {
        std::vector<TuningRule> rows;
        for (const auto part :
             {latencyRules(), hybridRules(), throughputRules(), prefillRules(), placementRules(), precisionRules()})
            rows.insert(rows.end(), part.begin(), part.end());
        return rows;
    }();
    return table;
}

Result<Scenario> withStep(const Scenario &scenario, const LeverStep &step, const catalog::Catalog &catalog)
{
    Result<Scenario> changed = scenario;
    for (const LeverSetting &setting : step) {
        if (changed)
            changed = scenario::withLever(*changed, setting.leverId, setting.value, catalog);
    }
    return changed;
}

std::vector<CheckedRule> checkRules(const Scenario &scenario, const Evaluation &evaluation, const catalog::Catalog &catalog,
                                    RuleSteps steps)
{
    const RuleQuestion question{scenario, evaluation, catalog};
    std::vector<CheckedRule> checked;
    for (const TuningRule &rule : tuningRules()) {
        if (std::ranges::find(rule.objectives, scenario.objective) == rule.objectives.end())
            continue;
        CheckedRule row{&rule, found(rule, question), {}};
        if (steps == RuleSteps::Tried && row.finding.state == RuleState::Broken)
            row.step = stepThatKeeps(rule, question);
        checked.push_back(std::move(row));
    }
    return checked;
}

} // namespace trilemma::decision
