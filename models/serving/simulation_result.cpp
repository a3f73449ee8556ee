// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/simulation_result.h"

#include "models/serving/quantile_table.h"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace trilemma::serving {

namespace {

constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();

/// Student's t for 95 % two-sided.
double studentFactor(std::size_t values)
{
    constexpr double upper = 0.975;
    return boost::math::quantile(boost::math::students_t_distribution<double, InDoubles>(static_cast<double>(values - 1)), upper);
}

double half95(const std::vector<double> &values, double mean)
{
    if (values.size() < 2 || !std::isfinite(mean))
        return notKnown;
    double squares = 0;
    for (const double value : values)
        squares += (value - mean) * (value - mean);
    const auto count = static_cast<double>(values.size());
    return studentFactor(values.size()) * std::sqrt(squares / (count - 1) / count);
}

std::string unequal(const char *what, double left, double right)
{
    return std::string(what) + ": " + std::to_string(left) + " is not " + std::to_string(right);
}

/// The mean of a figure over replications.
template<class Read> double meanOver(const std::vector<SimulationResult> &runs, Read read)
{
    double sum = 0;
    for (const SimulationResult &run : runs)
        sum += read(run);
    return sum / static_cast<double>(runs.size());
}

SimulatedLatency combinedLatency(const std::vector<const SimulatedLatency *> &runs)
{
    SimulatedLatency result;
    for (std::size_t i = 0; i < rankCount; ++i) {
        std::vector<double> values;
        for (const SimulatedLatency *run : runs)
            values.push_back(run->ranks[i].value);
        result.ranks[i] = meanOf(values);
    }
    for (const SimulatedLatency *run : runs) {
        result.deviation += run->deviation / static_cast<double>(runs.size());
        result.largest = std::max(result.largest, run->largest);
    }
    return result;
}

template<class Read> SimulatedLatency combinedLatency(const std::vector<SimulationResult> &runs, Read read)
{
    std::vector<const SimulatedLatency *> latencies;
    for (const SimulationResult &run : runs)
        latencies.push_back(&read(run));
    return combinedLatency(latencies);
}

} // namespace

const char *label(Rank rank)
{
    constexpr std::array names{"mean", "p50", "p90", "p95", "p99", "p99.9"};
    return names[static_cast<std::size_t>(rank)];
}

double probability(Rank rank)
{
    constexpr std::array shares{0.0, 0.5, 0.9, 0.95, 0.99, 0.999};
    return shares[static_cast<std::size_t>(rank)];
}

const char *label(LoadState state)
{
    constexpr std::array names{"STABLE", "NEAR-KNEE", "OVERLOADED"};
    return names[static_cast<std::size_t>(state)];
}

Estimate meanOf(const std::vector<double> &values)
{
    if (values.empty())
        return {0, notKnown};
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    return {mean, half95(values, mean)};
}

std::array<double, rankCount> ranksOf(const LogHistogram &histogram)
{
    std::array<double, rankCount> ranks{histogram.mean()};
    for (std::size_t i = 1; i < rankCount; ++i)
        ranks[i] = histogram.quantile(probability(static_cast<Rank>(i)));
    return ranks;
}

SimulatedLatency latencyOf(const LogHistogram &all, const std::vector<std::array<double, rankCount>> &batches, double batchSize)
{
    SimulatedLatency latency;
    const auto values = ranksOf(all);
    for (std::size_t i = 0; i < rankCount; ++i) {
        // A percentile of a batch needs a few values above it.
        constexpr double fewest = 2;
        const bool known = batchSize * (1 - probability(static_cast<Rank>(i))) >= fewest;
        std::vector<double> ofBatches;
        for (const auto &batch : batches)
            ofBatches.push_back(batch[i]);
        const Estimate spread = meanOf(ofBatches);
        latency.ranks[i] = {values[i], known ? spread.halfWidth : notKnown};
    }
    latency.deviation = all.deviation();
    latency.largest = all.largest();
    return latency;
}

double secondsUntilWait(const SimulationResult &result, double wait)
{
    // After t seconds (lambda-mu)t wait, and are served at mu.
    const double growth = result.backlogGrowthPerSecond;
    return growth > 0 ? wait * result.requestsPerSecond / growth : std::numeric_limits<double>::infinity();
}

std::string conservationProblem(const SimulationResult &result)
{
    const Conservation &c = result.conservation;
    const auto after = c.finished + c.rejected + c.waiting + c.running;
    if (c.arrived != after)
        return unequal("requests", static_cast<double>(c.arrived), static_cast<double>(after));
    const auto prompt = c.promptTokensCached + c.promptTokensComputed + c.promptTokensLeft;
    if (c.promptTokensAdmitted + c.promptTokensRecomputed != prompt) {
        return unequal("prompt tokens", static_cast<double>(c.promptTokensAdmitted + c.promptTokensRecomputed),
                       static_cast<double>(prompt));
    }
    constexpr double rounding = 1e-9; // speculation yields fractions of tokens per step
    const double output = c.outputTokensFinished + c.outputTokensRunning;
    if (std::abs(c.outputTokens - output) > rounding * std::max(1.0, output))
        return unequal("output tokens", c.outputTokens, output);
    return {};
}

SimulationResult combined(const std::vector<SimulationResult> &runs)
{
    if (runs.empty())
        return {};
    SimulationResult all = runs.front();
    if (runs.size() == 1)
        return all;
    const auto average = [&](auto member) {
        all.*member = meanOver(runs, [&](const SimulationResult &run) { return run.*member; });
    };
    using R = SimulationResult;
    for (const auto member : {&R::backlogGrowthPerSecond,
                              &R::measuredSeconds,
                              &R::endSeconds,
                              &R::ttftIngestSeconds,
                              &R::ttftQueueSeconds,
                              &R::ttftPrefillSeconds,
                              &R::offeredRequestsPerSecond,
                              &R::requestsPerSecond,
                              &R::outputTokensPerSecond,
                              &R::promptTokensPerSecond,
                              &R::goodShare,
                              &R::meanRunning,
                              &R::meanDecoding,
                              &R::meanWaiting,
                              &R::busyShare,
                              &R::meanKvShare,
                              &R::largestKvShare,
                              &R::waitedShare,
                              &R::littleError,
                              &R::cacheHitShare,
                              &R::mixedTokenShare})
        average(member);
    for (const auto latency : {&R::ttft, &R::queue, &R::itl, &R::tpot, &R::endToEnd})
        all.*latency = combinedLatency(runs, [&](const R &run) -> const SimulatedLatency & { return run.*latency; });
    std::vector<double> good;
    std::size_t overloaded = 0, near = 0;
    all.measured = all.preemptions = all.passes = 0;
    all.tokenEvents = 0;
    for (const R &run : runs) {
        good.push_back(run.goodRequestsPerSecond.value);
        overloaded += run.state == LoadState::Overloaded;
        near += run.state != LoadState::Stable;
        all.measured += run.measured;
        all.preemptions += run.preemptions;
        all.passes += run.passes;
        all.tokenEvents += run.tokenEvents;
        all.cancelled = all.cancelled || run.cancelled;
    }
    all.goodRequestsPerSecond = meanOf(good);
    all.state = overloaded > 0 ? LoadState::Overloaded : 2 * near >= runs.size() ? LoadState::NearKnee : LoadState::Stable;
    for (std::size_t i = 0; i < all.classes.size(); ++i) {
        for (const auto latency : {&ClassResult::ttft, &ClassResult::tpot, &ClassResult::endToEnd})
            all.classes[i].*latency =
                combinedLatency(runs, [&](const R &run) -> const SimulatedLatency & { return run.classes[i].*latency; });
        all.classes[i].goodRequestsPerSecond = meanOver(runs, [&](const R &run) { return run.classes[i].goodRequestsPerSecond; });
    }
    return all;
}

} // namespace trilemma::serving
