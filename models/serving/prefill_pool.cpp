// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/prefill_pool.h"

#include <algorithm>

namespace trilemma::serving {

PrefillPool::PrefillPool(const SimulatedReplica &replica, const Disaggregation &pool, PassClock &clock, RequestSource &source)
    : m_replica(replica), m_pool(pool), m_clock(m_pool.instance ? m_pool.instance->clock : clock),
      m_tokenBudget(pool.instance ? pool.instance->tokenBudget : replica.tokenBudget), m_source(source),
      m_freeAt(static_cast<std::size_t>(std::max(1, pool.prefillInstances)))
{
}

double PrefillPool::nextTime()
{
    // No later request can be ready before it comes and an instance is free: a backlog stays at the source.
    const auto earliest = [this] { return std::max(m_source.nextTime(), *std::ranges::min_element(m_freeAt)); };
    while (m_source.nextTime() < RequestSource::never && (m_sent.empty() || earliest() <= m_sent.front().ready))
        serve(m_source.take());
    return m_sent.empty() ? RequestSource::never : m_sent.front().ready;
}

Request PrefillPool::take()
{
    nextTime();
    std::ranges::pop_heap(m_sent, Sent::isLater);
    Request request = std::move(m_sent.back().request);
    m_sent.pop_back();
    return request;
}

double PrefillPool::prefillSeconds(int promptTokens, int cachedTokens)
{
    double seconds = 0;
    for (int past = cachedTokens; past < promptTokens;) {
        const int chunk = std::min(m_tokenBudget, promptTokens - past);
        seconds += m_clock.prompts(0, chunk, 1, past);
        past += chunk;
    }
    return seconds;
}

void PrefillPool::serve(Request request)
{
    auto &freeAt = *std::ranges::min_element(m_freeAt);
    request.cachedTokens = std::min(request.sharedTokens, request.inputTokens - 1);
    request.firstScheduled = std::max(request.arrival, freeAt);
    freeAt = request.firstScheduled + prefillSeconds(request.inputTokens, request.cachedTokens);
    request.firstToken = request.lastToken = freeAt;
    request.generated = 1;
    request.isPrefilled = true;
    request.queuedSince = freeAt + m_pool.transfer.fixedSeconds +
                          m_replica.kvTransferBytesPerToken * request.inputTokens / std::max(1.0, m_pool.transfer.bytesPerSecond);
    const auto instances = static_cast<std::uint64_t>(m_replica.decodeInstances());
    if (request.index % instances != 0)
        return;
    request.index /= instances;
    m_sent.push_back({request.queuedSince, std::move(request)});
    std::ranges::push_heap(m_sent, Sent::isLater);
}

} // namespace trilemma::serving
