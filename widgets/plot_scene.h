// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme.h"

#include <QPen>
#include <QPointF>
#include <QString>

#include <optional>
#include <vector>

namespace trilemma::widgets {

using Polyline = std::vector<QPointF>;

/// One axis in shown units, from bottom to top or left to right; reversed where lower is above upper.
/// Logarithmic where `logBase` is set.
struct PlotAxis {
    double lower = 0, upper = 1;
    double step = 0;                ///< between labels; unused on logarithmic axes
    double logBase = 0;             ///< factor between labels of a logarithmic axis; 0 = linear
    bool shown = true;
    bool gridlines = false;
    QString prefix{};               ///< "$" before every label
    std::vector<QString> names{};   ///< categories at 1, 2, ...; in place of numbers

    bool operator==(const PlotAxis &) const = default;
};

/// One line. Points outside the axes must have been clipped away: SVG cannot clip.
struct PlotCurve {
    Polyline points{};              ///< ascending in x; NaN makes a gap
    QPen pen{};
    bool onRightAxis = false;
};

/// All that a plot draws through its axes. A value: the plot is a function of it.
struct PlotScene {
    PlotAxis x, left;
    std::optional<PlotAxis> right;
    std::vector<PlotCurve> curves;
    QString message;                ///< in the middle, where there is nothing to draw; empty = none
    int topPixels = 0, bottomPixels = 0;    ///< kept free inside the plot, for labels and legends
};

/// y of a polyline ascending in x, linear between points; empty outside and in gaps.
std::optional<double> valueAt(const Polyline &line, double x);
/// Same, clamped to the first and last finite point.
std::optional<double> clampedValueAt(const Polyline &line, double x);

/// Pen of a scenario's curve: the current one full and solid, ghosts thinner in their own dash.
QPen curvePen(const SeriesStyle &style, bool current);

} // namespace trilemma::widgets
