// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/simulation_recorder.h"

#include <algorithm>
#include <cmath>

namespace trilemma::serving {

namespace {

bool keeps(const LatencyBound &bound, double seconds)
{
    return !bound.enabled || seconds <= bound.seconds;
}

} // namespace

SimulationRecorder::SimulationRecorder(const SimulationPlan &plan, const SimulatedTraffic &traffic, double ingestSeconds,
                                       double ingestPerToken)
    : m_plan(plan), m_traffic(traffic), m_ingestSeconds(ingestSeconds), m_ingestPerToken(ingestPerToken),
      m_batchSize(std::max(1.0, static_cast<double>(plan.requests) / batchCount))
{
    m_result.isFinite = traffic.isFinite();
    m_windowOpen = m_result.isFinite && plan.warmUpRequests == 0;
    if (traffic.classes.size() > 1)
        m_classes.resize(traffic.classes.size());
    if (plan.keepRequests)
        m_result.requests.reserve(plan.requests);
}

void SimulationRecorder::arrived(const Request &request)
{
    ++m_result.conservation.arrived;
    m_taken = std::max(m_taken, request.index + 1);
    if (!isMeasured(request)) {
        if (!m_result.isFinite && request.index >= m_plan.warmUpRequests + m_plan.requests)
            m_windowClosed = true;
        return;
    }
    if (m_arrived++ == 0)
        m_firstArrival = m_spanStart = request.arrival;
    m_lastArrival = std::max(m_lastArrival, request.arrival);
    m_windowOpen = true;
    if (static_cast<double>(m_arrived) >= m_batchSize * static_cast<double>(m_arrivalSpans.size() + 1)) {
        m_arrivalSpans.push_back(request.arrival - m_spanStart);
        m_spanStart = request.arrival;
    }
}

void SimulationRecorder::passed(const PassRecord &pass, const Load &load)
{
    m_result.passes += static_cast<std::uint64_t>(pass.passes);
    m_result.largestKvShare = std::max(m_result.largestKvShare, load.kvShare);
    if (m_result.passLog.size() < m_plan.passLogLimit)
        m_result.passLog.push_back(pass);
    m_promptTokens += pass.promptTokens;
    if (!m_windowOpen || m_windowClosed)
        return;
    if (m_windowEnd == 0)
        m_windowStart = m_result.isFinite && m_plan.warmUpRequests == 0 ? 0 : pass.start;
    m_windowEnd = pass.start + pass.seconds;
    m_busyTime += pass.seconds;
    m_runningTime += pass.seconds * load.running;
    m_decodingTime += pass.seconds * load.decoding;
    m_kvTime += pass.seconds * load.kvShare;
}

void SimulationRecorder::gaps(double first, double last, double count, bool besidePrompts)
{
    m_decodedTokens += count;
    if (!m_windowOpen || m_windowClosed)
        return;
    m_outputTokens += count;
    if (besidePrompts)
        m_mixedTokens += count;
    // As many pieces as keep each within a bucket of the histogram.
    constexpr double widest = 0.005;
    if (last <= first * (1 + widest)) {
        m_itl.batch.add((first + last) / 2, count);
        return;
    }
    const double pieces = std::clamp(std::ceil((last / first - 1) / widest), 1.0, 200.0);
    for (double piece = 0; piece < pieces; ++piece) {
        m_itl.batch.add(std::lerp(first, last, (piece + 0.5) / pieces), count / pieces);
    }
}

void SimulationRecorder::scheduled(const Request &request, double time, bool waited)
{
    if (m_windowOpen && !m_windowClosed && request.isPrefilled)
        m_waitingTime += (request.outputTokens > 1 ? time : request.firstToken) - request.arrival;
    else if (m_windowOpen && !m_windowClosed)
        m_waitingTime += time - request.queuedSince;
    if (!isMeasured(request) || request.preemptions > 0)
        return;
    m_waited += waited;
    // Of two queues in a row the second one settles last.
    const double entered = request.isPrefilled ? time : request.firstScheduled;
    if (m_scheduledCount++ == 0)
        m_firstScheduled = entered;
    m_lastScheduled = std::max(m_lastScheduled, entered);
    if (isForeground(request))
        m_queue.batch.add(request.firstScheduled - request.arrival);
}

void SimulationRecorder::rejected(const Request &request)
{
    ++m_result.conservation.rejected;
    m_accounted += isMeasured(request);
}

bool SimulationRecorder::keepsSlo(const Request &request, double ttft, double tpot, double endToEnd) const
{
    const Slo &slo = m_traffic.classes[request.trafficClass].slo;
    return keeps(slo.ttft, ttft) && keeps(slo.itl, tpot) && keeps(slo.endToEnd, endToEnd);
}

void SimulationRecorder::finished(const Request &request, double time)
{
    ++m_result.conservation.finished;
    m_result.conservation.outputTokensFinished += request.outputTokens;
    if (!isMeasured(request))
        return;
    ++m_accounted;
    const double ingestion = ingest(request);
    const double ttft = request.firstToken - request.arrival + ingestion;
    const double endToEnd = time - request.arrival + ingestion;
    const bool streams = request.outputTokens > 1;
    const double tpot = streams ? (time - request.firstToken) / (request.outputTokens - 1) : 0;
    const bool good = keepsSlo(request, ttft, tpot, endToEnd);
    ++m_finishedCount;
    m_good += good;
    m_batchGood += good;
    m_engineSum += endToEnd - ingestion;
    if (isForeground(request)) {
        m_ttft.batch.add(ttft);
        m_endToEnd.batch.add(endToEnd);
        if (streams)
            m_tpot.batch.add(tpot);
        m_ingestSum += ingestion;
        m_queueSum += request.firstScheduled - request.arrival;
        m_prefillSum += request.firstToken - request.firstScheduled;
    }
    if (!m_classes.empty()) {
        ClassTrack &track = m_classes[request.trafficClass];
        track.ttft.add(ttft);
        track.endToEnd.add(endToEnd);
        if (request.outputTokens > 1)
            track.tpot.add(tpot);
        track.good += good;
    }
    if (m_plan.keepRequests) {
        m_result.requests.push_back({request.index, request.arrival, request.firstScheduled, request.firstToken + ingestion,
                                     time + ingestion, request.inputTokens, request.outputTokens, request.cachedTokens,
                                     request.preemptions, request.trafficClass});
    }
    m_inBatch += isForeground(request);
    if (static_cast<double>(m_inBatch) >= m_batchSize)
        closeBatch(time);
}

void SimulationRecorder::Track::closeBatch()
{
    batches.push_back(ranksOf(batch));
    close();
}

void SimulationRecorder::Track::close()
{
    all.add(batch);
    batch.clear();
}

void SimulationRecorder::closeBatch(double time)
{
    for (Track *track : {&m_ttft, &m_queue, &m_itl, &m_tpot, &m_endToEnd})
        track->closeBatch();
    if (time > m_batchStart)
        m_goodOfBatches.push_back(m_batchGood / (time - m_batchStart));
    m_batchStart = time;
    m_batchGood = 0;
    m_inBatch = 0;
}

void SimulationRecorder::sample(double time, int running, int waiting, double kvShare)
{
    const double before = m_result.series.empty() ? 0 : m_result.series.back().time;
    const double tokens = m_decodedTokens - m_lastDecodedTokens;
    m_result.series.push_back({time, running, waiting, kvShare, time > before ? tokens / (time - before) : 0});
    m_lastDecodedTokens = m_decodedTokens;
    m_nextSample = m_plan.seriesSeconds * (std::floor(time / m_plan.seriesSeconds) + 1);
}

bool SimulationRecorder::isComplete() const
{
    if (m_result.isFinite)
        return false;
    constexpr std::uint64_t patience = 4; // a class may starve for ever
    return m_accounted >= m_plan.requests || m_taken > m_plan.warmUpRequests + patience * m_plan.requests;
}

double SimulationRecorder::done() const
{
    return m_plan.requests > 0 ? std::min(1.0, static_cast<double>(m_accounted) / static_cast<double>(m_plan.requests)) : 1;
}

} // namespace trilemma::serving
