// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot_chart.h"

namespace trilemma::widgets {

/// Dollars per million output tokens on the reservation basis, one bar a scenario, stacked by part.
class CostChart : public PlotChart {
    Q_OBJECT
public:
    explicit CostChart(QWidget *parent = nullptr);

    QString csvName() const override { return QStringLiteral("cost"); }
    std::unique_ptr<Chart> copy() const override;

protected:
    PlotScene buildScene() override;
    void paintOver(QPainter &painter) const override;
    std::vector<PlotLabel> buildLabels() const override;
    ReadOut readOutAt(double runningBatch) const override;
    std::optional<double> runningBatchAt(double x) const override;

private:
    QColor colourOf(cost::Part part) const;
    QRectF barOf(std::size_t row, double from, double to) const;
    void paintBar(QPainter &painter, std::size_t row, const cost::TotalCost &cost) const;
    void paintLegend(QPainter &painter) const;
    std::vector<std::vector<cost::Part>> legendRows() const;    ///< one, or two where one is too wide

    double m_upper = 0;     ///< shown end of the axis, kept steady
};

} // namespace trilemma::widgets
