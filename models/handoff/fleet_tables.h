// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/fleet_study.h"
#include "models/table.h"

#include <span>
#include <string_view>

namespace trilemma::handoff {

/// Tables of the Fleet view by the names that `export --charts` and file names use.
enum class FleetTable { Autoscaling, Sizing, Routing, Backfill, Purchases };
std::string_view name(FleetTable table);  ///< "fleet_sizing"
std::string_view title(FleetTable table); ///< "Sizing for the peak"
std::span<const FleetTable> fleetTables();

/// `study` is of the scenario. Without rows where the scenario asks for none of it or the study has a problem.
Table fleetTable(FleetTable table, const scenario::Scenario &scenario, const scenario::FleetStudy &study);

} // namespace trilemma::handoff
