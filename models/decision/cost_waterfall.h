// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/evaluation.h"

#include <functional>
#include <string>
#include <vector>

namespace trilemma::decision {

/// What one group of levers does on the way from the untuned default to a scenario.
struct WaterfallStep {
    std::string group; ///< "Precision"
    double usdPerMillionOutput = 0;
    double itlP99Seconds = 0; ///< NaN where a scenario on the way has no finite latency
};

struct CostWaterfall {
    std::string problem; ///< why there is none; else empty
    scenario::Scenario untuned;
    double fromUsd = 0, toUsd = 0;    ///< per million output tokens, reservation basis
    double fromItl = 0, toItl = 0;    ///< p99 in seconds; the first NaN where that is not known of every scenario
    std::vector<WaterfallStep> steps; ///< sum to the change
};

/// The same model, traffic and accelerator in BF16 (or, where that fits nowhere, as its checkpoint is stored), with the
/// engine's defaults, the smallest tensor parallelism that fits, a static fleet sized for the peak, rented on demand.
/// Infeasible where nothing fits.
scenario::Scenario untunedDefault(const scenario::Scenario &scenario, const catalog::Catalog &catalog);

/// Shapley values: the change that a group makes, averaged over all orders in which groups could be turned. Where a mixture
/// on the way does not fit in memory, its tensor parallelism is raised until it does. `isWanted`, asked now and then, stops
/// the work with a problem.
CostWaterfall costWaterfall(const scenario::Scenario &scenario, const catalog::Catalog &catalog,
                            const std::function<bool()> &isWanted = {});

} // namespace trilemma::decision
