// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/latency_law.h"

#include <gtest/gtest.h>

#include <cmath>

namespace trilemma::serving {
namespace {

TEST(LatencyLaw, GammaQuantilesOfAnExponential)
{
    const Latency latency = gammaLatency(1, {2, 4}, {}, 0); // exponential with mean 2, after 1
    EXPECT_DOUBLE_EQ(latency.mean, 3);
    // Wilson and Hilferty's cube is within 1 % of these quantiles.
    EXPECT_NEAR(latency.p50 / (1 + 2 * std::log(2)), 1, 0.01);
    EXPECT_NEAR(latency.p95 / (1 + 2 * std::log(20)), 1, 0.01);
    EXPECT_NEAR(latency.p99 / (1 + 2 * std::log(100)), 1, 0.01);
}

TEST(LatencyLaw, WithoutSpreadAllPercentilesAreTheMean)
{
    const Latency latency = gammaLatency(1, {2, 0}, {}, 0);
    EXPECT_DOUBLE_EQ(latency.p50, 3);
    EXPECT_DOUBLE_EQ(latency.p99, 3);
}

TEST(LatencyLaw, ARareWaitLeavesTheMedianUntilHalfOfAllWait)
{
    const auto withWaiters = [](double share) {      // of them exponential with mean 3
        const double mean = 3 * share;
        return gammaLatency(1, {2, 1}, {mean, 2 * 3 * mean - mean * mean}, 0);
    };
    EXPECT_DOUBLE_EQ(withWaiters(0.4).p50, withWaiters(0).p50);
    EXPECT_GT(withWaiters(0.4).p99, withWaiters(0).p99);
    EXPECT_NEAR(withWaiters(1).p50, withWaiters(0).p50 + 3 * std::log(2), 1e-9);
}

TEST(LatencyLaw, LogNormalKeepsTheMedianBelowTheMean)
{
    const Latency latency = logNormalLatency({2, 4}); // cv 1: median = mean/sqrt(2)
    EXPECT_NEAR(latency.p50, 2 / std::sqrt(2), 1e-12);
    EXPECT_NEAR(latency.p99, latency.p50 * std::exp(2.3263 * std::sqrt(std::log(2))), 1e-3);
}

TEST(LatencyLaw, MixedLatencyAsksTheSlowOnesBeyondTheirShare)
{
    const Latency usual{1.5, 1.5, 1.95, 1.99};
    const auto slow = [](double rank) { return 5 + rank; };
    const Latency few = mixedLatency(usual, 0.02, slow);
    EXPECT_EQ(few.mean, 1.5);
    EXPECT_EQ(few.p95, 1.95);
    EXPECT_NEAR(few.p99, 5.5, 1e-9); // half of the slow 2 % lie above
    EXPECT_NEAR(mixedLatency(usual, 0.6, slow).p50, 5 + 0.1 / 0.6, 1e-9);
    EXPECT_EQ(mixedLatency(usual, 0.009, slow).p99, 1.99);
    EXPECT_EQ(mixedLatency(usual, 1, [](double) { return 0.5; }).p99, 1.99);
}

TEST(LatencyLaw, NormalLatencyStaysInItsBounds)
{
    const Latency latency = normalLatency(10, 2, 9, 14);
    EXPECT_EQ(latency.p50, 10);
    EXPECT_NEAR(latency.p95, 13.29, 0.001);
    EXPECT_EQ(latency.p99, 14);
}

TEST(LatencyLaw, NormalQuantilesOfTheTables)
{
    EXPECT_NEAR(normalQuantile(0.5), 0, 1e-12);
    EXPECT_NEAR(normalQuantile(0.95), 1.6448536, 1e-6);
    EXPECT_NEAR(normalQuantile(0.01), -2.3263479, 1e-6);
}

TEST(LatencyLaw, ResidualLifeOfEqualStepsIsHalfAStep)
{
    const Moments residual = residualLife(2, 7, 0);
    EXPECT_DOUBLE_EQ(residual.mean, 1);
    EXPECT_NEAR(residual.variance, 4.0 / 12, 1e-12);
    EXPECT_GT(residualLife(2, 7, 0.5).mean, 7.0 / 4); // longer steps are met more often
}

} // namespace
} // namespace trilemma::serving
