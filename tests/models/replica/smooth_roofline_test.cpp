// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/smooth_roofline.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace trilemma::replica {
namespace {

TEST(SmoothRoofline, FastLogarithmAndPowerAgreeWithTheLibrary)
{
    std::mt19937_64 random(1);
    std::uniform_real_distribution<double> exponent(-300, 300);
    for (int i = 0; i < 100000; ++i) {
        const double x = exponent(random);
        EXPECT_NEAR(fastLog2(std::exp2(x)), x, 1e-8);
        EXPECT_NEAR(fastExp2(x) / std::exp2(x), 1, 1e-8);
    }
    EXPECT_DOUBLE_EQ(fastExp2(0), 1);
    EXPECT_DOUBLE_EQ(fastLog2(1), 0);
}

TEST(SmoothRoofline, AgreesWithTheDefinition)
{
    std::mt19937_64 random(2);
    std::uniform_real_distribution<double> logarithm(-12, 0), exponents(1, 12);
    for (int i = 0; i < 100000; ++i) {
        const double a = std::exp(logarithm(random)), b = std::exp(logarithm(random)), p = exponents(random);
        const double exact = std::pow(std::pow(a, p) + std::pow(b, p), 1 / p);
        EXPECT_NEAR(smoothRoofline(a, b, p, 1 / p) / exact, 1, 1e-7);
        EXPECT_EQ(smoothRoofline(a, b, p, 1 / p), smoothRoofline(b, a, p, 1 / p));
    }
}

TEST(SmoothRoofline, LimitsAreTheSumAndTheMaximum)
{
    EXPECT_NEAR(smoothRoofline(2, 3, 1, 1), 5, 1e-7);
    EXPECT_NEAR(smoothRoofline(2, 3, 200, 1. / 200), 3, 1e-7);
    EXPECT_EQ(smoothRoofline(2, 0, 1.5, 1 / 1.5), 2);
    EXPECT_EQ(smoothRoofline(0, 0, 1.5, 1 / 1.5), 0);
}

} // namespace
} // namespace trilemma::replica
