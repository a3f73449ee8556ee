// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot_chart.h"

#include "widgets/plot_axes.h"

#include <QFontMetricsF>
#include <QMouseEvent>
#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace trilemma::widgets {

namespace {

/// Hands a layer of the plot to a painting function.
class PaintedItem : public QCPAbstractItem {
public:
    PaintedItem(QCustomPlot *plot, const QString &layer, std::function<void(QPainter &)> paint)
        : QCPAbstractItem(plot), m_paint(std::move(paint))
    {
        setLayer(layer);
        setClipToAxisRect(false);
        setSelectable(false);
    }
    double selectTest(const QPointF &, bool, QVariant *) const override { return -1; }

protected:
    void draw(QCPPainter *painter) override { m_paint(*painter); }

private:
    std::function<void(QPainter &)> m_paint;
};

/// Graph points of QCustomPlot.
QVector<QCPGraphData> graphData(const Polyline &points)
{
    QVector<QCPGraphData> data;
    data.reserve(static_cast<qsizetype>(points.size()));
    for (const QPointF &point : points)
        data.append({point.x(), point.y()});
    return data;
}

} // namespace

PlotChart::PlotChart(const QString &title, QWidget *parent) : Chart(title, parent), m_plot(new QCustomPlot(this))
{
    m_plot->setPlottingHints(QCP::phFastPolylines | QCP::phCacheLabels);
    m_plot->setAutoAddPlottableToLegend(false); // it would be laid out although nobody sees it
    m_plot->setFocusPolicy(Qt::ClickFocus);
    m_plot->setFocusProxy(this);
    m_plot->axisRect()->setAutoMargins(QCP::msNone);
    m_plot->addLayer(QStringLiteral("regions"), m_plot->layer(QStringLiteral("grid")), QCustomPlot::limBelow);
    m_plot->addLayer(QStringLiteral("annotations"), m_plot->layer(QStringLiteral("legend")), QCustomPlot::limAbove);
    new PaintedItem(m_plot, QStringLiteral("regions"), [this](QPainter &painter) {
        painter.setRenderHint(QPainter::Antialiasing, false); // of faint areas nobody sees the edges, and they are large
        paintUnder(painter);
    });
    new PaintedItem(m_plot, QStringLiteral("annotations"), [this](QPainter &painter) {
        paintOver(painter);
        paintLabels(painter, m_labels, theme().panel);
        paintMarks(painter); // no label hides what was measured
        paintMessage(painter);
    });
    new PaintedItem(m_plot, QStringLiteral("overlay"), [this](QPainter &painter) { paintCrosshair(painter); });
    m_plot->installEventFilter(this);

    connect(m_plot, &QCustomPlot::beforeReplot, this, &PlotChart::refresh);
    connect(m_plot, &QCustomPlot::afterLayout, this, &PlotChart::layOutLabels);
    connect(m_plot, &QCustomPlot::afterReplot, this, [this] { ++m_replots; });
}

PlotChart::~PlotChart()
{
    delete m_plot;  // while the functions that its items call still exist
}

void PlotChart::paintTo(QCPPainter &painter, QSize size)
{
    const QRect area = plotArea(size);
    m_paintedWidth = area.width();
    m_stale = true;
    refresh();
    paintFrame(painter, size);
    painter.save();
    painter.translate(area.topLeft());
    m_plot->toPainter(&painter, area.width(), area.height());
    painter.restore();
}

QRectF PlotChart::plotRect() const
{
    return m_plot->axisRect()->rect();
}

QPointF PlotChart::pixelAt(const QPointF &point, bool rightAxis) const
{
    return {m_plot->xAxis->coordToPixel(point.x()), (rightAxis ? m_plot->yAxis2 : m_plot->yAxis)->coordToPixel(point.y())};
}

double PlotChart::xAt(double pixel) const
{
    return m_plot->xAxis->pixelToCoord(pixel);
}

int PlotChart::plotWidth() const
{
    return m_paintedWidth > 0 ? m_paintedWidth : m_plot->width();
}

QWidget *PlotChart::plotWidget() const
{
    return m_plot;
}

void PlotChart::paintUnder(QPainter &) const {}

std::vector<QLineF> PlotChart::limitLines() const
{
    return {};
}

void PlotChart::paintOver(QPainter &) const {}

QString PlotChart::leverAt(const QPointF &) const
{
    return {};
}

double PlotChart::leverValueAt(const QString &, double x) const
{
    return x;
}

void PlotChart::invalidate()
{
    m_stale = true;
    if (isVisible()) // else when it is shown
        m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void PlotChart::updateCrosshair()
{
    // A stale plot is repainted whole in a moment, the crosshair with it.
    if (m_stale)
        return;
    m_plot->layer(QStringLiteral("overlay"))->replot();
    ++m_crosshairReplots;
}

void PlotChart::placePlot(const QRect &area)
{
    m_plot->setGeometry(area);
    m_stale = true;     // what surrounds the axes may need another number of lines
}

void PlotChart::refresh()
{
    if (!m_stale)
        return;
    m_stale = false;
    m_scene = buildScene();
    m_plot->setBackground(QBrush(theme().panel));
    layOutMarks();
    applyAxes();
    applyCurves();
    applyMargins();
    if (hasFocus())
        setAccessibleDescription(readOut());
}

void PlotChart::applyAxes()
{
    for (QCPAxis *axis : {m_plot->xAxis, m_plot->yAxis, m_plot->yAxis2})
        styleAxis(*axis, theme());
    describeAxis(*m_plot->xAxis, m_scene.x);
    describeAxis(*m_plot->yAxis, m_scene.left);
    m_plot->yAxis2->setVisible(m_scene.right.has_value());
    if (m_scene.right)
        describeAxis(*m_plot->yAxis2, *m_scene.right);
}

void PlotChart::applyCurves()
{
    const auto wanted = static_cast<int>(m_scene.curves.size());
    while (m_plot->graphCount() > wanted)
        m_plot->removeGraph(m_plot->graphCount() - 1);
    while (m_plot->graphCount() < wanted)
        m_plot->addGraph();
    for (int i = 0; i < wanted; ++i) {
        const PlotCurve &curve = m_scene.curves[static_cast<std::size_t>(i)];
        QCPGraph &graph = *m_plot->graph(i);
        graph.setValueAxis(curve.onRightAxis ? m_plot->yAxis2 : m_plot->yAxis);
        graph.setPen(curve.pen);
        graph.data()->set(graphData(curve.points), true);
    }
}

void PlotChart::applyMargins()
{
    const QFontMetricsF metrics(axisFont());
    const double least = metrics.horizontalAdvance(QStringLiteral("8,888"));
    const double left = m_scene.left.names.empty() ? std::max(least, widestLabel(m_scene.left, metrics)) : widestLabel(m_scene.left, metrics);
    const double right = m_scene.right ? std::max(least * 0.6, widestLabel(*m_scene.right, metrics)) : widestLabel(m_scene.x, metrics) / 2;
    const int top = qCeil(metrics.height() / 2) + m_scene.topPixels;
    const int bottom = (m_scene.x.shown ? qCeil(metrics.height()) + 10 : 6) + m_scene.bottomPixels;
    m_plot->axisRect()->setMargins({qCeil(left) + 20, top, qCeil(right) + 14, bottom});
}

void PlotChart::layOutLabels()
{
    constexpr double apart = 6;
    std::vector<QPointF> obstacles;
    for (const PlotCurve &curve : m_scene.curves) {
        QPointF last(-1e9, -1e9);
        for (const QPointF &point : curve.points) {
            const QPointF pixel = pixelAt(point, curve.onRightAxis);
            if ((pixel - last).manhattanLength() < apart)
                continue;
            obstacles.push_back(pixel);
            last = pixel;
        }
    }
    for (const QLineF &limit : limitLines()) {
        const double length = limit.length();
        for (double along = 0; along <= length; along += apart)
            obstacles.push_back(limit.pointAt(along / std::max(1.0, length)));
    }
    m_labels = buildLabels();
    if (const auto label = marksLabel())
        m_labels.push_back(*label);
    for (const Mark &mark : m_marks) {
        for (const QPointF &corner : {QPointF(), QPointF(apart, 0), QPointF(-apart, 0), QPointF(0, apart), QPointF(0, -apart)})
            obstacles.push_back(pixelAt(mark.drawn.at) + corner);
    }
    const QRectF plot = plotRect();
    const double top = m_scene.topPixels;
    placeLabels(m_labels, QRectF(plot.left(), top, m_plot->viewport().width() - plot.left(), plot.bottom() - top), obstacles);
}

void PlotChart::paintMessage(QPainter &painter) const
{
    if (m_scene.message.isEmpty())
        return;
    painter.setFont(themeFont(basePixels));
    painter.setPen(theme().muted);
    painter.drawText(plotRect().adjusted(24, 8, -24, -8), Qt::AlignCenter | Qt::TextWordWrap, m_scene.message);
}

void PlotChart::paintCrosshair(QPainter &painter) const
{
    if (m_hovered) {
        paintHovered(painter);
        return;
    }
    const ChartScenario *shown = current();
    if (!crosshair() || !shown || !shown->curves)
        return;
    const ReadOut readOut = readOutAt(*crosshair());
    if (!readOut.x)
        return;
    const QRectF plot = plotRect();
    const double x = pixelAt({*readOut.x, m_scene.left.upper}).x();
    if (!(x >= plot.left() && x <= plot.right()))
        return;
    painter.setPen(QPen(theme().muted, 1));
    painter.drawLine(QPointF(std::round(x), plot.top()), QPointF(std::round(x), plot.bottom()));
    for (const ReadOutRow &row : readOut.rows) {
        const QPointF dot = row.dot ? pixelAt(*row.dot, row.dotOnRightAxis) : QPointF(-1, -1);
        if (!plot.contains(dot))
            continue;
        painter.setPen(QPen(theme().panel, 1));
        painter.setBrush(row.style.colour);
        paintMarker(painter, dot, 4, row.style.marker);
    }
    paintReadOut(painter, readOut, plot, x, theme());
}

bool PlotChart::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_plot)
        return Chart::eventFilter(watched, event);
    const auto position = [event] { return static_cast<QMouseEvent *>(event)->position(); };
    const auto isLeft = [event] { return static_cast<QMouseEvent *>(event)->button() == Qt::LeftButton; };
    switch (event->type()) {
    case QEvent::MouseMove: mouseMoved(position()); break;
    case QEvent::MouseButtonPress:
        if (isLeft())
            mousePressed(position());
        break;
    case QEvent::MouseButtonRelease:
        if (isLeft())
            mouseReleased(position());
        break;
    case QEvent::Leave:
        m_hovered = nullptr;
        emit crosshairMoved(std::nullopt);
        break;
    case QEvent::Show:
        m_plot->replot(QCustomPlot::rpQueuedReplot);
        [[fallthrough]];
    case QEvent::Paint:
        // The window may have come to a screen of another density.
        if (!qFuzzyCompare(m_plot->bufferDevicePixelRatio(), devicePixelRatioF())) {
            m_plot->setBufferDevicePixelRatio(devicePixelRatioF());
            m_plot->replot(QCustomPlot::rpQueuedReplot);
        }
        break;
    default: break;
    }
    return Chart::eventFilter(watched, event);
}

void PlotChart::mousePressed(const QPointF &position)
{
    refresh();
    m_grabbed = leverAt(position);
    m_dragged = false;
}

void PlotChart::mouseMoved(const QPointF &position)
{
    refresh();
    const QRectF plot = plotRect();
    const double x = xAt(std::clamp(position.x(), plot.left(), plot.right()));
    if (!m_grabbed.isEmpty()) {
        m_dragged = true;
        emit leverDragged(m_grabbed, leverValueAt(m_grabbed, x), false);
        return;
    }
    hover(position);
    m_plot->setCursor(leverAt(position).isEmpty() ? Qt::ArrowCursor : Qt::SizeHorCursor);
    emit crosshairMoved(plot.contains(position) ? runningBatchAt(x) : std::nullopt);
}

void PlotChart::mouseReleased(const QPointF &position)
{
    refresh();
    const QString lever = std::exchange(m_grabbed, QString());
    if (!std::exchange(m_dragged, false))
        return;
    const QRectF plot = plotRect();
    emit leverDragged(lever, leverValueAt(lever, xAt(std::clamp(position.x(), plot.left(), plot.right()))), true);
}

} // namespace trilemma::widgets
