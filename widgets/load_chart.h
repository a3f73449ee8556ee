// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/load_lines.h"
#include "widgets/plot_chart.h"

namespace trilemma::widgets {

/// p50, p95 and p99 of a latency, or the parts of the mean TTFT, against the fleet's request rate, of the current
/// scenario: the closed form until a simulation is shown, which takes its place with its confidence intervals.
class LoadChart : public PlotChart {
    Q_OBJECT
public:
    explicit LoadChart(LoadFigure figure, QWidget *parent = nullptr);

    /// Of the current scenario; null goes back to the closed form.
    void showSimulation(const SharedSimulatedLoad &load);
    const LoadLines &lines() const { return m_lines; } ///< as drawn last

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
    QString message() const;
    SeriesStyle styleOf(std::size_t line) const;
    std::optional<QPointF> handle() const; ///< the scenario's own load, pixels
    void paintInterval(QPainter &painter, const LoadLine &line, const QColor &tint) const;
    std::optional<PlotLabel> handleLabel() const;
    void addLimitLabels(std::vector<PlotLabel> &labels) const;
    std::optional<QLineF> kneeLine() const;

    LoadFigure m_figure;
    SharedSimulatedLoad m_simulated;
    LoadLines m_lines;
    double m_rateUpper = 0, m_latencyUpper = 0; ///< shown ends of the axes, kept steady
};

} // namespace trilemma::widgets
