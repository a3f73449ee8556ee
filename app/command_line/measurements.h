// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/evidence/day_import.h"
#include "models/evidence/pass_trace.h"
#include "models/evidence/points.h"
#include "models/evidence/workload_import.h"

#include <optional>
#include <string>
#include <vector>

namespace trilemma::app {

/// Rows of a file in the points layout.
Result<std::vector<evidence::MeasuredPoint>> pointsIn(const std::string &path);
/// Points of benchmark files of any format that can be imported, one file after the other.
Result<std::vector<evidence::MeasuredPoint>> measurementsIn(const std::vector<std::string> &paths);
/// The published points that come with the program.
std::vector<evidence::MeasuredPoint> referencePoints();
/// A request trace, or the requests that a benchmark file lists.
Result<evidence::RequestTrace> traceIn(const std::string &path);
/// Traffic of a request trace or of a benchmark file that lists its requests.
Result<evidence::TracedTraffic> trafficIn(const std::string &path);
/// Load by the hour, of a request trace or a list of loads.
Result<evidence::ImportedDay> dayIn(const std::string &path);
/// Engine passes of all files; none where the first file is something else.
Result<std::vector<evidence::MeasuredPass>> passesIn(const std::vector<std::string> &paths);
/// What is wrong with levers for files that need none; empty where there are none.
std::optional<Error> settingsWithoutPasses(const std::vector<std::string> &settings);

/// The catalogue with a calibration file in it (empty path: without).
Result<catalog::Catalog> withCalibration(const catalog::Catalog &catalog, const std::string &path);

} // namespace trilemma::app
