// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/simulated_replica.h"

#include "models/replica/memory_plan.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace trilemma::serving {

namespace {

/// Mean square less square mean of the tokens that a verify yields: at least j with chance alpha^(j-1).
double yieldVariance(const replica::Speculation &speculation)
{
    double mean = 0, square = 0, atLeast = 1;
    for (int tokens = 1; tokens <= speculation.draftTokens + 1; ++tokens) {
        mean += atLeast;
        square += (2 * tokens - 1) * atLeast;
        atLeast *= std::clamp(speculation.acceptance, 0.0, 1.0);
    }
    return std::max(0.0, square - mean * mean);
}

KvLaw kvLaw(const replica::Configuration &configuration)
{
    KvLaw law;
    const replica::MemoryPlan plan = replica::planMemory(configuration, 1, 1, 0, 1);
    law.poolBytes = plan.kvPoolBytes * configuration.placement.attentionDataParallel;
    law.bytesPerToken = plan.kvBytesPerToken;
    // What is not proportional to length bends only where a window is full.
    std::vector<double> lengths{0};
    const double halfBlock = configuration.engine.kvBlockTokens / 2.0;
    for (const auto &layer : configuration.model.layers) {
        if (layer.mixer.window > 0)
            lengths.push_back(std::max(0.0, layer.mixer.window - halfBlock));
    }
    std::ranges::sort(lengths);
    for (const double tokens : lengths)
        law.corners.push_back({tokens, replica::kvBytesOfSequence(configuration, tokens) - law.bytesPerToken * tokens});
    return law;
}

} // namespace

double KvLaw::fixedBytes(double tokens) const
{
    if (corners.empty())
        return 0;
    const auto above = std::ranges::upper_bound(corners, tokens, {}, &Corner::tokens);
    if (above == corners.end())
        return corners.back().bytes;
    const auto below = above - 1;
    return std::lerp(below->bytes, above->bytes, (tokens - below->tokens) / (above->tokens - below->tokens));
}

SimulatedReplica::SimulatedReplica(const replica::Configuration &configuration)
    : clock(replica::StepTime(configuration)), batching(configuration.scheduling.batching),
      maxSequences(std::max(1, configuration.scheduling.maxSequences)),
      tokenBudget(std::max(1, configuration.scheduling.tokenBudget) * configuration.placement.attentionDataParallel *
                  configuration.placement.pipelineParallel),
      verifyTokens(1 + std::max(0, configuration.speculation.draftTokens)),
      tokensPerStep(configuration.speculation.tokensPerStep()), tokensPerStepVariance(yieldVariance(configuration.speculation)),
      kv(kvLaw(configuration)), kvTransferBytesPerToken(replica::kvBytesPerToken(configuration.model, configuration.kvFormat)),
      reservesPeak(configuration.engine.guaranteesNoEviction), ingestSeconds(configuration.engine.ingestSeconds),
      ingestSecondsPerToken(configuration.engine.ingestSecondsPerToken), lookaheadPasses(configuration.engine.lookaheadPasses)
{
}

SimulatedReplica SimulatedReplica::ofSlots(int count, double secondsPerPass)
{
    SimulatedReplica replica(PassClock::constant(secondsPerPass));
    replica.maxSequences = count;
    replica.tokenBudget = std::numeric_limits<int>::max() / 2;
    replica.kv.poolBytes = std::numeric_limits<double>::infinity();
    return replica;
}

int SimulatedReplica::largestBatch() const
{
    constexpr int most = 1 << 16; // slots are made in advance
    return std::clamp(std::min(maxSequences, tokenBudget / verifyTokens), 1, most);
}

bool SimulatedReplica::canHold(int inputTokens, int outputTokens) const
{
    return kv.bytes(static_cast<double>(inputTokens) + outputTokens) <= kv.poolBytes;
}

} // namespace trilemma::serving
