// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bar_chart.h"

#include <QBarSet>
#include <QChart>
#include <QFontMetricsF>
#include <QGraphicsLayout>
#include <QGraphicsRectItem>
#include <QGraphicsScene>
#include <QGraphicsView>
#include <QHorizontalStackedBarSeries>
#include <QLegend>
#include <QPainter>
#include <QValueAxis>
#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace trilemma::widgets {

namespace {

constexpr double thickness = 0.6, thicknessOverWhisker = 0.46; ///< of a bar, in rows
constexpr double tallestRow = 80;                              ///< pixels
constexpr int hereHeight = 16, rightMargin = 22;
constexpr double leastBarShare = 0.3; ///< of the plot, that words at ends of bars leave
constexpr double mostOfRange = 1.4;   ///< that the axis shows of a whisker, over the longest bar: it stays half the plot

/// Hands the place of everything that is not a bar to a painting function.
class PaintedItem : public QGraphicsRectItem {
public:
    explicit PaintedItem(std::function<void(QPainter &)> paint) : m_paint(std::move(paint)) {}
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *) override { m_paint(*painter); }

private:
    std::function<void(QPainter &)> m_paint;
};

} // namespace

BarChart::BarChart(const QString &title, const QString &csvName, QWidget *parent)
    : Chart(title, parent), m_csvName(csvName), m_scene(std::make_unique<QGraphicsScene>()), m_view(new QGraphicsView(this)),
      m_chart(new QChart), m_series(new QHorizontalStackedBarSeries), m_xAxis(new QValueAxis), m_rowAxis(new QValueAxis),
      m_words(new PaintedItem([this](QPainter &painter) { paintWords(painter); }))
{
    m_chart->setAnimationOptions(QChart::NoAnimation);
    m_chart->setBackgroundVisible(false);
    m_chart->setMargins({});
    m_chart->legend()->hide();
    m_chart->addSeries(m_series);
    for (const auto &[axis, side] : {std::pair{m_xAxis, Qt::AlignBottom}, {m_rowAxis, Qt::AlignLeft}}) {
        m_chart->addAxis(axis, side);
        m_series->attachAxis(axis);
        axis->setLabelsVisible(false);
        axis->setLineVisible(false);
    }
    m_rowAxis->setGridLineVisible(false);
    m_xAxis->setTickType(QValueAxis::TicksDynamic);
    m_scene->addItem(m_chart);
    m_scene->addItem(m_words);
    m_words->setZValue(1);
    m_view->setScene(m_scene.get());
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
    m_view->setInteractive(false);
    m_view->setFocusPolicy(Qt::ClickFocus);
    m_view->setFocusProxy(this);
    m_view->viewport()->setMouseTracking(true);
    m_view->viewport()->installEventFilter(this);
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &BarChart::refresh);
}

BarChart::~BarChart()
{
    delete m_view; // before its scene
}

void BarChart::showBars(const SharedBars &bars)
{
    if (bars == m_bars)
        return;
    m_bars = bars;
    const bool isThere = m_at && m_bars && m_at->row < m_bars->rows.size() && m_at->part < m_bars->rows[m_at->row].parts.size();
    if (!isThere)
        m_at.reset();
    invalidate();
}

std::unique_ptr<Chart> BarChart::copy() const
{
    auto chart = std::make_unique<BarChart>(title(), m_csvName);
    chart->takeAppearanceOf(*this);
    chart->m_bars = m_bars;
    chart->m_range = m_range;
    chart->showScenarios(scenarios());
    return chart;
}

void BarChart::paintTo(QCPPainter &painter, QSize size)
{
    setSubtitle(m_bars ? m_bars->subtitle : QString()); // first: it decides where the plot begins
    const QRect area = plotArea(size);
    m_area = area.size();
    m_stale = true;
    refresh();
    paintFrame(painter, size);
    m_scene->render(&painter, area, QRectF(QPointF(), m_area));
}

QWidget *BarChart::plotWidget() const
{
    return m_view->viewport();
}

void BarChart::invalidate()
{
    m_stale = true;
    if (isVisible()) // else when it is shown
        m_soon.start();
}

void BarChart::placePlot(const QRect &area)
{
    m_view->setGeometry(area);
    m_area = area.size();
    invalidate();
}

void BarChart::refresh()
{
    if (!m_stale)
        return;
    setSubtitle(m_bars ? m_bars->subtitle : QString()); // which may place the plot anew
    m_stale = false;
    const auto seen = places();
    if (m_at && std::ranges::count(seen, *m_at) == 0)
        m_at.reset();
    m_view->setBackgroundBrush(theme().panel);
    m_scene->setSceneRect(QRectF(QPointF(), m_area));
    m_words->setRect(m_scene->sceneRect());
    m_chart->setVisible(hasBars());
    if (hasBars()) {
        layOut();
        placeAxes();
        fillSets();
    }
    m_words->update();
    if (hasFocus())
        setAccessibleDescription(readOut());
}

void BarChart::layOut()
{
    const QFontMetricsF metrics(axisFont());
    const std::vector<BarRow> &rows = m_bars->rows;
    double names = 0, least = m_bars->isFromZero ? 0 : rows.front().start, longest = least, most = least;
    for (const BarRow &row : rows) {
        names = std::max(names, metrics.horizontalAdvance(row.name));
        least = std::min(least, row.start);
        longest = std::max(longest, row.end());
    }
    const double left = std::min(names, m_area.width() * 0.4) + 20;
    const double top =
        metrics.height() / 2 + legendRowPixels * static_cast<double>(legend().size()) + (m_bars->here ? hereHeight : 0);
    const double bottom = metrics.height() + 10 + notesHeight();
    m_plot = QRectF(left, top, std::max(1.0, m_area.width() - left - rightMargin), std::max(1.0, m_area.height() - top - bottom));
    for (const BarRow &row : rows) {
        const double share = std::max(leastBarShare, (m_plot.width() - roomRightOf(row)) / m_plot.width());
        most = std::max(most, least + (row.end() - least) / share);
        if (row.range)
            most = std::max(most, std::min(row.range->high, least + mostOfRange * (longest - least)));
    }
    m_range = steadyRange(m_range, least, most);
    m_tick = niceStep(m_range.upper - m_range.lower, m_plot.width() < 400 ? 4 : 8);
    m_rowHeight = std::min(m_plot.height() / static_cast<double>(rows.size()), tallestRow);
}

/// The axes of Qt Charts begin at 0, whatever they show there: bars have no other origin.
void BarChart::placeAxes()
{
    m_chart->resize(m_area);
    m_chart->setPlotArea(m_plot);
    m_xAxis->setTickInterval(std::max(m_tick, m_xAxis->tickInterval())); // at no time are there many lines
    m_xAxis->setRange(0, m_range.upper - m_range.lower);
    m_xAxis->setTickInterval(m_tick);
    m_xAxis->setTickAnchor(m_tick * std::ceil(m_range.lower / m_tick) - m_range.lower);
    m_xAxis->setGridLinePen(QPen(theme().grid, 1));
    const double last = static_cast<double>(m_bars->rows.size()) - 0.5; // Qt Charts counts rows from the bottom
    m_rowAxis->setRange(last - m_plot.height() / m_rowHeight, last);
    const bool hasRange = std::ranges::any_of(m_bars->rows, [](const BarRow &row) { return row.range.has_value(); });
    m_series->setBarWidth(hasRange ? thicknessOverWhisker : thickness);
    m_chart->layout()->activate(); // a picture is painted before the event loop would lay the grid out
}

/// Colours of bar sets so that the parts of every row are some of them, in their order. What sufficed before stays.
void BarChart::arrangeSets()
{
    for (const BarRow &row : m_bars->rows) {
        auto at = m_sets.begin();
        for (const BarPart &part : row.parts) {
            const auto found = std::find(at, m_sets.end(), part.colour);
            at = (found == m_sets.end() ? m_sets.insert(at, part.colour) : found) + 1;
        }
    }
}

std::vector<std::vector<double>> BarChart::valuesOfSets() const
{
    const std::size_t count = m_bars->rows.size();
    std::vector<std::vector<double>> values(m_sets.size() + 1, std::vector<double>(count, 0.0));
    for (std::size_t row = 0; row < count; ++row) {
        const std::size_t bar = count - 1 - row;
        values[0][bar] = m_bars->rows[row].start - m_range.lower;
        auto at = m_sets.begin();
        for (const BarPart &part : m_bars->rows[row].parts) {
            at = std::find(at, m_sets.end(), part.colour);
            values[static_cast<std::size_t>(++at - m_sets.begin())][bar] = part.value;
        }
    }
    return values;
}

void BarChart::fillSets()
{
    arrangeSets();
    auto values = valuesOfSets();
    if (m_values.size() != values.size() || m_values.front().size() != values.front().size()) {
        m_series->clear();
        QList<QBarSet *> sets;
        for (const auto &one : values) {
            sets.append(new QBarSet(QString()));
            sets.back()->append(QList<double>(one.begin(), one.end()));
            sets.back()->setPen(Qt::NoPen);
            sets.back()->setBrush(Qt::NoBrush);
        }
        m_series->append(sets);
    } else {
        for (std::size_t set = 0; set < values.size(); ++set) {
            for (std::size_t bar = 0; bar < values[set].size(); ++bar) {
                if (values[set][bar] != m_values[set][bar])
                    m_series->barSets()[static_cast<qsizetype>(set)]->replace(static_cast<int>(bar), values[set][bar]);
            }
        }
    }
    m_values = std::move(values);
    colourSets();
}

void BarChart::colourSets()
{
    for (std::size_t set = 0; set < m_sets.size(); ++set) {
        QBarSet &drawn = *m_series->barSets()[static_cast<qsizetype>(set) + 1];
        if (const QBrush brush(tint(m_sets[set])); drawn.brush() != brush)
            drawn.setBrush(brush);
    }
}

QColor BarChart::tint(const FigureColour &colour) const
{
    return mixed(theme().panel, theme().style(colour.series).colour, colour.strength);
}

double BarChart::xOf(double value) const
{
    return m_plot.left() + (value - m_range.lower) / (m_range.upper - m_range.lower) * m_plot.width();
}

double BarChart::middleOf(std::size_t row) const
{
    return m_plot.top() + (static_cast<double>(row) + 0.5) * m_rowHeight;
}

QRectF BarChart::rectOf(std::size_t row, std::size_t part) const
{
    const BarRow &shown = m_bars->rows[row];
    double from = shown.start;
    for (std::size_t i = 0; i < part; ++i)
        from += shown.parts[i].value;
    const double height = m_series->barWidth() * m_rowHeight;
    return {QPointF(xOf(from), middleOf(row) - height / 2),
            QPointF(xOf(from + shown.parts[part].value), middleOf(row) + height / 2)};
}

} // namespace trilemma::widgets
