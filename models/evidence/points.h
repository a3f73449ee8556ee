// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/catalog.h"
#include "models/result.h"

#include <iosfwd>
#include <optional>
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
    double inputTokens = 0, outputTokens = 0, promptsPerSlot = 0, concurrency = 0, requestsPerSecond = 0;
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

/// Rows of the points layout, RFC 4180. A missing required column or broken quoting is one Error;
/// a row that cannot be understood keeps its place with what could be read.
Result<std::vector<MeasuredPoint>> readPoints(std::string_view csv, std::string_view fileName);

/// What the model says about a point, means over requests; low and high bound 80 %.
struct Prediction {
    std::string id;
    std::string status;                 ///< "ok" or "unsupported: reason"
    double outputTokensPerSecond = 0, ttftSeconds = 0, itlSeconds = 0, endToEndSeconds = 0;
    double itlLow = 0, itlHigh = 0, ttftLow = 0, ttftHigh = 0;
    bool ok() const { return status == "ok"; }
};
Prediction predict(const PointConfiguration &point, const catalog::Catalog &catalog);

/// The `predict` command's output, columns as the contract names them; no row is ever dropped.
void writePredictions(const std::vector<Prediction> &predictions, std::string &csv);

} // namespace trilemma::evidence
