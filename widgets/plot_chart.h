// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/confidence.h"
#include "widgets/chart.h"
#include "widgets/chart_labels.h"
#include "widgets/measured_dots.h"
#include "widgets/plot_scene.h"

#include <QBrush>
#include <QLineF>

#include <span>

class QCPAxis;
class QCPGraph;
class QCustomPlot;

namespace trilemma::widgets {

/// A chart on one QCustomPlot. What is drawn through the axes is a value, the scene; what surrounds it is painted
/// in pixels below and above. Repaints are queued, the crosshair has a layer of its own.
class PlotChart : public Chart {
    Q_OBJECT
public:
    explicit PlotChart(const QString &title, QWidget *parent = nullptr);
    ~PlotChart() override;

    void showMeasured(const SharedMeasuredDots &dots) override;
    const SharedMeasuredDots &measured() const { return m_measured; }
    /// Pixels of the plot where measured points were drawn; a test seam.
    std::vector<QPointF> measuredPixels() const;

    void paintTo(QCPPainter &painter, QSize size) override;
    int replotCount() const override { return m_replots; }
    /// Repaints of the crosshair layer alone; a test seam.
    int crosshairReplotCount() const { return m_crosshairReplots; }

    /// What was drawn last, for tests and labels.
    const PlotScene &scene() const { return m_scene; }
    const std::vector<PlotLabel> &labels() const { return m_labels; }
    QRectF plotRect() const;                                            ///< inside the axes, pixels of the plot
    QPointF pixelAt(const QPointF &point, bool rightAxis = false) const;    ///< pixels of the plot
    double xAt(double pixel) const;
    QWidget *plotWidget() const;

protected:
    /// The scene for scenarios(), theme() and choices; may also set the subtitle.
    virtual PlotScene buildScene() = 0;
    /// In pixels, with the axes laid out: below the grid, and above the curves.
    virtual void paintUnder(QPainter &painter) const;
    /// Fills between the multiples of a curve of the left axis that 80 % of measurements lie in; nothing where the band
    /// is none.
    void fillBand(QPainter &painter, std::span<const QPointF> curve, const catalog::Band &band, const QBrush &brush) const;
    virtual void paintOver(QPainter &painter) const;
    virtual std::vector<PlotLabel> buildLabels() const = 0;
    /// Straight lines of paintOver() that labels keep clear of, pixels of the plot.
    virtual std::vector<QLineF> limitLines() const;
    /// Of the widget or, in a picture, of the room there; pixels.
    int plotWidth() const;

    /// Where a measured point belongs on this chart, nowhere where it has no place on it.
    virtual std::vector<MeasuredMark> marksOf(const MeasuredDot &dot) const;
    /// How far axes reach that need to reach `needed` for what is computed: further for measured points beyond, but not so
    /// far that the curves are lost. Shown units; empty axes stay empty.
    QPointF withRoomForMarks(const QPointF &needed) const;
    /// For the right end of the title, longest first.
    QStringList measuredText() const;

    /// Running batch under plot coordinate `x`; empty where there is none.
    virtual std::optional<double> runningBatchAt(double x) const = 0;
    /// What a press at `position` would drag: the lever's id, empty where nothing.
    virtual QString leverAt(const QPointF &position) const;
    /// Value of that lever for the mouse at plot coordinate `x`.
    virtual double leverValueAt(const QString &lever, double x) const;

    void invalidate() override;
    void refresh() override;
    void updateCrosshair() override;
    void placePlot(const QRect &area) override;
    void paintCrosshair(QPainter &painter) const;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void applyAxes();
    void applyCurves();
    void applyMargins();
    void layOutLabels();
    void paintMessage(QPainter &painter) const;
    void layOutMarks();
    std::optional<PlotLabel> marksLabel() const;
    void paintMarks(QPainter &painter) const;
    void paintHovered(QPainter &painter) const;
    void hover(const QPointF &position);
    void mouseMoved(const QPointF &position);
    void mousePressed(const QPointF &position);
    void mouseReleased(const QPointF &position);

    struct Mark {
        const MeasuredDot *dot;         ///< in m_measured
        MeasuredMark drawn;
    };

    QCustomPlot *m_plot;
    PlotScene m_scene;
    std::vector<PlotLabel> m_labels;
    SharedMeasuredDots m_measured;
    std::vector<Mark> m_marks;          ///< inside the axes
    const MeasuredDot *m_hovered = nullptr;
    bool m_stale = true;
    QString m_grabbed;              ///< lever id while the button is down on it
    bool m_dragged = false;         ///< it moved since
    int m_paintedWidth = 0;         ///< of the last picture; 0 on screen
    int m_replots = 0, m_crosshairReplots = 0;
};

} // namespace trilemma::widgets
