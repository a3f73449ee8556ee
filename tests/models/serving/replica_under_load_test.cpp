// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/replica_under_load.h"

#include "models/serving/knee.h"
#include "tests/models/replica_fixture.h"

#include <cmath>
#include <random>

namespace trilemma::serving {
namespace {

using replica::Scheduling;
using test::ReplicaParts;
using test::shippedParts;

ReplicaParts defaultParts()
{
    return shippedParts("llama-3.3-70b", "h100-sxm", 4);
}

Workload chat()
{
    Workload workload;
    workload.inputTokensMean = 1024;
    workload.outputTokensMean = 256;
    return workload;
}

ReplicaUnderLoad underLoad(const ReplicaParts &parts, const Workload &workload = chat())
{
    return ReplicaUnderLoad(parts.configuration(), workload);
}

/// A latency's percentiles in order, and the mean where it can be.
void expectOrdered(const Latency &latency)
{
    EXPECT_LE(latency.p50, latency.p95);
    EXPECT_LE(latency.p95, latency.p99);
    EXPECT_GE(latency.p50, 0);
    EXPECT_TRUE(std::isfinite(latency.p99));
}

TEST(ClosedLoop, OneUserAloneWaitsForNobody)
{
    const auto replica = underLoad(defaultParts());
    const OperatingPoint point = replica.closedLoop(1);
    EXPECT_NEAR(point.tpotSeconds, replica.step().tokenPeriod(1, replica.meanContext()), 1e-9);
    EXPECT_NEAR(point.ttftPrefillSeconds, point.ttft.mean - point.ttftIngestSeconds, 1e-9);
}

TEST(ClosedLoop, ThroughputTimesLatencyIsConcurrency)
{
    for (const double concurrency : {1.0, 8.0, 64.0, 256.0, 2000.0}) {
        const OperatingPoint point = underLoad(defaultParts()).closedLoop(concurrency);
        EXPECT_NEAR(point.servedRequestsPerSecond * point.endToEnd.mean, concurrency, 0.01 * concurrency);
        EXPECT_NEAR(point.ttft.mean + 255 * point.tpotSeconds, point.endToEnd.mean, 1e-6 * point.endToEnd.mean);
    }
}

TEST(ClosedLoop, BeyondTheCapRequestsWait)
{
    auto parts = defaultParts();
    parts.scheduling.maxSequences = 32;
    const OperatingPoint at = underLoad(parts).closedLoop(32), beyond = underLoad(parts).closedLoop(64);
    EXPECT_EQ(beyond.runningBatch, 32);
    EXPECT_EQ(beyond.waitingRequests, 32);
    EXPECT_DOUBLE_EQ(beyond.tpotSeconds, at.tpotSeconds);
    EXPECT_NEAR(beyond.servedRequestsPerSecond, at.servedRequestsPerSecond, 1e-9);
    EXPECT_NEAR(beyond.ttft.mean - at.ttft.mean, 32 / at.servedRequestsPerSecond, 1e-9);
}

// REQ-067: a cap that nobody reaches changes nothing.
TEST(ClosedLoop, CapAboveTheRunningBatchDoesNothing)
{
    auto parts = defaultParts();
    const OperatingPoint wide = underLoad(parts).closedLoop(16);
    parts.scheduling.maxSequences = 64;
    const OperatingPoint narrow = underLoad(parts).closedLoop(16);
    EXPECT_EQ(narrow.tpotSeconds, wide.tpotSeconds);
    EXPECT_EQ(narrow.ttft.mean, wide.ttft.mean);
    EXPECT_EQ(narrow.ttft.p99, wide.ttft.p99);
}

TEST(ClosedLoop, FiniteBenchmarkStartsWithABurst)
{
    Workload workload = chat();
    const double endless = underLoad(defaultParts(), workload).closedLoop(64).ttft.mean;
    workload.promptsPerSlot = 10;
    const double ten = underLoad(defaultParts(), workload).closedLoop(64).ttft.mean;
    workload.promptsPerSlot = 1;
    const double one = underLoad(defaultParts(), workload).closedLoop(64).ttft.mean;
    EXPECT_LT(endless, ten);
    EXPECT_LT(ten, one);
    EXPECT_EQ(underLoad(defaultParts(), workload).closedLoop(64).tpotSeconds, underLoad(defaultParts()).closedLoop(64).tpotSeconds);
}

// With a linear step, TPOT(rate) = T0/(1 - rate/ratemax) exactly.
TEST(OpenLoop, IsAHyperbolaWhereTheStepIsLinear)
{
    const auto replica = underLoad(defaultParts());
    const double context = replica.meanContext();
    const auto decode = [&](double batch) { return replica.step().tokenPeriod(batch, context); };
    const auto mixed = [&](double batch) { return replica.step().mixedPeriod(batch, context, 1024, 1, 0); };
    const double slope = (decode(64) - decode(8)) / 56, fixed = decode(8) - 8 * slope;
    const double delta = mixed(32) - decode(32);
    const double largest = 1 / (delta + 255 * slope);
    for (const double share : {0.1, 0.3, 0.5}) {
        const double rate = share * largest;
        EXPECT_NEAR(replica.openLoop(rate).tpotSeconds, fixed / (1 - share), 0.06 * fixed / (1 - share)) << share;
    }
}

TEST(OpenLoop, SolvesTheExplicitCurveAndKeepsLittlesLaw)
{
    const auto replica = underLoad(defaultParts());
    for (const double share : {0.01, 0.2, 0.5, 0.8, 0.95}) {
        const double rate = share * replica.capacity();
        const OperatingPoint point = replica.openLoop(rate);
        ASSERT_TRUE(point.finite);
        EXPECT_NEAR(point.runningBatch, rate * 255 * point.tpotSeconds, 1e-3 * point.runningBatch);
        const OperatingPoint explicitPoint = replica.atRunningBatch(point.runningBatch, replica.capacity());
        EXPECT_NEAR(explicitPoint.offeredRequestsPerSecond, rate, 1e-6 * rate);
        EXPECT_NEAR(point.ttftIngestSeconds + point.ttftPrefillSeconds + point.ttftQueueSeconds, point.ttft.mean, 1e-12);
        EXPECT_NEAR(point.endToEnd.mean, point.ttft.mean + 255 * point.tpotSeconds, 1e-9);
        EXPECT_EQ(point.tailIsPreview, rate * (point.mixedStepSeconds - point.decodeStepSeconds) > 0.1) << share;
    }
}

TEST(OpenLoop, HasNoFiniteLatencyPastCapacity)
{
    const auto replica = underLoad(defaultParts());
    const OperatingPoint point = replica.openLoop(1.25 * replica.capacity());
    EXPECT_FALSE(point.finite);
    for (const Latency &latency : {point.ttft, point.itl, point.endToEnd}) {
        for (const Percentile percentile : {Percentile::Mean, Percentile::P50, Percentile::P95, Percentile::P99})
            EXPECT_TRUE(std::isinf(latency.at(percentile)));
    }
    EXPECT_NEAR(point.backlogGrowthPerSecond, 0.25 * replica.capacity(), 1e-9);
    EXPECT_DOUBLE_EQ(point.servedRequestsPerSecond, replica.capacity());
    EXPECT_FALSE(replica.openLoop(replica.capacity()).finite);
}

TEST(OpenLoop, AReplicaWithoutRoomHasNoCapacity)
{
    const auto replica = underLoad(shippedParts("llama-3.3-70b", "h100-sxm", 1));
    EXPECT_EQ(replica.capacity(), 0);
    EXPECT_FALSE(replica.openLoop(0.001).finite);
    EXPECT_FALSE(replica.closedLoop(1).finite);
    EXPECT_TRUE(replica.loadCurve(20).empty());
    EXPECT_FALSE(findKnee(replica, Slo{}).exists);
}

TEST(OpenLoop, BurstierArrivalsWaitLonger)
{
    Workload workload = chat();
    const auto poisson = underLoad(defaultParts(), workload);
    workload.arrivalCv = 3;
    const auto bursty = underLoad(defaultParts(), workload);
    const double rate = 0.6 * poisson.capacity();
    EXPECT_DOUBLE_EQ(bursty.capacity(), poisson.capacity());
    EXPECT_GT(bursty.openLoop(rate).ttft.mean, poisson.openLoop(rate).ttft.mean);
    EXPECT_GT(bursty.openLoop(rate).ttft.p99, poisson.openLoop(rate).ttft.p99);
}

TEST(OpenLoop, PrefixHitsRaiseCapacity)
{
    Workload workload = chat();
    const double without = underLoad(defaultParts(), workload).capacity();
    workload.prefixHitShare = 0.5;
    const auto half = underLoad(defaultParts(), workload);
    EXPECT_GT(half.capacity(), without);
    workload.prefixHitShare = 1;
    EXPECT_GT(underLoad(defaultParts(), workload).capacity(), half.capacity());
    EXPECT_LT(half.openLoop(1).ttftPrefillSeconds, underLoad(defaultParts()).openLoop(1).ttftPrefillSeconds);
}

TEST(OpenLoop, PrefillOnlyTrafficIsBoundByPrompts)
{
    Workload workload = chat();
    workload.outputTokensMean = 1;
    const auto replica = underLoad(defaultParts(), workload);
    EXPECT_GT(replica.capacity(), 0);
    EXPECT_TRUE(replica.openLoop(0.9 * replica.capacity()).finite);
}

void expectSmoothHockeyStick(const ReplicaUnderLoad &replica)
{
    const auto curve = replica.loadCurve(80);
    ASSERT_EQ(curve.size(), 80u);
    EXPECT_EQ(curve.front().offeredRequestsPerSecond, 0);
    EXPECT_GT(curve.back().utilisation, 0.99);
    for (std::size_t i = 1; i < curve.size(); ++i) {
        const OperatingPoint &before = curve[i - 1], &point = curve[i];
        ASSERT_TRUE(point.finite);
        EXPECT_GT(point.offeredRequestsPerSecond, before.offeredRequestsPerSecond);
        EXPECT_LT(point.utilisation - before.utilisation, 0.06);
        constexpr double rounding = 1 - 1e-6;
        EXPECT_GE(point.tpotSeconds, before.tpotSeconds * rounding);
        for (const Percentile percentile : {Percentile::Mean, Percentile::P50, Percentile::P95, Percentile::P99}) {
            EXPECT_GE(point.ttft.at(percentile), before.ttft.at(percentile) * rounding) << i;
            EXPECT_GE(point.itl.at(percentile), before.itl.at(percentile) * rounding) << i;
            EXPECT_GE(point.endToEnd.at(percentile), before.endToEnd.at(percentile) * rounding) << i;
        }
        expectOrdered(point.ttft);
        expectOrdered(point.itl);
        expectOrdered(point.endToEnd);
    }
}

// REQ-064.
TEST(LoadCurve, RisesFromIdleToCapacityUnderEveryBatching)
{
    for (const auto batching : {Scheduling::Batching::Static, Scheduling::Batching::Continuous, Scheduling::Batching::Chunked}) {
        auto parts = defaultParts();
        parts.scheduling.batching = batching;
        SCOPED_TRACE(static_cast<int>(batching));
        expectSmoothHockeyStick(underLoad(parts));
    }
}

TEST(LoadCurve, RisesForSpreadLengthsAndExperts)
{
    Workload workload = chat();
    workload.inputTokensCv = 1;
    workload.outputTokensCv = 0.8;
    expectSmoothHockeyStick(underLoad(defaultParts(), workload));
    expectSmoothHockeyStick(underLoad(shippedParts("deepseek-v3", "h200-sxm", 8), workload));
}

// REQ-065: continuous batching and chunked prefill push the knee to the right.
TEST(Knee, MovesRightFromStaticToContinuousToChunked)
{
    const auto kneeOf = [](Scheduling::Batching batching) {
        auto parts = defaultParts();
        parts.scheduling.batching = batching;
        return findKnee(underLoad(parts), Slo{});
    };
    const Knee fixed = kneeOf(Scheduling::Batching::Static);
    const Knee continuous = kneeOf(Scheduling::Batching::Continuous);
    const Knee chunked = kneeOf(Scheduling::Batching::Chunked);
    ASSERT_TRUE(continuous.exists);
    ASSERT_TRUE(chunked.exists);
    EXPECT_LT(fixed.requestsPerSecond, continuous.requestsPerSecond);
    EXPECT_LE(continuous.requestsPerSecond, chunked.requestsPerSecond);
}

TEST(Knee, IsTheLastPointThatMeetsTheSlo)
{
    const auto replica = underLoad(defaultParts());
    Slo slo;
    slo.itl = {true, Percentile::Mean, 0.03};
    const Knee knee = findKnee(replica, slo);
    ASSERT_TRUE(knee.exists);
    EXPECT_TRUE(meets(replica.openLoop(knee.requestsPerSecond * 0.999), slo));
    EXPECT_FALSE(meets(replica.openLoop(knee.requestsPerSecond * 1.001), slo));
    EXPECT_TRUE(meets(knee.point, slo));
}

TEST(Knee, NamesTheBoundThatBinds)
{
    const auto replica = underLoad(defaultParts());
    Slo slo;
    slo.ttft.enabled = slo.itl.enabled = false;
    EXPECT_EQ(findKnee(replica, slo).binding, Knee::Binding::Capacity);
    EXPECT_TRUE(findKnee(replica, slo).exists);
    slo.itl = {true, Percentile::Mean, 0.02};
    EXPECT_EQ(findKnee(replica, slo).binding, Knee::Binding::Itl);
    slo.itl = {true, Percentile::Mean, 1e-5};
    EXPECT_FALSE(findKnee(replica, slo).exists);
    EXPECT_EQ(findKnee(replica, slo).binding, Knee::Binding::Itl);
    slo.itl.enabled = false;
    slo.ttft = {true, Percentile::P99, 0.2};
    EXPECT_EQ(findKnee(replica, slo).binding, Knee::Binding::Ttft);
}

TEST(Knee, TighterBoundsNeverMoveItRight)
{
    const auto replica = underLoad(defaultParts());
    double before = 0;
    for (const double bound : {0.012, 0.015, 0.02, 0.03, 0.05, 0.1}) {
        Slo slo;
        slo.ttft.enabled = false;
        slo.itl = {true, Percentile::Mean, bound};
        const double rate = findKnee(replica, slo).requestsPerSecond;
        EXPECT_GE(rate, before);
        before = rate;
    }
}

// REQ-088, REQ-090, REQ-091: chunks trade throughput and TTFT for even tokens.
TEST(Chunks, TradeThroughputForEvenTokens)
{
    Workload workload;
    workload.inputTokensMean = 20000;
    workload.outputTokensMean = 200;
    const auto point = [&](int budget, Scheduling::Batching batching) {
        auto parts = shippedParts("llama-3.3-70b", "h100-sxm", 8);
        parts.scheduling.tokenBudget = budget;
        parts.scheduling.batching = batching;
        return underLoad(parts, workload);
    };
    const auto small = point(512, Scheduling::Batching::Chunked), large = point(2048, Scheduling::Batching::Chunked);
    const auto whole = point(2048, Scheduling::Batching::Continuous);
    const auto slowest = [](const ReplicaUnderLoad &replica) { return replica.atRunningBatch(8).mixedStepSeconds; };
    EXPECT_LT(slowest(small), slowest(large));
    EXPECT_GE(slowest(whole), 10 * slowest(small));
    EXPECT_LT(small.capacity(), large.capacity());
    EXPECT_GE(small.atRunningBatch(8).ttftPrefillSeconds, whole.atRunningBatch(8).ttftPrefillSeconds);
}

TEST(Speculation, ShortensTokensAtLowLoadAndCostsCapacity)
{
    auto parts = defaultParts();
    const auto plain = underLoad(parts);
    parts.speculation = {.draftTokens = 4, .acceptance = 0.7, .draftCostShare = 0.05};
    const auto speculative = underLoad(parts);
    EXPECT_LT(speculative.openLoop(0.2).tpotSeconds, plain.openLoop(0.2).tpotSeconds);
    expectSmoothHockeyStick(speculative);
}

// Llama-70B FP8 on 8 H100, 1024 in, 256 out, log-normal lengths, simulated pass by pass.
TEST(OpenLoop, AgreesWithTheSimulatedReplica)
{
    auto parts = shippedParts("llama-3.3-70b", "h100-sxm", 8, "vllm");
    parts.engine.raggedAttention = 1;
    const auto replica = underLoad(parts);
    EXPECT_NEAR(replica.openLoop(1).tpotSeconds, 8.7e-3, 0.1 * 8.7e-3);
    EXPECT_NEAR(replica.openLoop(16).tpotSeconds, 43.1e-3, 0.2 * 43.1e-3);
}

TEST(RandomReplicas, KeepTheirPromises)
{
    const auto &catalog = test::shippedCatalog();
    std::mt19937_64 random(7);
    // Below about eight tokens of answer several prompts share each step, and load may make them cheaper.
    std::uniform_real_distribution<double> logInput(3, 9.5), logOutput(2.1, 8), cv(0, 2), share(0, 1);
    int checked = 0;
    for (int i = 0; i < 3000 && checked < 250; ++i) {
        auto parts = shippedParts(catalog.models[random() % catalog.models.size()].id,
                                  catalog.accelerators[random() % catalog.accelerators.size()].id, 1 << (random() % 4));
        Workload workload;
        workload.inputTokensMean = std::exp(logInput(random));
        workload.outputTokensMean = std::exp(logOutput(random));
        workload.inputTokensCv = cv(random);
        workload.outputTokensCv = cv(random);
        workload.prefixHitShare = random() % 2 == 0 ? 0 : share(random);
        parts.scheduling.maxSequences = 1 << (random() % 11);
        if (!replica::placementProblem(parts.placement, parts.model).empty() || parts.kernels.memoryBytesPerSecond <= 0
            || parts.kernels.peakFlops[0] <= 0
            || catalog::support(parts.accelerator, parts.weightFormat) == catalog::Support::No)
            continue;
        const auto replica = underLoad(parts, workload);
        if (replica.capacity() <= 0)
            continue;
        ++checked;
        SCOPED_TRACE(parts.model.id + " on " + parts.accelerator.id + " tp " + std::to_string(parts.placement.tensorParallel)
                     + " isl " + std::to_string(workload.inputTokensMean) + " osl " + std::to_string(workload.outputTokensMean)
                     + " cap " + std::to_string(parts.scheduling.maxSequences));
        double beforeTpot = 0, beforeTtft = 0;
        for (const double load : {0.05, 0.3, 0.6, 0.9, 0.99}) {
            const OperatingPoint point = replica.openLoop(load * replica.capacity());
            ASSERT_TRUE(point.finite);
            expectOrdered(point.ttft);
            expectOrdered(point.itl);
            expectOrdered(point.endToEnd);
            EXPECT_GE(point.tpotSeconds, beforeTpot * (1 - 1e-6));
            EXPECT_GE(point.ttft.mean, beforeTtft * (1 - 1e-6));
            EXPECT_LE(point.runningBatch, replica.largestBatch());
            beforeTpot = point.tpotSeconds;
            beforeTtft = point.ttft.mean;
        }
        EXPECT_FALSE(replica.openLoop(1.001 * replica.capacity()).finite);
        beforeTpot = 0;
        for (const double concurrency : {1.0, 3.0, 20.0, 150.0, 1000.0}) {
            const OperatingPoint point = replica.closedLoop(concurrency);
            EXPECT_NEAR(point.servedRequestsPerSecond * point.endToEnd.mean / concurrency, 1, 0.01);
            EXPECT_GE(point.tpotSeconds, beforeTpot * (1 - 1e-6)) << concurrency;
            expectOrdered(point.ttft);
            expectOrdered(point.endToEnd);
            beforeTpot = point.tpotSeconds;
        }
    }
    EXPECT_GE(checked, 150);
}

} // namespace
} // namespace trilemma::serving
