// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot_chart.h"

#include "widgets/clip.h"

#include <QPainter>

#include <cmath>

namespace trilemma::widgets {

void PlotChart::fillBand(QPainter &painter, std::span<const QPointF> curve, const catalog::Band &band, const QBrush &brush) const
{
    if (!(band.low > 0) || !(band.high > band.low) || !std::isfinite(band.high) || curve.empty())
        return;
    Polyline outline;
    for (const QPointF &point : curve)
        outline.emplace_back(point.x(), point.y() * band.high);
    for (auto point = curve.rbegin(); point != curve.rend(); ++point)
        outline.emplace_back(point->x(), point->y() * band.low);
    const QRectF bounds(QPointF(scene().x.lower, scene().left.lower), QPointF(scene().x.upper, scene().left.upper));
    QPolygonF polygon;
    for (const QPointF &point : clippedPolygon(std::move(outline), bounds))
        polygon << pixelAt(point);
    painter.setPen(Qt::NoPen);
    painter.setBrush(brush);
    painter.drawPolygon(polygon);
}

} // namespace trilemma::widgets
