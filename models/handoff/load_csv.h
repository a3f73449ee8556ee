// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/handoff/csv.h"
#include "models/scenario/simulated_load.h"

namespace trilemma::handoff {

/// The curves of a scenario under load. Refers to values that outlive the call.
struct LoadedScenario {
    EvaluatedScenario closedForm;
    const scenario::SimulatedLoad *simulated = nullptr;     ///< null where it was not simulated
};

/// One row per rate and tier, rates of the fleet: the state, what is served, and every percentile of every latency in
/// milliseconds; simulated ones with half of their 95 % confidence interval, those of the closed form with the multiples that
/// 80 % of measurements lie between. Latencies are empty where the queue grows.
std::string loadCsv(std::span<const LoadedScenario> scenarios, const catalog::Catalog &catalog,
                    Preamble preamble = Preamble::Metadata);

} // namespace trilemma::handoff
