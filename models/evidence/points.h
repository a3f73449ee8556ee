// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/catalog.h"
#include "models/result.h"

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace trilemma::evidence {

/// A configuration as measurement files describe it (columns of the points layout), not yet matched
/// to the catalogue. Empty text and non-positive numbers mean "not stated".
struct PointConfiguration {
    std::string id, engine, engineVersion, model, gpu, weightFormat, kvFormat, mode, speculation;
    bool disaggregated = false;
    int gpus = 0, tp = 1, pp = 1, ep = 1, dp = 1;
    /// Mean lengths where stated, else nominal ones. An infinite rate means that all requests come at once.
    double inputTokens = 0, outputTokens = 0, promptsPerSlot = 0, concurrency = 0, requestsPerSecond = 0;
    std::string problem;        ///< the first thing about this row that cannot be understood; else empty
};

/// What was measured at such a point; empty where it was not.
struct Measurement {
    std::optional<double> outputTokensPerSecond, ttftSeconds, itlSeconds, endToEndSeconds;
};

struct MeasuredPoint {
    PointConfiguration configuration;
    Measurement measured;
    std::string source, quality;
};

/// Rows of the points layout, RFC 4180; columns by name in any order, unknown ones ignored. A missing required
/// column or broken quoting is one Error; a row that cannot be understood keeps its place with what could be
/// read and says why in PointConfiguration::problem.
Result<std::vector<MeasuredPoint>> readPoints(std::string_view csv, std::string_view fileName);

inline constexpr double notPredicted = std::numeric_limits<double>::quiet_NaN();

/// What the model says about a point, means over requests; low and high bound 80 %. A figure that the kind of
/// run has none of (the latency of a run that only maximises throughput) is not a number and written empty.
struct Prediction {
    std::string id;
    std::string status;                 ///< "ok" or "unsupported: reason"
    double outputTokensPerSecond = notPredicted, ttftSeconds = notPredicted, itlSeconds = notPredicted,
           endToEndSeconds = notPredicted;
    double itlLow = notPredicted, itlHigh = notPredicted, ttftLow = notPredicted, ttftHigh = notPredicted;
    bool ok() const { return status == "ok"; }
};
Prediction predict(const PointConfiguration &point, const catalog::Catalog &catalog);
/// The same for many, in their order, on all cores; each distinct name is looked up once.
std::vector<Prediction> predictAll(std::span<const MeasuredPoint> points, const catalog::Catalog &catalog);

/// The `predict` command's output, columns as the contract names them; no row is ever dropped.
void writePredictions(std::span<const Prediction> predictions, std::string &csv);

} // namespace trilemma::evidence
