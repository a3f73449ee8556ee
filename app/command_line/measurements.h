// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/evidence/points.h"

#include <string>
#include <vector>

namespace trilemma::app {

/// Rows of a file in the points layout.
Result<std::vector<evidence::MeasuredPoint>> pointsIn(const std::string &path);
/// Points of benchmark files of any format that can be imported, one file after the other.
Result<std::vector<evidence::MeasuredPoint>> measurementsIn(const std::vector<std::string> &paths);

} // namespace trilemma::app
