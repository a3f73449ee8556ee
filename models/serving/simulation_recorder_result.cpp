// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/simulation_recorder.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace trilemma::serving {

namespace {

/// No figure past capacity, or where nothing was served, but how long the run was would say.
SimulatedLatency unbounded()
{
    constexpr double infinite = std::numeric_limits<double>::infinity();
    SimulatedLatency latency;
    latency.ranks.fill({infinite, std::numeric_limits<double>::quiet_NaN()});
    latency.deviation = latency.largest = infinite;
    return latency;
}

/// Variance of the number of arrivals over its mean, from the times that equal numbers took: 1 for Poisson.
double dispersion(const std::vector<double> &spans, double requestsPerSpan)
{
    if (spans.size() < 2)
        return 1;
    double sum = 0, squares = 0;
    for (const double span : spans) {
        sum += span;
        squares += span * span;
    }
    const auto count = static_cast<double>(spans.size());
    const double mean = sum / count;
    return mean > 0 ? (squares / count - mean * mean) / (mean * mean) * requestsPerSpan : 1;
}

double perSecond(double count, double seconds)
{
    return seconds > 0 ? count / seconds : 0;
}

} // namespace

/// A queue that does not settle lets requests in more slowly than they come, by more than chance has it.
void SimulationRecorder::setState()
{
    const auto count = static_cast<double>(m_scheduledCount);
    const double starved = static_cast<double>(m_arrived) - static_cast<double>(m_accounted);
    const double came = m_lastArrival - m_firstArrival, entered = m_lastScheduled - m_firstScheduled;
    const double gained = (entered > 0 ? count * std::max(0.0, 1 - came / entered) : 0) + (m_result.isFinite ? 0 : starved);
    constexpr double certain = 3, likely = 1.5, serviceDispersion = 1;
    const double chance = std::sqrt(count * (std::max(1.0, dispersion(m_arrivalSpans, m_batchSize)) + serviceDispersion));
    const bool growing = gained > certain * chance;
    constexpr double crowded = 0.6; // of requests find no room
    if (growing && m_traffic.classes.front().arrivals.isOpen()) {
        m_result.state = LoadState::Overloaded;
        m_result.backlogGrowthPerSecond = perSecond(gained, came);
    } else if (gained > likely * chance || m_result.waitedShare > crowded) {
        m_result.state = LoadState::NearKnee;
    }
}

void SimulationRecorder::setRates(double endSeconds)
{
    const double finishedCount = m_finishedCount, foreground = m_ttft.all.weight();
    const double seconds = (m_result.isFinite ? endSeconds : m_windowEnd) - m_windowStart;
    m_result.measured = static_cast<std::uint64_t>(finishedCount);
    m_result.measuredSeconds = seconds;
    m_result.endSeconds = endSeconds;
    if (foreground > 0) {
        m_result.ttftIngestSeconds = m_ingestSum / foreground;
        m_result.ttftQueueSeconds = m_queueSum / foreground;
        m_result.ttftPrefillSeconds = m_prefillSum / foreground;
    }
    if (finishedCount > 0) {
        m_result.goodShare = m_good / finishedCount;
        m_result.waitedShare = m_waited / static_cast<double>(std::max<std::uint64_t>(1, m_scheduledCount));
    }
    const auto arrivedCount = static_cast<double>(m_arrived);
    m_result.offeredRequestsPerSecond = perSecond(arrivedCount - 1, m_lastArrival - m_firstArrival);
    m_result.meanRunning = perSecond(m_runningTime, seconds);
    m_result.meanDecoding = perSecond(m_decodingTime, seconds);
    m_result.meanWaiting = perSecond(m_waitingTime, seconds);
    m_result.busyShare = std::min(1.0, perSecond(m_busyTime, seconds));
    m_result.meanKvShare = perSecond(m_kvTime, seconds);
    m_result.mixedTokenShare = m_itl.all.weight() > 0 ? m_mixedTokens / m_itl.all.weight() : 0;
    const Conservation &c = m_result.conservation;
    m_result.cacheHitShare = perSecond(static_cast<double>(c.promptTokensCached),
                                       static_cast<double>(c.promptTokensAdmitted + c.promptTokensRecomputed));
    m_result.tokenEvents = static_cast<double>(c.promptTokensComputed) + c.outputTokens;
    m_result.outputTokensPerSecond = perSecond(m_outputTokens + finishedCount, seconds);
    m_result.promptTokensPerSecond = perSecond(static_cast<double>(c.promptTokensComputed), endSeconds);

    const double growth = m_result.backlogGrowthPerSecond;
    m_result.requestsPerSecond = m_result.isFinite ? perSecond(finishedCount, seconds)
                                 : growth > 0
                                     ? perSecond(static_cast<double>(m_scheduledCount), m_lastScheduled - m_firstScheduled)
                                     : m_result.offeredRequestsPerSecond;
    m_result.goodRequestsPerSecond = {m_result.goodShare * m_result.requestsPerSecond, meanOf(m_goodOfBatches).halfWidth};
    const double inEngine = perSecond(m_engineSum, finishedCount);
    const double expected = perSecond(m_result.isFinite ? finishedCount : arrivedCount, seconds) * inEngine;
    const double present = m_result.meanRunning + m_result.meanWaiting;
    m_result.littleError = present > 0 ? std::abs(present - expected) / present : 0;
}

void SimulationRecorder::setLatencies()
{
    if (m_result.measured == 0 || (m_result.state == LoadState::Overloaded && !m_result.isFinite)) {
        for (const auto latency : {&SimulationResult::ttft, &SimulationResult::queue, &SimulationResult::itl,
                                   &SimulationResult::tpot, &SimulationResult::endToEnd})
            m_result.*latency = unbounded();
        return;
    }
    m_result.ttft = m_ttft.latency(m_batchSize);
    m_result.queue = m_queue.latency(m_batchSize);
    m_result.itl = m_itl.latency(m_itl.all.weight() / batchCount);
    m_result.tpot = m_tpot.latency(m_batchSize);
    m_result.endToEnd = m_endToEnd.latency(m_batchSize);
}

SimulationResult SimulationRecorder::result(double endSeconds)
{
    for (Track *track : {&m_ttft, &m_queue, &m_itl, &m_tpot, &m_endToEnd})
        track->close();
    setRates(endSeconds);
    setState();
    setRates(endSeconds); // what is served depends on what piles up
    setLatencies();
    for (const ClassTrack &track : m_classes) {
        ClassResult result;
        result.measured = static_cast<std::uint64_t>(track.ttft.weight());
        const double share = m_finishedCount > 0 ? track.good / m_finishedCount : 0;
        result.goodRequestsPerSecond = share * m_result.requestsPerSecond;
        result.ttft = latencyOf(track.ttft, {}, 0);
        result.tpot = latencyOf(track.tpot, {}, 0);
        result.endToEnd = latencyOf(track.endToEnd, {}, 0);
        m_result.classes.push_back(result);
    }
    std::ranges::sort(m_result.requests, {}, &RequestRecord::index);
    return std::move(m_result);
}

} // namespace trilemma::serving
