// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/simulated_engine.h"

#include <algorithm>
#include <cmath>

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
        tokens = std::max(0.0, tokens - m_cache.pinnedTokens(request.blocks));
    return heldBytes() + m_replica.kv.fixedBytes(final) + m_replica.kv.bytesPerToken * (tokens + m_growth) <= m_pool;
}

bool SimulatedEngine::mayAdmit() const
{
    if (m_replica.batching == Batching::Static)
        return false;
    const bool hasLevels = m_waiting.size() > 1;
    return (!m_free.empty() || (hasLevels && m_replica.priorityPreempts)) && (hasLevels || m_waiting.front().empty());
}

SimulatedEngine::SlotId SimulatedEngine::admit(Request request)
{
    const SlotId id = m_free.back();
    m_free.pop_back();
    // It could have been in the last pass, or the last static batch, had there been room.
    const double missed = m_replica.batching == Batching::Static ? m_lastBatch : decisionTime() - m_lastPass;
    const bool waited = m_lastPass > 0 && request.queuedSince <= missed;
    if (request.firstScheduled < 0)
        request.firstScheduled = m_now;
    m_recorder.scheduled(request, m_now, waited);

    Slot &slot = m_slots[id];
    slot = {};
    const int prompt = request.isPrefilled ? request.inputTokens : request.inputTokens + request.generated;
    const int shared = std::min(request.sharedTokens, prompt);
    const int cached = std::min(std::max(shared, cachedPrefix(request, prompt)), prompt - 1); // the last token's logits are needed
    slot.promptLeft = request.isPrefilled ? 0 : prompt - cached;
    slot.ownTokens = prompt - shared;
    if (m_replica.prefixCaching && !request.blocks.empty()) {
        m_cache.hold(request.blocks);
        slot.holdsBlocks = true;
        const double inBlocks = m_traffic.classes[request.trafficClass].blockTokens * static_cast<double>(request.blocks.size());
        slot.ownTokens = std::max(0, slot.ownTokens - static_cast<int>(inBlocks));
    }
    const double final = static_cast<double>(request.inputTokens) + request.outputTokens - shared;
    slot.fixedBytes = m_replica.kv.fixedBytes(final);
    slot.reservedBytes = m_replica.kv.bytes(final);
    Conservation &c = m_recorder.conservation();
    if (request.isPrefilled) {
        c.promptTokensAdmitted += static_cast<std::uint64_t>(prompt);
        c.promptTokensCached += static_cast<std::uint64_t>(request.cachedTokens);
        c.promptTokensComputed += static_cast<std::uint64_t>(prompt - request.cachedTokens);
        c.outputTokens += 1;
    } else {
        (request.preemptions > 0 ? c.promptTokensRecomputed : c.promptTokensAdmitted) += static_cast<std::uint64_t>(prompt);
        c.promptTokensCached += static_cast<std::uint64_t>(cached);
        if (request.preemptions == 0)
            request.cachedTokens = cached;
    }
    slot.request = std::move(request);
    m_fixedBytes += slot.fixedBytes;
    m_ownTokens += slot.ownTokens;
    m_reservedBytes += slot.reservedBytes;
    ++m_running;
    slot.older = m_newest;
    (m_newest != none ? m_slots[m_newest].newer : m_oldest) = id;
    m_newest = id;
    return id;
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

/// A request whose prompt was computed elsewhere decodes at once. False for others.
bool SimulatedEngine::beginsPrefilled(SlotId id)
{
    if (!m_slots[id].request.isPrefilled)
        return false;
    if (m_slots[id].request.outputTokens == 1)
        finish(id);
    else
        startDecoding(id, m_pass);
    return true;
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
        if (!hasRoom(next) && !preemptFor(next))
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

/// Preempts the newest requests until the others can grow by one pass.
void SimulatedEngine::makeRoomToGrow()
{
    if (m_reservesPeak)
        return;
    while (m_running > 1 && heldBytes() + m_replica.kv.bytesPerToken * m_growth > m_pool && m_decoding > 0) {
        SlotId victim = m_newest;
        while (victim != none && !m_slots[victim].decoding)
            victim = m_slots[victim].older;
        if (victim == none)
            break;
        preempt(victim);
    }
}

void SimulatedEngine::preempt(SlotId id)
{
    Slot &slot = m_slots[id];
    const double grown = slot.growth * static_cast<double>(m_pass - slot.firstPass);
    const double generated = std::round(grown);
    m_recorder.conservation().outputTokens += generated - grown;
    m_ring.remove(slot.lastPass, id);
    --m_decoding;
    --m_rows;
    m_growth = m_decoding > 0 ? m_growth - slot.growth : 0;
    m_attended -= slot.request.inputTokens + slot.request.generated - 1 + grown;
    Request request = slot.request;
    request.generated += static_cast<int>(generated);
    request.isPrefilled = false;
    request.lastToken = m_lastTokens;
    request.queuedSince = m_now;
    ++request.preemptions;
    m_recorder.preempted();
    release(id, grown);
    m_waiting[m_levels[request.trafficClass]].push_front(std::move(request));
}

void SimulatedEngine::release(SlotId id, double grownTokens)
{
    Slot &slot = m_slots[id];
    m_fixedBytes -= slot.fixedBytes;
    m_reservedBytes -= slot.reservedBytes;
    m_ownTokens -= slot.ownTokens + grownTokens;
    if (slot.holdsBlocks)
        m_cache.letGo(slot.request.blocks);
    (slot.older != none ? m_slots[slot.older].newer : m_oldest) = slot.newer;
    (slot.newer != none ? m_slots[slot.newer].older : m_newest) = slot.older;
    m_free.push_back(id);
    if (--m_running == 0)
        m_fixedBytes = m_reservedBytes = m_ownTokens = 0;
}

} // namespace trilemma::serving
