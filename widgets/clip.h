// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>

#include <vector>

namespace trilemma::widgets {

/// Parts of a polyline inside `bounds`, with the points where it crosses the border; NaN points separate parts.
/// Needed because SVG as Qt 6.4 writes it (SVG Tiny 1.2) has no clipping.
std::vector<QPointF> clippedPolyline(const std::vector<QPointF> &line, const QRectF &bounds);

/// Part of a polygon inside `bounds` (Sutherland and Hodgman 1974).
std::vector<QPointF> clippedPolygon(std::vector<QPointF> polygon, const QRectF &bounds);

} // namespace trilemma::widgets
