// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/replica_under_load.h"

#include <algorithm>
#include <cmath>

namespace trilemma::serving {

namespace {

/// Engines step only while somebody runs: the mean batch of a step that is not empty.
double runningWhileBusy(double sequences)
{
    return sequences > 0 ? sequences / -std::expm1(-sequences) : 1;
}

} // namespace

ReplicaUnderLoad::Rhythm ReplicaUnderLoad::openRhythm(double sequences) const
{
    const double running = runningWhileBusy(sequences);
    Rhythm r = rhythm(running, sequences / m_decodeSteps, false);
    if (m_apart)
        r.mixedStep = r.decodeStep;
    if (!m_residuals.empty()) {
        r.residual = m_residuals.tokenTime(running);
        r.decodeStep *= r.residual;
        r.mixedStep *= r.residual;
    }
    return r;
}

/// Explicit in the batch: D = rate*(osl-1)*TPOT and TPOT = period/(1 - rate*delta).
double ReplicaUnderLoad::openRate(double sequences, const Rhythm &r) const
{
    const double generation = tokensAfterFirst() * r.decodeStep / m_step.tokensPerStep();
    if (m_apart)
        return m_apart->decodeInstances * sequences / generation;
    // The batch class has its part of the batch, and of the time that prompts take.
    const double batchTokens = m_batchClass.rate * m_batchClass.decodeTokens / tokensAfterFirst();
    return (sequences * (1 - batchPrefillShare(r)) - batchTokens * generation) / (generation + sequences * r.perPrompt());
}

Moments ReplicaUnderLoad::slotWait(double residence, double occupied) const
{
    // Sakasegawa 1977: W = S/c * rho^(sqrt(2(c+1))-1) / (1-rho) * spread; given a wait, it is exponential.
    constexpr double nearlyFull = 0.9999;
    const double slots = std::max(1.0, m_largestBatch);
    const double rho = std::clamp(occupied / slots, 0.0, nearlyFull);
    if (rho <= 0)
        return {};
    const double whenWaiting = residence / slots / (1 - rho) * spreadOf(1);
    const double mean = whenWaiting * std::pow(rho, std::sqrt(2 * (slots + 1)) - 1);
    return {mean, 2 * whenWaiting * mean - mean * mean};
}

Latency ReplicaUnderLoad::plainGaps(double sequences, const Rhythm &r) const
{
    // Near its mean B the batch is a birth-death chain whose deaths go with 1/step: its variance is B over 1 less the
    // elasticity of the step. A token meets those that run beside its own sequence.
    constexpr double steepest = 0.95;
    const double running = runningWhileBusy(sequences), beyond = 1 + std::sqrt(sequences);
    const double perSequence =
        std::max(0.0, (r.residual * m_step.mixedPeriod(running + beyond, m_meanContext, 0, 0, 0) - r.decodeStep) / beyond);
    const double room = 1 - std::min(steepest, perSequence * running / r.decodeStep);
    const auto stepOf = [&](double batch) { return r.decodeStep + perSequence * (batch - running); };
    return normalLatency(stepOf(sequences + 1 / room), perSequence * std::sqrt(sequences / room), stepOf(1), stepOf(m_largestBatch));
}

OperatingPoint ReplicaUnderLoad::openPoint(double sequences, double rate, const Rhythm &r, double capacity) const
{
    if (m_apart)
        return apartPoint(sequences, rate, r, capacity);
    const double perPrompt = r.perPrompt();
    const double prefillShare = rate * perPrompt; // rho: share of time that prompts add to steps
    const double allPrefill = prefillShare + batchPrefillShare(r);
    const double meanStep = r.decodeStep / std::max(1e-9, 1 - allPrefill);
    const double tokensPerStep = m_step.tokensPerStep();

    OperatingPoint point = stablePoint(sequences, rate, capacity);
    point.tpotSeconds = meanStep / tokensPerStep;
    point.decodeStepSeconds = r.decodeStep;
    const PromptPieces pieces = promptPieces(r, rate, meanStep);
    point.mixedStepShare = pieces.passShare();
    point.mixedStepSeconds = rate > 0 ? r.decodeStep + (meanStep - r.decodeStep) / point.mixedStepShare : r.mixedStep;
    point.itl = tokenGaps(r, pieces, point.mixedStepShare, plainGaps(sequences, r), point.tpotSeconds);

    const double busy = 1 - std::exp(-sequences) * (1 - std::min(1.0, allPrefill));
    const double slowStep = m_batchClass.exists() ? point.mixedStepSeconds : r.mixedStep;
    Moments residual = residualLife(r.decodeStep, slowStep, point.mixedStepShare);
    residual.variance = busy * (residual.variance + residual.mean * residual.mean * (1 - busy));
    residual.mean *= busy;
    const double lookahead = m_lookaheadPasses * meanStep * busy;
    const double variation = prefillVariation(perPrompt);
    // M/G/1 behind the prompts that came before: Pollaczek-Khinchine and its second moment. Those of the batch class count
    // too: they go last, but share passes.
    const double ofBatch = perPrompt * m_batchClass.promptTokens / m_promptTokens;
    const double batchSquares = m_batchClass.rate * ofBatch * ofBatch;
    const double queue = (prefillShare * perPrompt * spreadOf(variation) + batchSquares / 2) / (1 - allPrefill);
    const double thirdMoment = perPrompt * perPrompt * perPrompt * (1 + 3 * variation);
    const Moments prompts{queue, queue * queue + (rate * thirdMoment + batchSquares * ofBatch) / (3 * (1 - allPrefill))};
    const double residence = r.ownPrefill + tokensAfterFirst() * point.tpotSeconds;
    const double competing = m_workload.batch.yieldsSlots ? rate * residence : sequences;
    const Moments slots = slotWait(residence, competing);
    const Moments own{r.ownPrefill, variation * r.ownPrefill * r.ownPrefill};

    const Moments waits = residual + prompts + slots;
    point.ttftIngestSeconds = ingestSeconds();
    point.ttftPrefillSeconds = own.mean;
    point.ttftQueueSeconds = waits.mean + lookahead;
    point.ttft = gammaLatency(point.ttftIngestSeconds + lookahead, residual + prompts + own, slots, prefillShare / (1 + variation));
    point.waitingRequests = rate * (prompts.mean + slots.mean);
    constexpr double trustedShare = 0.1, trustedBurstiness = 1.2;
    point.tailIsPreview = prefillShare > trustedShare || isBurstierThan(trustedBurstiness) || m_batchClass.exists();
    setEndToEnd(point, (waits + own).variance);
    return point;
}

} // namespace trilemma::serving
