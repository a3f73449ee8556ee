// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/decision/explanation.h"
#include "models/decision/tuning_rules.h"
#include "models/scenario/session.h"
#include "widgets/chart_input.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace trilemma::app {

/// All that the Overview shows for one state of the session; the current scenario first, then the pinned ones.
struct OverviewAnswer {
    /// Counts the states of the session that were asked about. What a slower tier returns for an older one is stale.
    int generation = 0;
    std::vector<widgets::ChartScenario> scenarios;
    std::string binds, moved;
    std::vector<decision::CheckedRule> rules;       ///< of the current scenario; empty where nobody looks, or looked just now
    decision::RuleSteps ruleSteps = decision::RuleSteps::Omitted;

    const widgets::ChartScenario &current() const { return scenarios.front(); }
    const widgets::ChartScenario *baseline() const;     ///< null where none
};

/// A scenario as charts draw it, in the colour of `series`.
widgets::ChartScenario chartScenario(const scenario::Scenario &scenario, std::shared_ptr<const scenario::OverviewCurves> curves,
                                     int series, const catalog::Catalog &catalog);

/// Answers what the window asks: the closed form at once, on the thread that asks; the search for the next best
/// move and for steps that keep broken rules when the levers have come to rest.
class LiveEvaluation : public QObject {
    Q_OBJECT

public:
    static constexpr int restMilliseconds = 120;
    /// While levers move, rules are read less often than curves are seen to move.
    static constexpr int rulesMilliseconds = 100;

    /// The catalogue outlives this.
    explicit LiveEvaluation(const catalog::Catalog &catalog, QObject *parent = nullptr);

    /// All requests of one turn of the event loop are answered once, with the last of them.
    void request(const scenario::Session &session);
    /// What is known about pinned scenarios no longer holds.
    void catalogChanged();

    /// Whether answers come with the tuning rules; asks again where they now do.
    void wantRules(bool wanted);

    const OverviewAnswer &answer() const { return m_answer; }       ///< empty until first finished()
    const std::optional<decision::Move> &nextMove() const { return m_nextMove; }

signals:
    void finished();
    void nextMoveFound();

private:
    using Curves = std::shared_ptr<const scenario::OverviewCurves>;

    void evaluate();
    void searchNextMove();
    void checkRules(decision::RuleSteps steps);
    Curves pinnedCurves(const scenario::Scenario &scenario);

    const catalog::Catalog &m_catalog;
    scenario::Session m_asked;
    bool m_pending = false, m_wantsRules = false;
    OverviewAnswer m_answer;
    std::vector<std::pair<scenario::Scenario, Curves>> m_pinned;    ///< answers that pinned scenarios keep
    std::optional<decision::Move> m_nextMove;
    QTimer m_rest;
    QElapsedTimer m_sinceRules;
};

} // namespace trilemma::app
