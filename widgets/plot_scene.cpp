// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot_scene.h"

#include <algorithm>
#include <cmath>

namespace trilemma::widgets {

std::optional<double> valueAt(const Polyline &line, double x)
{
    const auto right = std::lower_bound(line.begin(), line.end(), x, [](const QPointF &point, double at) { return point.x() < at; });
    if (right == line.end())
        return std::nullopt;
    if (right->x() == x)
        return std::isfinite(right->y()) ? std::optional(right->y()) : std::nullopt;
    if (right == line.begin())
        return std::nullopt;
    const QPointF &a = *(right - 1), &b = *right;
    const double y = a.y() + (b.y() - a.y()) * (x - a.x()) / (b.x() - a.x());
    return std::isfinite(y) ? std::optional(y) : std::nullopt;
}

std::optional<double> clampedValueAt(const Polyline &line, double x)
{
    if (line.empty())
        return std::nullopt;
    return valueAt(line, std::clamp(x, line.front().x(), line.back().x()));
}

QPen curvePen(const SeriesStyle &style, bool current)
{
    QPen pen(style.colour, current ? 2 : 1.5, current ? Qt::SolidLine : style.dash);
    pen.setCapStyle(Qt::FlatCap);
    pen.setJoinStyle(Qt::BevelJoin);
    return pen;
}

} // namespace trilemma::widgets
