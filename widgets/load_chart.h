// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/load_lines.h"
#include "widgets/plot_chart.h"

namespace trilemma::widgets {

/// p50, p95 and p99 of a latency, or the parts of the mean TTFT, against the fleet's request rate, of the current
/// scenario: the closed form until a simulation is shown, which takes its place with its confidence intervals. The closed
/// form keeps the band that 80 % of measurements lie in. Of other scenarios, the first of the curves.
class LoadChart : public PlotChart {
    Q_OBJECT
public:
    explicit LoadChart(LoadFigure figure, QWidget *parent = nullptr);

    struct LegendEntry {
        QString text;
        QColor fill;
        SeriesStyle line;
    };
    struct Ghost {
        const ChartScenario *shown;
        LoadLines lines;
    };

    /// One of each of scenarios(), in their order; null or missing goes back to the closed form.
    void showSimulations(const std::vector<SharedSimulatedLoad> &loads);
    const scenario::SimulatedLoad *simulationOf(std::size_t scenario) const; ///< null where the closed form stands
    const LoadLines &lines() const { return m_lines; }                       ///< as drawn last
    const std::vector<Ghost> &ghosts() const { return m_ghosts; }            ///< same, of the scenarios that are pinned
    catalog::Band band() const;                                              ///< around lines().closedForm, where there are any
    std::vector<LegendEntry> legend() const;

    QSize minimumSizeHint() const override { return {296, 160}; } ///< there is text above these
    QString csvName() const override;
    std::unique_ptr<Chart> copy() const override;

protected:
    PlotScene buildScene() override;
    std::vector<MeasuredMark> marksOf(const MeasuredDot &dot) const override;
    void paintUnder(QPainter &painter) const override;
    void paintOver(QPainter &painter) const override;
    std::vector<PlotLabel> buildLabels() const override;
    std::vector<QLineF> limitLines() const override;
    ReadOut readOutAt(double runningBatch) const override;
    std::optional<double> runningBatchAt(double x) const override;
    QString leverAt(const QPointF &position) const override;
    double leverValueAt(const QString &lever, double x) const override;

private:
    std::optional<serving::LatencyBound> slo() const;
    std::optional<double> sloShown() const; ///< inside the axes, shown unit
    bool isClosedLoop() const;
    double neededLatency() const;
    double neededRate() const;
    QString message() const;
    SeriesStyle styleOf(std::size_t line) const;
    SeriesStyle closedFormStyle() const; ///< muted where the simulation's curves stand before it
    const Polyline &drawnLine(std::size_t line) const;
    std::optional<QPointF> handle() const; ///< the scenario's own load, pixels
    void paintInterval(QPainter &painter, const LoadLine &line, const QColor &tint) const;
    void paintBand(QPainter &painter) const;
    void paintLegend(QPainter &painter) const;
    void addGhostLabels(std::vector<PlotLabel> &labels) const;
    void addGhostRows(ReadOut &readOut, double x) const;
    QString labelOf(const Ghost &ghost) const;
    std::optional<PlotLabel> handleLabel() const;
    void addLimitLabels(std::vector<PlotLabel> &labels) const;
    std::optional<QLineF> kneeLine() const;

    LoadFigure m_figure;
    std::vector<SharedSimulatedLoad> m_simulated;
    LoadLines m_lines;
    std::vector<Ghost> m_ghosts;
    double m_rateUpper = 0, m_latencyUpper = 0; ///< shown ends of the axes, kept steady
};

} // namespace trilemma::widgets
