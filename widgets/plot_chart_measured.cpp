// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Measured points over the curves of a plot.
#include "widgets/plot_chart.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace trilemma::widgets {

namespace {

constexpr double hoverPixels = 8;
constexpr double marksRoom = 1.05, mostForMarks = 2;

} // namespace

void PlotChart::showMeasured(const SharedMeasuredDots &dots)
{
    if (dots == m_measured)
        return;
    m_measured = dots;
    m_marks.clear();
    m_hovered = nullptr;
    invalidate();
}

std::vector<QPointF> PlotChart::measuredPixels() const
{
    std::vector<QPointF> pixels;
    for (const Mark &mark : m_marks)
        pixels.push_back(pixelAt(mark.drawn.at));
    return pixels;
}

std::vector<MeasuredMark> PlotChart::marksOf(const MeasuredDot &) const
{
    return {};
}

QPointF PlotChart::withRoomForMarks(const QPointF &needed) const
{
    if (!m_measured)
        return needed;
    QPointF furthest;
    for (const MeasuredDot &dot : m_measured->dots) {
        for (const MeasuredMark &mark : marksOf(dot))
            furthest = {std::max(furthest.x(), mark.at.x()), std::max(furthest.y(), mark.at.y())};
    }
    const auto reach = [](double computed, double measured) {
        return std::max(computed, std::min(marksRoom * measured, mostForMarks * computed));
    };
    return {reach(needed.x(), furthest.x()), reach(needed.y(), furthest.y())};
}

QStringList PlotChart::measuredText() const
{
    if (!m_measured)
        return {};
    const auto drawn = std::ranges::count_if(m_measured->dots, [this](const MeasuredDot &dot) { return !marksOf(dot).empty(); });
    return measuredCount(m_measured, static_cast<std::size_t>(drawn));
}

void PlotChart::layOutMarks()
{
    m_marks.clear();
    if (!m_measured)
        return;
    for (const MeasuredDot &dot : m_measured->dots) {
        for (const MeasuredMark &mark : marksOf(dot)) {
            const bool inside = mark.at.x() >= m_scene.x.lower && mark.at.x() <= m_scene.x.upper &&
                                mark.at.y() >= m_scene.left.lower && mark.at.y() <= m_scene.left.upper;
            if (inside)
                m_marks.push_back({&dot, mark});
        }
    }
}

std::optional<PlotLabel> PlotChart::marksLabel() const
{
    if (m_marks.empty())
        return std::nullopt;
    const auto last = std::ranges::max_element(m_marks, {}, [](const Mark &mark) { return mark.drawn.at.x(); });
    return PlotLabel{.text = tr("measured"), .colour = theme().ink, .anchor = pixelAt(last->drawn.at),
                     .sides = {Side::BelowRight, Side::Right, Side::AboveRight, Side::BelowLeft, Side::Left, Side::AboveLeft},
                     .required = false};
}

void PlotChart::paintMarks(QPainter &painter) const
{
    for (const Mark &mark : m_marks) {
        const double x = mark.drawn.at.x();
        std::optional<QLineF> bar;
        if (mark.drawn.low && mark.drawn.high) {
            const auto y = [this](double value) { return std::clamp(value, m_scene.left.lower, m_scene.left.upper); };
            bar = QLineF(pixelAt({x, y(*mark.drawn.low)}), pixelAt({x, y(*mark.drawn.high)}));
        }
        paintMark(painter, pixelAt(mark.drawn.at), bar, mark.drawn.open, theme());
    }
}

void PlotChart::paintHovered(QPainter &painter) const
{
    const auto first = std::ranges::find(m_marks, m_hovered, &Mark::dot);
    if (first == m_marks.end())
        return;
    painter.setPen(QPen(theme().accent, 2));
    painter.setBrush(Qt::NoBrush);
    for (auto mark = first; mark != m_marks.end() && mark->dot == m_hovered; ++mark)
        painter.drawEllipse(pixelAt(mark->drawn.at), hoverPixels - 1, hoverPixels - 1);
    paintReadOut(painter, measuredReadOut(*m_hovered, theme()), plotRect(), pixelAt(first->drawn.at).x(), theme());
}

void PlotChart::hover(const QPointF &position)
{
    const MeasuredDot *nearest = nullptr;
    double least = hoverPixels;
    for (const Mark &mark : m_marks) {
        const QPointF away = pixelAt(mark.drawn.at) - position;
        const double distance = std::hypot(away.x(), away.y());
        if (distance <= least) {
            least = distance;
            nearest = mark.dot;
        }
    }
    if (std::exchange(m_hovered, nearest) != nearest)
        updateCrosshair();
}

} // namespace trilemma::widgets
