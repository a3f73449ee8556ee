// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/clip.h"

#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace trilemma::widgets {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

bool isFinite(const QPointF &point)
{
    return std::isfinite(point.x()) && std::isfinite(point.y());
}

/// Liang and Barsky 1984.
std::optional<std::pair<QPointF, QPointF>> clippedSegment(const QPointF &a, const QPointF &b, const QRectF &bounds)
{
    const QPointF d = b - a;
    double from = 0, to = 1;
    const auto cut = [&](double p, double q) {
        if (p == 0)
            return q >= 0;
        (p < 0 ? from : to) = p < 0 ? std::max(from, q / p) : std::min(to, q / p);
        return from <= to;
    };
    const bool inside = cut(-d.x(), a.x() - bounds.left()) && cut(d.x(), bounds.right() - a.x())
        && cut(-d.y(), a.y() - bounds.top()) && cut(d.y(), bounds.bottom() - a.y());
    if (!inside)
        return std::nullopt;
    return std::pair(from > 0 ? a + d * from : a, to < 1 ? a + d * to : b);
}

} // namespace

std::vector<QPointF> clippedPolyline(const std::vector<QPointF> &line, const QRectF &bounds)
{
    std::vector<QPointF> out;
    out.reserve(line.size() + 4);
    for (std::size_t i = 1; i < line.size(); ++i) {
        if (!isFinite(line[i - 1]) || !isFinite(line[i]))
            continue;
        const auto segment = clippedSegment(line[i - 1], line[i], bounds);
        if (!segment)
            continue;
        if (out.empty() || out.back() != segment->first) {
            if (!out.empty())
                out.emplace_back(segment->first.x(), nan);
            out.push_back(segment->first);
        }
        if (out.back() != segment->second)
            out.push_back(segment->second);
    }
    return out;
}

std::vector<QPointF> clippedPolygon(std::vector<QPointF> polygon, const QRectF &bounds)
{
    const auto keep = [&polygon](auto inside, auto crossing) {
        std::vector<QPointF> out;
        out.reserve(polygon.size() + 4);
        for (std::size_t i = 0; i < polygon.size(); ++i) {
            const QPointF &a = polygon[i == 0 ? polygon.size() - 1 : i - 1], &b = polygon[i];
            if (inside(a) != inside(b))
                out.push_back(crossing(a, b));
            if (inside(b))
                out.push_back(b);
        }
        polygon = std::move(out);
    };
    const auto atX = [](double x) {
        return [x](const QPointF &a, const QPointF &b) { return QPointF(x, a.y() + (b.y() - a.y()) * (x - a.x()) / (b.x() - a.x())); };
    };
    const auto atY = [](double y) {
        return [y](const QPointF &a, const QPointF &b) { return QPointF(a.x() + (b.x() - a.x()) * (y - a.y()) / (b.y() - a.y()), y); };
    };
    keep([&](const QPointF &p) { return p.x() >= bounds.left(); }, atX(bounds.left()));
    keep([&](const QPointF &p) { return p.x() <= bounds.right(); }, atX(bounds.right()));
    keep([&](const QPointF &p) { return p.y() >= bounds.top(); }, atY(bounds.top()));
    keep([&](const QPointF &p) { return p.y() <= bounds.bottom(); }, atY(bounds.bottom()));
    return polygon;
}

} // namespace trilemma::widgets
