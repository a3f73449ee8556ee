// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/failures.h"

#include <gtest/gtest.h>

#include <cmath>

namespace trilemma::fleet {
namespace {

/// A node that is down one hour in ten.
constexpr Failures oneInTen{.nodeMtbfHours = 9, .repairHours = 1, .drainHoursPerMonth = 2};

ScaledFleet fleetOf(int replicas, int gpusPerReplica, double peak)
{
    return {.peakRequestsPerSecond = peak,
            .replicaRequestsPerSecond = 1,
            .replicas = replicas,
            .gpusPerReplica = gpusPerReplica,
            .gpusPerNode = 8};
}

TEST(Failures, AUnitIsWhatGoesAtOnce)
{
    EXPECT_DOUBLE_EQ(oneInTen.unavailability(), 0.1);
    EXPECT_EQ(Failures{}.unavailability(), 0);
    const FailureUnit node = failureUnit(fleetOf(7, 4, 1), oneInTen);
    EXPECT_EQ(node.count, 4);
    EXPECT_EQ(node.replicas, 2);
    EXPECT_DOUBLE_EQ(node.unavailability, 0.1);
    const FailureUnit large = failureUnit(fleetOf(3, 16, 1), oneInTen);
    EXPECT_EQ(large.count, 3);
    EXPECT_EQ(large.replicas, 1);
    EXPECT_DOUBLE_EQ(large.unavailability, 1 - 0.81);
    EXPECT_EQ(failureUnit(fleetOf(1, 4, 1), oneInTen).replicas, 1);
}

// By hand: three nodes, each down 0.1 of the time: none 0.729, one 0.243, two 0.027, three 0.001.
TEST(Failures, SharesAreBinomial)
{
    const FailureUnit unit{.count = 3, .replicas = 1, .unavailability = 0.1};
    EXPECT_EQ(shareWithMoreDown(unit, -1), 1);
    EXPECT_NEAR(shareWithMoreDown(unit, 0), 0.271, 1e-12);
    EXPECT_NEAR(shareWithMoreDown(unit, 1), 0.028, 1e-12);
    EXPECT_NEAR(shareWithMoreDown(unit, 2), 0.001, 1e-12);
    EXPECT_EQ(shareWithMoreDown(unit, 3), 0);
    EXPECT_EQ(shareWithMoreDown({.count = 3, .replicas = 1, .unavailability = 0}, 0), 0);
}

TEST(Failures, SparesCoverThem)
{
    EXPECT_EQ(redundancyOf(fleetOf(3, 8, 3), oneInTen).mostDownAtPeak, 0);
    EXPECT_NEAR(redundancyOf(fleetOf(3, 8, 3), oneInTen).shortAtPeak, 0.271, 1e-12);
    EXPECT_EQ(redundancyOf(fleetOf(4, 8, 3), oneInTen).mostDownAtPeak, 1) << "N+1 on nodes of their own";
    EXPECT_EQ(redundancyOf(fleetOf(4, 4, 3), oneInTen).mostDownAtPeak, 0) << "a node takes two replicas away, one is spare";
    EXPECT_EQ(redundancyOf(fleetOf(2, 8, 3), oneInTen).mostDownAtPeak, -1);
    EXPECT_EQ(redundancyOf(fleetOf(2, 8, 3), oneInTen).shortAtPeak, 1);
}

TEST(Failures, TheWeekAddsUpItsHours)
{
    DayProfile half; // at the peak for half of the hours, at a third of it for the others
    for (std::size_t hour = 0; hour < half.shareOfPeak.size(); ++hour)
        half.shareOfPeak[hour] = hour % 2 ? 1.0 / 3 : 1;
    const WeekOfFailures week = weekOfFailures(fleetOf(3, 8, 3), half, oneInTen);
    EXPECT_NEAR(week.violationMinutes, 84 * 60 * (0.271 + 0.001), 1e-9);
    EXPECT_EQ(week.drainHours, 84);
    EXPECT_NEAR(week.drainHoursNeeded, 3 * 2 * 168 / 730.0, 1e-12);
}

TEST(Failures, NothingIsNeededWithoutLoad)
{
    DayProfile night;
    night.shareOfPeak[12] = 1;
    // Nine replicas on two nodes, of which the last is not full.
    const WeekOfFailures week = weekOfFailures(fleetOf(9, 1, 9), night, oneInTen);
    EXPECT_NEAR(week.violationMinutes, 60 * (1 - 0.81), 1e-9) << "in the hour of the peak alone";
}

TEST(Failures, MoreNodesOrFewerFailuresNeverHurt)
{
    double before = 2;
    for (int replicas = 1; replicas < 40; ++replicas) {
        const double share = redundancyOf(fleetOf(replicas, 8, 20), oneInTen).shortAtPeak;
        EXPECT_LE(share, before);
        before = share;
    }
    before = 2;
    for (double mtbf = 1; mtbf < 1e5; mtbf *= 2) {
        const double share = redundancyOf(fleetOf(24, 8, 20), {.nodeMtbfHours = mtbf, .repairHours = 24}).shortAtPeak;
        EXPECT_LE(share, before);
        before = share;
    }
}

} // namespace
} // namespace trilemma::fleet
