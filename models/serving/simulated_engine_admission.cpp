// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/simulated_engine.h"

#include <algorithm>

namespace trilemma::serving {

namespace {

using Batching = replica::Scheduling::Batching;

} // namespace

/// What has arrived by then takes part in the next pass. Engines that look ahead decide while a pass still runs.
double SimulatedEngine::decisionTime() const
{
    return m_now - m_replica.lookaheadPasses * m_lastPass;
}

/// Takes requests that have arrived into the waiting lines; a single line leaves them at the source till needed, so
/// that a backlog takes no memory. False where none waits.
bool SimulatedEngine::pullArrivals()
{
    const double decision = decisionTime();
    const bool all = m_waiting.size() > 1 || m_recorder.keepsSeries();
    while (nextArrival() <= decision && (all || m_waiting.front().empty()) && !m_recorder.isComplete()) {
        Request request = m_prefillPool ? m_prefillPool->take() : m_source.take();
        m_recorder.arrived(request);
        if (canRun(request)) {
            m_waiting[m_levels[request.trafficClass]].push_back(std::move(request));
        } else {
            m_recorder.rejected(request);
            m_source.finished(request, m_now);
        }
    }
    return std::ranges::any_of(m_waiting, [](const auto &line) { return !line.empty(); });
}

/// Whether there is room for the request once all others are gone.
bool SimulatedEngine::canRun(const Request &request) const
{
    const double final = static_cast<double>(request.inputTokens) + request.outputTokens - request.sharedTokens;
    return m_replica.kv.bytes(final) <= m_pool && m_replica.canHold(request.inputTokens, request.outputTokens);
}

std::deque<Request> *SimulatedEngine::waitingLine()
{
    if (!pullArrivals())
        return nullptr;
    return &*std::ranges::find_if(m_waiting, [](const auto &line) { return !line.empty(); });
}

bool SimulatedEngine::hasRoom(const Request &request)
{
    if (m_free.empty())
        return false;
    const double final = static_cast<double>(request.inputTokens) + request.outputTokens - request.sharedTokens;
    if (m_reservesPeak)
        return m_reservedBytes + m_replica.kv.bytes(final) <= m_pool;
    double tokens = request.inputTokens + request.generated - request.sharedTokens;
    if (m_replica.prefixCaching)
        tokens = std::max(0.0, tokens - m_cache.pinnedTokens(request.blocks) - m_cache.pinnedConversation(request.conversationKey()));
    return heldBytes() + m_replica.kv.fixedBytes(final) + m_replica.kv.bytesPerToken * (tokens + m_growth) <= m_pool;
}

bool SimulatedEngine::mayAdmit() const
{
    if (m_replica.batching == Batching::Static)
        return false;
    const bool hasLevels = m_waiting.size() > 1;
    return (!m_free.empty() || (hasLevels && m_replica.priorityPreempts)) && (hasLevels || m_waiting.front().empty());
}

/// Prompt tokens found in the cache. A conversation's become the request's own.
int SimulatedEngine::cachedPrefix(const Request &request, int prompt)
{
    if (!m_replica.prefixCaching || request.isPrefilled)
        return 0;
    double tokens = m_cache.hitTokens(request.blocks);
    if (request.saidBefore > 0)
        tokens = std::max(tokens, std::min<double>(request.saidBefore, m_cache.takeConversation(request.conversationKey())));
    return static_cast<int>(std::min<double>(tokens, prompt));
}

/// Cached prefixes have what running requests leave of the pool.
void SimulatedEngine::trimCache()
{
    if (!m_replica.prefixCaching || !(m_replica.kv.bytesPerToken > 0))
        return;
    const double own = m_reservesPeak ? m_reservedBytes : m_fixedBytes + m_replica.kv.bytesPerToken * m_ownTokens;
    m_cache.shrinkTo(std::max(0.0, m_pool - own) / m_replica.kv.bytesPerToken);
}

void SimulatedEngine::addChunk(Prompts &prompts, SlotId id, int tokens)
{
    Slot &slot = m_slots[id];
    const int prompt = slot.request.inputTokens + slot.request.generated;
    prompts.tokens += tokens;
    prompts.past += prompt - slot.promptLeft;
    ++prompts.chunks;
    slot.promptLeft -= tokens;
    m_recorder.conservation().promptTokensComputed += static_cast<std::uint64_t>(tokens);
    if (slot.promptLeft == 0)
        m_completing.push_back(id);
}

SimulatedEngine::Prompts SimulatedEngine::planPrompts()
{
    Prompts prompts;
    const Batching batching = m_replica.batching;
    if (batching == Batching::Static && m_running == 0) {
        while (auto *line = waitingLine()) {
            if (!hasRoom(line->front()))
                break;
            const SlotId id = admit(std::move(line->front()));
            line->pop_front();
            if (!beginsPrefilled(id))
                m_prefilling.push_back(id);
        }
        m_lastBatch = decisionTime();
    }
    int budget = m_replica.tokenBudget - (batching == Batching::Chunked ? m_decoding * m_replica.verifyTokens : 0);
    const auto take = [&](SlotId id) {
        const int left = m_slots[id].promptLeft;
        const int chunk = batching == Batching::Continuous ? left : std::min(budget, left);
        addChunk(prompts, id, chunk);
        budget -= chunk;
        return chunk == left;
    };
    while (budget > 0 && !m_prefilling.empty()) {
        if (!take(m_prefilling.front()))
            break;
        m_prefilling.pop_front();
    }
    while (batching != Batching::Static && budget > 0) {
        auto *line = waitingLine();
        if (!line)
            break;
        Request &next = line->front();
        if (!hasRoom(next) && !preemptFor(next) && !takesHeldRoom(next))
            break;
        if (next.isPrefilled && batching == Batching::Chunked && budget < m_replica.verifyTokens)
            break;
        const bool isWhole = batching == Batching::Continuous && prompts.chunks > 0;
        if (isWhole && next.inputTokens + next.generated - next.sharedTokens > budget)
            break;
        const SlotId id = admit(std::move(next));
        line->pop_front();
        if (beginsPrefilled(id))
            budget -= batching == Batching::Chunked ? m_replica.verifyTokens : 0;
        else if (!take(id))
            m_prefilling.push_back(id);
    }
    return prompts;
}

/// Where nobody runs and held conversations leave no room for the next request, they let go.
bool SimulatedEngine::takesHeldRoom(const Request &request)
{
    if (m_running > 0 || m_cache.pinnedTokens() == 0)
        return false;
    m_cache.unpinConversations();
    return hasRoom(request);
}

/// Takes the place of the newest request of the lowest priority that is below its own.
bool SimulatedEngine::preemptFor(const Request &request)
{
    if (!m_replica.priorityPreempts || m_waiting.size() < 2)
        return false;
    std::size_t lowest = m_levels[request.trafficClass];
    SlotId victim = none;
    for (SlotId id = m_newest; id != none; id = m_slots[id].older) {
        const std::size_t level = m_levels[m_slots[id].request.trafficClass];
        if (level > lowest && m_slots[id].decoding) {
            lowest = level;
            victim = id;
        }
    }
    if (victim == none)
        return false;
    preempt(victim);
    return hasRoom(request) || preemptFor(request);
}

} // namespace trilemma::serving
