// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/evaluation.h"
#include "app/latest_work.h"
#include "app/window/simulation_heading.h"
#include "widgets/batching_figures.h"
#include "widgets/figure_chart.h"

#include <array>

class QGridLayout;
class QLabel;
class QSpinBox;

namespace trilemma::app {

/// What batching does to the current scenario: parts of a pass, token budgets, a long prompt, gaps between tokens, kinds of
/// batching, first requests. The closed form at once, the simulator's when it returns. Computes only while it is shown.
class BatchingPage : public QWidget {
    Q_OBJECT

public:
    enum Picture { Pass, BudgetLatency, BudgetCapacity, LongPrompt, Gaps, Batchings, Requests, pictureCount };
    using SharedStudy = std::shared_ptr<const scenario::BatchingStudy>;

    /// The catalogue outlives this.
    explicit BatchingPage(const catalog::Catalog &catalog, QWidget *parent = nullptr);
    ~BatchingPage() override;

    void showAnswer(const OverviewAnswer &answer);
    /// What was computed no longer holds; an answer follows.
    void catalogChanged();

    const std::array<widgets::FigureChart *, pictureCount> &charts() const { return m_charts; }
    /// Of the scenario that is shown; null where the closed form stands alone.
    const SharedStudy &study() const { return m_study; }
    bool isBusy() const { return m_work.isBusy(); }
    QSpinBox &promptTokens() { return *m_promptTokens; }
    widgets::Chart *chartUnderMouse() const; ///< null where none
    QString text() const;                    ///< all of the words, a line each

signals:
    void leverDragged(const QString &leverId, double value, bool finished);
    void copyRequested(trilemma::widgets::Chart *chart);
    void exportRequested(trilemma::widgets::Chart *chart);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *buildPromptRow();
    void linkCharts();
    void arrange();
    void refresh();
    void simulate();
    void take(const SharedStudy &study);
    void showPromptLimits();
    void showFigures(bool withClosedForm);
    void showText();

    const catalog::Catalog &m_catalog;
    SimulationHeading *m_heading;
    QSpinBox *m_promptTokens;
    QLabel *m_stall;
    QGridLayout *m_grid;
    std::array<widgets::FigureChart *, pictureCount> m_charts;
    int m_columns = 0;
    std::optional<widgets::ChartScenario> m_shown;
    scenario::BatchingCurves m_curves; ///< of m_shown
    SharedStudy m_study;
    int m_wantedTokens;                                 ///< of the long prompt, as last entered
    bool m_stale = true;                                ///< not simulated yet
    std::shared_ptr<const catalog::Catalog> m_snapshot; ///< for workers, which may outlive a change; null until asked for
    LatestWork m_work;
};

} // namespace trilemma::app
