// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/evidence/request_trace.h"
#include "models/serving/simulated_traffic.h"
#include "models/serving/simulation_recorder.h"

namespace trilemma::serving {
struct SimulatedReplica;
}

namespace trilemma::evidence {

/// How a trace is replayed.
struct Replay {
    std::size_t replicas = 1;  ///< that take requests in turn; no more than there are requests
    double pace = 1;           ///< how many times as fast requests come as they did, above 0
    double prefixHitShare = 0; ///< of prompts of a trace without prefix blocks, which have their own hits
    serving::Slo slo;
};

/// Mean rate of arrivals; 0 where the trace has none or all are at one time.
double arrivalRate(const RequestTrace &trace);

/// Requests that one of the replicas gets, with their arrivals, lengths and prefix blocks. `trace` must have arrivals.
serving::SimulatedTraffic replayOf(const RequestTrace &trace, const Replay &replay, std::size_t replica = 0);

/// What replicas alike make of the trace; those with blocks meet a prefix cache. Of several replicas, figures are means
/// over them with intervals from their spread; requests (where kept), rejected ones and preemptions are those of all.
serving::SimulationResult simulateReplay(const serving::SimulatedReplica &replica, const RequestTrace &trace,
                                         const Replay &replay, const serving::SimulationPlan &plan);

} // namespace trilemma::evidence
