// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figure_chart.h"

#include "widgets/chart_text.h"
#include "widgets/clip.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace trilemma::widgets {

namespace {

constexpr double grabPixels = 7;

bool isInside(const PlotAxis &axis, double value)
{
    return value >= std::min(axis.lower, axis.upper) && value <= std::max(axis.lower, axis.upper);
}

} // namespace

FigureChart::FigureChart(const QString &title, const QString &csvName, QWidget *parent)
    : PlotChart(title, parent), m_csvName(csvName)
{
    plotWidget()->setAttribute(Qt::WA_NoMousePropagation, false); // the wheel is for what scrolls around the chart
}

void FigureChart::showFigure(const SharedFigure &figure)
{
    if (figure == m_figure)
        return;
    m_figure = figure;
    invalidate();
}

std::unique_ptr<Chart> FigureChart::copy() const
{
    auto chart = std::make_unique<FigureChart>(title(), m_csvName);
    chart->takeAppearanceOf(*this);
    chart->m_figure = m_figure;
    chart->m_xEnds = m_xEnds;
    chart->m_yEnds = m_yEnds;
    chart->showScenarios(scenarios());
    return chart;
}

PlotAxis FigureChart::axisOf(const FigureAxis &axis, Ends &ends, int labels)
{
    PlotAxis shown{.lower = axis.least,
                   .upper = axis.most,
                   .logBase = axis.logBase,
                   .shown = axis.shown,
                   .gridlines = axis.gridlines,
                   .names = axis.names};
    if (axis.logBase > 0 && !axis.asIs) {
        ends.logarithmic = steadyLogRange(ends.logarithmic, axis.least, axis.most, axis.logBase);
        shown.lower = ends.logarithmic.lower;
        shown.upper = ends.logarithmic.upper;
    } else if (!axis.asIs) {
        shown.upper = ends.upper = steadyUpper(ends.upper, axis.most);
    }
    shown.step = axis.step > 0 ? axis.step : niceStep(std::abs(shown.upper - shown.lower), labels);
    return shown;
}

QRectF FigureChart::bounds() const
{
    const PlotAxis &x = scene().x, &y = scene().left;
    return QRectF(QPointF(x.lower, y.lower), QPointF(x.upper, y.upper)).normalized();
}

QColor FigureChart::tint(const FigureColour &colour) const
{
    return mixed(theme().panel, theme().style(colour.series).colour, colour.strength);
}

PlotScene FigureChart::buildScene()
{
    PlotScene scene;
    if (!m_figure) {
        setSubtitle({});
        scene.x.shown = scene.left.shown = false;
        return scene;
    }
    setSubtitle(m_figure->subtitle);
    scene.message = m_figure->message;
    scene.x = axisOf(m_figure->x, m_xEnds, plotWidth() < 400 ? 4 : 8);
    scene.left = axisOf(m_figure->y, m_yEnds, 5);
    if (!m_figure->message.isEmpty())
        scene.x.shown = scene.left.shown = false;
    scene.topPixels = m_figure->hasLegend ? legendRowPixels * static_cast<int>(legendRows().size()) : 0;
    const QRectF inside = QRectF(QPointF(scene.x.lower, scene.left.lower), QPointF(scene.x.upper, scene.left.upper)).normalized();
    for (const FigureCurve &curve : m_figure->curves) {
        QPen pen(tint(curve.colour), curve.width, curve.dash);
        pen.setCapStyle(Qt::FlatCap);
        scene.curves.push_back({clippedPolyline(curve.line, inside), pen});
    }
    return scene;
}

std::optional<QLineF> FigureChart::lineOf(const FigureLine &line) const
{
    const bool across = line.along == Qt::Horizontal;
    if (!isInside(across ? scene().left : scene().x, line.at))
        return std::nullopt;
    const QRectF plot = plotRect();
    const QPointF at = pixelAt({across ? scene().x.lower : line.at, across ? line.at : scene().left.lower});
    return across ? QLineF(plot.left(), std::round(at.y()), plot.right(), std::round(at.y()))
                  : QLineF(std::round(at.x()), plot.bottom(), std::round(at.x()), plot.top());
}

QRectF FigureChart::rectOf(const FigureBlock &block) const
{
    const QRectF all = QRectF(pixelAt({block.left, block.top}), pixelAt({block.right, block.bottom})).normalized(),
                 plot = plotRect();
    const auto inside = [&plot](const QPointF &point) {
        return QPointF(std::clamp(point.x(), plot.left(), plot.right()), std::clamp(point.y(), plot.top(), plot.bottom()));
    };
    return {inside(all.topLeft()), inside(all.bottomRight())};
}

void FigureChart::paintUnder(QPainter &painter) const
{
    if (!m_figure || !m_figure->message.isEmpty())
        return;
    const QRectF plot = plotRect();
    for (const FigureStretch &stretch : m_figure->stretches) {
        const QRectF all(QPointF(pixelAt({stretch.from, 0}).x(), plot.top()),
                         QPointF(pixelAt({stretch.to, 0}).x(), plot.bottom()));
        painter.fillRect(all & plot, mixed(theme().panel, theme().good, 0.1));
    }
    paintAreas(painter);
    paintBlocks(painter);
}

void FigureChart::paintAreas(QPainter &painter) const
{
    const QRectF inside = bounds();
    painter.setPen(Qt::NoPen);
    for (const FigureArea &area : m_figure->areas) {
        std::vector<QPointF> outline = area.high;
        outline.insert(outline.end(), area.low.rbegin(), area.low.rend());
        QPolygonF polygon;
        for (const QPointF &point : clippedPolygon(std::move(outline), inside))
            polygon << pixelAt(point);
        painter.setBrush(tint(area.colour));
        painter.drawPolygon(polygon);
    }
}

void FigureChart::paintBlocks(QPainter &painter) const
{
    painter.setFont(axisFont());
    for (const FigureBlock &block : m_figure->blocks) {
        const QRectF rect = rectOf(block);
        painter.setPen(Qt::NoPen);
        painter.setBrush(tint(block.colour));
        painter.drawRect(rect);
        if (block.isHatched)
            paintHatching(painter, rect, theme().muted);
        if (block.text.isEmpty())
            continue;
        painter.setPen(theme().ink);
        painter.drawText(rect.adjusted(4, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, block.text);
    }
}

void FigureChart::paintOver(QPainter &painter) const
{
    if (!m_figure || !m_figure->message.isEmpty())
        return;
    for (const FigureLine &line : m_figure->lines) {
        const auto shown = lineOf(line);
        if (!shown)
            continue;
        const bool isBound = line.role == FigureLine::Role::Bound;
        painter.setPen(QPen(isBound                ? theme().bad
                            : line.lever.isEmpty() ? theme().muted
                                                   : theme().accent,
                            1, line.lever.isEmpty() ? Qt::DashLine : Qt::SolidLine));
        painter.drawLine(*shown);
    }
    const QRectF inside = bounds();
    for (const FigureCurve &curve : m_figure->curves) {
        painter.setPen(QPen(theme().panel, 1));
        painter.setBrush(tint(curve.colour));
        for (const QPointF &point : curve.line) {
            if (curve.hasMarkers && std::isfinite(point.y()) && inside.contains(point))
                paintMarker(painter, pixelAt(point), 3.5, theme().style(curve.colour.series).marker);
        }
    }
    for (const FigurePoint &point : m_figure->points) {
        painter.setPen(QPen(theme().panel, 1));
        painter.setBrush(tint(point.colour));
        paintMarker(painter, pixelAt({point.x, point.y}), point.name.isEmpty() ? 3.5 : 5,
                    theme().style(point.colour.series).marker);
    }
    if (m_figure->hasLegend)
        paintLegend(painter, legendRows(), plotRect().topLeft(), theme());
}

ReadOut FigureChart::readOutAt(double asked) const
{
    ReadOut readOut;
    if (!m_figure || !m_figure->message.isEmpty())
        return readOut;
    const double x = crosshair() ? asked : m_figure->home;
    for (const FigureFact &fact : m_figure->facts)
        readOut.rows.push_back({.name = fact.name, .style = theme().style(4), .value = fact.value});
    if (!std::isfinite(x) || m_figure->xText.isEmpty())
        return readOut;
    readOut.x = x;
    readOut.heading = m_figure->xText.arg(number(x));
    const auto spell = std::ranges::find_if(m_figure->spells, [x](const FigureSpell &one) { return one.from <= x && x < one.to; });
    if (spell != m_figure->spells.end()) {
        readOut.heading = spell->heading;
        readOut.note = spell->sentence;
    }
    for (const FigureCurve &curve : m_figure->curves) {
        const auto value = valueAt(curve.line, x);
        ReadOutRow row{.name = curve.name, .style = theme().style(curve.colour.series), .value = number(value, curve.unit)};
        row.style.colour = tint(curve.colour);
        if (value)
            row.dot = QPointF(x, *value);
        readOut.rows.push_back(row);
    }
    for (auto area = m_figure->areas.rbegin(); area != m_figure->areas.rend(); ++area) { // as stacked, from the top
        const auto low = valueAt(area->low, x), high = valueAt(area->high, x);
        ReadOutRow row{.name = area->name, .style = {tint(area->colour), Qt::SolidLine, Marker::Square}};
        row.value = number(low && high ? std::optional(*high - *low) : std::nullopt, area->unit);
        readOut.rows.push_back(row);
    }
    for (const LegendRow &entries : legendRows()) {
        for (const LegendEntry &entry : entries) {
            const auto spans = [&](const FigureBlock &block) {
                return block.name == entry.name && block.left <= x && x < block.right;
            };
            if (const auto count = std::ranges::count_if(m_figure->blocks, spans); !m_figure->blocks.empty())
                readOut.rows.push_back({.name = entry.name,
                                        .style = {entry.colour, Qt::SolidLine, Marker::Square},
                                        .value = QString::number(count)});
        }
    }
    return readOut;
}

QString FigureChart::leverAt(const QPointF &position) const
{
    if (!m_figure)
        return {};
    for (const FigureLine &line : m_figure->lines) {
        const auto shown = lineOf(line);
        if (!line.lever.isEmpty() && shown && std::abs(shown->x1() - position.x()) <= grabPixels)
            return line.lever;
    }
    return {};
}

double FigureChart::leverValueAt(const QString &, double x) const
{
    return std::round(x); // levers of figures are counts
}

const FigurePoint *FigureChart::pointAt(const QPointF &position) const
{
    const FigurePoint *nearest = nullptr;
    double least = grabPixels;
    for (const FigurePoint &point : m_figure->points) {
        if (const double away = QLineF(pixelAt({point.x, point.y}), position).length(); away <= least) {
            nearest = &point;
            least = away;
        }
    }
    return nearest;
}

QString FigureChart::tipAt(const QPointF &position) const
{
    if (!m_figure)
        return {};
    if (const FigurePoint *point = pointAt(position))
        return point->tip;
    for (const FigureBlock &block : m_figure->blocks) {
        if (!block.tip.isEmpty() && rectOf(block).adjusted(-1, -1, 1, 1).contains(position))
            return block.tip;
    }
    return {};
}

QString FigureChart::idAt(const QPointF &position) const
{
    const FigurePoint *point = m_figure ? pointAt(position) : nullptr;
    return point ? point->id : QString();
}

double FigureChart::nextX(double from, double steps) const
{
    constexpr double share = 0.02; // of the axis
    const PlotAxis &x = scene().x;
    const double next =
        x.logBase > 0 ? from * std::pow(x.upper / x.lower, steps * share) : from + steps * share * (x.upper - x.lower);
    return std::clamp(next, std::min(x.lower, x.upper), std::max(x.lower, x.upper));
}

void FigureChart::keyPressEvent(QKeyEvent *event)
{
    constexpr double page = 8;
    double steps = 0;
    switch (event->key()) {
    case Qt::Key_Right:
        steps = 1;
        break;
    case Qt::Key_Left:
        steps = -1;
        break;
    case Qt::Key_PageUp:
        steps = page;
        break;
    case Qt::Key_PageDown:
        steps = -page;
        break;
    default:
        PlotChart::keyPressEvent(event);
        return;
    }
    if (!m_figure || m_figure->xText.isEmpty() || !m_figure->message.isEmpty())
        return;
    const double middle =
        scene().x.logBase > 0 ? std::sqrt(scene().x.lower * scene().x.upper) : (scene().x.lower + scene().x.upper) / 2;
    const double home = std::isfinite(m_figure->home) ? m_figure->home : middle;
    emit crosshairMoved(nextX(crosshair().value_or(home), steps));
}

bool FigureChart::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Wheel) { // for what scrolls around the chart
        event->ignore();
        return true;
    }
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), tipAt(help->pos()), plotWidget());
        return true;
    }
    if (watched == plotWidget() && event->type() == QEvent::MouseButtonRelease) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        if (const QString id = idAt(mouse->position()); mouse->button() == Qt::LeftButton && !id.isEmpty())
            emit pointActivated(id);
    }
    return PlotChart::eventFilter(watched, event);
}

} // namespace trilemma::widgets
