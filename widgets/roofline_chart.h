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
    ~RooflineChart() override;

    QString csvName() const override { return QStringLiteral("roofline"); }
    QString csv() const override;
    QString readOut() const override;
    std::unique_ptr<Chart> copy() const override;

protected:
    void updatePlot() override;
    void updateCrosshair() override;
    void placeLabels() override;
    std::optional<double> runningBatchAt(double x) const override;

private:
    struct Items;
    std::unique_ptr<Items> m_items;
};

} // namespace trilemma::widgets
