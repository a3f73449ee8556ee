// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/accuracy_chart.h"

#include "widgets/chart_axis.h"
#include "widgets/crosshair.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace trilemma::widgets {

namespace {

constexpr double band = 1.2, room = 1.25;       ///< factors: the band, and beyond the outermost point
constexpr double dotRadius = 3.5, reachPixels = 7;
constexpr int titleHeight = 3 * grid, legendRow = 2 * grid;

/// 1, 2 and 5 of every decade inside, or decades alone where there are many.
std::vector<double> ticks(double lower, double upper)
{
    std::vector<double> values;
    const bool many = std::log10(upper / lower) > 2.5;
    for (double decade = std::pow(10, std::floor(std::log10(lower))); decade <= upper; decade *= 10) {
        for (const double step : {1.0, 2.0, 5.0}) {
            const double value = step * decade;
            if (value >= lower && value <= upper && (!many || step == 1.0))
                values.push_back(value);
        }
    }
    return values;
}

} // namespace

AccuracyChart::AccuracyChart(QWidget *parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::NoFocus);
}

void AccuracyChart::showPicture(AccuracyPicture picture)
{
    m_picture = std::move(picture);
    m_hovered = nullptr;
    m_lower = 1;
    m_upper = 10;
    if (!m_picture.dots.empty()) {
        m_lower = INFINITY;
        m_upper = 0;
        for (const AccuracyDot &dot : m_picture.dots) {
            const double before = dot.before.value_or(dot.predicted);
            m_lower = std::min({m_lower, dot.measured / room, dot.predicted / room, before / room});
            m_upper = std::max({m_upper, dot.measured * room, dot.predicted * room, before * room});
        }
    }
    setAccessibleName(m_picture.title);
    setAccessibleDescription(tr("%n point(s), predicted against measured", nullptr, static_cast<int>(m_picture.dots.size())));
    redraw();
}

QPointF AccuracyChart::pixelOf(const AccuracyDot &dot) const
{
    return pixelAt(dot.measured, dot.predicted);
}

QRectF AccuracyChart::plotRect() const
{
    const QFontMetricsF metrics(axisFont());
    const double left = metrics.horizontalAdvance(axisNumber(m_upper * 0.999)) + 3 * grid;
    return QRectF(rect()).adjusted(std::max(left, 6.0 * grid), titleHeight + 2 * grid, -2 * grid, -5 * grid);
}

QPointF AccuracyChart::pixelAt(double measured, double predicted) const
{
    const QRectF plot = plotRect();
    const double span = std::log(m_upper / m_lower);
    return {plot.left() + plot.width() * std::log(measured / m_lower) / span,
            plot.bottom() - plot.height() * std::log(predicted / m_lower) / span};
}

const AccuracyDot *AccuracyChart::dotAt(const QPointF &position) const
{
    const AccuracyDot *nearest = nullptr;
    double least = reachPixels;
    for (const AccuracyDot &dot : m_picture.dots) {
        const QPointF away = pixelOf(dot) - position;
        if (const double distance = std::hypot(away.x(), away.y()); distance <= least) {
            least = distance;
            nearest = &dot;
        }
    }
    return nearest;
}

void AccuracyChart::redraw()
{
    m_buffer = {};
    update();
}

QPixmap AccuracyChart::drawn() const
{
    QPixmap pixmap(size() * devicePixelRatioF());
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    const Theme theme = themeOf(palette());
    pixmap.fill(theme.panel);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(themeFont(basePixels, QFont::DemiBold));
    painter.setPen(theme.ink);
    painter.drawText(QRectF(2 * grid, grid, width() - 4 * grid, titleHeight), Qt::AlignLeft | Qt::AlignVCenter,
                     tr("Predicted against measured"));
    paintBand(painter, theme);
    paintAxes(painter, theme);
    paintBefore(painter, theme);
    paintDots(painter, theme);
    paintLegend(painter, theme);
    return pixmap;
}

void AccuracyChart::paintBand(QPainter &painter, const Theme &theme) const
{
    painter.save();
    painter.setClipRect(plotRect());
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(theme.panel, theme.good, 0.12));
    painter.drawPolygon(QPolygonF{pixelAt(m_lower, m_lower * band), pixelAt(m_upper, m_upper * band), pixelAt(m_upper, m_upper / band),
                                  pixelAt(m_lower, m_lower / band)});
    painter.setPen(QPen(theme.muted, 1, Qt::DashLine));
    painter.drawLine(pixelAt(m_lower, m_lower), pixelAt(m_upper, m_upper));
    painter.restore();
}

void AccuracyChart::paintAxes(QPainter &painter, const Theme &theme) const
{
    const QRectF plot = plotRect();
    painter.setFont(axisFont());
    for (const double value : ticks(m_lower, m_upper)) {
        const double x = std::round(pixelAt(value, m_lower).x()) + 0.5, y = std::round(pixelAt(m_lower, value).y()) + 0.5;
        painter.setPen(QPen(theme.grid, 1));
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(theme.muted);
        painter.drawText(QRectF(x - 40, plot.bottom() + 4, 80, 2 * grid), Qt::AlignHCenter | Qt::AlignTop, axisNumber(value));
        painter.drawText(QRectF(0, y - grid, plot.left() - 6, 2 * grid), Qt::AlignRight | Qt::AlignVCenter, axisNumber(value));
    }
    painter.setPen(QPen(theme.line, 1));
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
    painter.setPen(theme.muted);
    painter.drawText(QRectF(plot.left(), plot.bottom() + 2.5 * grid, plot.width(), 2 * grid), Qt::AlignRight,
                     tr("measured %1, %2").arg(m_picture.title, m_picture.unit));
    painter.drawText(QRectF(2 * grid, titleHeight + grid / 2, plot.width(), 2 * grid), Qt::AlignLeft,
                     tr("predicted %1, %2 · band: ±20 %").arg(m_picture.title, m_picture.unit) + m_picture.note);
}

void AccuracyChart::paintBefore(QPainter &painter, const Theme &theme) const
{
    for (const AccuracyDot &dot : m_picture.dots) {
        if (!dot.before)
            continue;
        const SeriesStyle &style = theme.style(dot.series);
        const QPointF at = pixelAt(dot.measured, *dot.before);
        painter.setPen(QPen(mixed(theme.panel, style.colour, 0.5), 1));
        painter.drawLine(at, pixelOf(dot));
        painter.setPen(QPen(style.colour, 1.25));
        painter.setBrush(theme.panel);
        paintMarker(painter, at, dotRadius, style.marker);
    }
}

void AccuracyChart::paintDots(QPainter &painter, const Theme &theme) const
{
    painter.setPen(QPen(theme.panel, 0.75));
    for (const AccuracyDot &dot : m_picture.dots) {
        const SeriesStyle &style = theme.style(dot.series);
        painter.setBrush(style.colour);
        paintMarker(painter, pixelOf(dot), dotRadius, style.marker);
    }
}

void AccuracyChart::paintLegend(QPainter &painter, const Theme &theme) const
{
    const QRectF plot = plotRect();
    const QFontMetricsF metrics(axisFont());
    double widest = 0;
    for (const QString &name : m_picture.series)
        widest = std::max(widest, metrics.horizontalAdvance(name));
    painter.setFont(axisFont());
    double y = plot.bottom() - grid / 2 - legendRow * static_cast<double>(m_picture.series.size());
    for (int i = 0; i < m_picture.series.size(); ++i, y += legendRow) {
        const QRectF row(plot.right() - widest - 3 * grid, y, widest + 3 * grid, legendRow);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.style(i).colour);
        paintMarker(painter, {row.left() + grid, row.center().y()}, dotRadius, theme.style(i).marker);
        painter.setPen(theme.ink);
        painter.drawText(row.adjusted(2 * grid, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, m_picture.series[i]);
    }
}

void AccuracyChart::paintEvent(QPaintEvent *)
{
    if (m_buffer.isNull() || !qFuzzyCompare(m_buffer.devicePixelRatio(), devicePixelRatioF()))
        m_buffer = drawn();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_buffer);
    if (!m_hovered)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(themeOf(palette()).ink, 1.5));
    painter.drawEllipse(pixelOf(*m_hovered), reachPixels, reachPixels);
}

void AccuracyChart::mouseMoveEvent(QMouseEvent *event)
{
    const AccuracyDot *dot = dotAt(event->position());
    if (std::exchange(m_hovered, dot) == dot)
        return;
    setCursor(dot ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (dot)
        QToolTip::showText(event->globalPosition().toPoint(), dot->text, this);
    else
        QToolTip::hideText();
    update();
}

void AccuracyChart::mouseReleaseEvent(QMouseEvent *event)
{
    const AccuracyDot *dot = event->button() == Qt::LeftButton ? dotAt(event->position()) : nullptr;
    if (dot)
        emit clicked(dot->id);
}

void AccuracyChart::leaveEvent(QEvent *event)
{
    m_hovered = nullptr;
    update();
    QWidget::leaveEvent(event);
}

void AccuracyChart::resizeEvent(QResizeEvent *event)
{
    redraw();
    QWidget::resizeEvent(event);
}

void AccuracyChart::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        redraw();
    QWidget::changeEvent(event);
}

} // namespace trilemma::widgets
