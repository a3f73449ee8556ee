// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/table_panel.h"
#include "models/scenario/fleet_prices.h"
#include "widgets/fleet_figures.h"

namespace trilemma::app {

/// Rows in the order of the lever's options: policies, sizing rules, routers.
TableText policyTable(const scenario::Scenario &scenario, const widgets::FleetShown &shown);
TableText sizingTable(const widgets::FleetShown &shown, const scenario::Scenario &scenario,
                      const std::optional<scenario::HeadroomPrice> &headroom);
TableText routerTable(const widgets::FleetShown &shown, const scenario::Scenario &scenario);
TableText backfillTable(const widgets::FleetShown &shown);
TableText purchaseTable(const widgets::FleetShown &shown, const scenario::Scenario &scenario);

} // namespace trilemma::app
