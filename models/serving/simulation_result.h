// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/serving/log_histogram.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace trilemma::serving {

/// A figure and half of its 95 % confidence interval; NaN where too few requests say anything about it.
struct Estimate {
    double value = 0, halfWidth = 0;
};

enum class Rank : std::uint8_t { Mean, P50, P90, P95, P99, P999 };
inline constexpr int rankCount = 6;
const char *label(Rank rank);
/// 0.5 to 0.999; of the mean, 0.
double probability(Rank rank);

/// A simulated time, seconds. Infinite past saturation: never shown as a number.
struct SimulatedLatency {
    std::array<Estimate, rankCount> ranks{};
    double deviation = 0, largest = 0;

    const Estimate &at(Rank rank) const { return ranks[static_cast<std::size_t>(rank)]; }
};

/// Whether the queue settles. Of experiments with an end, whether it did while requests came.
enum class LoadState : std::uint8_t { Stable, NearKnee, Overloaded };
const char *label(LoadState state);

/// One request, seconds since the start of the simulation.
struct RequestRecord {
    std::uint64_t index = 0;
    double arrival = 0, firstScheduled = 0, firstToken = 0, finish = 0; ///< firstToken and finish as the client sees them
    int inputTokens = 0, outputTokens = 0, cachedTokens = 0, preemptions = 0;
    std::uint32_t trafficClass = 0;

    double queueSeconds() const { return firstScheduled - arrival; }
    bool operator==(const RequestRecord &) const = default;
};

/// One engine pass, or a run of decode passes alike.
struct PassRecord {
    double start = 0, seconds = 0; ///< of all its passes
    std::int64_t passes = 1;
    int decodes = 0, prompts = 0, promptTokens = 0;

    bool operator==(const PassRecord &) const = default;
};

struct SeriesPoint {
    double time = 0;
    int running = 0, waiting = 0;
    double kvShare = 0, outputTokensPerSecond = 0; ///< tokens since the point before

    bool operator==(const SeriesPoint &) const = default;
};

/// What became of the requests of one traffic class.
struct ClassResult {
    std::uint64_t measured = 0;
    SimulatedLatency ttft, tpot, endToEnd;
    double goodRequestsPerSecond = 0;
};

/// Everything that came in is somewhere: exact, checked by conserves().
struct Conservation {
    std::uint64_t arrived = 0, finished = 0, rejected = 0, waiting = 0, running = 0;
    std::uint64_t promptTokensAdmitted = 0, promptTokensCached = 0, promptTokensRecomputed = 0, promptTokensLeft = 0,
                  promptTokensComputed = 0;
    double outputTokens = 0, outputTokensFinished = 0, outputTokensRunning = 0;
};

struct SimulationResult {
    LoadState state = LoadState::Stable;
    bool isFinite = false; ///< an experiment with an end: its latencies are of that experiment
    bool cancelled = false;
    double backlogGrowthPerSecond = 0; ///< requests per second that pile up where Overloaded
    std::uint64_t measured = 0;        ///< requests that the latencies are of
    double measuredSeconds = 0, endSeconds = 0;

    SimulatedLatency ttft, queue, itl, tpot, endToEnd; ///< of the classes that are no background; itl of all tokens
    double ttftIngestSeconds = 0, ttftQueueSeconds = 0, ttftPrefillSeconds = 0; ///< means that sum to that of ttft
    double offeredRequestsPerSecond = 0, requestsPerSecond = 0, outputTokensPerSecond = 0, promptTokensPerSecond = 0;
    Estimate goodRequestsPerSecond; ///< that kept every enabled bound of their class's SLO
    double goodShare = 0;
    double meanRunning = 0, meanDecoding = 0, meanWaiting = 0, busyShare = 0, meanKvShare = 0, largestKvShare = 0;
    double waitedShare = 0;     ///< of requests, those for which there was no room at first
    double littleError = 0;     ///< |L - lambda W| / L
    double cacheHitShare = 0;   ///< of prompt tokens
    double mixedTokenShare = 0; ///< of tokens after the first, those that came from a pass with prompts
    std::uint64_t preemptions = 0, passes = 0;
    double tokenEvents = 0; ///< prompt and output tokens that passes worked on
    Conservation conservation;
    std::vector<ClassResult> classes; ///< where there are several

    std::vector<RequestRecord> requests; ///< where asked for, by index
    std::vector<PassRecord> passLog;
    std::vector<SeriesPoint> series;
};

/// Past capacity, seconds from a standing start until new requests wait longer than `wait`; infinite below it.
double secondsUntilWait(const SimulationResult &result, double wait);

/// Empty where all flows balance; else what does not.
std::string conservationProblem(const SimulationResult &result);

/// Estimates of a latency from all values and from those of batches in a row (batch means).
SimulatedLatency latencyOf(const LogHistogram &all, const std::vector<std::array<double, rankCount>> &batches, double batchSize);
std::array<double, rankCount> ranksOf(const LogHistogram &histogram);
/// Mean and half of its 95 % confidence interval, by Student's t; NaN half for fewer than two.
Estimate meanOf(const std::vector<double> &values);

/// One answer from runs that differ in their seed alone: means over the runs, intervals from their spread. Overloaded
/// where any of them is. The logs are those of the first.
SimulationResult combined(const std::vector<SimulationResult> &replications);

} // namespace trilemma::serving
