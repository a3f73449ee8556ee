// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/table_panel.h"
#include "models/scenario/scenario.h"

#include <chrono>

namespace trilemma::app {

/// Every rent on record of the scenario's accelerator, those that make its rent marked, with date and age. Rows in the order of
/// catalog::Accelerator::rentals.
TableText offersTable(const scenario::Scenario &scenario, const catalog::Catalog &catalog, std::chrono::sys_days today);

} // namespace trilemma::app
