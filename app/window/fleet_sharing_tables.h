// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/table_panel.h"
#include "models/decision/shared_fleet.h"
#include "widgets/fleet_figures.h"

namespace trilemma::app {

/// What node failures and maintenance do to the fleet.
TableText failureTable(const widgets::FleetShown &shown, const scenario::Scenario &scenario);
/// The scenarios that are pinned and the current one on fleets of their own and on one; null is being worked out.
TableText sharedFleetTable(const Result<decision::SharedFleet> *shared);

} // namespace trilemma::app
