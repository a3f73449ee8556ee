// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart.h"

class QCustomPlot;

namespace trilemma::widgets {

class CrosshairItems;

/// A chart on one QCustomPlot: queued repaints, a crosshair layer of its own, the mouse.
class PlotChart : public Chart {
    Q_OBJECT
public:
    explicit PlotChart(QWidget *parent = nullptr);
    ~PlotChart() override;

    int replotCount() const override { return m_replots; }
    /// Repaints of the crosshair layer alone; a test seam.
    int crosshairReplotCount() const { return m_crosshairReplots; }
    QCustomPlot &plot() const { return *m_plot; }

protected:
    /// Running batch under plot coordinate `x`; empty where there is none.
    virtual std::optional<double> runningBatchAt(double x) const = 0;
    /// What a press at `position` would drag, "" where nothing; the lever id.
    virtual QString leverAt(const QPointF &position) const;
    /// Value of that lever for the mouse at plot coordinate `x`.
    virtual double leverValueAt(const QString &lever, double x) const;
    /// Texts are put where they do not overlap; called after the axes are laid out.
    virtual void placeLabels() = 0;

    void queueReplot();
    void replotCrosshair();
    CrosshairItems &crosshairItems() { return *m_crosshairItems; }

    void placePlot(const QRect &area) override;
    void paintPlot(QCPPainter &painter, QSize size) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void mousePressed(const QPointF &position);
    void mouseMoved(const QPointF &position);
    void mouseReleased(const QPointF &position);

    QCustomPlot *m_plot;
    std::unique_ptr<CrosshairItems> m_crosshairItems;
    QString m_dragged;              ///< lever id while a drag lasts
    int m_replots = 0, m_crosshairReplots = 0;
};

} // namespace trilemma::widgets
