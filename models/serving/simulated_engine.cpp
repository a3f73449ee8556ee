// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/simulated_engine.h"

#include "models/serving/bounded.h"

#include <algorithm>
#include <cmath>

namespace trilemma::serving {

namespace {

using Batching = replica::Scheduling::Batching;

/// Levels of priority, 0 the highest, by traffic class.
std::vector<std::size_t> levelsOf(const SimulatedTraffic &traffic)
{
    std::vector<int> priorities;
    for (const TrafficClass &one : traffic.classes)
        priorities.push_back(one.priority);
    std::ranges::sort(priorities, std::greater{});
    priorities.erase(std::unique(priorities.begin(), priorities.end()), priorities.end());
    std::vector<std::size_t> levels;
    for (const TrafficClass &one : traffic.classes)
        levels.push_back(static_cast<std::size_t>(std::ranges::find(priorities, one.priority) - priorities.begin()));
    return levels;
}

double blockTokensOf(const SimulatedTraffic &traffic)
{
    double tokens = 0;
    for (const TrafficClass &one : traffic.classes)
        tokens = std::max(tokens, one.blockTokens);
    return tokens;
}

/// A prefix that all share lies in the pool once.
double poolBeside(const SimulatedReplica &replica, const SimulatedTraffic &traffic)
{
    double shared = 0;
    for (const TrafficClass &one : traffic.classes)
        shared += bounded(one.prefixHitShare, 0, 1) * bounded(one.input.mean, 1, longestLength);
    return std::max(0.0, replica.kv.poolBytes - replica.kv.bytesPerToken * shared);
}

} // namespace

SimulatedEngine::SimulatedEngine(const SimulatedReplica &replica, PassClock &clock, const SimulatedTraffic &traffic,
                                 const SimulationPlan &plan, const std::function<bool(double)> &progress)
    : m_replica(replica), m_traffic(traffic), m_progress(progress),
      m_reservesPeak(replica.reservesPeak || replica.batching == Batching::Static), m_clock(clock), m_random(plan.seed),
      m_source(traffic, plan.seed, (plan.requests + plan.warmUpRequests) * static_cast<std::uint64_t>(replica.decodeInstances())),
      m_recorder(plan, traffic, replica.ingestSeconds, replica.ingestSecondsPerToken), m_cache(blockTokensOf(traffic)),
      m_slots(static_cast<std::size_t>(replica.largestBatch())), m_ring(m_source.longestOutput() + 1, m_slots.size()),
      m_levels(levelsOf(traffic)), m_pool(poolBeside(replica, traffic))
{
    if (replica.disaggregation)
        m_prefillPool.emplace(replica, *replica.disaggregation, clock, m_source);
    m_waiting.resize(*std::ranges::max_element(m_levels) + 1);
    for (std::size_t slot = m_slots.size(); slot-- > 0;)
        m_free.push_back(static_cast<SlotId>(slot));
}

SimulationResult SimulatedEngine::run()
{
    constexpr int roundsBetweenLooks = 1024;
    for (int round = 1; !m_recorder.isComplete(); ++round) {
        if (round % roundsBetweenLooks == 0 && m_progress && !m_progress(m_recorder.done()))
            return finalResult(true);
        makeRoomToGrow();
        const Prompts prompts = planPrompts();
        if (prompts.chunks > 0)
            promptPass(prompts);
        else if (m_decoding > 0)
            decodeRun();
        else if (!idleUntilArrival())
            break;
        trimCache();
        watch();
    }
    return finalResult(false);
}

bool SimulatedEngine::idleUntilArrival()
{
    if (nextArrival() == RequestSource::never)
        return false;
    m_now = std::max(m_now, nextArrival());
    m_lastPass = 0;
    return true;
}

double SimulatedEngine::kvShare() const
{
    return m_pool > 0 && std::isfinite(m_pool) ? (m_reservesPeak ? m_reservedBytes : heldBytes()) / m_pool : 0;
}

void SimulatedEngine::watch()
{
    if (!m_recorder.wantsSample(m_now))
        return;
    std::size_t waiting = 0;
    for (const auto &line : m_waiting)
        waiting += line.size();
    m_recorder.sample(m_now, m_running, static_cast<int>(waiting), kvShare());
}

SimulationResult SimulatedEngine::finalResult(bool cancelled)
{
    Conservation &c = m_recorder.conservation();
    c.running = static_cast<std::uint64_t>(m_running);
    for (const auto &line : m_waiting) {
        c.waiting += line.size();
        for (const Request &request : line)
            c.outputTokensRunning += request.isPrefilled ? 0 : request.generated; // not received yet
    }
    for (SlotId id = m_oldest; id != none; id = m_slots[id].newer) {
        const Slot &slot = m_slots[id];
        c.promptTokensLeft += static_cast<std::uint64_t>(slot.promptLeft);
        c.outputTokensRunning += slot.request.generated;
        if (slot.decoding)
            c.outputTokensRunning += slot.growth * static_cast<double>(m_pass - slot.firstPass);
    }
    SimulationResult result = m_recorder.result(m_now);
    result.cancelled = cancelled;
    return result;
}

} // namespace trilemma::serving
