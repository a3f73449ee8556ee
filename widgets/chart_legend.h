// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme.h"

#include <QRectF>

#include <vector>

class QPainter;

namespace trilemma::widgets {

/// What one colour of a chart stands for.
struct LegendEntry {
    enum class Kind { Filled, Hatched, Line };
    QString name;
    QColor colour;
    Kind kind = Kind::Filled;
};
using LegendRow = std::vector<LegendEntry>;
using LegendRows = std::vector<LegendRow>;
inline constexpr int legendRowPixels = 16;

/// Entries in rows of at most `width` pixels: the first of each name, those without a name left out.
LegendRows legendRows(const std::vector<LegendEntry> &entries, double width);
/// Rows that end above `bottomLeft`.
void paintLegend(QPainter &painter, const LegendRows &rows, const QPointF &bottomLeft, const Theme &theme);

/// Slanted lines within `rect`, without a clip, which SVG lacks.
void paintHatching(QPainter &painter, const QRectF &rect, const QColor &colour);

} // namespace trilemma::widgets
