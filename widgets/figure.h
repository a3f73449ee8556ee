// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/table.h"
#include "widgets/plot_scene.h"

#include <limits>

namespace trilemma::widgets {

/// One of the theme's series colours, mixed with the panel; 1 = full.
struct FigureColour {
    int series = 0;
    double strength = 1;

    bool operator==(const FigureColour &) const = default;
};

/// What an axis must show; the chart rounds the ends and keeps them steady while a lever moves.
struct FigureAxis {
    double least = 0, most = 1;
    double logBase = 0; ///< 0 = linear
    bool asIs = false;  ///< neither rounded nor kept
    bool gridlines = false, shown = true;
    std::vector<QString> names{}; ///< categories at 1, 2, ...
    double step = 0;              ///< between labels; 0 = as the chart finds it
};

struct FigureCurve {
    QString name{}, unit{};
    Polyline line{}; ///< ascending in x; NaN makes a gap
    FigureColour colour{};
    Qt::PenStyle dash = Qt::SolidLine;
    double width = 2;
    enum class Name { AtEnd, AtPeak, Nowhere };
    Name named = Name::AtEnd;
    bool hasMarkers = false;
};

/// Filled between two lines of the same x; the read-out tells the difference.
struct FigureArea {
    QString name, unit;
    Polyline low, high;
    FigureColour colour;
};

/// A rectangle; the read-out tells how many of a name there are at x, and the legend leaves out what has none.
struct FigureBlock {
    QString name;
    double left = 0, right = 0, bottom = 0, top = 0;
    FigureColour colour;
    QString text{}; ///< written in it
    QString tip{};  ///< on hover
    bool isHatched = false;
};

/// A mark of fixed size at a place; a click on it asks for its id.
struct FigurePoint {
    QString name{}; ///< written beside it; empty = nothing
    double x = 0, y = 0;
    FigureColour colour{};
    QString tip{}; ///< on hover
    QString id{};  ///< empty = nothing
};

/// A limit across the plot.
struct FigureLine {
    enum class Role { Bound, Note };
    QString name;
    Qt::Orientation along = Qt::Horizontal;
    double at = 0;
    Role role = Role::Note;
    bool isNamedAtEnd = false; ///< else where it begins
    QString lever{};           ///< that dragging it turns; empty = none
};

/// A stretch of x that is recommended.
struct FigureStretch {
    QString name;
    double from = 0, to = 0;
};

struct FigureFact {
    QString name, value;
};

/// What the read-out calls a stretch of x, and a sentence that it says there.
struct FigureSpell {
    double from = 0, to = 0;
    QString heading{}, sentence{};
};

/// A picture as a value: curves, areas and blocks in shown units, and the same as a table.
struct Figure {
    QString subtitle;
    QString message; ///< where there is nothing to draw
    FigureAxis x, y;
    QString xText;                                          ///< "%1 tokens": what the read-out calls a place
    double home = std::numeric_limits<double>::quiet_NaN(); ///< x that the read-out is of where nothing is pointed at
    bool hasLegend = false;                                 ///< of areas and blocks
    std::vector<FigureStretch> stretches;
    std::vector<FigureArea> areas;
    std::vector<FigureBlock> blocks;
    std::vector<FigureCurve> curves;
    std::vector<FigurePoint> points; ///< the last lies on top
    std::vector<FigureLine> lines;
    std::vector<FigureFact> facts; ///< told by the read-out wherever it is
    std::vector<FigureSpell> spells; ///< in place of xText, where x is in one

    Table table;
};

} // namespace trilemma::widgets
