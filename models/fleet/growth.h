// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/sizing.h"

#include <vector>

namespace trilemma::fleet {

struct Growth {
    double perMonth = 0;            ///< of the peak load, share
    double years = 3;               ///< horizon, 1..5
    double priceDeclinePerYear = 0; ///< of a node, share
    double leadMonths = 0;          ///< from buying to running

    bool operator==(const Growth &) const = default;
};

/// The load of today and what sizes the fleet for it.
struct GrowingFleet {
    double peakRequestsPerSecond = 0, kneeRequestsPerSecond = 0;
    Sizing sizing{};
    int gpusPerReplica = 1, gpusPerNode = 8;
};

struct PurchasePlan {
    struct Purchase {
        double boughtMonth = 0; ///< needed less lead; before the start where negative
        int neededMonth = 0;
        int nodes = 0;
        double priceShare = 1; ///< of today's price
    };
    std::vector<int> nodesByMonth; ///< running in each month of the horizon; none is given back if the load shrinks
    std::vector<Purchase> purchases;
    double nodePrices = 0;        ///< paid for all, in node prices of today
    double nodePricesUpFront = 0; ///< were all bought at the start
};
/// Every node is bought exactly its lead before the first month that needs it. Empty where no fleet carries the load.
PurchasePlan planPurchases(const GrowingFleet &fleet, const Growth &growth);

} // namespace trilemma::fleet
