// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/serving/arrivals.h"
#include "models/serving/length_distribution.h"
#include "models/serving/slo.h"

#include <cstdint>
#include <vector>

namespace trilemma::serving {

/// One request of a replayed trace; its prefix blocks are a range of TrafficClass::blocks.
struct TracedRequest {
    double arrivalSeconds = 0;
    int inputTokens = 1, outputTokens = 1;
    std::size_t firstBlock = 0;
    std::uint32_t blockCount = 0;

    bool operator==(const TracedRequest &) const = default;
};

/// Requests of several turns: each turn's prompt is all that was said before and something new.
struct Conversation {
    int turns = 1;
    LengthDistribution followUp{LengthDistribution::Kind::LogNormal, 128, 0, {}}; ///< new prompt tokens of later turns
    double pauseSeconds = 0; ///< exponential, mean: the user reads, or a tool runs
    bool holdsKv = false;    ///< with a prefix cache: pauses keep their KV cache, unless nobody could run otherwise

    bool operator==(const Conversation &) const = default;
};

/// Requests of one kind.
struct TrafficClass {
    ArrivalProcess arrivals; ///< of conversations, where these have several turns
    LengthDistribution input, output{LengthDistribution::Kind::LogNormal, 256, 0, {}};
    double lengthCorrelation = 0; ///< of the normal scores of input and output, -1..1
    double prefixHitShare = 0;    ///< share of every prompt that is always cached (a common system prompt), 0..1
    Conversation conversation;
    int priority = 0; ///< higher goes first
    bool isBackground = false; ///< keeps its rate where that of others is varied, and has latencies of its own only
    Slo slo;          ///< what its requests must keep to count as goodput

    std::vector<TracedRequest> trace;  ///< of Kind::Trace, in order of arrival
    std::vector<std::uint64_t> blocks; ///< equal ids at the start of two prompts are one shared prefix
    double blockTokens = 0;

    bool operator==(const TrafficClass &) const = default;
};

/// What arrives at one replica: at least one class.
struct SimulatedTraffic {
    std::vector<TrafficClass> classes{TrafficClass{}};

    bool operator==(const SimulatedTraffic &) const = default;
    bool isFinite() const;
};

} // namespace trilemma::serving
