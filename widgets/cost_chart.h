// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart.h"

namespace trilemma::widgets {

/// Dollars per million output tokens on the reservation basis, one bar a scenario, stacked by part.
class CostChart : public Chart {
    Q_OBJECT
public:
    explicit CostChart(QWidget *parent = nullptr);
    ~CostChart() override;

    QString csvName() const override { return QStringLiteral("cost"); }
    QString csv() const override;
    QString readOut() const override;
    std::unique_ptr<Chart> copy() const override;
    int replotCount() const override;

protected:
    void updatePlot() override;
    void updateCrosshair() override;
    void placePlot(const QRect &area) override;
    void paintPlot(QCPPainter &painter, QSize size) override;

private:
    struct Items;
    std::unique_ptr<Items> m_items;
};

} // namespace trilemma::widgets
