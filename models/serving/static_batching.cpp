// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/replica_under_load.h"

#include <algorithm>
#include <cmath>

namespace trilemma::serving {

ReplicaUnderLoad::StaticBatch ReplicaUnderLoad::staticBatch(double sequences) const
{
    const double size = std::max(1.0, sequences);
    const double prompts = size * m_promptTokens;
    const double perStep = std::min(prompts, std::max(m_tokenBudget, m_promptTokens));
    StaticBatch batch;
    batch.prefill =
        prompts / perStep * m_step.mixedPeriod(0, 0, perStep, std::max(1.0, perStep / m_promptTokens), m_cachedTokens);
    batch.decodeStep = m_step.tokenPeriod(size, m_meanContext);
    // All wait for the longest of `size` answers, about mean + deviation*sqrt(2 ln size).
    const double longest = tokensAfterFirst() * (1 + m_workload.outputTokensCv * std::sqrt(2 * std::log(size)));
    batch.total = batch.prefill + longest * batch.decodeStep;
    return batch;
}

/// Below one sequence the batch is one request and the replica is idle in between.
double ReplicaUnderLoad::staticRate(double sequences) const
{
    return sequences / staticBatch(sequences).total;
}

OperatingPoint ReplicaUnderLoad::staticPoint(double sequences, double rate, double capacity) const
{
    const StaticBatch batch = staticBatch(sequences);
    const double busy = std::min(1.0, sequences);
    OperatingPoint point = stablePoint(sequences, rate, capacity);
    point.tpotSeconds = point.decodeStepSeconds = point.mixedStepSeconds = batch.decodeStep;
    point.itl = equalLatency(batch.decodeStep);

    // An arrival waits for the batch in flight to end, uniformly, and for a place in the next one.
    const Moments slots = slotWait(batch.total, sequences);
    const auto waitAt = [&](double probability) {
        const double inFlight = busy > 0 ? batch.total * std::max(0.0, 1 - (1 - probability) / busy) : 0;
        return inFlight - slots.mean * std::log1p(-probability);
    };
    const double start = ingestSeconds() + batch.prefill;
    const double wait = busy * batch.total / 2 + slots.mean;
    point.ttft = {start + wait, start + waitAt(0.5), start + waitAt(0.95), start + waitAt(0.99)};
    point.ttftIngestSeconds = ingestSeconds();
    point.ttftPrefillSeconds = batch.prefill;
    point.ttftQueueSeconds = wait;
    point.waitingRequests = rate * wait;
    const double rest = batch.total - batch.prefill; // answers return when the whole batch has ended
    point.endToEnd = {point.ttft.mean + rest, point.ttft.p50 + rest, point.ttft.p95 + rest, point.ttft.p99 + rest};
    return point;
}

OperatingPoint ReplicaUnderLoad::staticClosedLoop(double sequences) const
{
    const StaticBatch batch = staticBatch(sequences);
    OperatingPoint point;
    point.finite = true;
    point.runningBatch = sequences;
    point.tpotSeconds = point.decodeStepSeconds = point.mixedStepSeconds = batch.decodeStep;
    point.itl = equalLatency(batch.decodeStep);
    const double first = ingestSeconds() + batch.prefill;
    point.ttft = {first, first, first, first};
    point.ttftIngestSeconds = ingestSeconds();
    point.ttftPrefillSeconds = batch.prefill;
    const double all = ingestSeconds() + batch.total;
    point.endToEnd = {all, all, all, all};
    return point;
}

} // namespace trilemma::serving
