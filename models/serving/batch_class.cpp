// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/replica_under_load.h"

#include <boost/math/tools/roots.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>

// A class of requests that goes last: docs/model.md, Traffic.
namespace trilemma::serving {

/// Contexts and cache of both classes, weighted by the sequences of each that run at the workload's own rates.
void ReplicaUnderLoad::settleBatchClass(const replica::Configuration &configuration)
{
    const BatchTraffic &batch = m_workload.batch;
    if (!(batch.requestsPerSecond > 0) || m_batching == replica::Scheduling::Batching::Static || m_apart)
        return;
    constexpr double leastTokens = 0.01;
    m_batchClass = {batch.requestsPerSecond, batch.inputTokensMean, std::max(leastTokens, batch.outputTokensMean - 1)};
    const double own = m_workload.requestsPerSecond * tokensAfterFirst(), others = m_batchClass.rate * m_batchClass.decodeTokens;
    const double share = others / (own + others);
    m_meanContext = std::lerp(m_meanContext, batch.inputTokensMean + batch.outputTokensMean / 2, share);
    const double fits = replica::kvLimitedSequences(configuration, m_memory, batch.inputTokensMean, batch.outputTokensMean, 0);
    m_kvBatch = fits > 0 && m_kvBatch > 0 ? 1 / std::lerp(1 / m_kvBatch, 1 / fits, share) : 0;
}

double ReplicaUnderLoad::batchPrefillShare(const Rhythm &r) const
{
    return m_batchClass.rate * r.perPrompt() * m_batchClass.promptTokens / m_promptTokens;
}

double ReplicaUnderLoad::batchOfBatchClass() const
{
    if (!m_batchClass.exists() || !(m_largestBatch > 0))
        return 0;
    const double most = rateAt(m_largestBatch), least = rateAt(0);
    if (!(most > 0))
        return m_largestBatch;
    std::uintmax_t iterations = 40;
    constexpr int bits = 30;
    const auto bracket = boost::math::tools::toms748_solve([&](double sequences) { return rateAt(sequences); }, 0.0, m_largestBatch,
                                                           least, most, boost::math::tools::eps_tolerance<double>(bits), iterations);
    return bracket.second;
}

} // namespace trilemma::serving
