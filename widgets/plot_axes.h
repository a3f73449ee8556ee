// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot_scene.h"

#include <QFontMetricsF>

class QCPAxis;

namespace trilemma::widgets {

/// Fonts and pens of the theme; ticks have no length.
void styleAxis(QCPAxis &axis, const Theme &theme);
/// Scale, range and labels as described.
void describeAxis(QCPAxis &axis, const PlotAxis &described);
/// Pixels that the labels of an axis need.
double widestLabel(const PlotAxis &axis, const QFontMetricsF &metrics);

} // namespace trilemma::widgets
