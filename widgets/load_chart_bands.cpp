// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How far the curves of a load chart can be trusted: the model's error, and the chance in a simulation.
#include "widgets/clip.h"
#include "widgets/hockey_stick.h"
#include "widgets/load_chart.h"

#include <QFontMetricsF>
#include <QPainter>

#include <array>
#include <cmath>

namespace trilemma::widgets {

namespace {

/// Of opaque mixtures with the panel: large translucent areas are blended on other threads, which may be busy.
constexpr double bandStrength = 0.16, intervalStrength = 0.22;
constexpr double swatchWidth = 14, swatchHeight = 8, swatchGap = 5, entryGap = 14;

double widthOf(const std::vector<LoadChart::LegendEntry> &legend)
{
    const QFontMetricsF metrics(axisFont());
    double width = -entryGap;
    for (const LoadChart::LegendEntry &entry : legend)
        width += swatchWidth + swatchGap + metrics.horizontalAdvance(entry.text) + entryGap;
    return width;
}

} // namespace

SeriesStyle LoadChart::closedFormStyle() const
{
    return m_lines.isSimulated ? SeriesStyle{theme().muted, Qt::DashDotLine, Marker::Disc} : styleOf(0);
}

void LoadChart::paintBand(QPainter &painter) const
{
    fillBand(painter, m_lines.closedForm, band(), mixed(theme().panel, closedFormStyle().colour, bandStrength));
}

catalog::Band LoadChart::band() const
{
    return bandOf(current()->curves->evaluation, latencyOf(m_figure));
}

void LoadChart::paintInterval(QPainter &painter, const LoadLine &line, const QColor &tint) const
{
    const QRectF bounds(QPointF(0, 0), QPointF(scene().x.upper, scene().left.upper));
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(theme().panel, tint, intervalStrength));
    const auto known = [&](std::size_t i) { return std::isfinite(line.low[i].y()) && std::isfinite(line.high[i].y()); };
    for (std::size_t from = 0; from < line.low.size();) {
        std::size_t to = from;
        while (to < line.low.size() && known(to))
            ++to;
        Polyline outline(line.high.begin() + static_cast<std::ptrdiff_t>(from),
                         line.high.begin() + static_cast<std::ptrdiff_t>(to));
        for (std::size_t i = to; i-- > from;)
            outline.push_back(line.low[i]);
        QPolygonF polygon;
        if (to - from > 1) {
            for (const QPointF &point : clippedPolygon(std::move(outline), bounds))
                polygon << pixelAt(point);
        }
        painter.drawPolygon(polygon);
        from = to + 1;
    }
}

std::vector<LoadChart::LegendEntry> LoadChart::legend() const
{
    if (m_lines.lines.empty())
        return {};
    const std::array<std::array<QString, 2>, 3> forms{{{tr("80 % of measurements, closed form"), tr("95 % interval, simulation")},
                                                       {tr("80 % of measurements"), tr("95 % of simulation")},
                                                       {tr("80 % measured"), tr("95 % simulated")}}};
    std::vector<LegendEntry> legend;
    for (const auto &[measured, simulated] : forms) {
        legend.clear();
        if (band().high > band().low)
            legend.push_back({measured, mixed(theme().panel, closedFormStyle().colour, bandStrength), closedFormStyle()});
        if (m_lines.isSimulated)
            legend.push_back({simulated, mixed(theme().panel, styleOf(0).colour, intervalStrength), styleOf(0)});
        if (widthOf(legend) <= plotRect().width())
            break;
    }
    return legend;
}

void LoadChart::paintLegend(QPainter &painter) const
{
    painter.setFont(axisFont());
    const QFontMetricsF metrics(painter.font());
    const double y = std::ceil(metrics.height() / 2) + 2;
    double x = plotRect().left();
    for (const LegendEntry &entry : legend()) {
        const QRectF swatch(x, y - swatchHeight / 2, swatchWidth, swatchHeight);
        painter.fillRect(swatch, entry.fill);
        painter.setPen(QPen(entry.line.colour, 1.5, entry.line.dash));
        painter.drawLine(QPointF(swatch.left(), y), QPointF(swatch.right(), y));
        painter.setPen(theme().muted);
        painter.drawText(QPointF(swatch.right() + swatchGap, y + metrics.capHeight() / 2), entry.text);
        x = swatch.right() + swatchGap + metrics.horizontalAdvance(entry.text) + entryGap;
    }
}

} // namespace trilemma::widgets
