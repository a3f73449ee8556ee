// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/serving/length_shape.h"

#include <optional>

namespace trilemma::serving {

/// Traffic that a replica (or, divided by replicas, a fleet) sees.
struct Workload {
    enum class Arrivals { OpenLoop, ClosedLoop };
    Arrivals arrivals = Arrivals::OpenLoop;
    double requestsPerSecond = 1; ///< open loop, whole fleet
    double concurrency = 32;      ///< closed loop, whole fleet
    double inputTokensMean = 1024, outputTokensMean = 256;
    double inputTokensCv = 0, outputTokensCv = 0;
    double prefixHitShare = 0; ///< share of prompt tokens found in the prefix cache, 0..1
    double arrivalCv = 1;      ///< of inter-arrival times; 1 = Poisson
    double promptsPerSlot = 0; ///< finite benchmark: prompts sent per unit of concurrency; 0 = endless
    std::optional<TracedLengths> tracedLengths; ///< of the trace that means and variations come from, if any

    bool operator==(const Workload &) const = default;
};

} // namespace trilemma::serving
