// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart_axis.h"
#include "widgets/chart_legend.h"
#include "widgets/figure.h"
#include "widgets/plot_chart.h"

namespace trilemma::widgets {

using SharedFigure = std::shared_ptr<const Figure>;

/// Draws a Figure. Its crosshair stands at an x of the figure, whatever that is, not at a running batch: owners link charts
/// of the same x alone.
class FigureChart : public PlotChart {
    Q_OBJECT
public:
    FigureChart(const QString &title, const QString &csvName, QWidget *parent = nullptr);

    void showFigure(const SharedFigure &figure); ///< null shows nothing
    const SharedFigure &figure() const { return m_figure; }
    /// What the pointer is on at a pixel of the plot, in words; empty where on nothing.
    QString tipAt(const QPointF &position) const;
    QString idAt(const QPointF &position) const; ///< of the point there; empty where none

    QSize minimumSizeHint() const override { return {260, 180}; }
    QString csvName() const override { return m_csvName; }
    Table table() const override { return m_figure ? m_figure->table : Table(); }
    std::unique_ptr<Chart> copy() const override;

signals:
    void pointActivated(const QString &id); ///< one that has an id was clicked

protected:
    PlotScene buildScene() override;
    void paintUnder(QPainter &painter) const override;
    void paintOver(QPainter &painter) const override;
    std::vector<PlotLabel> buildLabels() const override;
    std::vector<QLineF> limitLines() const override;
    ReadOut readOutAt(double x) const override;
    std::optional<double> runningBatchAt(double x) const override { return x; }
    QString leverAt(const QPointF &position) const override;
    double leverValueAt(const QString &lever, double x) const override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// Rounded ends of one axis, kept steady.
    struct Ends {
        LogRange logarithmic{1, 1};
        double upper = 0;
    };
    static PlotAxis axisOf(const FigureAxis &axis, Ends &ends, int labels);
    QColor tint(const FigureColour &colour) const;
    LegendRows legendRows() const;
    QRectF rectOf(const FigureBlock &block) const; ///< pixels, inside the axes
    QRectF bounds() const;                         ///< of the axes, plot coordinates
    std::optional<QLineF> lineOf(const FigureLine &line) const;
    void paintAreas(QPainter &painter) const;
    void paintBlocks(QPainter &painter) const;
    const FigurePoint *pointAt(const QPointF &position) const; ///< the nearest within reach; null where none
    void addPointLabels(std::vector<PlotLabel> &labels) const;
    void addLineLabels(std::vector<PlotLabel> &labels) const;
    void addCurveLabels(std::vector<PlotLabel> &labels) const;
    double nextX(double from, double steps) const;

    QString m_csvName;
    SharedFigure m_figure;
    Ends m_xEnds, m_yEnds; ///< as shown
};

} // namespace trilemma::widgets
