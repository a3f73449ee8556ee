// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/scenario.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace trilemma::scenario {

/// A row of the registry of assumptions as it stands in a scenario.
struct StatedAssumption {
    std::string id, unit, source;       ///< source with date, or that it was set and what the price book says
    double value = 0;
    cost::Range range;                  ///< of the price book
    std::string date;
    bool isSet = false, isAssumption = false, stale = false;
};
/// All of them, in the order of the registry. Without a day nothing is stale.
std::vector<StatedAssumption> statedAssumptions(const Scenario &scenario, const catalog::Catalog &catalog,
                                                std::optional<std::chrono::sys_days> today = {});

} // namespace trilemma::scenario
