// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/memory_plan.h"
#include "models/replica/step_time.h"
#include "models/serving/kv_transfer.h"
#include "models/serving/latency_law.h"
#include "models/serving/load_residuals.h"
#include "models/serving/operating_point.h"
#include "models/serving/prefill_law.h"
#include "models/serving/prompt_pieces.h"
#include "models/serving/workload.h"

#include <cmath>
#include <optional>
#include <vector>

namespace trilemma::serving {

/// Prefill and decode on instances of their own: what a replica has beside the configuration of one decode instance.
struct PrefillApart {
    PrefillLaw prefill;
    int decodeInstances = 1; ///< that take requests in turn
    KvTransfer transfer;
};

/// What a replica has beside its configuration.
struct Surroundings {
    std::optional<PrefillApart> apart;
    double ownHitShare = 0;  ///< of prompt tokens: cached, and the request's own; beside Workload::prefixHitShare
    double heldKvTokens = 0; ///< in the pool, of conversations that pause
};

/// One replica with everything that its load curves share, computed once. A plain value: it keeps no
/// reference to the configuration it was made from.
class ReplicaUnderLoad {
public:
    /// `workload` as seen by one replica (rates already divided by replicas).
    /// With prefill apart the configuration is that of each decode instance: rates, capacity and latencies are those of all
    /// instances together, batch and memory those of one that decodes. Turns are ignored here: flattened() has them.
    ReplicaUnderLoad(const replica::Configuration &configuration, const Workload &workload,
                     const Surroundings &surroundings = {});

    const replica::StepTime &step() const { return m_step; }
    const replica::MemoryPlan &memory() const { return m_memory; }
    const Workload &workload() const { return m_workload; }
    double hitShare() const { return m_cachedTokens / m_workload.inputTokensMean; } ///< of prompt tokens
    double kvBatch() const { return m_kvBatch; }           ///< sequences the KV pool holds
    double meanContext() const { return m_meanContext; }   ///< length-biased mean over running sequences
    double largestBatch() const { return m_largestBatch; } ///< sequences that run at once: KV pool or max_num_seqs
    /// The running batch some way, 0 to 1, from that of an idle replica (which may have a batch class) to that at capacity.
    double batchBetween(double share) const { return std::lerp(m_batchWhenIdle, m_batchAtCapacity, share); }
    /// KV bytes of a mean prompt that move from prefill to decode; 0 where one instance does both.
    double transferBytes() const { return m_transferBytes; }
    double transferSeconds() const; ///< of them; only with prefill apart
    const std::optional<PrefillApart> &apart() const { return m_apart; }

    /// Benchmarks: a fixed number of requests in flight. docs/model.md, Traffic; X = C / E2E holds exactly. Leaves out the
    /// open-loop capacity and utilisation, which it does not need.
    OperatingPoint closedLoop(double concurrency) const;
    /// Arrivals at a rate, Poisson unless arrivalCv says otherwise. docs/model.md, Traffic. Past capacity there is
    /// no finite latency, only a backlog that grows.
    OperatingPoint openLoop(double requestsPerSecond) const;
    /// As the workload says.
    OperatingPoint operate() const;
    /// The open-loop operating point at which `sequences` run on average, 0 to largestBatch(): explicit,
    /// where openLoop() must solve for it. `capacity` is capacity(), which a caller asks for once.
    OperatingPoint atRunningBatch(double sequences, double capacity) const;
    OperatingPoint atRunningBatch(double sequences) const { return atRunningBatch(sequences, capacity()); }
    /// Largest stable open-loop rate, requests/s; 0 where not even one sequence fits. Computed by each call.
    double capacity() const;

    /// `points` open-loop operating points from idle to capacity, spaced so that the hockey stick is
    /// smooth: explicit in the running batch, no root finding.
    std::vector<OperatingPoint> loadCurve(int points) const;

private:
    /// Steps of the engine at some batch: with decoding sequences alone, and with prompts riding along.
    struct Rhythm {
        double decodeStep = 0; ///< seconds
        double mixedStep = 0;  ///< as a running sequence sees it, seconds
        double ownPrefill = 0; ///< of one prompt from its first chunk to its first token, seconds
        double promptTokensPerStep = 0;
        double stepsPerPrompt = 0; ///< below 1 where prompts share a step
        double room = 0;           ///< prompt tokens that a step has room for; infinite where prompts stay whole
        double beside = 0, past = 0; ///< sequences that decode in a mixed step; tokens before its prompt tokens
        double residual = 1;       ///< of step times, where they were measured
        /// Seconds that one prompt adds to the steps of others: delta of docs/model.md, Traffic.
        double perPrompt() const { return (mixedStep - decodeStep) * stepsPerPrompt; }
    };
    /// Prompts come at `promptsPerStep`. Those being prefilled hold slots of `sequences` in a closed loop.
    Rhythm rhythm(double sequences, double promptsPerStep, bool promptsHoldSlots) const;

    /// A step in which `promptTokens` ride along, as a running sequence sees it.
    double mixedStep(const Rhythm &rhythm, double promptTokens) const;
    PromptPieces promptPieces(const Rhythm &rhythm, double requestsPerSecond, double meanStep) const;
    /// Steps without prompts, as tokens meet them where the batch comes and goes around `sequences`.
    Latency plainGaps(double sequences, const Rhythm &rhythm) const;
    /// Gaps between tokens where `share` of steps carry `pieces` and the others are `plain`, both in steps.
    Latency tokenGaps(const Rhythm &rhythm, const PromptPieces &pieces, double share, const Latency &plain, double mean) const;

    Rhythm openRhythm(double sequences) const;
    /// Below 0 where the batch class alone runs more than `sequences`.
    double openRate(double sequences, const Rhythm &rhythm) const;
    OperatingPoint openPoint(double sequences, double requestsPerSecond, const Rhythm &rhythm, double capacity) const;
    OperatingPoint closedLoopRunning(double sequences) const;

    /// The running batch at which the prefill instances are full, or the largest.
    double batchThatPrefillAllows() const;
    OperatingPoint apartPoint(double sequences, double requestsPerSecond, const Rhythm &rhythm, double capacity) const;
    OperatingPoint apartClosedLoop(double concurrency) const;

    /// The batch class, as the others meet it.
    struct BatchLaw {
        double rate = 0, promptTokens = 0, decodeTokens = 0; ///< per second, per request
        bool exists() const { return rate > 0; }
    };
    void settleBatchClass(const replica::Configuration &configuration);
    /// The running batch where only the batch class has requests.
    double batchOfBatchClass() const;
    /// Seconds that its prompts add to the steps of a second.
    double batchPrefillShare(const Rhythm &rhythm) const;

    /// A batch that is prefilled together and decoded until its longest answer ends.
    struct StaticBatch {
        double prefill = 0, decodeStep = 0, total = 0; ///< seconds
    };
    StaticBatch staticBatch(double sequences) const;
    double staticRate(double sequences) const;
    OperatingPoint staticPoint(double sequences, double requestsPerSecond, double capacity) const;
    OperatingPoint staticClosedLoop(double sequences) const;

    double rateAt(double sequences) const;
    /// A stable point with all that follows from rate, batch and period alone.
    OperatingPoint stablePoint(double sequences, double requestsPerSecond, double capacity) const;
    OperatingPoint overloaded(double requestsPerSecond, double capacity) const;
    /// Wait for one of largestBatch() slots while `occupied` are taken for `residence` seconds each.
    Moments slotWait(double residence, double occupied) const;
    double ingestSeconds() const { return m_fixedIngestSeconds + m_ingestSecondsPerToken * m_workload.inputTokensMean; }
    double tokensAfterFirst() const;
    /// Of a queue whose service times have the given squared coefficient of variation: (ca^2 + cs^2) / 2.
    double spreadOf(double squaredServiceCv) const;
    /// On-off bursts are beyond the closed form, which takes their mean rate.
    bool isBurstierThan(double cv) const;
    /// Squared coefficient of variation of `perPrompt`, the mean time that prompts take: their lengths are log-normal, and
    /// attention grows with their square.
    double prefillVariation(double perPrompt) const;
    void setEndToEnd(OperatingPoint &point, double ttftVariance) const;

    replica::StepTime m_step;
    replica::MemoryPlan m_memory;
    Workload m_workload;
    LoadResiduals m_residuals;
    replica::Scheduling::Batching m_batching;
    double m_fixedIngestSeconds, m_ingestSecondsPerToken, m_lookaheadPasses;
    double m_tokenBudget;  // prompt and decode tokens of one period, all micro-batches and ranks
    double m_verifyTokens; // query tokens of a decoding sequence in a step
    double m_promptTokens; // per request, after prefix hits; at least one
    double m_cachedTokens; // prefix hits per request
    double m_decodeSteps;  // engine steps per request
    double m_secondsPerSquare = 0; // of prompt length: its attention to itself
    double m_kvBatch = 0, m_largestBatch = 0, m_meanContext = 0;
    std::optional<PrefillApart> m_apart;
    double m_batchWhenIdle = 0, m_batchAtCapacity = 0, m_transferBytes = 0;
    BatchLaw m_batchClass;
};

} // namespace trilemma::serving
