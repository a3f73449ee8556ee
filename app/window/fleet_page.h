// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/evaluation.h"
#include "app/latest_work.h"
#include "app/view_charts.h"
#include "app/window/simulation_heading.h"
#include "app/window/table_panel.h"
#include "models/decision/shared_fleet.h"
#include "models/scenario/fleet_study.h"
#include "widgets/figure_chart.h"
#include "widgets/fleet_figures.h"

#include <array>

class QComboBox;
class QGridLayout;
class QLayout;

namespace trilemma::app {

class SteadyText;

/// The current scenario as a fleet: its nodes, its replicas over the hours of a week, what each policy, sizing rule and router
/// comes to, work that fills spare replicas, purchases. Computes only while it is shown.
class FleetPage : public QWidget {
    Q_OBJECT

public:
    enum Picture { Day, Nodes, Scaling, pictureCount };
    enum Panel { Policies, Sizings, Routers, Backfill, Purchases, Failures, Sharing, panelCount };
    using SharedStudy = std::shared_ptr<const scenario::FleetStudy>;
    using SharedTradeoff = std::shared_ptr<const scenario::ScalingTradeoff>;

    /// The catalogue outlives this. The first panels are in the order of the tables that exports know.
    explicit FleetPage(const catalog::Catalog &catalog, QWidget *parent = nullptr);

    void showAnswer(const OverviewAnswer &answer);
    /// What was computed no longer holds; an answer follows.
    void catalogChanged();

    const std::array<widgets::FigureChart *, pictureCount> &charts() const { return m_charts; }
    const std::array<TablePanel *, panelCount> &panels() const { return m_panels; }
    /// Of the scenario that is shown; null until it is known.
    const SharedTradeoff &tradeoff() const { return m_tradeoff; }
    const SharedStudy &study() const { return m_study; } ///< null until first shown
    QComboBox &shownHours() { return *m_hours; }         ///< Monday to Sunday, and the week
    widgets::Chart *chartUnderMouse() const;             ///< null where none
    QString text() const;                                ///< all of the words, a line each

signals:
    /// A policy, rule or router was chosen in its table, or a point of the trade-off.
    void leverChosen(const QString &leverId, const trilemma::scenario::LeverValue &value);
    void copyRequested(trilemma::widgets::Chart *chart);
    void exportRequested(trilemma::widgets::Chart *chart);
    void tableExportRequested(const trilemma::app::ViewChart &table);
    void weekRequested(); ///< to edit it

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *buildHourRow();
    QLayout *buildContent();
    void linkCharts();
    void linkPanel(Panel panel, const char *leverId);
    void arrange();
    void refresh();
    void showDay();
    void showHour();
    void showTables();
    void work();
    void showScaling();
    void showSharing();
    void choosePoint(const QString &id);
    widgets::FleetShown shown() const;

    const catalog::Catalog &m_catalog;
    SimulationHeading *m_heading;
    QComboBox *m_hours;
    SteadyText *m_hour;
    QGridLayout *m_chartGrid, *m_panelGrid;
    std::array<widgets::FigureChart *, pictureCount> m_charts;
    std::array<TablePanel *, panelCount> m_panels;
    int m_columns = 0;
    std::optional<widgets::ChartScenario> m_shown;
    SharedStudy m_study; ///< of m_shown, or of what was shown before the page was hidden
    SharedTradeoff m_tradeoff;
    std::vector<scenario::Scenario> m_scenarios; ///< the current one first
    std::optional<Result<decision::SharedFleet>> m_sharing;
    double m_usdPerGpuHour = 0;
    std::shared_ptr<const catalog::Catalog> m_snapshot; ///< for workers, which may outlive a change; null until asked for
    LatestWork m_work;
};

} // namespace trilemma::app
