// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart_legend.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace trilemma::widgets {

namespace {

constexpr double swatchSize = 9, swatchGap = 4, entryGap = 12, lineThickness = 2;

} // namespace

LegendRows legendRows(const std::vector<LegendEntry> &entries, double width)
{
    LegendRows rows(1);
    const QFontMetricsF metrics(axisFont());
    double x = 0;
    const auto isThere = [&rows](const QString &name) {
        return std::ranges::any_of(rows,
                                   [&](const LegendRow &row) { return std::ranges::count(row, name, &LegendEntry::name) > 0; });
    };
    for (const LegendEntry &entry : entries) {
        if (entry.name.isEmpty() || isThere(entry.name))
            continue;
        const double needed = swatchSize + swatchGap + metrics.horizontalAdvance(entry.name) + entryGap;
        if (x > 0 && x + needed > width) {
            rows.emplace_back();
            x = 0;
        }
        x += needed;
        rows.back().push_back(entry);
    }
    return rows;
}

void paintLegend(QPainter &painter, const LegendRows &rows, const QPointF &bottomLeft, const Theme &theme)
{
    painter.setFont(axisFont());
    const QFontMetricsF metrics(painter.font());
    double y = bottomLeft.y() - legendRowPixels * static_cast<double>(rows.size()) + 1;
    for (const LegendRow &row : rows) {
        double x = bottomLeft.x();
        for (const LegendEntry &entry : row) {
            const double height = entry.kind == LegendEntry::Kind::Line ? lineThickness : swatchSize;
            const QRectF swatch(x, y + (metrics.height() - height) / 2, swatchSize, height);
            painter.fillRect(swatch, entry.colour);
            if (entry.kind == LegendEntry::Kind::Hatched)
                paintHatching(painter, swatch, theme.muted);
            x += swatchSize + swatchGap;
            painter.setPen(theme.ink);
            painter.drawText(QPointF(x, y + metrics.ascent()), entry.name);
            x += metrics.horizontalAdvance(entry.name) + entryGap;
        }
        y += legendRowPixels;
    }
}

void paintHatching(QPainter &painter, const QRectF &rect, const QColor &colour)
{
    constexpr double distance = 5;
    painter.setPen(QPen(colour, 1));
    for (double shift = distance; shift < rect.width() + rect.height(); shift += distance) {
        const double right = std::min(shift, rect.width()), below = std::min(shift, rect.height());
        painter.drawLine(QPointF(rect.left() + right, rect.top() + shift - right),
                         QPointF(rect.left() + shift - below, rect.top() + below));
    }
}

} // namespace trilemma::widgets
