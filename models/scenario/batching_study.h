// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/batching_curves.h"
#include "models/scenario/prompt_injection.h"
#include "models/scenario/simulated_load.h"

namespace trilemma::scenario {

/// One scheduling at the scenario's traffic. Where nothing fits, nothing was measured.
struct ScheduledRun {
    serving::SimulationResult load;
    double capacityRequestsPerSecond = 0; ///< what full slots serve; 0 in a preview, which leaves it out
};

/// What batching does to one scenario, by discrete events, of one replica: the same draws everywhere.
struct BatchingStudy {
    SimulationEffort effort;
    std::string problem; ///< why nothing was simulated; else empty
    bool cancelled = false;
    int replicas = 1;

    std::vector<int> tokenBudgets;
    std::vector<ScheduledRun> budgets; ///< chunked, at tokenBudgets
    std::array<ScheduledRun, allBatchings.size()> batchings;
    std::size_t present = 0;                      ///< of batchings, the scenario's own
    serving::GapHistogram gaps;                   ///< of the present one
    std::vector<serving::RequestRecord> requests; ///< the first ones of the present one, as the engine sees them

    int longestPrompt = 0;  ///< tokens that one replica holds
    int injectedTokens = 0; ///< no more than that
    PromptInjection chunked, unchunked;

    const serving::SimulationResult &here() const { return batchings[present].load; }
    bool capacityKnown() const { return effort.kneeReplications > 0 && problem.empty(); }
};

/// Pure: the same arguments give the same bits, however many threads take part. `progress` as for simulateLoad().
BatchingStudy studyBatching(const Scenario &scenario, const catalog::Catalog &catalog, const SimulationEffort &effort,
                            int injectedTokens, int threads, const std::function<bool(double)> &progress = {});

/// Simulated; empty where the capacity is not known.
TokenBudgetRange recommendedBudgets(const BatchingStudy &study, const serving::Slo &slo);

} // namespace trilemma::scenario
