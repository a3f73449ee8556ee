// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <optional>
#include <vector>

class QPainter;

namespace trilemma::widgets {

enum class Side { Right, Left, Above, Below, AboveRight, AboveLeft, BelowRight, BelowLeft };

/// A text that names the thing at `anchor`. Pixels.
struct PlotLabel {
    QString text{};
    QColor colour{};
    QPointF anchor{};
    std::vector<Side> sides{Side::Right};   ///< in order of preference
    bool strong = false;
    bool stays = false;                     ///< at the height of its anchor, or it is not shown
    bool required = true;                   ///< shown even over a curve; others give way
    QRectF rect{};                          ///< where it was put; null = not shown
    bool crossed = false;                   ///< something passes behind it there
};

/// Gives every label a place inside `bounds` where it touches no other label and, if it can, none of `obstacles`
/// (points of curves and limits). Earlier labels choose first. Tries the sides, then slides up and down along the anchor.
void placeLabels(std::vector<PlotLabel> &labels, const QRectF &bounds, const std::vector<QPointF> &obstacles);
/// A label that something passes behind gets a ground of its own, of the colour `ground`.
void paintLabels(QPainter &painter, const std::vector<PlotLabel> &labels, const QColor &ground);

} // namespace trilemma::widgets
