// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of a figure are called: at their place, or in a legend above.
#include "widgets/figure_chart.h"

#include <algorithm>
#include <cmath>

namespace trilemma::widgets {

LegendRows FigureChart::legendRows() const
{
    std::vector<LegendEntry> entries;
    for (const FigureArea &area : m_figure->areas)
        entries.push_back({area.name, tint(area.colour)});
    for (const FigureBlock &block : m_figure->blocks)
        entries.push_back(
            {block.name, tint(block.colour), block.isHatched ? LegendEntry::Kind::Hatched : LegendEntry::Kind::Filled});
    return widgets::legendRows(entries, plotWidth() - 64);
}

std::vector<QLineF> FigureChart::limitLines() const
{
    std::vector<QLineF> lines;
    if (!m_figure)
        return lines;
    for (const FigureLine &line : m_figure->lines) {
        if (const auto shown = lineOf(line))
            lines.push_back(*shown);
    }
    for (const PlotCurve &curve : scene().curves) { // few points, and much between them
        for (std::size_t i = 1; i < curve.points.size(); ++i) {
            const QLineF between(pixelAt(curve.points[i - 1]), pixelAt(curve.points[i]));
            if (std::isfinite(between.length()))
                lines.push_back(between);
        }
    }
    return lines;
}

void FigureChart::addLineLabels(std::vector<PlotLabel> &labels) const
{
    for (const FigureLine &line : m_figure->lines) {
        const auto shown = lineOf(line);
        if (!shown || line.name.isEmpty())
            continue;
        const bool across = line.along == Qt::Horizontal, isBound = line.role == FigureLine::Role::Bound;
        labels.push_back({.text = line.name,
                          .colour = isBound                ? theme().bad
                                    : line.lever.isEmpty() ? theme().muted
                                                           : theme().accent,
                          .anchor = !across             ? shown->p2() + QPointF(0, 8)
                                    : line.isNamedAtEnd ? shown->p2()
                                                        : shown->p1(),
                          .sides = !across             ? std::vector{Side::Right, Side::Left}
                                   : line.isNamedAtEnd ? std::vector{Side::AboveLeft, Side::BelowLeft}
                                                       : std::vector{Side::AboveRight, Side::BelowRight},
                          .strong = !line.lever.isEmpty()});
    }
}

void FigureChart::addCurveLabels(std::vector<PlotLabel> &labels) const
{
    for (std::size_t i = 0; i < m_figure->curves.size(); ++i) {
        const FigureCurve &curve = m_figure->curves[i];
        const Polyline &drawn = scene().curves[i].points;
        const auto isFinite = [](const QPointF &p) { return std::isfinite(p.y()); };
        auto at = std::find_if(drawn.rbegin(), drawn.rend(), isFinite);
        if (curve.named == FigureCurve::Name::Nowhere || at == drawn.rend())
            continue;
        const bool isPeak = curve.named == FigureCurve::Name::AtPeak;
        for (auto point = at; isPeak && point != drawn.rend(); ++point)
            at = isFinite(*point) && point->y() > at->y() ? point : at;
        labels.push_back(
            {.text = curve.name,
             .colour = tint(curve.colour),
             .anchor = pixelAt(*at),
             .sides = isPeak ? std::vector{Side::Right, Side::BelowRight, Side::BelowLeft, Side::AboveLeft, Side::AboveRight}
                             : std::vector{Side::AboveLeft, Side::BelowLeft, Side::Left},
             .strong = true});
    }
}

void FigureChart::addPointLabels(std::vector<PlotLabel> &labels) const
{
    for (auto point = m_figure->points.rbegin(); point != m_figure->points.rend(); ++point) { // those on top choose first
        if (!point->name.isEmpty())
            labels.push_back(
                {.text = point->name,
                 .colour = tint(point->colour),
                 .anchor = pixelAt({point->x, point->y}),
                 .sides = {Side::AboveRight, Side::BelowRight, Side::AboveLeft, Side::BelowLeft, Side::Right, Side::Left},
                 .strong = point->id.isEmpty()});
    }
}

std::vector<PlotLabel> FigureChart::buildLabels() const
{
    std::vector<PlotLabel> labels;
    if (!m_figure || !m_figure->message.isEmpty())
        return labels;
    addPointLabels(labels);
    addLineLabels(labels);
    addCurveLabels(labels);
    const QRectF plot = plotRect();
    for (const FigureStretch &stretch : m_figure->stretches) {
        const double middle = (pixelAt({stretch.from, 0}).x() + pixelAt({stretch.to, 0}).x()) / 2;
        labels.push_back({.text = stretch.name,
                          .colour = theme().good,
                          .anchor = {std::clamp(middle, plot.left(), plot.right()), plot.bottom() - 16},
                          .sides = {Side::Above, Side::Left, Side::Right},
                          .required = false});
    }
    return labels;
}

} // namespace trilemma::widgets
