// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/provenance.h"

#include <optional>
#include <string>
#include <vector>

namespace trilemma::catalog {

/// What a deployment is tuned for: quick answers, many answers for the money, or many beside quick ones.
enum class Objective { Latency, Throughput, Hybrid };

/// A named traffic shape. Lengths in tokens; cv is standard deviation over mean.
struct WorkloadPreset {
    std::string id, name;
    Objective objective = Objective::Latency;
    double inputTokensMean = 1, outputTokensMean = 1;
    double inputTokensCv = 0, outputTokensCv = 0;
    double prefixHitShare = 0;
    int turns = 1;                                         ///< requests of one conversation or agent run
    double turnTokensMean = 256, turnPauseSeconds = 5;     ///< of later turns: new prompt tokens, pause before
    double requestsPerSecond = 1;
    std::optional<double> ttftP99Seconds, itlP99Seconds;   ///< the preset's SLO, where it has one
    std::vector<Citation> citations;

    bool operator==(const WorkloadPreset &) const = default;
};

} // namespace trilemma::catalog
