// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/provenance.h"

#include <optional>
#include <string>
#include <vector>

namespace trilemma::catalog {

/// A named traffic shape. Lengths in tokens; cv is standard deviation over mean.
struct WorkloadPreset {
    std::string id, name;
    std::string objective;      ///< "latency", "throughput" or "hybrid"
    double inputTokensMean = 1, outputTokensMean = 1;
    double inputTokensCv = 0, outputTokensCv = 0;
    double prefixHitShare = 0;
    double requestsPerSecond = 1;
    std::optional<double> ttftP99Seconds, itlP99Seconds;   ///< the preset's SLO, where it has one
    std::vector<Citation> citations;

    bool operator==(const WorkloadPreset &) const = default;
};

} // namespace trilemma::catalog
