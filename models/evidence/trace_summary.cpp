// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/quantile.h"
#include "models/evidence/request_trace.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_set>

namespace trilemma::evidence {
namespace {

constexpr double secondsPerMinute = 60, secondsPerHour = 3600;
/// Times recorded in steps show as many gaps of zero and no gap shorter than the step.
constexpr double zeroGapsOfSteppedTimes = 0.5, shortestStep = 0.1;
constexpr double longestHourlyProfile = 24 * 366;

double mean(const std::vector<double> &values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

LengthDistribution distribution(std::vector<double> values)
{
    std::ranges::sort(values);
    return {mean(values),           quantile(values, 0.5),  quantile(values, 0.9),
            quantile(values, 0.95), quantile(values, 0.99), values.back()};
}

std::vector<double> column(const RequestTrace &trace, double TraceRequest::*field)
{
    std::vector<double> values(trace.requests.size());
    std::ranges::transform(trace.requests, values.begin(), [field](const TraceRequest &request) { return request.*field; });
    return values;
}

/// Pearson's; 0 where one of them does not vary.
double correlation(const std::vector<double> &a, const std::vector<double> &b)
{
    const double meanA = mean(a), meanB = mean(b);
    double ab = 0, aa = 0, bb = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        ab += (a[i] - meanA) * (b[i] - meanB);
        aa += (a[i] - meanA) * (a[i] - meanA);
        bb += (b[i] - meanB) * (b[i] - meanB);
    }
    return aa > 0 && bb > 0 ? ab / std::sqrt(aa * bb) : 0;
}

/// Requests in each window since the first request.
std::vector<double> counts(const RequestTrace &trace, double windowSeconds)
{
    std::vector<double> requests(static_cast<std::size_t>(trace.requests.back().arrivalSeconds / windowSeconds) + 1);
    for (const TraceRequest &request : trace.requests)
        ++requests[static_cast<std::size_t>(request.arrivalSeconds / windowSeconds)];
    return requests;
}

void summariseArrivals(const RequestTrace &trace, TraceSummary &summary)
{
    const std::size_t gaps = trace.requests.size() - 1;
    summary.durationSeconds = trace.requests.back().arrivalSeconds;
    if (!(summary.durationSeconds > 0) || summary.durationSeconds > longestHourlyProfile * secondsPerHour)
        return;
    summary.requestsPerSecond = static_cast<double>(trace.requests.size()) / summary.durationSeconds;
    const double meanGap = summary.durationSeconds / static_cast<double>(gaps);
    double squares = 0, shortest = summary.durationSeconds;
    std::size_t zeros = 0;
    for (std::size_t i = 0; i < gaps; ++i) {
        const double gap = trace.requests[i + 1].arrivalSeconds - trace.requests[i].arrivalSeconds;
        squares += (gap - meanGap) * (gap - meanGap);
        zeros += gap > 0 ? 0 : 1;
        shortest = gap > 0 ? std::min(shortest, gap) : shortest;
    }
    summary.interarrivalVariation = std::sqrt(squares / static_cast<double>(gaps)) / meanGap;
    if (static_cast<double>(zeros) > zeroGapsOfSteppedTimes * static_cast<double>(gaps) && shortest >= shortestStep)
        summary.arrivalStepSeconds = shortest;
    const std::vector<double> minutes = counts(trace, secondsPerMinute);
    const auto empty = static_cast<double>(std::ranges::count(minutes, 0.0));
    summary.peakMinuteOverMean = std::ranges::max(minutes) / mean(minutes);
    summary.peakMinuteOverActiveMean = summary.peakMinuteOverMean * (1 - empty / static_cast<double>(minutes.size()));
    summary.hourlyRequests = counts(trace, secondsPerHour);
}

void summarisePrefixes(const RequestTrace &trace, TraceSummary &summary)
{
    std::unordered_set<std::uint64_t> cached;
    cached.reserve(trace.blocks.size());
    double hitBlocks = 0, hitTokens = 0, inputTokens = 0;
    for (const TraceRequest &request : trace.requests) {
        const auto first = trace.blocks.begin() + static_cast<std::ptrdiff_t>(request.firstBlock);
        const auto last = first + request.blockCount;
        const auto firstMiss = std::find_if(first, last, [&](std::uint64_t id) { return !cached.contains(id); });
        const auto hits = static_cast<double>(firstMiss - first);
        hitBlocks += hits;
        hitTokens += std::min(hits * trace.blockTokens, request.inputTokens);
        inputTokens += request.inputTokens;
        cached.insert(firstMiss, last);
    }
    summary.prefixHitBlocks = hitBlocks / static_cast<double>(trace.blocks.size());
    summary.prefixHitTokens = hitTokens / inputTokens;
}

} // namespace

TraceSummary summarise(const RequestTrace &trace)
{
    TraceSummary summary;
    summary.requests = trace.requests.size();
    const std::vector<double> input = column(trace, &TraceRequest::inputTokens),
                              output = column(trace, &TraceRequest::outputTokens);
    summary.lengthCorrelation = correlation(input, output);
    summary.input = distribution(input);
    summary.output = distribution(output);
    if (trace.hasArrivals && trace.requests.size() > 1)
        summariseArrivals(trace, summary);
    if (!trace.blocks.empty())
        summarisePrefixes(trace, summary);
    return summary;
}

} // namespace trilemma::evidence
