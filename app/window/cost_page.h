// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/evaluation.h"
#include "app/latest_work.h"
#include "app/window/simulation_heading.h"
#include "app/window/table_panel.h"
#include "models/decision/hardware_ranking.h"
#include "widgets/bar_chart.h"
#include "widgets/cost_figures.h"
#include "widgets/figure_chart.h"

#include <array>

class QComboBox;
class QGridLayout;
class QLabel;
class QTableWidget;

namespace trilemma::app {

/// What the current scenario costs and why: parts of the bill beside pinned ones, where owning, renting and an API
/// overtake each other, what each group of levers and each assumption moves, other hardware, and every figure with its chain
/// of formulas. Computes only while it is shown; what takes longer than a frame, on another thread.
class CostPage : public QWidget {
    Q_OBJECT

public:
    enum BarPicture { Stack, Waterfall, Tornado, barPictureCount };
    enum CurvePicture { Utilisation, OwnRent, Api, LatencyPrice, Payback, curvePictureCount };
    static constexpr int pictureCount = int{barPictureCount} + int{curvePictureCount};
    /// What another thread works out of a scenario.
    struct Change {
        decision::CostWaterfall waterfall;
        decision::Sensitivity sensitivity;
    };
    using Ranking = std::vector<decision::RankedHardware>;
    using Prices = std::vector<decision::PricedLatency>;

    /// The catalogue outlives this.
    explicit CostPage(const catalog::Catalog &catalog, QWidget *parent = nullptr);

    void showAnswer(const OverviewAnswer &answer);
    /// What was computed no longer holds; an answer follows.
    void catalogChanged();

    widgets::BarChart &chart(BarPicture picture) const { return *m_bars[picture]; }
    widgets::FigureChart &chart(CurvePicture picture) const { return *m_curves[picture]; }
    const std::array<widgets::Chart *, pictureCount> &charts() const { return m_charts; } ///< all of them
    QTableWidget &figures() { return *m_figures; }
    QTableWidget &rankingTable() { return *m_rankingTable; }
    /// Of the scenario that is shown; null until they are known.
    const std::shared_ptr<const Change> &change() const { return m_change; }
    const std::shared_ptr<const Ranking> &ranking() const { return m_ranking; }
    const std::shared_ptr<const Prices> &latencyPrices() const { return m_prices; }
    TablePanel &offers() { return *m_offers; }
    bool isBusy() const { return m_work.isBusy(); }
    widgets::Chart *chartUnderMouse() const; ///< null where none
    QString text() const;                    ///< all of the words, a line each
    /// Opens the chain of a metric of cost.
    void explain(const QString &metricId);

signals:
    void leverChosen(const QString &leverId, const trilemma::scenario::LeverValue &value);
    void copyRequested(trilemma::widgets::Chart *chart);
    void exportRequested(trilemma::widgets::Chart *chart);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *buildChoices();
    void linkCharts();
    void linkFigures();
    void arrange();
    void refresh();
    QWidget *buildRanking();
    void draw(CurvePicture picture, widgets::Figure figure);
    void draw(BarPicture picture, widgets::Bars bars);
    void work();
    void showChange();
    void showRanking();
    void showLatencyPrice();
    void showOffers();
    void takeOffer(int row);

    const catalog::Catalog &m_catalog;
    SimulationHeading *m_heading;
    QComboBox *m_unit, *m_attribution, *m_swingOf;
    QTableWidget *m_figures, *m_rankingTable;
    QLabel *m_inversion;
    QWidget *m_rankingBox;
    TablePanel *m_offers;
    QGridLayout *m_grid;
    std::array<widgets::BarChart *, barPictureCount> m_bars;
    std::array<widgets::FigureChart *, curvePictureCount> m_curves;
    std::array<widgets::Chart *, pictureCount> m_charts; ///< in the order of their places
    int m_columns = 0;
    std::vector<widgets::ChartScenario> m_shown; ///< the current one first
    std::optional<scenario::Scenario> m_worked;  ///< what m_change, m_ranking and m_prices are of, or will be
    std::shared_ptr<const Change> m_change;
    std::shared_ptr<const Ranking> m_ranking;
    std::shared_ptr<const Prices> m_prices;
    std::shared_ptr<const catalog::Catalog> m_snapshot; ///< for workers, which may outlive a change; null until asked for
    LatestWork m_work;
};

} // namespace trilemma::app
