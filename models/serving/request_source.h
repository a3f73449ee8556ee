// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/serving/simulated_traffic.h"

#include <limits>
#include <span>

namespace trilemma::serving {

/// A request on its way through the simulator.
struct Request {
    std::uint64_t index = 0; ///< in order of arrival
    double arrival = 0;
    int inputTokens = 1, outputTokens = 1;
    int sharedTokens = 0; ///< of the prompt, always cached
    int saidBefore = 0;   ///< of the prompt: earlier turns, which may still be cached
    std::uint32_t trafficClass = 0;
    std::uint32_t turn = 0;
    std::uint64_t user = 0; ///< or conversation, of its class
    std::span<const std::uint64_t> blocks;

    // Filled in by the engine; kept over a preemption.
    int generated = 0, cachedTokens = 0, preemptions = 0;
    double queuedSince = 0; ///< arrival, or the last preemption
    double firstScheduled = -1, firstToken = -1, lastToken = -1;
    bool isPrefilled = false; ///< by another instance; its first token is out

    /// Apart from the ids of blocks, but for a chance of one in 2^63 each.
    std::uint64_t conversationKey() const { return std::uint64_t{1} << 63 | std::uint64_t{trafficClass} << 48 | user; }
};

/// All requests of some traffic in order of arrival, made one at a time. Refers to the traffic.
class RequestSource {
public:
    static constexpr double never = std::numeric_limits<double>::infinity();

    /// `requests`: how many a Burst or a Benchmark sends.
    RequestSource(const SimulatedTraffic &traffic, std::uint64_t seed, std::uint64_t requests);

    double nextTime() const { return m_nextTime; }
    /// The request of nextTime(), which must be finite.
    Request take();
    /// Tokens that no answer exceeds.
    int longestOutput() const;
    /// Closed loops and conversations go on from here.
    void finished(const Request &request, double time);

private:
    struct Return {
        double time;
        std::uint64_t user;
        std::uint32_t turn;
        int saidBefore;
        static bool isLater(const Return &a, const Return &b) { return a.time > b.time || (a.time == b.time && a.user > b.user); }
    };
    struct Stream {
        Stream(const TrafficClass &trafficClass, const RandomNumbers &random, std::uint32_t number, std::uint64_t requests);

        const TrafficClass *traffic;
        std::uint32_t number;
        ArrivalTimes times;
        LengthTable input, output, followUp;
        std::vector<Return> returns; ///< heap, soonest first
        std::uint64_t made = 0, left = 0;
        double opened = never; ///< when the next request comes by itself
        std::array<std::uint32_t, 4> words{};

        double nextTime() const;
    };
    void open(Stream &stream);
    void setLengths(Request &request, const Stream &stream, const std::array<std::uint32_t, 4> &words) const;
    void findNext();

    RandomNumbers m_random;
    std::vector<Stream> m_streams;
    std::size_t m_next = 0;
    double m_nextTime = never;
    std::uint64_t m_taken = 0;
};

} // namespace trilemma::serving
