// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cost/chargeback.h"
#include "models/scenario/evaluation.h"

#include <span>
#include <string>
#include <vector>

namespace trilemma::decision {

/// Several models, each with its traffic and its day, on fleets of their own or on one.
struct SharedFleet {
    fleet::MixComparison mix; ///< dedicated replicas in the order of the scenarios
    /// Hardware of whole nodes at full load and the first one's prices; 0 = no price known, or tokens are bought.
    double dedicatedUsdPerMonth = 0, pooledUsdPerMonth = 0;
    std::vector<cost::Charge> charges;      ///< of the recommended, by the GPU-hours that each one's load takes
};

/// Every scenario at its peak, with the headroom that each one's sizing keeps, without spares and zones. The sharing penalty and the prices are the
/// first one's. Error: fewer than two, other hardware, or one that cannot be served within its SLO.
Result<SharedFleet> shareFleet(std::span<const scenario::Scenario> scenarios, const catalog::Catalog &catalog);

} // namespace trilemma::decision
