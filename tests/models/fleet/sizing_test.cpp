// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/sizing.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>

namespace trilemma::fleet {
namespace {

// Oracles L3 and L4.
TEST(SizeFleet, CoversThePeakWithHeadroomAndSpares)
{
    EXPECT_EQ(sizeFleet(100, 16, {}), (FleetSize{6.25, 7, 0, 0, 7}));
    EXPECT_EQ(sizeFleet(100, 16, {.headroom = 0.2}), (FleetSize{7.5, 8, 0, 0, 8}));
    EXPECT_EQ(sizeFleet(100, 16, {.headroom = 0.3}), (FleetSize{8.125, 9, 0, 0, 9}));
    EXPECT_EQ(sizeFleet(100, 16, {.headroom = 0.3, .spares = 1}), (FleetSize{8.125, 9, 1, 0, 10}));
}

TEST(SizeFleet, WholeQuotientCostsNoReplica)
{
    EXPECT_EQ(sizeFleet(96, 16, {}).replicas, 6);
    EXPECT_EQ(sizeFleet(96.01, 16, {}).replicas, 7);
    EXPECT_EQ(sizeFleet(80, 16, {.headroom = 0.2}).replicas, 6); // 80*1.2 is not quite 96
    EXPECT_EQ(sizeFleet(0.3, 0.1, {}).replicas, 3);
    EXPECT_EQ(sizeFleet(0, 16, {}).replicas, 1);
}

TEST(SizeFleet, RulesAgreeForTheWorkedExampleAndDifferElsewhere)
{
    constexpr SizingRule rules[]{SizingRule::DemandTimesHeadroom, SizingRule::KneeOverHeadroom, SizingRule::ShareOfKnee};
    for (const SizingRule rule : rules) {
        EXPECT_EQ(sizeFleet(100, 16, {.rule = rule, .headroom = 0.2}).replicas, 8) << label(rule);
        EXPECT_EQ(sizeFleet(100, 16, {.rule = rule, .headroom = 0.3}).replicas, 9) << label(rule);
    }
    EXPECT_EQ(sizeFleet(1000, 16, {.rule = rules[0], .headroom = 0.3}).replicas, 82);
    EXPECT_EQ(sizeFleet(1000, 16, {.rule = rules[1], .headroom = 0.3}).replicas, 82);
    EXPECT_EQ(sizeFleet(1000, 16, {.rule = rules[2], .headroom = 0.3}).replicas, 90);
}

TEST(SizeFleet, SurvivesTheLossOfAZone)
{
    EXPECT_EQ(sizeFleet(100, 16, {.zones = 2}).replicas, 14);
    EXPECT_EQ(sizeFleet(100, 16, {.zones = 3}), (FleetSize{6.25, 7, 0, 5, 12}));
    for (int zones = 2; zones <= 6; ++zones) {
        for (int peak = 1; peak <= 400; peak += 7) {
            const FleetSize size = sizeFleet(peak, 16, {.headroom = 0.2, .spares = 1, .zones = zones});
            EXPECT_EQ(size.replicas, size.forLoad + size.spares + size.forZones);
            EXPECT_EQ(size.replicas % std::min(zones, size.forLoad + size.spares + 1), 0);
            const int largestZone = (size.replicas + zones - 1) / zones;
            EXPECT_GE(size.replicas - largestZone, size.forLoad + size.spares);
        }
    }
}

TEST(SizeFleet, HasNoFleetWithoutAKnee)
{
    EXPECT_EQ(sizeFleet(100, 0, {}), FleetSize{});
    EXPECT_EQ(sizeFleet(100, 16, {.rule = SizingRule::ShareOfKnee, .headroom = 1}), FleetSize{});
    EXPECT_EQ(sizeFleet(1e12, 1, {}), FleetSize{});
    EXPECT_EQ(sizeFleet(std::numeric_limits<double>::quiet_NaN(), 1, {}), FleetSize{});
}

TEST(SizeFleet, CarriesTheLoadAndNeverShrinksWithHeadroom)
{
    std::mt19937 random(4);
    std::uniform_real_distribution peaks(0.1, 5000.0), knees(0.05, 60.0), headrooms(0.0, 0.9);
    for (int trial = 0; trial < 2000; ++trial) {
        const double peak = peaks(random), knee = knees(random), headroom = headrooms(random);
        const int bare = sizeFleet(peak, knee, {}).replicas;
        const int demand = sizeFleet(peak, knee, {.headroom = headroom}).replicas;
        EXPECT_GE(bare * knee, peak * (1 - 1e-8));
        EXPECT_GE(demand, bare);
        EXPECT_EQ(sizeFleet(peak, knee, {.rule = SizingRule::KneeOverHeadroom, .headroom = headroom}).replicas, demand);
        EXPECT_GE(sizeFleet(peak, knee, {.rule = SizingRule::ShareOfKnee, .headroom = headroom}).replicas, demand);
    }
}

} // namespace
} // namespace trilemma::fleet
