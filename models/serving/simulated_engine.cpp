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
        shared += std::clamp(one.prefixHitShare, 0.0, 1.0) * one.input.mean;
    return std::max(0.0, replica.kv.poolBytes - replica.kv.bytesPerToken * shared);
}

} // namespace

SimulatedEngine::SimulatedEngine(const SimulatedReplica &replica, PassClock &clock, const SimulatedTraffic &traffic,
                                 const SimulationPlan &plan, const std::function<bool(double)> &progress)
    : m_replica(replica), m_traffic(traffic), m_progress(progress),
      m_reservesPeak(replica.reservesPeak || replica.batching == Batching::Static), m_clock(clock), m_random(plan.seed),
      m_source(traffic, plan.seed, plan.requests + plan.warmUpRequests),
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

void SimulatedEngine::decodeRun()
{
    std::int64_t most = m_ring.next(m_pass) - m_pass + 1;
    const double growthBytes = m_replica.kv.bytesPerToken * m_growth;
    if (!m_reservesPeak && growthBytes > 0) {
        const double fit = (m_pool - heldBytes()) / growthBytes;
        if (fit < static_cast<double>(most))
            most = std::max<std::int64_t>(1, static_cast<std::int64_t>(fit));
    }
    if (m_hasStalled)
        most = 1; // the first tokens after a stall come late
    double deadline = RequestSource::never;
    const double context = m_attended / m_rows;
    if (mayAdmit() && nextArrival() < RequestSource::never)
        deadline = nextArrival() - m_now + m_replica.lookaheadPasses * m_clock.decode(m_rows, context);

    const bool isPadded = m_rows > m_decoding;
    const double growth = isPadded ? 1 : m_growth / m_rows;
    double last = 0;
    const auto stretch = [&](std::int64_t passes, double first, double end) {
        last = end;
        if (m_hasStalled)
            recordGaps(first, false);
        else
            m_recorder.gaps(first * m_decoding / m_growth, end * m_decoding / m_growth, m_growth * static_cast<double>(passes), false);
    };
    const PassClock::Run run = m_clock.run(m_rows, context, growth, most, deadline, stretch);
    const auto passes = static_cast<double>(run.passes);
    m_recorder.passed({m_now, run.seconds, run.passes, m_decoding, 0, 0}, load());
    m_now += run.seconds;
    m_lastPass = last;
    m_lastTokens = m_now;
    m_pass += run.passes;
    m_attended += growth * m_rows * passes;
    m_ownTokens += m_growth * passes;
    m_recorder.conservation().outputTokens += m_growth * passes;
    endDecodes();
}

void SimulatedEngine::promptPass(const Prompts &prompts)
{
    const bool decodes = m_replica.batching == Batching::Chunked && m_rows > 0;
    const int rows = decodes ? m_rows : 0;
    const double past = prompts.past / prompts.chunks;
    double seconds = m_clock.prompts(rows, prompts.tokens, prompts.chunks, past);
    if (rows > 0)
        seconds += m_clock.decode(rows, m_attended / rows);
    m_recorder.passed({m_now, seconds, 1, decodes ? m_decoding : 0, prompts.chunks, prompts.tokens}, load());
    m_now += seconds;
    m_lastPass = seconds;
    if (decodes) {
        recordGaps(seconds, true);
        m_lastTokens = m_now;
        m_attended += m_growth;
        m_ownTokens += m_growth;
        m_recorder.conservation().outputTokens += m_growth;
    } else if (m_decoding == 0) {
        m_lastTokens = m_now;
    } else {
        m_hasStalled = true;
    }
    if (decodes) {
        ++m_pass;
        endDecodes();
    }
    for (const SlotId slot : m_completing)
        completePrompt(slot);
    m_completing.clear();
    endStaticBatch();
}

/// Tokens of one pass that ends `seconds` from now on, to sequences whose last token may lie further back.
void SimulatedEngine::recordGaps(double seconds, bool besidePrompts)
{
    const double perToken = m_decoding / m_growth;
    double others = m_growth;
    const double end = besidePrompts ? m_now : m_now + seconds;
    for (const Joined &joined : m_joined) {
        m_recorder.gaps(end - joined.lastToken, end - joined.lastToken, joined.count, besidePrompts);
        others -= joined.count;
    }
    if (others > 0)
        m_recorder.gaps((end - m_lastTokens) * perToken, (end - m_lastTokens) * perToken, others, besidePrompts);
    m_joined.clear();
    m_hasStalled = false;
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
        m_cache.keepConversation(request.conversationKey(), request.inputTokens + request.outputTokens);
    const bool wasDone = request.isPrefilled && request.outputTokens == 1;
    m_recorder.finished(request, wasDone ? request.firstToken : m_now);
    m_source.finished(request, m_now + m_recorder.ingest(request));
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
