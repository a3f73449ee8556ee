// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/serving/kv_transfer.h"
#include "models/serving/pass_clock.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace trilemma::serving {

/// KV memory of a replica, all attention ranks together, bytes of the fullest GPU of each.
struct KvLaw {
    double poolBytes = 0;
    double bytesPerToken = 0; ///< of the layers that see the full context

    /// Bytes beyond bytesPerToken of a sequence that grows to `tokens`: states, windows, half of the last block.
    double fixedBytes(double tokens) const;
    double bytes(double tokens) const { return fixedBytes(tokens) + bytesPerToken * tokens; }

    struct Corner {
        double tokens = 0, bytes = 0;
    };
    std::vector<Corner> corners; ///< of fixedBytes, linear in between, flat after the last
};

/// Prompts are computed on instances of their own, whose KV cache then moves to the decoding replica.
struct Disaggregation {
    int prefillInstances = 1; ///< alike, each takes one prompt at a time, first come first served
    int decodeInstances = 1;  ///< alike, take requests in turn; one of them is simulated. 1 unless arrivals are open
    KvTransfer transfer;
    /// A prefill instance that is not like the decoding replica.
    struct Instance {
        PassClock clock;
        int tokenBudget = 1;
    };
    std::optional<Instance> instance = {};
};

/// One replica as the simulator sees it: its clock and the rules of its engine. A plain value.
struct SimulatedReplica {
    explicit SimulatedReplica(const replica::Configuration &configuration);
    /// `count` slots whose requests hold them for one pass per output token: a queue with service times.
    static SimulatedReplica ofSlots(int count, double secondsPerPass);

    PassClock clock;
    replica::Scheduling::Batching batching = replica::Scheduling::Batching::Chunked;
    int maxSequences = 1;
    int tokenBudget = 1;  ///< prompt and decode tokens of one pass, all micro-batches and ranks
    int verifyTokens = 1; ///< query tokens of a decoding sequence in a pass
    double tokensPerStep = 1, tokensPerStepVariance = 0;
    KvLaw kv;
    double kvTransferBytesPerToken = 0; ///< KV cache of one token over all GPUs
    bool reservesPeak = false;          ///< admits by the final length, so never preempts; else by the prompt
    double ingestSeconds = 0, ingestSecondsPerToken = 0;
    double lookaheadPasses = 0;
    bool prefixCaching = false;    ///< keep finished prompts and conversations in the pool's spare room, LRU
    bool priorityPreempts = false; ///< a waiting request takes the slot of a running one of lower priority
    std::optional<Disaggregation> disaggregation;

    /// Sequences that run at once by slots and token budget.
    int largestBatch() const;
    int decodeInstances() const { return disaggregation ? std::max(1, disaggregation->decodeInstances) : 1; }
    /// Whether a request could run if it were alone.
    bool canHold(int inputTokens, int outputTokens) const;

private:
    explicit SimulatedReplica(PassClock passClock) : clock(std::move(passClock)) {}
};

} // namespace trilemma::serving
