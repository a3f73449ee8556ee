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
    LengthDistribution lengths{.mean = mean(values),
                               .p50 = quantile(values, 0.5),
                               .p90 = quantile(values, 0.9),
                               .p95 = quantile(values, 0.95),
                               .p99 = quantile(values, 0.99),
                               .largest = values.back()};
    double squares = 0;
    for (const double value : values)
        squares += (value - lengths.mean) * (value - lengths.mean);
    lengths.variation = std::sqrt(squares / static_cast<double>(values.size())) / lengths.mean;
    std::ranges::transform(serving::lengthShares, lengths.shape.begin(),
                           [&](double share) { return quantile(values, share) / lengths.mean; });
    return lengths;
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

/// Place of each value in their order; equal ones share the middle of their places.
std::vector<double> ranks(const std::vector<double> &values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::ranges::sort(order, {}, [&](std::size_t i) { return values[i]; });
    std::vector<double> places(values.size());
    for (std::size_t first = 0, last = 0; first < order.size(); first = last) {
        while (last < order.size() && values[order[last]] == values[order[first]])
            ++last;
        for (std::size_t i = first; i < last; ++i)
            places[order[i]] = static_cast<double>(first + last - 1) / 2;
    }
    return places;
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
    double squares = 0;
    std::vector<double> steps;
    for (std::size_t i = 0; i < gaps; ++i) {
        const double gap = trace.requests[i + 1].arrivalSeconds - trace.requests[i].arrivalSeconds;
        squares += (gap - meanGap) * (gap - meanGap);
        if (gap > 0)
            steps.push_back(gap);
    }
    summary.interarrivalVariation = std::sqrt(squares / static_cast<double>(gaps)) / meanGap;
    std::ranges::sort(steps);
    const auto zeros = static_cast<double>(gaps - steps.size());
    if (zeros > zeroGapsOfSteppedTimes * static_cast<double>(gaps) && steps.front() >= shortestStep)
        summary.arrivalStepSeconds = steps[steps.size() / 2];
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
    summary.sentByBenchmark = trace.sentByBenchmark;
    summary.lengthCorrelation = correlation(input, output);
    summary.lengthRankCorrelation = correlation(ranks(input), ranks(output));
    summary.input = distribution(input);
    summary.output = distribution(output);
    if (trace.hasArrivals && trace.requests.size() > 1)
        summariseArrivals(trace, summary);
    if (!trace.blocks.empty())
        summarisePrefixes(trace, summary);
    return summary;
}

} // namespace trilemma::evidence
