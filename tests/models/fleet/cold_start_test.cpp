// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/cold_start.h"

#include <gtest/gtest.h>

#include <cmath>

namespace trilemma::fleet {
namespace {

TEST(ColdStart, IsTheSumOfItsStages)
{
    const ColdStart start{.provisionSeconds = 180,
                          .imageSeconds = 60,
                          .weightBytes = 140e9,
                          .weightBytesPerSecond = 2e9,
                          .compileSeconds = 45,
                          .warmUpSeconds = 15};
    EXPECT_DOUBLE_EQ(start.weightSeconds(), 70);
    EXPECT_DOUBLE_EQ(start.totalSeconds(), 370);
    EXPECT_EQ(ColdStart{}.totalSeconds(), 0);
    EXPECT_TRUE(std::isinf(ColdStart{.weightBytes = 1}.totalSeconds()));
}

} // namespace
} // namespace trilemma::fleet
