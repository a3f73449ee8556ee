// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/bars.h"
#include "widgets/chart.h"
#include "widgets/chart_axis.h"
#include "widgets/chart_legend.h"

#include <QTimer>

class QChart;
class QGraphicsRectItem;
class QGraphicsScene;
class QGraphicsView;
class QHorizontalStackedBarSeries;
class QValueAxis;

namespace trilemma::widgets {

/// Draws Bars: the bars and the grid by Qt Charts, words around them and whiskers in the chart's scene above. Has no
/// crosshair: Left and Right go from part to part, Enter asks for what the part stands for.
class BarChart : public Chart {
    Q_OBJECT
public:
    BarChart(const QString &title, const QString &csvName, QWidget *parent = nullptr);
    ~BarChart() override;

    void showBars(const SharedBars &bars); ///< null shows nothing
    const SharedBars &bars() const { return m_bars; }
    /// What is at a pixel of the plot, in words, and what a click there asks for; empty where nothing.
    QString tipAt(const QPointF &position) const;
    QString idAt(const QPointF &position) const;

    QSize minimumSizeHint() const override { return {260, 180}; }
    QString csvName() const override { return m_csvName; }
    Table table() const override { return m_bars ? m_bars->table : Table(); }
    std::unique_ptr<Chart> copy() const override;
    void paintTo(QCPPainter &painter, QSize size) override;
    int replotCount() const override { return m_replots; }

    // As drawn last, pixels of the plot; for tests.
    QRectF plotRect() const { return m_plot; }
    LinearRange range() const { return m_range; }
    QRectF rectOf(std::size_t row, std::size_t part) const;
    /// The whisker of a row, cut where it leaves the plot; null where there is none.
    QRectF whiskerOf(std::size_t row) const;
    bool isCut(std::size_t row) const;
    /// Rectangles of every text around the bars.
    const std::vector<QRectF> &textRects() const { return m_textRects; }
    QWidget *plotWidget() const;

signals:
    void partActivated(const QString &id);

protected:
    void invalidate() override;
    void refresh() override;
    void updateCrosshair() override {}
    void placePlot(const QRect &area) override;
    ReadOut readOutAt(double runningBatch) const override;
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Place {
        std::size_t row = 0, part = 0;

        bool operator==(const Place &) const = default;
    };
    bool hasBars() const { return m_bars && m_bars->message.isEmpty() && !m_bars->rows.empty(); }
    const BarPart &partAt(const Place &place) const { return m_bars->rows[place.row].parts[place.part]; }
    std::vector<Place> places() const; ///< of the parts that can be seen
    std::optional<Place> placeAt(const QPointF &position) const;
    void step(int by);
    void activate(const QString &id);

    void layOut();
    void placeAxes();
    void fillSets();
    void arrangeSets();
    std::vector<std::vector<double>> valuesOfSets() const;
    void colourSets();
    double xOf(double value) const;
    double middleOf(std::size_t row) const;
    QColor tint(const FigureColour &colour) const;

    // Words and whiskers.
    LegendRows legend() const;
    double notesHeight() const;
    double roomRightOf(const BarRow &row) const;
    double whiskerLimit(const BarRow &row) const;
    void paintWords(QPainter &painter);
    void paintAxis(QPainter &painter);
    void paintRow(QPainter &painter, std::size_t row);
    void paintWhisker(QPainter &painter, std::size_t row);
    void paintHere(QPainter &painter);
    void paintNotes(QPainter &painter);
    void write(QPainter &painter, const QRectF &room, int flags, const QString &text);

    QString m_csvName;
    SharedBars m_bars;
    std::unique_ptr<QGraphicsScene> m_scene;
    QGraphicsView *m_view;
    QChart *m_chart;
    QHorizontalStackedBarSeries *m_series;
    QValueAxis *m_xAxis, *m_rowAxis;
    QGraphicsRectItem *m_words;
    QTimer m_soon; ///< one rebuild a frame
    bool m_stale = true;
    QSizeF m_area; ///< of the plot and the words around it
    QRectF m_plot;
    LinearRange m_range;
    double m_tick = 1, m_rowHeight = 0;
    std::vector<FigureColour> m_sets;         ///< colours of the series' bar sets, after the one that is not seen
    std::vector<std::vector<double>> m_values; ///< as the bar sets have them
    std::optional<Place> m_at;                ///< that the keyboard stands at
    std::vector<QRectF> m_textRects;
    int m_replots = 0;
};

} // namespace trilemma::widgets
