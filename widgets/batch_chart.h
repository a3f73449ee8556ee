// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot_chart.h"

namespace trilemma::widgets {

/// Decode throughput and step time of one replica against its running batch, with the limits that end it.
/// The engine's cap can be dragged: lever "max_sequences".
class BatchChart : public PlotChart {
    Q_OBJECT
public:
    explicit BatchChart(QWidget *parent = nullptr);

    QString csvName() const override { return QStringLiteral("batch_curve"); }
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
    /// One scenario's curves in shown units, over the running batch.
    struct Curves {
        const ChartScenario *shown = nullptr;   ///< in scenarios()
        Polyline throughput, step;              ///< tok/s; ms
    };
    /// A vertical line: what ends batching.
    struct Limit {
        QString name;
        double batch = 0;
        QColor colour;
        bool binds = false;
    };
    static Curves curvesOf(const ChartScenario &shown);
    const Curves *currentCurves() const;
    std::vector<Limit> limits() const;
    std::optional<QLineF> lineOf(const Limit &limit) const;     ///< empty beyond the axis

    double m_batchUpper = 0, m_throughputUpper = 0, m_stepUpper = 0;    ///< shown ends of the axes, kept steady
    std::vector<Curves> m_curves;
};

} // namespace trilemma::widgets
