// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/decision/latency_price.h"
#include "models/decision/shared_fleet.h"

#include <nlohmann/json.hpp>

#include <iosfwd>
#include <vector>

namespace trilemma::app {

/// Several models on one fleet as `evaluate --shared-fleet` prints it, in both formats.
nlohmann::ordered_json sharedFleetJson(const decision::SharedFleet &shared);
void printSharedFleet(const decision::SharedFleet &shared, std::ostream &out);

/// What a bound on a latency ("TTFT p99") costs as `evaluate --price-of BOUND` prints it, in both formats.
nlohmann::ordered_json latencyPriceJson(const std::vector<decision::PricedLatency> &prices);
void printLatencyPrice(const std::vector<decision::PricedLatency> &prices, const std::string &latency, std::ostream &out);

} // namespace trilemma::app
