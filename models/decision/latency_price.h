// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/evaluation.h"

#include <functional>
#include <string>
#include <vector>

namespace trilemma::decision {

/// The cheapest fleet that keeps a bound, among tensor parallelism up to a node, batch limits and token budgets of one model,
/// precision and accelerator.
struct PricedLatency {
    double boundSeconds = 0;
    std::string problem;                    ///< why no fleet keeps it, naming what binds; empty where one does, with what follows
    double usdPerMonth = 0, usdPerMillionOutput = 0;
    int tensorParallel = 0, replicas = 0, maxSequences = 0, tokenBudget = 0;
};

/// That `evaluate --price-of` and the Cost view work out.
inline constexpr int pricedBounds = 17;

/// What latency costs: dollars against one bound of the SLO, at its percentile (p99 where it is off), all other bounds as
/// they are. Each fleet is sized for the peak, and rented where the scenario buys tokens; what keeps a bound keeps every looser
/// one, so a looser bound never costs more. `points` bounds ascend, evenly in their logarithm, from a tenth to ten times the
/// scenario's own, or what it reaches where that is off. `isWanted`, asked now and then, ends the work with what is there.
std::vector<PricedLatency> priceOfLatency(const scenario::Scenario &scenario, serving::LatencyMetric bound, int points,
                                          const catalog::Catalog &catalog, const std::function<bool()> &isWanted = {});

} // namespace trilemma::decision
