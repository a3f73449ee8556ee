// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/evaluation.h"
#include "app/simulation.h"
#include "app/window/simulation_heading.h"
#include "widgets/load_chart.h"

#include <QWidget>

#include <array>

namespace trilemma::app {

/// Percentiles under load of the current scenario: the closed form at once, the simulator's when they return. Simulates
/// only while it is shown.
class LoadPage : public QWidget {
    Q_OBJECT

public:
    /// The catalogue outlives this.
    explicit LoadPage(const catalog::Catalog &catalog, QWidget *parent = nullptr);

    void showAnswer(const OverviewAnswer &answer);
    /// What was simulated no longer holds; an answer follows.
    void catalogChanged();

    LoadSimulation &simulation() { return *m_simulation; }
    const std::array<widgets::LoadChart *, 4> &charts() const { return m_charts; }
    /// What was delivered for the scenario that is shown; null where the closed form stands.
    const widgets::SharedSimulatedLoad &simulated() const { return m_simulated; }
    widgets::Chart *chartUnderMouse() const; ///< null where none
    QString text() const { return m_heading->text(); }

signals:
    void leverDragged(const QString &leverId, double value, bool finished);
    void copyRequested(trilemma::widgets::Chart *chart);
    void exportRequested(trilemma::widgets::Chart *chart);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void linkCharts();
    void refresh();
    void simulate();
    void take(const widgets::SharedSimulatedLoad &load, int generation, bool isPreview);
    void showText();

    std::array<widgets::LoadChart *, 4> m_charts;
    SimulationHeading *m_heading;
    LoadSimulation *m_simulation;
    std::optional<widgets::ChartScenario> m_shown;
    int m_generation = 0; ///< of what is shown
    bool m_stale = true;  ///< not simulated yet
    widgets::SharedSimulatedLoad m_simulated;
};

} // namespace trilemma::app
