// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/serving/knee.h"
#include "models/serving/simulator.h"

#include <vector>

namespace trilemma::serving {

/// How to look for a knee.
struct KneeSearch {
    SimulationPlan plan;  ///< of each simulation
    int replications = 3; ///< at each rate, with the same seeds at all rates
    int threads = 1;
    double tolerance = 0.01; ///< the knee is known to this share of itself
};

struct KneePoint {
    double requestsPerSecond = 0;
    bool meets = false;
    SimulationResult result; ///< over the replications
};

/// The largest simulated rate at which every enabled bound of every class's SLO holds.
struct SimulatedKnee {
    bool exists = false; ///< false: no rate meets the SLO, even nearly idle; `binding` says which bound
    bool cancelled = false;
    double requestsPerSecond = 0;
    double capacityRequestsPerSecond = 0; ///< what full slots serve
    Knee::Binding binding = Knee::Binding::Nothing;
    std::vector<KneePoint> points; ///< all rates tried and some beyond the knee, ascending
};

/// The bound that a result breaks by most; Capacity past it; Nothing where it keeps them all. With one class
/// that is no background, ITL is that of all tokens; with several, the mean of each request.
Knee::Binding brokenBound(const SimulationResult &result, const SimulatedTraffic &traffic);

/// By bisection on the rate of the open classes, whose proportions stay. Bounds are never loosened.
SimulatedKnee findKnee(const SimulatedReplica &replica, const SimulatedTraffic &traffic, const KneeSearch &search,
                       const SimulationProgress &progress = {});

} // namespace trilemma::serving
