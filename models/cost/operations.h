// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cost/assumptions.h"

namespace trilemma::cost {

/// IT power of one node, watts: idle + (load - idle) * busyShare, busyShare in 0..1.
double nodeWatts(const Assumptions &assumptions, double busyShare);

/// Electricity of one node with everything that PUE adds, dollars per year of 8760 hours.
double electricityUsdPerNodeYear(const Assumptions &assumptions, double busyShare);

/// Monthly running cost of owned nodes: electricity, colocation of their rated power, support contract.
/// Colocation prices leave metered electricity out, so both are paid.
double operationsUsdPerMonth(const Assumptions &assumptions, int nodes, double busyShare);

/// Monthly engineering: one-off tuning spread over its horizon, and people who stay.
double engineeringUsdPerMonth(const Assumptions &assumptions);

} // namespace trilemma::cost
