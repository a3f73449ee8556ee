// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/simulation_heading.h"
#include "models/scenario/audit_trail.h"
#include "widgets/chart_input.h"

namespace trilemma::app {

/// What a bill says in words: per month and per token with the range of prices, what is idle, and where owning and an
/// API overtake.
SimulationHeading::Text costText(const widgets::ChartScenario &shown);

/// A chain as plain text: each figure with its formula and the same with values, or where it comes from.
QString trailText(const std::vector<scenario::TrailStep> &trail);

} // namespace trilemma::app
