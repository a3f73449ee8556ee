// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/evaluation.h"
#include "widgets/measured_dots.h"

#include <QWidget>

#include <array>

class QSplitter;
class QStackedWidget;

namespace trilemma::widgets {
class Chart;
class LeverPanel;
class ReadoutStrip;
class ScenarioList;
class TuningChecklist;
class WhyLine;
}

namespace trilemma::app {

/// The Overview: read-outs on top, levers at the left, four linked charts, scenarios and tuning rules at the right, WHY
/// along the bottom.
/// Shows answers and passes edits on.
class OverviewPage : public QWidget {
    Q_OBJECT

public:
    explicit OverviewPage(QWidget *parent = nullptr);

    void showAnswer(const OverviewAnswer &answer, const catalog::Catalog &catalog);
    /// Measured points of the current scenario's configuration, on the charts that have a place for them.
    void showMeasured(const widgets::SharedMeasuredDots &dots);
    void showNextMove(const OverviewAnswer &answer, const std::optional<decision::Move> &move);
    void showRules(const OverviewAnswer &answer, const catalog::Catalog &catalog);

    widgets::LeverPanel &levers() { return *m_levers; }
    widgets::ScenarioList &scenarios() { return *m_scenarios; }
    widgets::TuningChecklist &rules() { return *m_rules; }
    widgets::WhyLine &why() { return *m_why; }
    const std::array<widgets::Chart *, 4> &charts() const { return m_charts; }
    widgets::Chart *chartUnderMouse() const;        ///< null where none

    /// Another picture of the same scenario, which can stand in the place of the charts.
    void addCentre(QWidget *centre);
    void showCentre(QWidget *centre);               ///< one that was added; null: the charts

    QByteArray splitterState() const;
    void restoreSplitterState(const QByteArray &state);
    void resetLayout();

    /// Without scenarios and rules, which a narrow window does without.
    QSize minimumSizeHint() const override;

signals:
    /// The operating point or a limit was dragged on a chart; `finished` ends the gesture.
    void leverDragged(const QString &leverId, double value, bool finished);
    void copyRequested(trilemma::widgets::Chart *chart);
    void exportRequested(trilemma::widgets::Chart *chart);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *buildChartGrid();
    void linkCharts();

    widgets::ReadoutStrip *m_strip;
    widgets::LeverPanel *m_levers;
    widgets::ScenarioList *m_scenarios;
    widgets::TuningChecklist *m_rules;
    widgets::WhyLine *m_why;
    std::array<widgets::Chart *, 4> m_charts;
    QStackedWidget *m_centre;                       ///< the chart grid first
    QSplitter *m_columns, *m_chartRows, *m_side;    ///< scenarios above rules at the side
    std::array<QSplitter *, 2> m_chartColumns{};
};

} // namespace trilemma::app
