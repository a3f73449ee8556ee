// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/simulated_engine.h"

#include <algorithm>
#include <cmath>

namespace trilemma::serving {

namespace {

using Batching = replica::Scheduling::Batching;

constexpr std::uint32_t stepStream = 1U << 16; // of random numbers, away from those of traffic classes
constexpr double deviationsOfSteps = 4;        // bounds how unlucky speculation gets

} // namespace

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
    const int cached =
        std::min(std::max(shared, cachedPrefix(request, prompt)), prompt - 1); // the last token's logits are needed
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

void SimulatedEngine::completePrompt(SlotId id)
{
    Slot &slot = m_slots[id];
    Request &request = slot.request;
    if (request.firstToken < 0)
        request.firstToken = m_now;
    else
        m_recorder.gaps(m_now - request.lastToken, m_now - request.lastToken, 1, true);
    request.lastToken = m_now;
    ++request.generated;
    m_recorder.conservation().outputTokens += 1;
    if (request.generated >= request.outputTokens && m_replica.batching != Batching::Static)
        finish(id);
    else
        startDecoding(id, m_pass);
}

/// Engine steps for `tokens` more tokens: tokens / tau on average, and as spread as a sum of verifies.
std::int64_t SimulatedEngine::stepsFor(const Request &request, int tokens) const
{
    if (m_replica.tokensPerStep <= 1)
        return tokens;
    const double yield = m_replica.tokensPerStep, mean = tokens / yield;
    const auto words = m_random.words(stepStream, request.index, static_cast<std::uint32_t>(request.generated));
    const double z = std::clamp(normals(words[0], words[1])[0], -deviationsOfSteps, deviationsOfSteps);
    const double steps = mean + z * std::sqrt(mean * m_replica.tokensPerStepVariance) / yield;
    const double fewest = std::ceil(static_cast<double>(tokens) / m_replica.verifyTokens);
    return static_cast<std::int64_t>(std::clamp(std::round(steps), fewest, static_cast<double>(tokens)));
}

void SimulatedEngine::startDecoding(SlotId id, std::int64_t firstPass)
{
    Slot &slot = m_slots[id];
    const Request &request = slot.request;
    const int left = request.outputTokens - request.generated;
    ++m_rows;
    m_attended += request.inputTokens + request.generated - 1;
    if (left == 0) { // of a static batch, which it waits for
        m_held.push_back(id);
        return;
    }
    const std::int64_t steps = stepsFor(request, left);
    slot.decoding = true;
    slot.decodeTokens = left;
    slot.firstPass = firstPass;
    slot.lastPass = firstPass + steps - 1;
    slot.growth = static_cast<double>(left) / static_cast<double>(steps);
    m_ring.insert(slot.lastPass, id);
    ++m_decoding;
    m_growth += slot.growth;
    if (request.isPrefilled || request.lastToken < m_lastTokens || m_hasStalled) {
        m_joined.push_back({request.lastToken, slot.growth});
        m_hasStalled = true;
    }
}

void SimulatedEngine::endDecodes()
{
    const std::int64_t pass = m_pass - 1;
    for (SlotId id = m_ring.first(pass); id != none; id = m_ring.first(pass)) {
        Slot &slot = m_slots[id];
        m_ring.remove(pass, id);
        slot.decoding = false;
        slot.request.generated = slot.request.outputTokens;
        --m_decoding;
        m_growth = m_decoding > 0 ? m_growth - slot.growth : 0;
        if (m_replica.batching == Batching::Static) {
            m_held.push_back(id);
            continue;
        }
        --m_rows;
        m_attended -= slot.request.inputTokens + slot.request.outputTokens - 1;
        finish(id);
    }
    endStaticBatch();
}

/// Nobody leaves a static batch before the last answer is complete.
void SimulatedEngine::endStaticBatch()
{
    if (m_held.empty() || m_decoding > 0 || !m_prefilling.empty())
        return;
    for (const SlotId id : m_held)
        finish(id);
    m_held.clear();
    m_rows = 0;
    m_attended = 0;
}

void SimulatedEngine::finish(SlotId id)
{
    const Request request = m_slots[id].request;
    release(id, m_slots[id].decodeTokens);
    const bool comesBack = static_cast<int>(request.turn) + 1 < m_traffic.classes[request.trafficClass].conversation.turns;
    if (m_replica.prefixCaching && comesBack)
        m_cache.keepConversation(request.conversationKey(), request.inputTokens + request.outputTokens,
                                 m_traffic.classes[request.trafficClass].conversation.holdsKv);
    const bool wasDone = request.isPrefilled && request.outputTokens == 1;
    m_recorder.finished(request, wasDone ? request.firstToken : m_now);
    m_source.finished(request, m_now + m_recorder.ingest(request));
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
