// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/table.h"
#include "widgets/chart_input.h"
#include "widgets/crosshair.h"
#include "widgets/measured_dots.h"
#include "widgets/theme.h"

#include <QStringList>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QCPPainter;
class QMenu;

namespace trilemma::widgets {

/// A quiet panel with a title, a subtitle that says unit and basis, and one plot. Shows finished values and
/// emits edits; knows no document and no file.
///
/// Charts are linked by the running batch of one replica of the current scenario: the one that the mouse is over
/// emits crosshairMoved(), the owner hands the value to setCrosshair() of every chart.
class Chart : public QWidget {
    Q_OBJECT
public:
    explicit Chart(const QString &title, QWidget *parent = nullptr);
    ~Chart() override;

    /// The current scenario first, ghosts after. Cheap to call on every tick: repaints once per frame.
    void showScenarios(const std::vector<ChartScenario> &scenarios);
    const std::vector<ChartScenario> &scenarios() const { return m_scenarios; }

    /// Measured points to draw over the curves, on charts that have a place for them; null = none. Cheap where they are the same.
    virtual void showMeasured(const SharedMeasuredDots &dots);

    /// Running batch of one replica of the current scenario; empty hides the crosshair. Repaints only its layer.
    void setCrosshair(std::optional<double> runningBatch);
    std::optional<double> crosshair() const { return m_crosshair; }

    QString title() const { return m_title; }
    QString subtitle() const { return m_subtitle; }
    /// How many measured points are drawn, in the longest of the forms that fit beside title and subtitle in `width` pixels,
    /// else in the shortest.
    QString remark(int width) const;
    /// Name of the chart's CSV table and of exported files, as handoff::ChartTable writes it.
    virtual QString csvName() const = 0;
    /// The chart's figures, where handoff has no table of that name; without columns for others.
    virtual Table table() const { return {}; }
    /// One line per curve at the crosshair, or at the operating point where there is none, with signed deltas
    /// to the baseline. Also the accessible description.
    QString readOut();

    /// Same chart with the same scenarios and choices, without parent and crosshair; for pictures.
    virtual std::unique_ptr<Chart> copy() const = 0;
    /// Paints title, subtitle and plot into `size` logical pixels from the painter's origin, as vectors where
    /// the device can. For copies: the plot on screen keeps the layout of the picture until its next repaint.
    virtual void paintTo(QCPPainter &painter, QSize size) = 0;

    /// Fixes the appearance; without it the chart follows its palette.
    void setTheme(const Theme &theme);
    const Theme &theme() const { return m_theme; }

    /// Full repaints of the plot since construction; a test seam.
    virtual int replotCount() const = 0;

    QSize minimumSizeHint() const override { return {296, 196}; }
    QSize sizeHint() const override { return {530, 350}; }

signals:
    void crosshairMoved(std::optional<double> runningBatch);
    /// A limit or the operating point was dragged; `finished` ends the gesture (one undo step).
    void leverDragged(const QString &leverId, double value, bool finished);
    void copyRequested(trilemma::widgets::Chart *chart);
    void exportRequested(trilemma::widgets::Chart *chart);

protected:
    /// Scenarios, theme or choices changed: queue one rebuild and repaint.
    virtual void invalidate() = 0;
    /// Does the queued rebuild now.
    virtual void refresh() = 0;
    virtual void updateCrosshair() = 0;
    /// Where the plot goes, logical pixels of this widget.
    virtual void placePlot(const QRect &area) = 0;
    /// Values of every curve at a running batch of the current scenario.
    virtual ReadOut readOutAt(double runningBatch) const = 0;
    /// Adds entries above copy and export.
    virtual void fillMenu(QMenu &menu);

    /// Stands beside the title or, where that has no room, below it. `remarks`: the same in several lengths, longest first;
    /// stands at the right end of the title and is never clipped.
    void setSubtitle(const QString &subtitle, const QStringList &remarks = {});
    /// The scenario that the levers turn, null where none is shown.
    const ChartScenario *current() const;
    const ChartScenario *baseline() const;
    QRect plotArea(QSize size) const;
    void paintFrame(QPainter &painter, QSize size) const;
    void takeAppearanceOf(const Chart &other);

    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    double besideTitle(int width) const; ///< pixels
    QRectF subtitleBelow(int width) const; ///< null where it stands beside the title

    QString m_title, m_subtitle;
    QStringList m_remarks;
    Theme m_theme;
    bool m_ownTheme = false;
    QRect m_placed; ///< the plot
    std::vector<ChartScenario> m_scenarios;
    std::optional<double> m_crosshair;
};

} // namespace trilemma::widgets
