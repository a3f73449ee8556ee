// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/replica_under_load.h"
#include "models/serving/simulated_knee.h"
#include "tests/models/simulation_fixture.h"

#include <cmath>

namespace trilemma::serving {
namespace {

using Binding = Knee::Binding;
using Batching = replica::Scheduling::Batching;

SimulatedTraffic chatWith(const Slo &slo)
{
    auto traffic = test::chatTraffic(1);
    traffic.classes.front().slo = slo;
    return traffic;
}

SimulatedKnee kneeOf(const Slo &slo, test::ReplicaParts parts = test::simulatedParts(), std::uint64_t requests = 2000)
{
    KneeSearch search;
    search.plan.requests = requests;
    search.plan.warmUpRequests = requests / 10;
    search.threads = 2;
    return findKnee(SimulatedReplica(parts.configuration()), chatWith(slo), search);
}

constexpr LatencyBound off{false, Percentile::P99, 1};

TEST(SimulatedKnee, IsTheLastRateThatMeetsTheSlo)
{
    const Slo slo{{true, Percentile::P99, 0.5}, off, off};
    const SimulatedKnee knee = kneeOf(slo);
    ASSERT_TRUE(knee.exists);
    EXPECT_EQ(knee.binding, Binding::Ttft);
    for (const KneePoint &point : knee.points) {
        EXPECT_EQ(point.meets, point.requestsPerSecond <= knee.requestsPerSecond) << point.requestsPerSecond;
        if (point.meets) {
            EXPECT_LE(point.result.ttft.at(Rank::P99).value, 0.5);
        }
    }
    EXPECT_LT(knee.requestsPerSecond, knee.capacityRequestsPerSecond);
}

TEST(SimulatedKnee, NamesTheBoundThatBinds)
{
    EXPECT_EQ(kneeOf({off, {true, Percentile::Mean, 0.02}, off}).binding, Binding::Itl);
    EXPECT_EQ(kneeOf({off, off, {true, Percentile::P95, 8}}).binding, Binding::EndToEnd);
    const SimulatedKnee unbounded = kneeOf({off, off, off});
    EXPECT_EQ(unbounded.binding, Binding::Capacity);
    EXPECT_NEAR(unbounded.requestsPerSecond, unbounded.capacityRequestsPerSecond, 0.15 * unbounded.capacityRequestsPerSecond);
}

TEST(SimulatedKnee, SaysThatNoRateMeetsAnImpossibleSlo)
{
    const SimulatedKnee knee = kneeOf({{true, Percentile::P50, 0.01}, off, off});
    EXPECT_FALSE(knee.exists);
    EXPECT_EQ(knee.binding, Binding::Ttft);
    EXPECT_EQ(knee.requestsPerSecond, 0);
}

TEST(SimulatedKnee, TighterBoundsNeverMoveItRight)
{
    double last = std::numeric_limits<double>::infinity();
    for (const double bound : {1.0, 0.5, 0.35, 0.25}) {
        const double rate = kneeOf({{true, Percentile::P99, bound}, off, off}).requestsPerSecond;
        EXPECT_LE(rate, last);
        last = rate;
    }
}

// REQ-065
TEST(SimulatedKnee, StaticBeforeContinuousBeforeChunked)
{
    const auto rate = [](Batching batching) {
        auto parts = test::simulatedParts();
        parts.scheduling.batching = batching;
        return kneeOf({{true, Percentile::P99, 1}, {true, Percentile::P99, 0.2}, off}, parts).requestsPerSecond;
    };
    const double fixed = rate(Batching::Static), continuous = rate(Batching::Continuous), chunked = rate(Batching::Chunked);
    EXPECT_LT(fixed, continuous);
    EXPECT_LE(continuous, chunked);
}

// REQ-159
TEST(SimulatedKnee, GoodputEqualsThroughputBelowAndFallsBeyond)
{
    const SimulatedKnee knee = kneeOf({{true, Percentile::P99, 0.5}, {true, Percentile::Mean, 0.04}, off});
    ASSERT_TRUE(knee.exists);
    double best = 0;
    for (const KneePoint &point : knee.points) {
        if (point.requestsPerSecond < 0.5 * knee.requestsPerSecond) {
            EXPECT_NEAR(point.result.goodShare, 1, 0.02);
        }
        best = std::max(best, point.result.goodRequestsPerSecond.value);
    }
    EXPECT_LT(knee.points.back().result.goodRequestsPerSecond.value, 0.5 * best);
}

TEST(SimulatedKnee, AgreesWithTheClosedFormOnMeans)
{
    const Slo slo{off, {true, Percentile::Mean, 0.02}, off};
    Workload workload;
    workload.inputTokensCv = workload.outputTokensCv = 0.5;
    const double expected = findKnee(ReplicaUnderLoad(test::simulatedParts().configuration(), workload), slo).requestsPerSecond;
    EXPECT_NEAR(kneeOf(slo, test::simulatedParts(), 10'000).requestsPerSecond, expected, 0.05 * expected);
}

TEST(SimulatedKnee, StopsWhenToldTo)
{
    KneeSearch search;
    search.plan.requests = 20'000;
    int told = 0;
    const auto knee = findKnee(SimulatedReplica(test::simulatedParts().configuration()), chatWith({}), search,
                               [&](double) { return ++told < 20; });
    EXPECT_TRUE(knee.cancelled);
    EXPECT_LE(told, 20 + 3);
}

} // namespace
} // namespace trilemma::serving
