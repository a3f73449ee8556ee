// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot_chart.h"

namespace trilemma::widgets {

/// Decode throughput and step time of one replica against its running batch, with the limits that end it.
class BatchChart : public PlotChart {
    Q_OBJECT
public:
    explicit BatchChart(QWidget *parent = nullptr);
    ~BatchChart() override;

    QString csvName() const override { return QStringLiteral("batch_curve"); }
    QString csv() const override;
    QString readOut() const override;
    std::unique_ptr<Chart> copy() const override;

protected:
    void updatePlot() override;
    void updateCrosshair() override;
    void placeLabels() override;
    std::optional<double> runningBatchAt(double x) const override;
    QString leverAt(const QPointF &position) const override;
    double leverValueAt(const QString &lever, double x) const override;

private:
    struct Items;
    std::unique_ptr<Items> m_items;
};

} // namespace trilemma::widgets
