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

/// Percentiles under load of the current scenario, those of pinned ones as ghosts: the closed form at once, the simulator's
/// when they return, the current scenario first. Simulates only while it is shown.
class LoadPage : public QWidget {
    Q_OBJECT

public:
    /// The catalogue outlives this.
    explicit LoadPage(const catalog::Catalog &catalog, QWidget *parent = nullptr);

    /// With the measured points of the current scenario's configuration.
    void showAnswer(const OverviewAnswer &answer, const widgets::SharedMeasuredDots &measured);
    /// What was simulated no longer holds; an answer follows.
    void catalogChanged();

    LoadSimulation &simulation() { return *m_simulation; }
    const std::array<widgets::LoadChart *, 4> &charts() const { return m_charts; }
    /// What was delivered for the scenario that is shown; null where the closed form stands.
    widgets::SharedSimulatedLoad simulated() const;
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
    struct Known {
        scenario::Scenario scenario; ///< without what changes nothing under load
        widgets::SharedSimulatedLoad load;
        bool isPreview;
    };

    void linkCharts();
    void refresh();
    void simulate();
    void showSimulations();
    widgets::SharedSimulatedLoad simulationOf(const scenario::Scenario &scenario) const;
    void take(const widgets::SharedSimulatedLoad &load, int generation, bool isPreview);
    void showText();

    std::array<widgets::LoadChart *, 4> m_charts;
    SimulationHeading *m_heading;
    LoadSimulation *m_simulation;
    std::vector<widgets::ChartScenario> m_shown; ///< the current one first
    widgets::SharedMeasuredDots m_measured;
    int m_generation = 0;                      ///< of what is shown
    std::vector<Known> m_known;                ///< of scenarios that are shown
    std::optional<scenario::Scenario> m_asked; ///< what is being simulated, as in m_known
};

} // namespace trilemma::app
