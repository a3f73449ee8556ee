// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/fleet_mix.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace trilemma::fleet {
namespace {

DayProfile halfDay(int fromHour)
{
    DayProfile profile;
    for (int hour = 0; hour < hoursPerWeek; ++hour)
        profile.shareOfPeak[hour] = (hour - fromHour + hoursPerDay) % hoursPerDay < hoursPerDay / 2 ? 1 : 0;
    return profile;
}

std::vector<ModelDemand> dayAndNight()
{
    return {{"chat", halfDay(8), 160, 16, 4}, {"evaluation", halfDay(20), 160, 16, 4}};
}

TEST(ComparePools, PoolsModelsThatPeakApart)
{
    const auto mix = comparePools(dayAndNight(), {}, 8);
    ASSERT_TRUE(mix);
    EXPECT_EQ(mix->dedicatedReplicas, (std::vector{10, 10}));
    EXPECT_EQ(mix->dedicatedGpus, 80);
    EXPECT_EQ(mix->dedicatedNodes, 10);
    EXPECT_EQ(mix->pooledGpus, 44); // eleven replicas while one load falls and the other rises
    EXPECT_TRUE(mix->shouldPool);
    EXPECT_NE(mix->recommendation.find("Pool the models: 44 GPUs pooled, 80 dedicated"), std::string::npos);
}

TEST(ComparePools, PenaltyAsLargeAsTheSavingFlipsIt)
{
    const double saving = comparePools(dayAndNight(), {}, 8)->saving;
    EXPECT_NEAR(saving, 0.45, 1e-12);
    const auto flipped = comparePools(dayAndNight(), {.capacityShare = saving}, 8);
    EXPECT_FALSE(flipped->shouldPool);
    EXPECT_NE(flipped->recommendation.find("the sharing penalty takes all"), std::string::npos);
    EXPECT_TRUE(comparePools(dayAndNight(), {.capacityShare = saving - 0.05}, 8)->shouldPool);
}

TEST(ComparePools, SwapTimeCountsTwiceWhileLoadsChange)
{
    int before = 0;
    for (const double seconds : {0.0, 300.0, 1800.0, 3600.0}) {
        const auto mix = comparePools(dayAndNight(), {.swapSeconds = seconds}, 8);
        EXPECT_GE(mix->pooledGpus, before);
        before = mix->pooledGpus;
    }
    EXPECT_GT(before, 44);
    EXPECT_LE(before, 80);
}

TEST(ComparePools, NeverPoolsModelsThatPeakTogether)
{
    const auto mix = comparePools(std::vector<ModelDemand>{{"a", halfDay(8), 160, 16, 4}, {"b", halfDay(8), 80, 16, 2}}, {}, 8);
    EXPECT_EQ(mix->pooledGpus, mix->dedicatedGpus);
    EXPECT_FALSE(mix->shouldPool);
    EXPECT_NE(mix->recommendation.find("peak together"), std::string::npos);
}

TEST(ComparePools, WithoutPenaltyNeedsNoMoreAndFlipsAtItsSavingForAnyModels)
{
    std::mt19937 random(21);
    std::uniform_real_distribution share(0.0, 1.0);
    for (int trial = 0; trial < 60; ++trial) {
        std::vector<ModelDemand> models;
        for (int model = 0; model < 2 + trial % 4; ++model) {
            ModelDemand demand{std::to_string(model), smoothDay(0.1 + 0.8 * share(random)), 500 * share(random) + 1, 16,
                               1 << model};
            demand.profile = shifted(demand.profile, int(24 * share(random)));
            models.push_back(demand);
        }
        const auto free = comparePools(models, {}, 8);
        EXPECT_LE(free->pooledGpus, free->dedicatedGpus);
        EXPECT_FALSE(comparePools(models, {.capacityShare = free->saving}, 8)->shouldPool);
    }
}

TEST(ComparePools, NamesAModelWithoutCapacity)
{
    auto models = dayAndNight();
    models[1].replicaRequestsPerSecond = 0;
    const auto mix = comparePools(models, {}, 8);
    ASSERT_FALSE(mix);
    EXPECT_EQ(mix.error().field, "evaluation");
    EXPECT_FALSE(comparePools({}, {}, 8));
}

TEST(CoHost, UsesStrandedGpusAndAddsNoNode)
{
    const NodePacking host = packNodes(7, 4, 8); // four nodes, four GPUs free on the last
    const CoHosting guest = coHost(host, 1, 2);
    EXPECT_EQ(guest.replicas, 1);
    EXPECT_EQ(guest.gpus, 2);
    EXPECT_EQ(guest.strandedGpus, host.strandedGpus - 2);
    EXPECT_DOUBLE_EQ(guest.guestCostShare, 2.0 / 30);
    EXPECT_EQ(coHost(host, 5, 2).replicas, 2);
    EXPECT_EQ(coHost(host, 1, 8).replicas, 0);
}

TEST(CoHost, FitsOnEveryNodeByItself)
{
    EXPECT_EQ(coHost(packNodes(3, 5, 8), 10, 2).replicas, 3);  // three GPUs free on each of three nodes
    EXPECT_EQ(coHost(packNodes(5, 3, 8), 10, 2).replicas, 4);  // two on each of two, five on the last
    EXPECT_EQ(coHost(packNodes(2, 12, 8), 10, 4).replicas, 2); // half of every second node
    EXPECT_EQ(coHost(packNodes(4, 8, 8), 10, 1).replicas, 0);
    EXPECT_EQ(coHost(packNodes(0, 8, 8), 10, 1).replicas, 0);
    for (int replicas = 1; replicas <= 20; ++replicas) {
        for (int gpus = 1; gpus <= 24; ++gpus)
            EXPECT_EQ(coHost(packNodes(replicas, gpus, 8), 1000, 1).strandedGpus, 0) << replicas << "x" << gpus;
    }
}

} // namespace
} // namespace trilemma::fleet
