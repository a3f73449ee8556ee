// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/evidence/importers/document.h"
#include "models/serving/length_shape.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace trilemma::evidence {

/// One request of a trace; its prefix blocks are a range of RequestTrace::blocks.
struct TraceRequest {
    double arrivalSeconds = 0; ///< since the first request
    double inputTokens = 0, outputTokens = 0;
    std::size_t firstBlock = 0;
    std::uint32_t blockCount = 0;
};

/// Requests in order of arrival.
struct RequestTrace {
    std::string formatId, title, fileName;
    std::vector<TraceRequest> requests;
    bool hasArrivals = false;
    bool sentByBenchmark = false;           ///< and not at a rate: arrivals say nothing about traffic
    std::optional<double> startSecondOfDay; ///< of the first request, 0 to 86400, where times are of the clock
    std::vector<std::uint64_t> blocks;      ///< equal ids at the start of two prompts are one shared prefix
    double blockTokens = 0;                 ///< length of such a block; 0 where the trace has none
    std::vector<std::string> notes;
};

/// Reads a public trace or a detailed benchmark file, plain or gzip, told by its content: Azure LLM inference,
/// BurstGPT, Mooncake, Vidur, ServeGen, engine logs, and what importFile() finds single requests in. Failed requests
/// (no output) are left out and counted in the notes. The Error is one sentence; then nothing is imported.
Result<RequestTrace> readTrace(std::string_view bytes, std::string_view fileName, const ImportProgress &progress = {});

/// Whether the file begins as a trace does, by the names in it; packed ones are unpacked for it. Benchmark files, whose
/// words are alike, are to be asked for first.
bool isRequestTrace(std::string_view bytes);

struct LengthDistribution {
    double mean = 0, p50 = 0, p90 = 0, p95 = 0, p99 = 0, largest = 0;
    double variation = 0;                   ///< standard deviation over mean
    serving::LengthShape shape{};
};

struct TraceSummary {
    std::size_t requests = 0;
    LengthDistribution input, output;                  ///< tokens
    double lengthCorrelation = 0;                      ///< of input and output, Pearson
    double lengthRankCorrelation = 0;                  ///< of input and output, Spearman
    bool sentByBenchmark = false;                      ///< as in RequestTrace
    double durationSeconds = 0, requestsPerSecond = 0; ///< 0 without arrivals
    double interarrivalVariation = 0;                  ///< standard deviation over mean of the gaps; 1 for Poisson arrivals
    double peakMinuteOverMean = 0;                     ///< requests of the busiest minute over those of an average one
    double peakMinuteOverActiveMean = 0;               ///< the same where minutes without any request do not count
    /// Times are multiples of about this; 0 where they are not. Gaps shorter than it, and with them the variation, are
    /// an artefact of the recording.
    double arrivalStepSeconds = 0;
    std::vector<double> hourlyRequests; ///< in each hour since the first request
    /// Share of blocks, and of prompt tokens, that a prefix cache without limit would hold.
    std::optional<double> prefixHitBlocks, prefixHitTokens;
};

/// `trace` must have at least one request.
TraceSummary summarise(const RequestTrace &trace);

} // namespace trilemma::evidence
