// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/rule_texts.h"

#include "widgets/text.h"

#include <QCoreApplication>

namespace trilemma::app {

using widgets::qString;
using widgets::RuleText;

namespace {

/// Figures stay on one line with their units.
QString unbroken(std::string_view text)
{
    const QChar space(QChar::Nbsp);
    return qString(text)
        .replace(QStringLiteral(" %"), space + QStringLiteral("%"))
        .replace(QStringLiteral(" ms"), space + QStringLiteral("ms"));
}

RuleText::Mark markOf(decision::RuleState state)
{
    switch (state) {
    case decision::RuleState::Kept:
        return RuleText::Mark::Kept;
    case decision::RuleState::Broken:
        return RuleText::Mark::Broken;
    case decision::RuleState::DoesNotApply:
        break;
    }
    return RuleText::Mark::DoesNotApply;
}

} // namespace

std::vector<RuleText> ruleTexts(const std::vector<decision::CheckedRule> &rules, decision::RuleSteps steps)
{
    std::vector<RuleText> texts;
    for (const decision::CheckedRule &row : rules) {
        RuleText text;
        text.id = qString(row.rule->id);
        text.title = qString(row.rule->title);
        text.why = qString(row.rule->why);
        text.mark = markOf(row.finding.state);
        text.sentence = unbroken(row.finding.sentence);
        text.stepHolds = steps == decision::RuleSteps::Tried;
        if (row.step) {
            text.step = unbroken(row.step->text);
            text.then = unbroken(row.step->then);
        }
        texts.push_back(std::move(text));
    }
    return texts;
}

QString rulesTitle(const scenario::Scenario &scenario, const catalog::Catalog &catalog)
{
    const scenario::Lever *lever = scenario::findLever("objective");
    return QCoreApplication::translate("RuleTexts", "%1 rules")
        .arg(qString(scenario::formatLeverValue(*lever, lever->read(scenario, catalog), scenario, catalog)));
}

} // namespace trilemma::app
