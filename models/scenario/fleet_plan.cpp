// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/fleet_plan.h"

#include <utility>

namespace trilemma::scenario {

FleetPlan defaultFleetPlan(const catalog::PriceBook &prices)
{
    FleetPlan plan;
    plan.sizing.headroom = prices.median("planning.headroom");
    plan.coldStart = {.provisionSeconds = prices.median("coldstart.provision"),
                      .imageSeconds = prices.median("coldstart.image"),
                      .weightBytes = 0,
                      .weightBytesPerSecond = prices.median("coldstart.weight-rate"),
                      .compileSeconds = prices.median("coldstart.compile"),
                      .warmUpSeconds = prices.median("coldstart.warm-up")};
    plan.nightly.efficiency = prices.median("backfill.efficiency");
    plan.job.stragglerShare = prices.median("job.straggler-share");
    plan.failures = {.nodeMtbfHours = prices.median("failures.node-mtbf-hours"),
                     .repairHours = prices.median("failures.repair-hours"),
                     .drainHoursPerMonth = prices.median("failures.drain-hours")};
    plan.sharing = {.capacityShare = prices.median("sharing.capacity-share"),
                    .swapSeconds = prices.median("sharing.swap-seconds")};
    return plan;
}

FleetPlan withOwnDay(FleetPlan plan, const fleet::DayProfile &profile, std::string title)
{
    plan.ownDay = profile;
    plan.ownDayTitle = std::move(title);
    plan.dayId = "own";
    return plan;
}

} // namespace trilemma::scenario
