// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/simulated_engine.h"

#include <algorithm>
#include <cmath>

namespace trilemma::serving {

namespace {

using Batching = replica::Scheduling::Batching;

} // namespace

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
            m_recorder.gaps(first * m_decoding / m_growth, end * m_decoding / m_growth, m_growth * static_cast<double>(passes),
                            false);
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

} // namespace trilemma::serving
