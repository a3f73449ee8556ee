// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/littles_law.h"

#include <gtest/gtest.h>

namespace trilemma::serving {
namespace {

// Oracles L1 and L2.
TEST(LittlesLaw, GivesTheThirdOfThree)
{
    EXPECT_EQ(solve({.requestsPerSecond = 10, .seconds = 2})->inFlight, 20);
    EXPECT_EQ(solve({.inFlight = 32, .seconds = 2})->requestsPerSecond, 16);
    EXPECT_EQ(solve({.inFlight = 32, .requestsPerSecond = 16})->seconds, 2);
}

TEST(LittlesLaw, SaysWhatIsMissingOrWrong)
{
    EXPECT_FALSE(solve({}));
    EXPECT_FALSE(solve({.inFlight = 1, .requestsPerSecond = 1, .seconds = 1}));
    EXPECT_FALSE(solve({.inFlight = -1, .seconds = 2}));
    EXPECT_FALSE(solve({.inFlight = 1, .seconds = 0}));
    EXPECT_NE(solve({.inFlight = 3}).error().sentence().find("exactly two"), std::string::npos);
}

// Oracles L3 and L4.
TEST(ReplicasFor, CoverThePeakWithHeadroomAndSpares)
{
    EXPECT_DOUBLE_EQ(replicasFor(100, 16, 0, 0).unrounded, 6.25);
    EXPECT_EQ(replicasFor(100, 16, 0, 0).replicas, 7);
    EXPECT_DOUBLE_EQ(replicasFor(100, 16, 0.2, 0).unrounded, 7.5);
    EXPECT_EQ(replicasFor(100, 16, 0.2, 0).replicas, 8);
    EXPECT_DOUBLE_EQ(replicasFor(100, 16, 0.3, 0).unrounded, 8.125);
    EXPECT_EQ(replicasFor(100, 16, 0.3, 0).replicas, 9);
    EXPECT_EQ(replicasFor(100, 16, 0.3, 1).replicas, 10);
    EXPECT_EQ(replicasFor(96, 16, 0, 0).replicas, 6);
    EXPECT_EQ(replicasFor(96.01, 16, 0, 0).replicas, 7);
    EXPECT_EQ(replicasFor(100, 0, 0, 0).replicas, 0);
}

} // namespace
} // namespace trilemma::serving
