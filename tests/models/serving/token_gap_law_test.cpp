// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/replica_under_load.h"
#include "models/serving/simulator.h"
#include "tests/models/replica_fixture.h"

#include <gtest/gtest.h>

namespace trilemma::serving {
namespace {

Workload spreadChat()
{
    Workload workload;
    workload.inputTokensMean = 1155;
    workload.outputTokensMean = 211;
    workload.inputTokensCv = 0.96;
    workload.outputTokensCv = 0.77;
    return workload;
}

// Two tiers of truth for one percentile: what the closed form draws on the tick, a simulation refines.
TEST(TokenGapLaw, AgreeWithTheSimulator)
{
    for (const int tokenBudget : {2048, 8192}) {
        auto parts = test::shippedParts("llama-3.3-70b", "h100-sxm", 4);
        parts.scheduling.tokenBudget = tokenBudget;
        const ReplicaUnderLoad replica(parts.configuration(), spreadChat());
        for (const double load : {0.1, 0.3, 0.5}) {
            Workload workload = spreadChat();
            workload.requestsPerSecond = load * replica.capacity();
            SimulationPlan plan;
            plan.requests = 8000;
            plan.warmUpRequests = 500;
            const auto result = simulate(SimulatedReplica(parts.configuration()), trafficOf(workload, {}), plan);
            const Latency gaps = replica.openLoop(workload.requestsPerSecond).itl;
            const auto expectNear = [&](double closed, Rank rank, double share) {
                EXPECT_NEAR(closed / result.itl.at(rank).value, 1, share) << label(rank) << " at " << load << ", " << tokenBudget;
            };
            expectNear(gaps.mean, Rank::Mean, 0.05);
            expectNear(gaps.p50, Rank::P50, 0.03);
            expectNear(gaps.p95, Rank::P95, 0.15);
            expectNear(gaps.p99, Rank::P99, 0.12);
        }
    }
}

// Even the shortest prompt adds its kernels' fixed times to a pass, a third of a plain one; no step is higher.
TEST(TokenGapLaw, RiseWithTheLoadWithoutAJump)
{
    const auto parts = test::shippedParts("llama-3.3-70b", "h100-sxm", 4);
    const ReplicaUnderLoad replica(parts.configuration(), spreadChat());
    const double capacity = replica.capacity();
    Latency before = replica.openLoop(1e-4 * capacity).itl;
    constexpr int points = 20'000;
    for (int i = 1; i < points; ++i) {
        const Latency gaps = replica.openLoop(capacity * i / points).itl;
        EXPECT_GE(gaps.p99, before.p99 * (1 - 1e-3)) << i;
        EXPECT_LT(gaps.p99, before.p99 * 1.4) << i;
        before = gaps;
    }
}

// A user who talks alone never waits for another's prompt.
TEST(TokenGapLaw, AreEvenForOneUserAlone)
{
    const auto parts = test::shippedParts("llama-3.3-70b", "h100-sxm", 4);
    const OperatingPoint alone = ReplicaUnderLoad(parts.configuration(), spreadChat()).closedLoop(1);
    EXPECT_DOUBLE_EQ(alone.itl.p99, alone.itl.p50);
}

} // namespace
} // namespace trilemma::serving
