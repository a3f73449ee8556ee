// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/growth.h"

#include "models/fleet/node_packing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace trilemma::fleet {
namespace {

const GrowingFleet sevenReplicas{.peakRequestsPerSecond = 100, .kneeRequestsPerSecond = 16, .gpusPerReplica = 4};

TEST(PlanPurchases, WithoutGrowthIsTheStaticFleet)
{
    const PurchasePlan plan = planPurchases(sevenReplicas, {.years = 2, .priceDeclinePerYear = 0.3, .leadMonths = 3});
    EXPECT_EQ(plan.nodesByMonth, std::vector<int>(24, 4));
    ASSERT_EQ(plan.purchases.size(), 1u);
    EXPECT_EQ(plan.purchases[0].nodes, 4);
    EXPECT_EQ(plan.purchases[0].boughtMonth, -3);
    EXPECT_DOUBLE_EQ(plan.nodePrices, 4);
    EXPECT_DOUBLE_EQ(plan.nodePricesUpFront, 4);
}

TEST(PlanPurchases, BuysEachNodeItsLeadBeforeItIsNeeded)
{
    for (const double perMonth : {0.01, 0.05, 0.2}) {
        for (const double lead : {0.0, 1.5, 6.0}) {
            const PurchasePlan plan = planPurchases(sevenReplicas, {.perMonth = perMonth, .years = 3, .leadMonths = lead});
            int owned = 0;
            for (const auto &purchase : plan.purchases) {
                EXPECT_DOUBLE_EQ(purchase.boughtMonth, purchase.neededMonth - lead);
                owned += purchase.nodes;
                EXPECT_EQ(plan.nodesByMonth[purchase.neededMonth], owned);
            }
            EXPECT_TRUE(std::ranges::is_sorted(plan.nodesByMonth));
            for (int month = 0; month < 36; ++month) {
                const int replicas = sizeFleet(100 * std::pow(1 + perMonth, month), 16, {}).replicas;
                EXPECT_EQ(plan.nodesByMonth[month], packNodes(replicas, 4, 8).nodes);
            }
            EXPECT_DOUBLE_EQ(plan.nodePrices, plan.nodePricesUpFront); // prices do not fall
        }
    }
}

TEST(PlanPurchases, WaitingIsCheaperWherePricesFall)
{
    const PurchasePlan plan = planPurchases(sevenReplicas, {.perMonth = 0.05, .years = 3, .priceDeclinePerYear = 0.2});
    EXPECT_LT(plan.nodePrices, plan.nodePricesUpFront);
    double sum = 0;
    for (const auto &purchase : plan.purchases) {
        EXPECT_DOUBLE_EQ(purchase.priceShare, std::pow(0.8, purchase.neededMonth / 12.0));
        sum += purchase.nodes * purchase.priceShare;
    }
    EXPECT_DOUBLE_EQ(plan.nodePrices, sum);
}

TEST(PlanPurchases, KeepsNodesWhenTheLoadShrinksAndHasAHorizon)
{
    EXPECT_EQ(planPurchases(sevenReplicas, {.perMonth = -0.1, .years = 1}).nodesByMonth, std::vector<int>(12, 4));
    EXPECT_EQ(planPurchases(sevenReplicas, {.years = 30}).nodesByMonth.size(), 60u);
    EXPECT_TRUE(planPurchases({.peakRequestsPerSecond = 100}, {}).nodesByMonth.empty());
}

} // namespace
} // namespace trilemma::fleet
