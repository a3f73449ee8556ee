// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/growth.h"

#include "models/fleet/node_packing.h"

#include <algorithm>
#include <cmath>

namespace trilemma::fleet {

namespace {

constexpr int monthsPerYear = 12;

int nodesFor(const GrowingFleet &fleet, double peakRequestsPerSecond)
{
    const FleetSize size = sizeFleet(peakRequestsPerSecond, fleet.kneeRequestsPerSecond, fleet.sizing);
    return packNodes(size.replicas, fleet.gpusPerReplica, fleet.gpusPerNode).nodes;
}

/// What has been bought for the start has today's price, however long it took to come.
double priceShare(const Growth &growth, double month)
{
    return std::pow(1 - std::clamp(growth.priceDeclinePerYear, 0.0, 1.0), std::max(0.0, month) / monthsPerYear);
}

} // namespace

PurchasePlan planPurchases(const GrowingFleet &fleet, const Growth &growth)
{
    constexpr double leastYears = 1, mostYears = 5;
    const int months = static_cast<int>(std::lround(std::clamp(growth.years, leastYears, mostYears) * monthsPerYear));
    PurchasePlan plan;
    int running = 0;
    for (int month = 0; month < months; ++month) {
        const int needed = nodesFor(fleet, fleet.peakRequestsPerSecond * std::pow(1 + growth.perMonth, month));
        if (needed == 0)
            return {};
        if (needed > running) {
            const double bought = month - growth.leadMonths;
            plan.purchases.push_back({bought, month, needed - running, priceShare(growth, bought)});
            plan.nodePrices += plan.purchases.back().nodes * plan.purchases.back().priceShare;
            running = needed;
        }
        plan.nodesByMonth.push_back(running);
    }
    plan.nodePricesUpFront = running;
    return plan;
}

} // namespace trilemma::fleet
