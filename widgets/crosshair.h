// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/metrics.h"
#include "widgets/theme.h"

#include <QPointF>
#include <QRectF>
#include <QString>

#include <optional>
#include <vector>

class QPainter;

namespace trilemma::widgets {

/// A value against the baseline's, as people read it: "▲ 6 %".
struct Delta {
    QString text;                   ///< empty where there is nothing to compare
    bool good = false, bad = false;
};
Delta deltaOf(std::optional<double> value, std::optional<double> baseline, scenario::Better better);

/// One curve at the crosshair.
struct ReadOutRow {
    QString name{};
    SeriesStyle style{};
    QString value{};                ///< with unit; "-" where there is none
    Delta delta{};
    std::optional<QPointF> dot{};   ///< on the curve, plot coordinates
    bool dotOnRightAxis = false;
};

/// What a chart says at one running batch.
struct ReadOut {
    QString heading;                ///< "batch 64"
    std::optional<double> x;        ///< of the vertical line, plot coordinate; empty = no line
    std::vector<ReadOutRow> rows;
    QString note{};                 ///< a sentence under the rows; may be empty
};
/// Lines of plain text, for accessibility and the clipboard.
QString plainText(const ReadOut &readOut);

void paintMarker(QPainter &painter, const QPointF &centre, double radius, Marker marker);
/// The box with one row a curve, on the side of `x` with more room, inside `bounds`.
void paintReadOut(QPainter &painter, const ReadOut &readOut, const QRectF &bounds, double x, const Theme &theme);

} // namespace trilemma::widgets
