// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/serving/length_shape.h"

#include <algorithm>
#include <optional>

namespace trilemma::serving {

/// How the gaps between open arrivals are spread.
enum class Gaps {
    Weibull, ///< by Workload::arrivalCv; 1 is Poisson
    Gamma,   ///< likewise
    OnOff    ///< Poisson at one of two rates, which alternate after exponential times: Workload::bursts
};

/// Bursts of Gaps::OnOff.
struct Bursts {
    double onShare = 0.2;     ///< of time, above 0
    double peakOverMean = 3;  ///< rate of the on state over the mean rate, 1 to 1/onShare
    double cycleSeconds = 60; ///< mean time from one burst to the next

    bool operator==(const Bursts &) const = default;
    /// peakOverMean as far as onShare allows.
    double peak() const { return std::clamp(peakOverMean, 1.0, 1 / onShare); }
};

/// Requests that belong together: the prompt of each is all that was said before and something new.
struct Turns {
    /// What becomes of a conversation's KV cache until its next turn.
    enum class PausedKv {
        Lru,  ///< stays in the pool's spare room until others need that
        Hold, ///< stays in the pool, and takes room from those that run
        Evict ///< is dropped
    };
    int count = 1;
    double newTokens = 256;  ///< mean prompt tokens that a later turn adds
    double pauseSeconds = 5; ///< mean, exponential: the user reads, or a tool runs
    PausedKv pausedKv = PausedKv::Lru;

    bool operator==(const Turns &) const = default;
};

/// A second class of requests, without SLO: it goes last.
struct BatchTraffic {
    double requestsPerSecond = 0; ///< whole fleet; 0 = none
    double inputTokensMean = 2048, outputTokensMean = 512;
    bool yieldsSlots = false;   ///< running ones are preempted where an interactive request finds no slot
    double tolerance = 0.1;     ///< by which share it may move the p99 latencies of the others

    bool operator==(const BatchTraffic &) const = default;
};

/// Traffic that a replica (or, divided by replicas, a fleet) sees.
struct Workload {
    enum class Arrivals { OpenLoop, ClosedLoop };
    Arrivals arrivals = Arrivals::OpenLoop;
    double requestsPerSecond = 1; ///< open loop, whole fleet
    double concurrency = 32;      ///< closed loop, whole fleet
    double inputTokensMean = 1024, outputTokensMean = 256; ///< prompt: of the first turn
    double inputTokensCv = 0, outputTokensCv = 0;
    double prefixHitShare = 0; ///< share of prompt tokens found in the prefix cache, 0..1
    Gaps gaps = Gaps::Weibull;
    double arrivalCv = 1;      ///< of inter-arrival times; 1 = Poisson
    Bursts bursts;
    Turns turns;
    BatchTraffic batch;
    double promptsPerSlot = 0; ///< finite benchmark: prompts sent per unit of concurrency; 0 = endless
    std::optional<TracedLengths> tracedLengths; ///< of the trace that means and variations come from, if any

    bool operator==(const Workload &) const = default;
};

} // namespace trilemma::serving
