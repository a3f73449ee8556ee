// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/simulation_heading.h"
#include "models/scenario/fleet_prices.h"
#include "widgets/fleet_figures.h"

namespace trilemma::app {

/// A fleet in words: nodes, stranded GPUs, the gap between paid for and used, what the site says to it.
SimulationHeading::Text fleetText(const widgets::FleetShown &shown);

/// "1 replica", "7 replicas"
QString replicasText(int replicas);
/// "500 ms", "90 s", "4.2 min"
QString durationText(double seconds);
/// "Cold start 4 min 10 s = provision 120 s + image 60 s + ..."
QString coldStartText(const fleet::ColdStart &start);
/// "Headroom 30 %: 9 replicas rather than 7, $4,010 more a month; in a burst to 130 % of the peak p99 TTFT is 400 ms, not 2.1 s."
QString headroomText(const scenario::HeadroomPrice &price, bool isPriceKnown);

} // namespace trilemma::app
