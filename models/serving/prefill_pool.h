// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/serving/request_source.h"
#include "models/serving/simulated_replica.h"

#include <vector>

namespace trilemma::serving {

/// Instances that compute prompts and send their KV cache on: a queue with several servers, first come first served,
/// one prompt at a time each. Refers to what it is made from.
class PrefillPool {
public:
    PrefillPool(const SimulatedReplica &replica, const Disaggregation &pool, PassClock &clock, RequestSource &source);

    /// When the next cache has arrived at the decoding replica.
    double nextTime();
    /// The request of nextTime(), with its first token out.
    Request take();

private:
    struct Sent {
        double ready;
        Request request;
        static bool isLater(const Sent &a, const Sent &b) { return a.ready > b.ready; }
    };
    void serve(Request request);
    double prefillSeconds(int promptTokens, int cachedTokens);

    const SimulatedReplica &m_replica;
    Disaggregation m_pool;
    PassClock &m_clock;
    const int m_tokenBudget;
    RequestSource &m_source;
    std::vector<double> m_freeAt; ///< of the instances
    std::vector<Sent> m_sent;     ///< heap, soonest first
};

} // namespace trilemma::serving
