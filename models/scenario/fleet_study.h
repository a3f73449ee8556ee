// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/site_power.h"
#include "models/scenario/evaluation.h"

#include <optional>
#include <string>
#include <vector>

namespace trilemma::scenario {

/// Load over the week that a scenario has at its peak.
fleet::DayProfile dayProfile(const Scenario &scenario);

/// A week under one policy.
struct ScaledDay {
    fleet::ScalingPolicy policy = fleet::ScalingPolicy::Static;
    fleet::ScaledWeek week;
    double savedGpuHours = 0;       ///< against the static fleet
};

/// One way to read "above the knee", and what it comes to.
struct SizingChoice {
    fleet::Sizing sizing;
    fleet::FleetSize size;
    int gpus = 0;
};

/// One way to send requests to replicas.
struct RoutingChoice {
    fleet::Router router = fleet::Router::Random;
    fleet::RoutedWait wait, afterLoss;      ///< with all replicas, and with one fewer
};

/// Everything that the Fleet view draws for one scenario beyond its evaluation.
struct FleetStudy {
    Evaluation evaluation;
    std::string problem;            ///< why there is nothing but this; else empty
    fleet::DayProfile profile;
    fleet::ScaledFleet fleet;
    Guest guest;                    ///< as asked for; evaluation.fleetUse has what fits
    std::vector<ScaledDay> days;    ///< each policy in order of the enumeration
    int chosen = 0;                 ///< among days
    std::vector<SizingChoice> sizings;
    std::vector<RoutingChoice> routings;
    fleet::ColdStart coldStart;
    fleet::Backfill backfill;       ///< on the chosen day
    fleet::WeekOfFailures failures; ///< were all replicas on all week
    fleet::PurchasePlan purchases;
    std::optional<int> mostNodes;   ///< that the site feeds; empty without a limit
    std::string siteProblem;        ///< why it cannot feed the fleet's nodes; else empty

    const ScaledDay &day() const { return days[static_cast<std::size_t>(chosen)]; }
};
/// Pure; about a millisecond.
FleetStudy fleetStudy(const Scenario &scenario, const catalog::Catalog &catalog);

} // namespace trilemma::scenario
