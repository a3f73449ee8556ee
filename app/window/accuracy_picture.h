// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/accuracy_report.h"
#include "widgets/accuracy_chart.h"

#include <span>

namespace trilemma::app {

/// How a figure is named and shown.
struct FigureText {
    AccuracyFigure figure;
    const char *name, *unit;
    double scale;           ///< shown units of one SI unit
};
std::span<const FigureText> figureTexts();
const FigureText &textOf(AccuracyFigure figure);

/// Predicted against measured, one colour an engine; `id` of a dot is the index of its point. Where `before` is given, it
/// predicted the same points, and is drawn beside.
widgets::AccuracyPicture accuracyPicture(const AccuracyReport &report, AccuracyFigure figure, const AccuracyReport *before = nullptr);

} // namespace trilemma::app
