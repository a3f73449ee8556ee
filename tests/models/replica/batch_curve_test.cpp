// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/batch_curve.h"

#include "models/replica/expert_routing.h"
#include "models/replica/roofline.h"
#include "tests/models/replica_fixture.h"

#include <cmath>
#include <random>
#include <set>

namespace trilemma::replica {
namespace {

using catalog::WeightFormat;
using test::shippedParts;
using test::withIdealKernels;

// Oracle B1.
TEST(IdealSaturationBatch, IsTheRidgeOfBf16)
{
    EXPECT_NEAR(idealSaturationBatch(989.4e12, 3.35e12, 2), 295.3, 0.5);
    EXPECT_NEAR(idealSaturationBatch(989.4e12, 4.8e12, 2), 206.1, 0.5);
    EXPECT_NEAR(idealSaturationBatch(1307e12, 5.3e12, 2), 246.6, 0.5);
    // FP8 halves the bytes and doubles the rate: the same batch.
    EXPECT_DOUBLE_EQ(idealSaturationBatch(2 * 989.4e12, 3.35e12, 1), idealSaturationBatch(989.4e12, 3.35e12, 2));
}

// Oracle M1.
TEST(DistinctExperts, GrowTowardsAll)
{
    const std::tuple<double, double, double, double> golden[] = {
        {128, 1, 1, 1},      {128, 1, 8, 7.78},    {128, 1, 32, 28.41},   {128, 1, 128, 81.10}, {128, 1, 512, 125.69},
        {256, 8, 1, 8},      {256, 8, 8, 57.42},   {256, 8, 32, 163.31},  {256, 8, 128, 251.60}, {256, 8, 512, 256.0}};
    for (const auto &[experts, perToken, tokens, expected] : golden) {
        EXPECT_NEAR(distinctExperts(experts, perToken, tokens), expected, 0.02) << experts << " " << tokens;
        const ExpertRouting routing(experts, perToken, 1, 0);
        EXPECT_NEAR(routing.touchedShare(tokens) * experts, expected, 0.02) << experts << " " << tokens;
    }
}

/// Experts touched when each token draws `perToken` different ones by Zipf popularity, mean of several draws.
double drawnDistinctExperts(int experts, int perToken, double skew, int tokens)
{
    const int draws = 12000 / tokens;
    std::mt19937_64 random(20261123);
    std::uniform_real_distribution<double> uniform(0, 1);
    double touched = 0;
    std::vector<std::pair<double, int>> arrivals(static_cast<std::size_t>(experts));
    for (int draw = 0; draw < draws; ++draw) {
        std::set<int> seen;
        for (int token = 0; token < tokens; ++token) {
            for (int expert = 0; expert < experts; ++expert)
                arrivals[static_cast<std::size_t>(expert)] = {-std::log(1 - uniform(random)) * std::pow(expert + 1, skew), expert};
            std::partial_sort(arrivals.begin(), arrivals.begin() + perToken, arrivals.end());
            for (int i = 0; i < perToken; ++i)
                seen.insert(arrivals[static_cast<std::size_t>(i)].second);
        }
        touched += static_cast<double>(seen.size());
    }
    return touched / draws;
}

TEST(ExpertRouting, SkewTouchesAsManyExpertsAsDraws)
{
    EXPECT_NEAR(ExpertRouting(256, 8, 32, 0).touchedShare(64) * 256, 222, 1);
    for (const auto &[skew, tokens] : {std::pair{1.01, 16}, {1.01, 64}, {1.01, 256}, {1.2, 64}, {1.2, 256}}) {
        const double drawn = drawnDistinctExperts(256, 8, skew, tokens);
        EXPECT_NEAR(ExpertRouting(256, 8, 32, skew).touchedShare(tokens) * 256 / drawn, 1, 0.02) << skew << " " << tokens;
    }
    const ExpertRouting skewed(256, 8, 32, 1.01);
    for (double tokens = 1; tokens < 1e6; tokens *= 1.7) {
        EXPECT_LE(skewed.touchedShare(tokens) * 256, std::min(256.0, 8 * tokens) * (1 + 1e-6));
        EXPECT_LE(skewed.touchedShare(tokens), skewed.touchedShare(tokens * 1.1) + 1e-9);
    }
}

TEST(ExpertRouting, ImbalanceFollowsTheDraws)
{
    struct Drawn {
        double skew, tokens, ranks8, ranks32, ranks64;      // busiest over mean, 256 experts, 8 per token
    };
    for (const Drawn &drawn : {Drawn{1.01, 16, 1.18, 1.55, 1.89}, {1.01, 64, 1.27, 1.85, 2.40}, {1.01, 256, 1.33, 2.10, 2.85},
                               {1.01, 1024, 1.41, 2.35, 3.31}, {1.01, 8192, 1.50, 2.67, 3.93}, {1.2, 16, 1.19, 1.58, 1.97},
                               {1.2, 64, 1.30, 1.96, 2.65}, {1.2, 256, 1.42, 2.36, 3.41}, {1.2, 1024, 1.55, 2.90, 4.34},
                               {1.2, 8192, 1.78, 3.71, 6.03}}) {
        for (const auto &[ranks, expected] : {std::pair{8, drawn.ranks8}, {32, drawn.ranks32}, {64, drawn.ranks64}}) {
            EXPECT_NEAR(ExpertRouting(256, 8, ranks, drawn.skew).computeImbalance(drawn.tokens) / expected, 1, 0.10)
                << drawn.skew << " " << ranks << " " << drawn.tokens;
        }
    }
    for (const auto &[tokens, expected] : {std::pair{16.0, 1.37}, {64.0, 1.18}, {256.0, 1.09}, {1024.0, 1.04}, {8192.0, 1.01}})
        EXPECT_NEAR(ExpertRouting(256, 8, 8, 0).payloadImbalance(tokens), expected, 0.02) << tokens;
    EXPECT_EQ(ExpertRouting(256, 8, 8, 0).computeImbalance(64), 1);
    EXPECT_NEAR(ExpertRouting(256, 8, 8, 1e-3).computeImbalance(64), 1, 1e-3);
}

// REQ-062: weights are a fixed cost, so throughput is nearly linear well below saturation.
TEST(BatchCurve, IsNearlyLinearBelowAQuarterOfTheRidge)
{
    auto parts = withIdealKernels(shippedParts("llama-3.3-70b", "h100-sxm", 4));
    parts.weightFormat = WeightFormat::Bf16;
    const StepTime step = parts.step();
    for (const double batch : {4.0, 16.0, 32.0}) {
        const double once = step.tokenPeriod(batch, 128), twice = step.tokenPeriod(2 * batch, 128);
        EXPECT_GE(2 * once / twice, 1.85) << batch;
        EXPECT_LE(twice / once, 1.08) << batch;
    }
}

TEST(BatchCurve, RisesAndStaysBelowItsAsymptote)
{
    const auto parts = shippedParts("llama-3.3-70b", "h100-sxm", 4);
    const StepTime step = parts.step();
    const BatchCurve curve = batchCurve(step, 1152, 2048, 60);
    ASSERT_EQ(curve.batch.size(), 60u);
    ASSERT_EQ(curve.stepSeconds.size(), 60u);
    EXPECT_DOUBLE_EQ(curve.batch.front(), 1);
    EXPECT_NEAR(curve.batch.back(), 2048, 1e-6);
    const double slope = (step.tokenPeriod(65536, 1152) - step.tokenPeriod(32768, 1152)) / 32768;
    for (std::size_t i = 1; i < curve.batch.size(); ++i) {
        EXPECT_GT(curve.outputTokensPerSecond[i], curve.outputTokensPerSecond[i - 1]);
        EXPECT_GE(curve.stepSeconds[i], curve.stepSeconds[i - 1]);
        EXPECT_LE(curve.outputTokensPerSecond[i], 1 / slope);
    }
}

Saturation saturationOf(const test::ReplicaParts &parts)
{
    const StepTime step = parts.step();
    const MemoryPlan plan = planMemory(parts.configuration(), 1024, 256, 0, 1);
    return saturation(parts.configuration(), step, plan, 1024, 256, 0);
}

// REQ-063.
TEST(Saturation, NamesWhatBindsFirst)
{
    auto parts = shippedParts("llama-3.3-70b", "h100-sxm", 4);
    parts.scheduling.maxSequences = 8;
    EXPECT_EQ(saturationOf(parts).binding, Saturation::Binding::EngineCap);
    EXPECT_EQ(saturationOf(parts).servedBatch(), 8);
    parts.scheduling.maxSequences = 100000;
    parts.weightFormat = WeightFormat::Bf16;
    parts.kvFormat = catalog::KvFormat::Bf16;
    EXPECT_EQ(saturationOf(parts).binding, Saturation::Binding::KvMemory);
    EXPECT_LT(saturationOf(parts).kvBatch, saturationOf(parts).ninetyPercentBatch);
}

TEST(Saturation, NinetyPercentBatchReachesNinetyPercent)
{
    const auto parts = shippedParts("llama-3.3-70b", "h100-sxm", 4);
    const StepTime step = parts.step();
    const Saturation found = saturationOf(parts);
    const double context = 1024 + 128;
    const double slope = (step.tokenPeriod(65536, context) - step.tokenPeriod(32768, context)) / 32768;
    const double share = found.ninetyPercentBatch / step.tokenPeriod(found.ninetyPercentBatch, context) * slope;
    EXPECT_NEAR(share, 0.9, 0.05);
}

TEST(Saturation, ExpertsNeedLargerBatches)
{
    auto parts = shippedParts("llama-4-maverick", "h200-sxm", 8);
    parts.weightFormat = WeightFormat::Fp8;
    const double dense = idealSaturationBatch(parts.kernels.peakFlops[1], parts.kernels.memoryBytesPerSecond, 1);
    EXPECT_GT(saturationOf(parts).ridgeBatch, 10 * dense);
}

// REQ-076, REQ-098.
TEST(Roofline, DecodeLiesLeftOfTheRidgeAndPrefillRight)
{
    auto parts = shippedParts("llama-3.3-70b", "h100-sxm", 4);
    parts.weightFormat = WeightFormat::Bf16;
    parts.kvFormat = catalog::KvFormat::Bf16;
    const StepTime step = parts.step();
    const Roofline found = roofline(parts.configuration(), step, 32, 1152, 2048);
    EXPECT_NEAR(found.ridge(), 295, 0.01 * 295);
    ASSERT_EQ(found.points.size(), 3u);
    EXPECT_LT(found.points[0].flopsPerByte, found.ridge());
    EXPECT_GT(found.points[2].flopsPerByte, found.ridge());
    EXPECT_TRUE(found.points[2].prefill);
    for (const RooflinePoint &point : found.points) {
        EXPECT_LE(point.flopsPerSecond, found.datasheetFlops);
        EXPECT_LE(point.flopsPerSecond, found.datasheetBytesPerSecond * point.flopsPerByte * 1.1);
    }
    const auto intensity = [&](double batch) {
        const StepBreakdown pass = step.breakdown({batch, 128});
        return pass.flops / pass.bytes;
    };
    EXPECT_NEAR(intensity(16) / intensity(8), 2, 0.1);
}

} // namespace
} // namespace trilemma::replica
