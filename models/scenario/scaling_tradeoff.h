// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/fleet_study.h"
#include "models/table.h"

#include <string_view>

namespace trilemma::scenario {

/// One way to scale the fleet and what it comes to.
struct ScalingPoint {
    fleet::ScalingPolicy policy = fleet::ScalingPolicy::Static;
    double knob = 0;             ///< the policy's main knob, in the unit of its lever; 0 where it has none
    double savedGpuHours = 0;    ///< of a week, against the static fleet; below 0 where starts cost more than troughs save
    double savedUsdPerMonth = 0; ///< likewise; 0 where no price is known
    double violationMinutes = 0; ///< of a week: load above the ready capacity
};

/// What each policy saves against the minutes for which it leaves too little, and how its main knob trades one for the other.
struct ScalingTradeoff {
    std::vector<ScalingPoint> policies; ///< with the scenario's settings, in order of the enumeration
    int chosen = 0;                     ///< among them
    std::vector<ScalingPoint> along;    ///< the chosen policy from one end of its main knob to the other; empty without one
    bool priceKnown = false;
};

/// Lever id of what trades savings for violations: the window's replicas, the threshold, the lead. Empty where there is none.
std::string_view mainKnob(fleet::ScalingPolicy policy);

/// Of a study of the same scenario; empty where that has a problem. Pure; a few milliseconds.
ScalingTradeoff scalingTradeoff(const Scenario &scenario, const FleetStudy &study, const catalog::Catalog &catalog);
/// A row for each point, the policies first.
Table scalingTable(const ScalingTradeoff &tradeoff);

} // namespace trilemma::scenario
