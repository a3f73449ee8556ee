// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/hockey_stick.h"
#include "widgets/plot_chart.h"

namespace trilemma::widgets {

/// Latency against output tokens per second of the whole fleet, idle to capacity. Nothing is drawn past capacity.
/// The operating point can be dragged: lever "qps", or "concurrency" in closed loop.
class HockeyStickChart : public PlotChart {
    Q_OBJECT
public:
    explicit HockeyStickChart(QWidget *parent = nullptr);

    void setLatency(serving::LatencyMetric metric, serving::Percentile percentile);
    void setLogarithmic(bool logarithmic);
    serving::LatencyMetric metric() const { return m_metric; }
    serving::Percentile percentile() const { return m_percentile; }
    bool isLogarithmic() const { return m_logarithmic; }
    /// Of the operating point's handle, pixels of the plot; empty where there is none.
    std::optional<QPointF> handle() const;

    QString csvName() const override { return QStringLiteral("hockey_stick"); }
    std::unique_ptr<Chart> copy() const override;

signals:
    void latencyChanged(trilemma::serving::LatencyMetric metric, trilemma::serving::Percentile percentile);

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
    void fillMenu(QMenu &menu) override;

private:
    const HockeyStick *currentStick() const;
    std::optional<double> sloBound() const;     ///< of the shown latency, shown unit
    double neededLatency() const;
    double neededThroughput() const;
    double capacity() const;                    ///< of the current scenario, output tok/s of the fleet
    double latencyOf(const serving::OperatingPoint &point) const;
    void paintBand(QPainter &painter) const;
    void paintSteps(QPainter &painter) const;
    std::optional<PlotLabel> stepLabel() const;     ///< of the current scenario, where the step can be seen
    void paintHandle(QPainter &painter) const;
    void addLimitLabels(std::vector<PlotLabel> &labels) const;
    PlotLabel handleLabel(const QPointF &at) const;
    QString message() const;

    serving::LatencyMetric m_metric = serving::LatencyMetric::Itl;
    serving::Percentile m_percentile = serving::Percentile::P99;
    bool m_logarithmic = false;
    double m_throughputUpper = 0, m_latencyUpper = 0;   ///< shown ends of the axes, kept steady
    std::vector<HockeyStick> m_sticks;
};

} // namespace trilemma::widgets
