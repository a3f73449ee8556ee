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

} // namespace
} // namespace trilemma::serving
