// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/serving/finish_ring.h"
#include "models/serving/prefill_pool.h"
#include "models/serving/prefix_cache.h"
#include "models/serving/simulated_replica.h"
#include "models/serving/simulation_recorder.h"

#include <deque>
#include <functional>

namespace trilemma::serving {

/// The engine of one replica, pass by pass. A pass takes decoding sequences first and fills its token budget with
/// prompts. Passes of decodes alone, in which nobody comes, ends or is short of memory, go by in one stride.
class SimulatedEngine {
public:
    /// `progress` is told the share done now and then; false ends the simulation.
    /// `clock` is one of the replica's own, which may remember passes of earlier simulations.
    SimulatedEngine(const SimulatedReplica &replica, PassClock &clock, const SimulatedTraffic &traffic,
                    const SimulationPlan &plan, const std::function<bool(double)> &progress);

    SimulationResult run();

private:
    using SlotId = std::uint32_t;
    static constexpr SlotId none = FinishRing::none;

    /// A request that runs: its prompt is computed, or it decodes.
    struct Slot {
        Request request;
        int promptLeft = 0, ownTokens = 0; ///< of the prompt: not yet computed, not shared with others
        bool decoding = false;
        std::int64_t firstPass = 0, lastPass = 0; ///< of its decodes
        double growth = 0;                        ///< tokens per pass
        int decodeTokens = 0;                     ///< of all its decode passes
        double fixedBytes = 0, reservedBytes = 0;
        bool holdsBlocks = false;
        SlotId older = none, newer = none;
    };
    /// Prompt work of the next pass.
    struct Prompts {
        int tokens = 0, chunks = 0;
        double past = 0; ///< sum over chunks
    };

    // Admission
    double nextArrival() { return m_prefillPool ? m_prefillPool->nextTime() : m_source.nextTime(); }
    bool canRun(const Request &request) const;
    int cachedPrefix(const Request &request, int prompt);
    double decisionTime() const;
    bool pullArrivals();
    std::deque<Request> *waitingLine();
    bool hasRoom(const Request &request);
    SlotId admit(Request request);
    bool beginsPrefilled(SlotId slot);
    Prompts planPrompts();
    void addChunk(Prompts &prompts, SlotId slot, int tokens);
    bool preemptFor(const Request &request);
    bool takesHeldRoom(const Request &request);
    bool mayAdmit() const;

    // Passes
    void decodeRun();
    void makeRoomToGrow();
    void promptPass(const Prompts &prompts);
    void recordGaps(double seconds, bool besidePrompts);
    bool idleUntilArrival();

    // Life of a request
    void completePrompt(SlotId slot);
    void startDecoding(SlotId slot, std::int64_t firstPass);
    std::int64_t stepsFor(const Request &request, int tokens) const;
    void endDecodes();
    void endStaticBatch();
    void finish(SlotId slot);
    void preempt(SlotId slot);
    void release(SlotId slot, double grownTokens);
    /// By running requests; what is cached beside them makes room on demand.
    double heldBytes() const { return m_fixedBytes + m_replica.kv.bytesPerToken * (m_ownTokens + m_cache.pinnedTokens()); }
    void trimCache();
    double kvShare() const;
    SimulationRecorder::Load load() const { return {m_running, m_decoding, kvShare()}; }
    void watch();
    SimulationResult finalResult(bool cancelled);

    const SimulatedReplica &m_replica;
    const SimulatedTraffic &m_traffic;
    const std::function<bool(double)> &m_progress;
    const bool m_reservesPeak;
    PassClock &m_clock;
    RandomNumbers m_random;
    RequestSource m_source;
    SimulationRecorder m_recorder;

    std::optional<PrefillPool> m_prefillPool;
    PrefixCache m_cache;

    double m_now = 0, m_lastPass = 0; ///< the latter 0 after an idle time
    double m_lastBatch = -1;          ///< static batching: when the present batch was put together
    std::int64_t m_pass = 0;          ///< number of the next one in which decodes take part
    std::vector<Slot> m_slots;
    std::vector<SlotId> m_free;
    FinishRing m_ring;
    SlotId m_oldest = none, m_newest = none;
    std::vector<std::deque<Request>> m_waiting; ///< by level, highest priority first
    std::vector<std::size_t> m_levels;          ///< of traffic classes
    std::deque<SlotId> m_prefilling;            ///< admitted, prompt not complete
    std::vector<SlotId> m_completing;           ///< their prompts end with the pass being planned
    std::vector<SlotId> m_held;                 ///< static batching: done, but in the batch

    int m_running = 0, m_decoding = 0; ///< sequences; decoding are those that yield tokens
    int m_rows = 0;                    ///< that a pass computes: decoding, or all of a static batch
    double m_attended = 0;             ///< context tokens of all rows
    double m_growth = 0;               ///< tokens that a pass yields
    double m_ownTokens = 0, m_fixedBytes = 0, m_reservedBytes = 0, m_pool = 0;

    struct Joined {
        double lastToken, count;
    };
    double m_lastTokens = 0; ///< when the decoding sequences had their last token, but for:
    std::vector<Joined> m_joined;
    bool m_hasStalled = false;
};

} // namespace trilemma::serving
