// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/evidence/points.h"

#include <optional>
#include <string>
#include <vector>

namespace trilemma::evidence {

/// How a latency is spread over requests, in seconds; what the file does not say is empty.
struct LatencyStatistics {
    std::optional<double> mean, p50, p90, p95, p99, standardDeviation;

    bool operator==(const LatencyStatistics &) const = default;
    bool empty() const { return *this == LatencyStatistics(); }
};

/// Standard error of the mean over that many requests; empty where the spread or the count is not known.
std::optional<double> standardErrorSeconds(const LatencyStatistics &latency, double requests);

/// What the tool means by its words.
struct MetricDefinitions {
    enum class TokenTime {
        NotReported,
        WithoutFirstToken, ///< (E2E - TTFT) / (OSL - 1) for each request, then the mean over requests: TPOT
        WithFirstToken,    ///< E2E / OSL, converted to the above
        PerStreamedChunk   ///< gaps between chunks, which may hold several tokens; never taken for TPOT
    };
    enum class ClientQueue { NotStated, OutsideTtft, InsideTtft };

    TokenTime tokenTime = TokenTime::NotReported;
    ClientQueue clientQueue = ClientQueue::NotStated;
    bool onlyTotalThroughput = false; ///< the tool counts input and output tokens together

    bool operator==(const MetricDefinitions &) const = default;
};

/// One operating point of a benchmark file. `point.measured` holds means over requests in the program's own terms
/// (output tokens of the whole deployment, TPOT without the first token); the statistics hold what the file says.
struct ImportedPoint {
    MeasuredPoint point;
    LatencyStatistics ttft, tpot, itl, endToEnd;
    LatencyStatistics clientQueue; ///< wait inside the client before the request is sent
    std::optional<double> requestsPerSecond, totalTokensPerSecond, inputTokensPerSecond;
    std::optional<double> powerWattsPerGpu, joulesPerOutputToken;
    double requests = 0, durationSeconds = 0; ///< completed requests and wall time; 0 where not stated
    MetricDefinitions definitions;
    bool parallelismStated = false; ///< tp, pp, ep and dp are the file's, not defaults
    std::string statedModel, date;
    /// Columns of the points layout to ask the user for. An unstated weight format is not among them unless the
    /// file names one that has no counterpart: without it, the model's native format is taken.
    std::vector<std::string> missing;
    std::vector<std::string> notes; ///< what was derived, approximated or looks unusual, a sentence each
};

/// One request of a file that lists them; the arrival is not a number where the file gives none.
struct RequestRecord {
    double arrivalSeconds, inputTokens, outputTokens;
};

struct ImportedFile {
    std::string formatId, fileName, tool, toolVersion;
    std::vector<ImportedPoint> points;
    std::vector<RequestRecord> requests; ///< empty where the file lists no single requests
};

} // namespace trilemma::evidence
