// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evaluation.h"

#include <algorithm>

namespace trilemma::app {

const widgets::ChartScenario *OverviewAnswer::baseline() const
{
    const auto found = std::ranges::find_if(scenarios, &widgets::ChartScenario::baseline);
    return found == scenarios.end() ? nullptr : &*found;
}

widgets::ChartScenario chartScenario(const scenario::Scenario &scenario, std::shared_ptr<const scenario::OverviewCurves> curves,
                                     int series, const catalog::Catalog &catalog)
{
    const catalog::Accelerator *accelerator = catalog.accelerator(scenario.acceleratorId);
    return {scenario, std::move(curves), QString::fromStdString(scenario.name), series, false, false,
            accelerator ? QString::fromStdString(accelerator->name) : QString()};
}

LiveEvaluation::LiveEvaluation(const catalog::Catalog &catalog, QObject *parent) : QObject(parent), m_catalog(catalog)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMilliseconds);
    connect(&m_rest, &QTimer::timeout, this, &LiveEvaluation::searchNextMove);
}

void LiveEvaluation::request(const scenario::Session &session)
{
    m_asked = session;
    if (!std::exchange(m_pending, true))
        QMetaObject::invokeMethod(this, &LiveEvaluation::evaluate, Qt::QueuedConnection);
}

void LiveEvaluation::catalogChanged()
{
    m_pinned.clear();
    request(m_asked);
}

void LiveEvaluation::evaluate()
{
    m_pending = false;
    ++m_answer.generation;
    m_answer.scenarios.clear();
    const auto curves = std::make_shared<const scenario::OverviewCurves>(scenario::overviewCurves(m_asked.current, m_catalog));
    m_answer.scenarios.push_back(chartScenario(m_asked.current, curves, 0, m_catalog));
    m_answer.scenarios.back().current = true;
    for (int i = 0; i < static_cast<int>(m_asked.pinned.size()); ++i) {
        const scenario::Scenario &pinned = m_asked.pinned[static_cast<size_t>(i)];
        m_answer.scenarios.push_back(chartScenario(pinned, pinnedCurves(pinned), i + 1, m_catalog));
        m_answer.scenarios.back().baseline = i == m_asked.baseline;
    }
    std::erase_if(m_pinned, [this](const auto &kept) { return !std::ranges::count(m_asked.pinned, kept.first); });

    const widgets::ChartScenario *baseline = m_answer.baseline();
    m_answer.binds = decision::whatBinds(m_asked.current, curves->evaluation);
    m_answer.moved.clear();
    if (baseline) {
        m_answer.moved = decision::whatMoved(m_asked.current, curves->evaluation, baseline->scenario,
                                             baseline->curves->evaluation, m_catalog);
    }
    m_answer.rules.clear();
    m_answer.ruleSteps = decision::RuleSteps::Omitted;
    if (!m_sinceRules.isValid() || m_sinceRules.hasExpired(rulesMilliseconds))
        checkRules(decision::RuleSteps::Omitted);
    m_nextMove.reset();
    m_rest.start();
    emit finished();
}

void LiveEvaluation::searchNextMove()
{
    m_nextMove = decision::bestMove(m_asked.current, m_answer.current().curves->evaluation, m_catalog);
    checkRules(decision::RuleSteps::Tried);
    emit nextMoveFound();
}

void LiveEvaluation::checkRules(decision::RuleSteps steps)
{
    m_answer.ruleSteps = steps;
    m_answer.rules.clear();
    m_sinceRules.start();
    if (m_wantsRules)
        m_answer.rules = decision::checkRules(m_asked.current, m_answer.current().curves->evaluation, m_catalog, steps);
}

void LiveEvaluation::wantRules(bool wanted)
{
    const bool isAnswered = m_answer.generation > 0;
    if (std::exchange(m_wantsRules, wanted) != wanted && wanted && isAnswered) {
        m_sinceRules.invalidate();
        request(m_asked);
    }
}

LiveEvaluation::Curves LiveEvaluation::pinnedCurves(const scenario::Scenario &scenario)
{
    const auto known = std::ranges::find(m_pinned, scenario, &std::pair<scenario::Scenario, Curves>::first);
    if (known != m_pinned.end())
        return known->second;
    m_pinned.emplace_back(scenario, std::make_shared<const scenario::OverviewCurves>(scenario::overviewCurves(scenario, m_catalog)));
    return m_pinned.back().second;
}

} // namespace trilemma::app
