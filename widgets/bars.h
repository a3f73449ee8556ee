// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/table.h"
#include "widgets/figure.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <numeric>
#include <optional>
#include <vector>

namespace trilemma::widgets {

/// A piece of a bar; pieces stand side by side.
struct BarPart {
    QString name{};   ///< in the legend; empty = not there
    double value = 0; ///< its length, not negative, in the unit of the axis
    FigureColour colour{};
    QString tip{}; ///< on hover
    QString id{};  ///< what a click on it asks for; empty = nothing
};

/// A whisker under a bar.
struct BarRange {
    double low = 0, high = 0;
    QString highText{}, tip{}; ///< the first stands at its end
};

struct BarRow {
    QString name;
    double start = 0; ///< where its first part begins
    std::vector<BarPart> parts{};
    QString text{}; ///< at the end of the bar
    std::optional<BarRange> range{};
    QString saying{}; ///< what the read-out says of it; empty = the text

    double end() const
    {
        return std::accumulate(parts.begin(), parts.end(), start, [](double at, const BarPart &part) { return at + part.value; });
    }
};

/// An upright line over all rows.
struct BarLine {
    QString name;
    double at = 0;
};

/// Bars as a value, the first row on top.
struct Bars {
    QString subtitle;
    QString message{}; ///< where there is nothing to draw
    QString prefix{};  ///< before the numbers of the axis, "$"
    bool isFromZero = true;
    QString rangeName{}; ///< of the whiskers, in the legend
    std::vector<BarRow> rows{};
    std::optional<BarLine> here{};
    QStringList notes{}; ///< lines below
    Table table{};
};
using SharedBars = std::shared_ptr<const Bars>;

} // namespace trilemma::widgets
