// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/replica_under_load.h"

#include <boost/math/tools/roots.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace trilemma::serving {

using Batching = replica::Scheduling::Batching;

ReplicaUnderLoad::ReplicaUnderLoad(const replica::Configuration &configuration, const Workload &workload,
                                   const Surroundings &surroundings)
    : m_step(configuration), m_workload(workload), m_batching(configuration.scheduling.batching), m_apart(surroundings.apart)
{
    const auto &engine = configuration.engine;
    const auto &placement = configuration.placement;
    m_fixedIngestSeconds = engine.ingestSeconds;
    m_ingestSecondsPerToken = engine.ingestSecondsPerToken;
    m_lookaheadPasses = engine.lookaheadPasses;
    m_tokenBudget =
        static_cast<double>(configuration.scheduling.tokenBudget) * placement.attentionDataParallel * placement.pipelineParallel;
    m_verifyTokens = 1 + std::max(0, configuration.speculation.draftTokens);
    const double shared = workload.inputTokensMean * std::clamp(workload.prefixHitShare, 0.0, 1.0);
    m_cachedTokens = std::min(workload.inputTokensMean, shared + workload.inputTokensMean * surroundings.ownHitShare);
    m_promptTokens = std::max(1.0, workload.inputTokensMean - m_cachedTokens);
    const double ownTokens = std::max(1.0, workload.inputTokensMean - shared);
    m_decodeSteps = std::max(1.0, workload.outputTokensMean) / m_step.tokensPerStep();
    // Running requests are length-biased: a spread of answers adds to the mean half.
    const double cv = workload.outputTokensCv;
    m_meanContext = workload.inputTokensMean + workload.outputTokensMean * (1 + cv * cv) / 2;

    // A shared prefix lies in the pool once, not once per sequence.
    m_memory = replica::planMemory(configuration, ownTokens, workload.outputTokensMean, cv, 1);
    replica::MemoryPlan own = m_memory;
    if (shared > 0)
        own.kvPoolBytes = std::max(0.0, own.kvPoolBytes - replica::kvBytesOfSequence(configuration, shared));
    if (surroundings.heldKvTokens > 0)
        own.kvPoolBytes = std::max(0.0, own.kvPoolBytes - surroundings.heldKvTokens * own.kvBytesPerToken);
    m_kvBatch = replica::kvLimitedSequences(configuration, own, ownTokens, workload.outputTokensMean, cv);
    settleBatchClass(configuration);
    m_largestBatch = std::min(m_kvBatch, static_cast<double>(configuration.scheduling.maxSequences));
    if (!(m_largestBatch >= 1))
        m_largestBatch = 0;
    if (workload.inputTokensCv > 0) {
        const auto prefill = [&](double past) { return m_step.mixedPeriod(0, 0, m_promptTokens, 1, past); };
        m_secondsPerSquare = (prefill(m_cachedTokens + m_promptTokens) - prefill(m_cachedTokens)) / (2 * m_promptTokens * m_promptTokens);
    }
    m_residuals = LoadResiduals(configuration.measuredLoads, m_step.gpus(), workload.inputTokensMean, workload.outputTokensMean);
    if (m_apart)
        m_transferBytes = replica::kvBytesPerToken(configuration.model, configuration.kvFormat) * workload.inputTokensMean;
    m_batchAtCapacity = batchThatPrefillAllows();
    m_batchWhenIdle = batchOfBatchClass();
}

double ReplicaUnderLoad::capacity() const
{
    const double decoded = m_largestBatch > 0 ? rateAt(m_largestBatch) : 0;
    const double rate = m_apart ? std::min(decoded, m_apart->prefill.capacity()) : decoded;
    return std::isfinite(rate) ? std::max(0.0, rate) : 0; // a batch class may leave nothing
}

double ReplicaUnderLoad::tokensAfterFirst() const
{
    constexpr double least = 0.01; // keeps prefill-only traffic on the same curve
    return std::max(least, m_workload.outputTokensMean - 1);
}

double ReplicaUnderLoad::spreadOf(double squaredServiceCv) const
{
    return (m_workload.arrivalCv * m_workload.arrivalCv + squaredServiceCv) / 2;
}

bool ReplicaUnderLoad::isBurstierThan(double cv) const
{
    return m_workload.arrivalCv > cv || (m_workload.gaps == Gaps::OnOff && m_workload.bursts.peak() > 1);
}

ReplicaUnderLoad::Rhythm ReplicaUnderLoad::rhythm(double sequences, double promptsPerStep, bool promptsHoldSlots) const
{
    constexpr double leastPromptTokens = 256; // engines keep room for prompts beside a full batch
    Rhythm r;
    r.decodeStep = m_step.mixedPeriod(sequences, m_meanContext, 0, 0, 0);
    const bool chunked = m_batching == Batching::Chunked;
    const double room = std::max(chunked ? m_tokenBudget - sequences * m_verifyTokens : m_tokenBudget, leastPromptTokens);
    r.room = chunked ? room : std::numeric_limits<double>::infinity();
    r.promptTokensPerStep = std::min(room, m_promptTokens * std::max(1.0, promptsPerStep));
    if (!chunked)
        r.promptTokensPerStep = std::max(r.promptTokensPerStep, m_promptTokens);
    r.stepsPerPrompt = m_promptTokens / r.promptTokensPerStep;
    const double prompts = std::max(1.0, 1 / r.stepsPerPrompt);
    r.past = m_cachedTokens;
    if (r.stepsPerPrompt > 1)
        r.past += (m_promptTokens - r.promptTokensPerStep) / 2;
    // A token of the mean prompt lies half of it in; of all prompt tokens, the longer prompts have more and further in.
    r.past += m_promptTokens * m_workload.inputTokensCv * m_workload.inputTokensCv / 2;
    r.beside = promptsHoldSlots ? std::max(0.0, sequences - prompts) : sequences;
    r.mixedStep = mixedStep(r, r.promptTokensPerStep);
    const double prefillStep = chunked ? r.mixedStep : r.mixedStep - r.decodeStep;
    // Through pipeline stages a prompt's chunks follow each other, one micro-batch per chunk.
    const double stages = m_step.pipelineStages();
    double traverse = prefillStep;
    if (stages > 1) {
        traverse =
            m_step.mixedPeriod(chunked ? sequences : 0, m_meanContext, r.promptTokensPerStep * stages, prompts * stages, r.past);
    }
    r.ownPrefill = traverse * (std::max(1.0, r.stepsPerPrompt) + stages - 1) / stages;
    return r;
}

double ReplicaUnderLoad::mixedStep(const Rhythm &r, double promptTokens) const
{
    const double prompts = std::max(1.0, promptTokens / m_promptTokens);
    if (m_batching == Batching::Chunked)
        return r.residual * m_step.mixedPeriod(r.beside, m_meanContext, promptTokens, prompts, r.past);
    // Whole prompts in steps of their own, for which the running sequences stand still.
    return r.decodeStep + r.residual * m_step.mixedPeriod(0, 0, promptTokens, prompts, r.past);
}

PromptPieces ReplicaUnderLoad::promptPieces(const Rhythm &r, double requestsPerSecond, double meanStep) const
{
    constexpr double nobody = 1e-9;
    const double all = requestsPerSecond + m_batchClass.rate;
    const double tokens = m_batchClass.exists() ? std::lerp(m_promptTokens, m_batchClass.promptTokens, m_batchClass.rate / all) : m_promptTokens;
    return {{tokens, m_workload.inputTokensCv, std::max(nobody, all)},
            {r.decodeStep, std::max(meanStep, r.decodeStep), r.room}};
}

Latency ReplicaUnderLoad::tokenGaps(const Rhythm &r, const PromptPieces &pieces, double share, const Latency &plain,
                                    double mean) const
{
    // Exact where nothing rides along, at the mean prompt and at the highest percentile; straight in between.
    double mostTokens = 0, mostSeconds = 0;
    const auto slow = [&](double rank) {
        const double tokens = pieces.tokens(rank);
        if (mostTokens == 0) {
            mostTokens = tokens;
            return mostSeconds = mixedStep(r, tokens);
        }
        if (tokens > r.promptTokensPerStep) {
            const double along = (tokens - r.promptTokensPerStep) / (mostTokens - r.promptTokensPerStep);
            return std::lerp(r.mixedStep, mostSeconds, std::min(1.0, along));
        }
        if (mostTokens < r.promptTokensPerStep)
            return std::lerp(r.decodeStep, mostSeconds, tokens / mostTokens);
        return std::lerp(r.decodeStep, r.mixedStep, tokens / r.promptTokensPerStep);
    };
    Latency gaps = mixedLatency(plain, share, slow);
    for (double *quantile : {&gaps.p50, &gaps.p95, &gaps.p99})
        *quantile /= m_step.tokensPerStep();
    gaps.mean = mean;
    return gaps;
}

double ReplicaUnderLoad::prefillVariation(double perPrompt) const
{
    const double spread = 1 + m_workload.inputTokensCv * m_workload.inputTokensCv;
    const double squares = m_secondsPerSquare * m_promptTokens * m_promptTokens * spread;
    const double share = perPrompt > 0 ? std::clamp(squares / perPrompt, 0.0, 1.0) : 0;
    const double second = (1 - share) * (1 - share) * spread + 2 * share * (1 - share) * spread * spread +
                          share * share * std::pow(spread, 4);
    return second - 1;
}

void ReplicaUnderLoad::setEndToEnd(OperatingPoint &point, double ttftVariance) const
{
    const double tokens = tokensAfterFirst();
    const double lengthDeviation = m_workload.outputTokensCv * m_workload.outputTokensMean * point.tpotSeconds;
    const double stepSpread = (point.mixedStepSeconds - point.decodeStepSeconds) *
                              (point.mixedStepSeconds - point.decodeStepSeconds) * point.mixedStepShare *
                              (1 - point.mixedStepShare);
    point.endToEnd = logNormalLatency({point.ttft.mean + tokens * point.tpotSeconds,
                                       ttftVariance + lengthDeviation * lengthDeviation + m_decodeSteps * stepSpread});
}

double ReplicaUnderLoad::rateAt(double sequences) const
{
    return m_batching == Batching::Static ? staticRate(sequences) : openRate(sequences, openRhythm(sequences));
}

OperatingPoint ReplicaUnderLoad::stablePoint(double sequences, double rate, double capacity) const
{
    OperatingPoint point;
    point.finite = true;
    point.offeredRequestsPerSecond = point.servedRequestsPerSecond = rate;
    point.capacityRequestsPerSecond = capacity;
    point.utilisation = rate / capacity;
    point.batchRequestsPerSecond = m_batchClass.rate;
    point.outputTokensPerSecond = rate * m_workload.outputTokensMean + m_batchClass.rate * m_workload.batch.outputTokensMean;
    point.inputTokensPerSecond = rate * m_workload.inputTokensMean + m_batchClass.rate * m_workload.batch.inputTokensMean;
    point.runningBatch = sequences;
    return point;
}

OperatingPoint ReplicaUnderLoad::overloaded(double rate, double capacity) const
{
    OperatingPoint point;
    point.offeredRequestsPerSecond = rate;
    point.capacityRequestsPerSecond = capacity;
    point.servedRequestsPerSecond = std::min(rate, capacity);
    point.backlogGrowthPerSecond = std::max(0.0, rate - capacity);
    point.utilisation = capacity > 0 ? rate / capacity : std::numeric_limits<double>::infinity();
    point.outputTokensPerSecond = point.servedRequestsPerSecond * m_workload.outputTokensMean;
    point.inputTokensPerSecond = point.servedRequestsPerSecond * m_workload.inputTokensMean;
    point.runningBatch = m_batchAtCapacity;
    point.ttft = point.itl = point.endToEnd = noLatency();
    point.tpotSeconds = point.ttft.mean;
    return point;
}

OperatingPoint ReplicaUnderLoad::atRunningBatch(double sequences, double capacity) const
{
    if (!(capacity > 0) || sequences >= m_batchAtCapacity)
        return overloaded(capacity, capacity);
    const double running = std::max(m_batchWhenIdle, sequences);
    if (m_batching == Batching::Static)
        return staticPoint(running, staticRate(running), capacity);
    const Rhythm r = openRhythm(running);
    return openPoint(running, std::max(0.0, openRate(running, r)), r, capacity);
}

OperatingPoint ReplicaUnderLoad::openLoop(double requestsPerSecond) const
{
    const double rate = std::max(0.0, requestsPerSecond);
    const double most = capacity();
    if (!(most > 0) || rate >= most)
        return overloaded(rate, most);
    if (rate == 0)
        return atRunningBatch(m_batchWhenIdle, most);
    std::uintmax_t iterations = 40;
    constexpr int bits = 30;
    const auto excess = [&](double sequences) { return rateAt(sequences) - rate; };
    const auto bracket = boost::math::tools::toms748_solve(excess, m_batchWhenIdle, m_batchAtCapacity, -rate, most - rate,
                                                           boost::math::tools::eps_tolerance<double>(bits), iterations);
    const double running = (bracket.first + bracket.second) / 2;
    return m_batching == Batching::Static ? staticPoint(running, rate, most)
                                          : openPoint(running, rate, openRhythm(running), most);
}

OperatingPoint ReplicaUnderLoad::operate() const
{
    if (m_workload.arrivals != Workload::Arrivals::ClosedLoop)
        return openLoop(m_workload.requestsPerSecond);
    OperatingPoint point = closedLoop(m_workload.concurrency);
    point.capacityRequestsPerSecond = capacity();
    point.utilisation = point.servedRequestsPerSecond / point.capacityRequestsPerSecond;
    return point;
}

std::vector<OperatingPoint> ReplicaUnderLoad::loadCurve(int points) const
{
    std::vector<OperatingPoint> curve;
    const double most = capacity();
    if (!(most > 0))
        return curve;
    const int count = std::max(2, points);
    curve.reserve(static_cast<std::size_t>(count));
    // The batch grows as u/(1-u(1-bend)) of the largest, which is how it grows with the load u itself:
    // even steps in rate, and no gap where the curve turns up.
    constexpr double probe = 1e-3, last = 0.999;
    const double bend = std::clamp(most * probe / rateAt(m_batchWhenIdle + probe) / (m_batchAtCapacity - m_batchWhenIdle), probe, 1.0);
    for (int i = 0; i < count; ++i) {
        const double u = last * i / (count - 1);
        curve.push_back(atRunningBatch(batchBetween(u * bend / (1 - u * (1 - bend))), most));
    }
    return curve;
}

} // namespace trilemma::serving
