// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart_labels.h"

#include "widgets/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <array>
#include <limits>

namespace trilemma::widgets {

namespace {

constexpr double gap = 6;
/// Steps of one label height along the vertical, nearest first.
constexpr int hitCost = 9;      ///< of a point of a curve behind the label, in places further down the list
constexpr std::array slides{0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, 7, 8};

QFont fontOf(const PlotLabel &label)
{
    return themeFont(axisPixels, label.strong ? QFont::DemiBold : QFont::Normal);
}

QRectF beside(const QPointF &anchor, const QSizeF &size, Side side)
{
    const double w = size.width(), h = size.height();
    QPointF corner;
    switch (side) {
    case Side::Right: corner = {gap, -h / 2}; break;
    case Side::Left: corner = {-w - gap, -h / 2}; break;
    case Side::Above: corner = {-w / 2, -h - gap}; break;
    case Side::Below: corner = {-w / 2, gap}; break;
    case Side::AboveRight: corner = {gap, -h - gap / 2}; break;
    case Side::AboveLeft: corner = {-w - gap, -h - gap / 2}; break;
    case Side::BelowRight: corner = {gap, gap / 2}; break;
    case Side::BelowLeft: corner = {-w - gap, gap / 2}; break;
    }
    return {anchor + corner, size};
}

bool overlapsPlaced(const std::vector<PlotLabel> &labels, const PlotLabel *self, const QRectF &rect)
{
    return std::any_of(labels.begin(), labels.end(), [&](const PlotLabel &other) {
        return &other != self && !other.rect.isNull() && other.rect.intersects(rect);
    });
}

void place(std::vector<PlotLabel> &labels, PlotLabel &label, const QRectF &bounds, const std::vector<QPointF> &obstacles)
{
    const QFontMetricsF metrics(fontOf(label));
    const QSizeF size(metrics.horizontalAdvance(label.text) + 2, metrics.height());
    int best = std::numeric_limits<int>::max();
    int preference = 0;
    for (const int slide : slides) {
        if (label.stays && slide != 0)
            continue;
        for (const Side side : label.sides) {
            const QRectF rect = beside(label.anchor + QPointF(0, slide * size.height()), size, side);
            const int rank = preference++;
            if (rank >= best || !bounds.contains(rect) || overlapsPlaced(labels, &label, rect))
                continue;
            const auto hit = [&rect](const QPointF &point) { return rect.contains(point); };
            const auto hits = static_cast<int>(std::count_if(obstacles.begin(), obstacles.end(), hit));
            if (rank + hitCost * hits < best && (label.required || hits == 0)) {
                best = rank + hitCost * hits;
                label.rect = rect;
                label.crossed = hits > 0;
            }
        }
    }
}

} // namespace

void placeLabels(std::vector<PlotLabel> &labels, const QRectF &bounds, const std::vector<QPointF> &obstacles)
{
    for (PlotLabel &label : labels)
        label.rect = {};
    for (PlotLabel &label : labels)
        place(labels, label, bounds, obstacles);
}

void paintLabels(QPainter &painter, const std::vector<PlotLabel> &labels, const QColor &ground)
{
    QColor veil = ground;
    veil.setAlphaF(0.7F);
    for (const PlotLabel &label : labels) {
        if (label.rect.isNull())
            continue;
        if (label.crossed)
            painter.fillRect(label.rect, veil);
        painter.setFont(fontOf(label));
        painter.setPen(label.colour);
        painter.drawText(label.rect, Qt::AlignCenter | Qt::TextDontClip, label.text);
    }
}

} // namespace trilemma::widgets
