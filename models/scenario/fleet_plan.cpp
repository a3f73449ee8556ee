// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/fleet_plan.h"

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
    return plan;
}

} // namespace trilemma::scenario
