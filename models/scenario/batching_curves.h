// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/resolved_scenario.h"

#include <array>
#include <string>
#include <vector>

namespace trilemma::scenario {

/// Token budgets that batching is studied at: 256 to 16,384, half an octave apart.
std::vector<int> studiedTokenBudgets();

/// All kinds of batching, the plainest first.
inline constexpr std::array allBatchings{replica::Scheduling::Batching::Static, replica::Scheduling::Batching::Continuous,
                                         replica::Scheduling::Batching::Chunked};
/// "chunked"
const char *label(replica::Scheduling::Batching batching);

/// One replica with another scheduling under the same traffic.
struct SchedulingForm {
    replica::Scheduling scheduling;
    serving::OperatingPoint point; ///< without room for one sequence, of capacity 0
    serving::Knee knee;
};

/// What batching does to one scenario, in closed form, of one replica.
struct BatchingCurves {
    std::string problem; ///< why there is nothing; else empty
    int replicas = 1;

    /// Decode passes from a batch of 1 to the largest that fits, log-spaced, and the one that runs.
    std::vector<double> batch;
    std::vector<replica::StepBreakdown> passes;
    double runningBatch = 1; ///< past capacity, the largest
    replica::StepBreakdown running;
    /// What a piece of one prompt, as large as the token budget allows, adds to that pass.
    double pieceTokens = 0, pieceSeconds = 0;

    std::vector<SchedulingForm> budgets;                       ///< chunked, at studiedTokenBudgets()
    std::array<SchedulingForm, allBatchings.size()> batchings; ///< at the scenario's token budget
};

/// Pure; about a millisecond.
BatchingCurves batchingCurves(const Scenario &scenario, const catalog::Catalog &catalog);

/// Why batching is nothing to study in a scenario; else empty.
std::string batchingProblem(const ResolvedScenario &resolved);

/// The scenario's configuration with another scheduling.
replica::Configuration withScheduling(const ResolvedScenario &resolved, const replica::Scheduling &scheduling);
/// The scenario's scheduling with chunks of another token budget.
replica::Scheduling withTokenBudget(replica::Scheduling scheduling, int tokenBudget);
replica::Scheduling withBatching(replica::Scheduling scheduling, replica::Scheduling::Batching batching);

/// Token budgets from the smallest to the largest that keep the SLO, with a capacity within a twentieth of the best of
/// these; empty where none keeps it.
struct TokenBudgetRange {
    int least = 0, most = 0;
    bool isEmpty() const { return most == 0; }
};
struct TokenBudgetFigures {
    int tokenBudget = 0;
    double capacity = 0; ///< requests per second
    bool keepsSlo = false;
};
TokenBudgetRange recommendedBudgets(const std::vector<TokenBudgetFigures> &budgets);
/// In closed form.
TokenBudgetRange recommendedBudgets(const BatchingCurves &curves, const serving::Slo &slo);

} // namespace trilemma::scenario
