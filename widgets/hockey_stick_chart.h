// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot_chart.h"

namespace trilemma::widgets {

/// Latency against output tokens per second of the whole fleet, idle to capacity. Nothing is drawn past capacity.
class HockeyStickChart : public PlotChart {
    Q_OBJECT
public:
    explicit HockeyStickChart(QWidget *parent = nullptr);
    ~HockeyStickChart() override;

    void setLatency(serving::LatencyMetric metric, serving::Percentile percentile);
    serving::LatencyMetric metric() const { return m_metric; }
    serving::Percentile percentile() const { return m_percentile; }

    QString csvName() const override { return QStringLiteral("hockey_stick"); }
    QString csv() const override;
    QString readOut() const override;
    std::unique_ptr<Chart> copy() const override;

signals:
    void latencyChanged(trilemma::serving::LatencyMetric metric, trilemma::serving::Percentile percentile);

protected:
    void updatePlot() override;
    void updateCrosshair() override;
    void placeLabels() override;
    void fillMenu(QMenu &menu) override;
    std::optional<double> runningBatchAt(double x) const override;
    QString leverAt(const QPointF &position) const override;
    double leverValueAt(const QString &lever, double x) const override;

private:
    serving::LatencyMetric m_metric = serving::LatencyMetric::Itl;
    serving::Percentile m_percentile = serving::Percentile::P99;
    struct Items;
    std::unique_ptr<Items> m_items;
};

} // namespace trilemma::widgets
