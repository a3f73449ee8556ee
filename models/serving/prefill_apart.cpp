// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/replica_under_load.h"

#include <boost/math/tools/roots.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>

// Prefill and decode on instances of their own: docs/model.md, Prefill and decode apart.
namespace trilemma::serving {

double ReplicaUnderLoad::transferSeconds() const
{
    return m_apart->transfer.fixedSeconds + m_transferBytes / std::max(1.0, m_apart->transfer.bytesPerSecond);
}

double ReplicaUnderLoad::batchThatPrefillAllows() const
{
    if (!m_apart || !(m_largestBatch > 0))
        return m_largestBatch;
    const double most = m_apart->prefill.capacity();
    const double above = rateAt(m_largestBatch) - most;
    if (!(above > 0))
        return m_largestBatch;
    std::uintmax_t iterations = 40;
    constexpr int bits = 30;
    const auto excess = [&](double sequences) { return rateAt(sequences) - most; };
    const auto bracket = boost::math::tools::toms748_solve(excess, 0.0, m_largestBatch, -most, above,
                                                           boost::math::tools::eps_tolerance<double>(bits), iterations);
    return bracket.first;
}

OperatingPoint ReplicaUnderLoad::apartPoint(double sequences, double rate, const Rhythm &r, double capacity) const
{
    const double tokens = tokensAfterFirst(), tokensPerStep = m_step.tokensPerStep();
    OperatingPoint point = stablePoint(sequences, rate, capacity);
    point.decodeStepSeconds = point.mixedStepSeconds = r.decodeStep;

    // The second token comes after the cache has moved, found a slot, and waited for the pass in flight.
    const double busy = -std::expm1(-sequences);
    const Moments slots = slotWait(tokens * r.decodeStep / tokensPerStep, sequences);
    const double fixed = m_apart->transfer.fixedSeconds, perMeanPrompt = transferSeconds() - fixed;
    const double beforeFirstStep = fixed + slots.mean + busy * r.decodeStep / 2;
    point.tpotSeconds = r.decodeStep / tokensPerStep + (beforeFirstStep + perMeanPrompt) / std::max(1.0, tokens);
    const double lengthVariance = std::log1p(m_workload.inputTokensCv * m_workload.inputTokensCv);
    const auto firstGap = [&](double rank) {
        const double length = std::exp(std::sqrt(lengthVariance) * normalQuantile(rank) - lengthVariance / 2);
        return tokensPerStep * (beforeFirstStep + perMeanPrompt * length) + r.decodeStep;
    };
    point.itl = mixedLatency(plainGaps(sequences, r), 1 / std::max(1.0, tokens), firstGap);
    for (double *quantile : {&point.itl.p50, &point.itl.p95, &point.itl.p99})
        *quantile /= tokensPerStep;
    point.itl.mean = point.tpotSeconds;

    const Moments wait = m_apart->prefill.wait(rate).moments, own = m_apart->prefill.service();
    point.ttftIngestSeconds = ingestSeconds();
    point.ttftQueueSeconds = wait.mean;
    point.ttftPrefillSeconds = own.mean;
    point.ttft = m_apart->prefill.latency(point.ttftIngestSeconds, rate);
    point.waitingRequests = rate * (wait.mean + slots.mean / m_apart->decodeInstances);
    constexpr double trustedLoad = 0.6, trustedBurstiness = 1.2;
    point.tailIsPreview = m_apart->prefill.load(rate) > trustedLoad || isBurstierThan(trustedBurstiness);
    const double transferVariance = perMeanPrompt * perMeanPrompt * m_workload.inputTokensCv * m_workload.inputTokensCv;
    setEndToEnd(point, (wait + own + slots).variance + transferVariance);
    return point;
}

/// As many in flight as the open loop has at some rate; beyond its capacity the others wait where it is narrowest.
OperatingPoint ReplicaUnderLoad::apartClosedLoop(double concurrency) const
{
    const double most = capacity();
    const auto inFlight = [](const OperatingPoint &point) { return point.servedRequestsPerSecond * point.endToEnd.mean; };
    constexpr double nearlyFull = 0.999;
    const double fullest = nearlyFull * m_batchAtCapacity;
    OperatingPoint point = atRunningBatch(fullest, most);
    if (const double surplus = concurrency - inFlight(point); surplus >= 0) {
        const double wait = concurrency / point.servedRequestsPerSecond - point.endToEnd.mean;
        const bool prefillIsNarrow = m_batchAtCapacity < m_largestBatch;
        if (prefillIsNarrow) {
            point.ttftQueueSeconds += wait;
            for (double *value : {&point.ttft.mean, &point.ttft.p50, &point.ttft.p95, &point.ttft.p99})
                *value += wait;
        } else {
            point.tpotSeconds += wait / tokensAfterFirst();
            point.itl.mean = point.tpotSeconds;
        }
        for (double *value : {&point.endToEnd.mean, &point.endToEnd.p50, &point.endToEnd.p95, &point.endToEnd.p99})
            *value += wait;
        point.waitingRequests += surplus;
        return point;
    }
    std::uintmax_t iterations = 40;
    constexpr int bits = 30;
    const auto excess = [&](double sequences) { return inFlight(atRunningBatch(sequences, most)) - concurrency; };
    const auto bracket = boost::math::tools::toms748_solve(excess, 0.0, fullest, -concurrency, inFlight(point) - concurrency,
                                                           boost::math::tools::eps_tolerance<double>(bits), iterations);
    return atRunningBatch((bracket.first + bracket.second) / 2, most);
}

} // namespace trilemma::serving
