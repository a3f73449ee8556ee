// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/catalog.h"
#include "models/evidence/points.h"

#include <span>
#include <string>
#include <vector>

// What ships because it was fitted to published runs. Each file of it is written anew from the points by one command.
namespace trilemma::evidence {

/// The catalogue with the constants of engines, accelerators and weight formats that fit the points best, in place of
/// those it shipped with. Constants are rounded to what a file says of them.
catalog::Catalog fittedTo(std::span<const MeasuredPoint> points, catalog::Catalog catalog);

/// The catalogue's shipped corrections as a file that cites the points' sources.
std::string correctionsJson(const catalog::Catalog &catalog, std::span<const MeasuredPoint> points);

/// The same of how far measurements lie from answers, see checkedScopes().
std::string confidenceJson(std::span<const catalog::CheckedScope> checks, std::span<const MeasuredPoint> points);

} // namespace trilemma::evidence
