// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/replica_under_load.h"

#include <algorithm>
#include <cmath>

namespace trilemma::serving {

OperatingPoint ReplicaUnderLoad::closedLoopRunning(double sequences) const
{
    const Rhythm r = rhythm(sequences, sequences / m_decodeSteps, true);
    const double others = (sequences - 1) / sequences;
    const double mixedSteps = sequences * r.stepsPerPrompt; // per generation of the whole batch
    const double decodeSteps = std::max(0.0, m_decodeSteps - mixedSteps);
    const double mixedSeen = mixedSteps * others, decodeSeen = decodeSteps + mixedSteps / sequences;
    const double cycle = mixedSteps * r.mixedStep + decodeSteps * r.decodeStep;

    OperatingPoint point;
    point.finite = true;
    point.runningBatch = sequences;
    point.decodeStepSeconds = r.decodeStep;
    point.mixedStepSeconds = r.mixedStep;
    point.mixedStepShare = mixedSeen / (mixedSeen + decodeSeen);
    const double tokensPerStep = m_step.tokensPerStep();
    const double meanStep = std::lerp(r.decodeStep, r.mixedStep, point.mixedStepShare);
    point.tpotSeconds = meanStep / tokensPerStep;
    const PromptPieces pieces = promptPieces(r, sequences / m_decodeSteps / meanStep, meanStep);
    point.itl = tokenGaps(r, pieces, point.mixedStepShare, equalLatency(r.decodeStep), point.tpotSeconds);

    // A newcomer meets the step in flight, those ahead of it, and its own chunks.
    constexpr double fullest = 0.95;
    const double mixedShare = std::min(fullest, mixedSteps / std::max(m_decodeSteps, mixedSteps));
    Moments residual = residualLife(r.decodeStep, r.mixedStep, mixedSteps / (mixedSteps + decodeSteps));
    residual = {residual.mean * others, residual.variance * others};
    const double queue = others * mixedShare * r.mixedStep / (4 * (1 - mixedShare));
    const double lookahead = others * m_lookaheadPasses * std::lerp(r.decodeStep, r.mixedStep, mixedShare);
    const double ownVariance = prefillVariation(r.ownPrefill) * r.ownPrefill * r.ownPrefill;
    Moments ttft{residual.mean + queue + lookahead + r.ownPrefill,
                 residual.variance + queue * queue + ownVariance};
    if (m_workload.promptsPerSlot > 0) {
        // A finite benchmark starts with all its slots at once: that first burst is one prompt in
        // promptsPerSlot, and waits for half of the others.
        const double burst = 1 / std::max(1.0, m_workload.promptsPerSlot);
        const double all = (sequences - 1) * r.mixedStep * r.stepsPerPrompt;
        const double burstMean = all / 2 + r.ownPrefill;
        const double mean = std::lerp(ttft.mean, burstMean, burst);
        const double second = std::lerp(ttft.variance + ttft.mean * ttft.mean, all * all / 12 + burstMean * burstMean, burst);
        ttft = {mean, second - mean * mean};
    }
    // Nor can requests pass faster than the cycle of steps serves them.
    const double tokens = tokensAfterFirst();
    const double served = cycle - tokens * point.tpotSeconds - ingestSeconds();
    ttft.mean = std::max(ttft.mean, served);
    point.ttftIngestSeconds = ingestSeconds();
    point.ttftPrefillSeconds = r.ownPrefill;
    point.ttftQueueSeconds = ttft.mean - r.ownPrefill;
    point.ttft = gammaLatency(point.ttftIngestSeconds, ttft, {}, 0);
    setEndToEnd(point, ttft.variance);
    return point;
}

namespace {

void scale(Latency &latency, double factor)
{
    for (double *value : {&latency.mean, &latency.p50, &latency.p95, &latency.p99})
        *value *= factor;
}

/// End to end is moved by what its mean part gains; the spread around it stays.
void shift(Latency &latency, double seconds)
{
    for (double *value : {&latency.mean, &latency.p50, &latency.p95, &latency.p99})
        *value += seconds;
}

void stretchTokens(double factor, OperatingPoint &point)
{
    const double generation = point.endToEnd.mean - point.ttft.mean;
    for (double *value : {&point.tpotSeconds, &point.decodeStepSeconds, &point.mixedStepSeconds})
        *value *= factor;
    scale(point.itl, factor);
    shift(point.endToEnd, generation * (factor - 1));
}

void stretchFirstToken(double factor, OperatingPoint &point)
{
    const double before = point.ttft.mean;
    for (double *value : {&point.ttftIngestSeconds, &point.ttftQueueSeconds, &point.ttftPrefillSeconds})
        *value *= factor;
    scale(point.ttft, factor);
    shift(point.endToEnd, point.ttft.mean - before);
}

} // namespace

OperatingPoint ReplicaUnderLoad::closedLoop(double concurrency) const
{
    const double inFlight = std::max(1.0, concurrency);
    if (m_largestBatch < 1)
        return overloaded(0, 0);
    if (m_apart)
        return apartClosedLoop(inFlight);
    const double running = std::min(inFlight, m_largestBatch);
    OperatingPoint point =
        m_batching == replica::Scheduling::Batching::Static ? staticClosedLoop(running) : closedLoopRunning(running);
    if (!m_residuals.empty())
        stretchTokens(m_residuals.tokenTime(inFlight), point);
    double rate = running / point.endToEnd.mean;
    if (inFlight > running) {
        const double wait = (inFlight - running) / rate;
        shift(point.ttft, wait);
        shift(point.endToEnd, wait);
        point.ttftQueueSeconds += wait;
        point.waitingRequests = inFlight - running;
        rate = inFlight / point.endToEnd.mean;
    }
    if (!m_residuals.empty()) {
        stretchFirstToken(m_residuals.firstToken(inFlight), point);
        rate = inFlight / point.endToEnd.mean;
    }
    point.offeredRequestsPerSecond = point.servedRequestsPerSecond = rate;
    point.outputTokensPerSecond = rate * m_workload.outputTokensMean;
    point.inputTokensPerSecond = rate * m_workload.inputTokensMean;
    return point;
}

} // namespace trilemma::serving
