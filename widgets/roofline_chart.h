// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot_chart.h"

namespace trilemma::widgets {

/// FLOP/s of one GPU against FLOP per byte: datasheet and achieved roofs, decode and prefill passes under them.
class RooflineChart : public PlotChart {
    Q_OBJECT
public:
    explicit RooflineChart(QWidget *parent = nullptr);

    QString csvName() const override { return QStringLiteral("roofline"); }
    std::unique_ptr<Chart> copy() const override;

protected:
    PlotScene buildScene() override;
    void paintUnder(QPainter &painter) const override;
    void paintOver(QPainter &painter) const override;
    std::vector<PlotLabel> buildLabels() const override;
    ReadOut readOutAt(double runningBatch) const override;
    std::optional<double> runningBatchAt(double x) const override;

private:
    const replica::Roofline *currentRoofline() const;
    /// A roof inside the axes; FLOP per byte and TFLOP/s.
    Polyline roof(double flops, double bytesPerSecond) const;

    double m_intensityLower = 1, m_intensityUpper = 10, m_teraflopsLower = 1, m_teraflopsUpper = 10;   ///< kept steady
};

/// Where a decode pass of `batch` sequences lies, FLOP per byte and FLOP/s: bytes per token are a constant plus the
/// weights' share over the batch, so 1/intensity is linear in 1/batch between two computed passes; FLOP/s follow the
/// batch curve. Empty where fewer than two decode passes were computed.
std::optional<QPointF> decodePassAt(const scenario::OverviewCurves &curves, double batch);

} // namespace trilemma::widgets
