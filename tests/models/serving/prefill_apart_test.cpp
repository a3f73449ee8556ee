// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/knee.h"
#include "models/serving/simulated_knee.h"
#include "tests/models/simulation_fixture.h"

#include <gtest/gtest.h>

#include <cmath>

namespace trilemma::serving {
namespace {

Workload chat(double requestsPerSecond, double cv = 0.5)
{
    Workload workload;
    workload.requestsPerSecond = requestsPerSecond;
    workload.inputTokensMean = 1024;
    workload.outputTokensMean = 256;
    workload.inputTokensCv = workload.outputTokensCv = cv;
    return workload;
}

/// Instances of Llama-3.3-70B FP8 TP4 each.
struct Pools {
    int prefill = 2, decode = 1;
    KvTransfer transfer;
    test::ReplicaParts parts = test::simulatedParts();

    ReplicaUnderLoad closed(const Workload &workload) const
    {
        const PrefillApart apart{PrefillLaw(parts.configuration(), workload, prefill), decode, transfer};
        return {parts.configuration(), workload, Surroundings{.apart = apart}};
    }
    SimulatedReplica simulated() const
    {
        SimulatedReplica replica(parts.configuration());
        replica.disaggregation = Disaggregation{prefill, decode, transfer};
        return replica;
    }
};

SimulationPlan longPlan()
{
    SimulationPlan plan;
    plan.requests = 20'000;
    plan.warmUpRequests = 2000;
    return plan;
}

TEST(PrefillApart, ClosedFormFollowsTheSimulation)
{
    struct Case {
        int prefill, decode;
        double load, cv;
    };
    for (const Case &one : {Case{1, 1, 0.3, 0.5}, Case{1, 1, 0.6, 0.5}, Case{2, 1, 0.5, 0.5}, Case{2, 1, 0.8, 0.5},
                            Case{4, 1, 0.7, 0.5}, Case{3, 2, 0.6, 1.0}, Case{2, 1, 0.6, 0}}) {
        SCOPED_TRACE(testing::Message() << one.prefill << 'p' << one.decode << "d at " << one.load << " cv " << one.cv);
        const Pools pools{one.prefill, one.decode, {}};
        const double capacity = pools.closed(chat(1, one.cv)).capacity();
        const Workload workload = chat(one.load * capacity, one.cv);
        const OperatingPoint point = pools.closed(workload).operate();
        const SimulationResult result = simulate(pools.simulated(), trafficOf(workload, {}), longPlan());
        EXPECT_NEAR(point.ttft.mean / result.ttft.at(Rank::Mean).value, 1, 0.1);
        EXPECT_NEAR(point.ttft.p95 / result.ttft.at(Rank::P95).value, 1, 0.1);
        EXPECT_NEAR(point.ttft.p99 / result.ttft.at(Rank::P99).value, 1, 0.12);
        EXPECT_NEAR(point.itl.mean / result.itl.at(Rank::Mean).value, 1, 0.03);
        EXPECT_NEAR(point.itl.p99 / result.itl.at(Rank::P99).value, 1, 0.08);
        EXPECT_NEAR(point.endToEnd.mean / result.endToEnd.at(Rank::Mean).value, 1, 0.03);
        if (one.cv > 0) { // else chance in the batch decides, which the closed form has no law for
            EXPECT_NEAR(point.endToEnd.p99 / result.endToEnd.at(Rank::P99).value, 1, 0.06);
        }
        EXPECT_NEAR(point.runningBatch / result.meanDecoding, 1, 0.03);
        EXPECT_NEAR(result.requestsPerSecond, workload.requestsPerSecond, 0.03 * workload.requestsPerSecond);
    }
}

TEST(PrefillApart, TradesQueueingForEvenTokens)
{
    // Three instances together against two that compute prompts and one that decodes, at the same rate.
    const Pools pools{2, 1, {}};
    Workload all = chat(9), third = chat(3);
    const OperatingPoint apart = pools.closed(all).operate();
    const OperatingPoint together = ReplicaUnderLoad(pools.parts.configuration(), third).operate();
    EXPECT_LT(apart.itl.p99, 0.5 * together.itl.p99);
    EXPECT_GT(apart.ttftQueueSeconds, 0);
    // Fewer instances for prompts, longer time to the first token; the gaps stay.
    const OperatingPoint fewer = Pools{1, 1, {}}.closed(all).operate();
    EXPECT_GT(fewer.ttft.p99, apart.ttft.p99);
    EXPECT_NEAR(fewer.itl.p99, apart.itl.p99, 0.01 * apart.itl.p99);
}

TEST(PrefillApart, MovesTheCacheOfThePrompt)
{
    const Pools pools{1, 1, {10e9, 5e-3}};
    const auto replica = pools.closed(chat(1));
    EXPECT_EQ(replica.transferBytes(), 1024 * replica::kvBytesPerToken(pools.parts.model, pools.parts.kvFormat));
    EXPECT_DOUBLE_EQ(replica.transferSeconds(), 5e-3 + replica.transferBytes() / 10e9);
    const auto quick = Pools{1, 1, {1e15, 0}}.closed(chat(1));
    EXPECT_NEAR(replica.operate().endToEnd.mean - quick.operate().endToEnd.mean, replica.transferSeconds(), 1e-3);
    EXPECT_EQ(ReplicaUnderLoad(pools.parts.configuration(), chat(1)).transferBytes(), 0);
}

TEST(PrefillApart, TheNarrowerPoolIsTheCapacity)
{
    const auto capacity = [](int prefill, int decode) { return Pools{prefill, decode, {}}.closed(chat(1)).capacity(); };
    EXPECT_NEAR(capacity(2, 2), 2 * capacity(1, 2), 1e-9 * capacity(2, 2)); // prompts bind
    EXPECT_NEAR(capacity(64, 2), 2 * capacity(64, 1), 1e-9 * capacity(64, 2)); // decode binds
    const SimulatedReplica starved = Pools{1, 1, {}}.simulated(), crowded = Pools{64, 1, {}}.simulated();
    EXPECT_EQ(simulate(starved, trafficOf(chat(1.3 * capacity(1, 1)), {}), {}).state, LoadState::Overloaded);
    EXPECT_EQ(simulate(crowded, trafficOf(chat(2 * capacity(64, 1)), {}), longPlan()).state, LoadState::Overloaded);
}

TEST(PrefillApart, ClosedLoopKeepsItsRequestsInFlight)
{
    const Pools pools{2, 1, {}};
    for (const double users : {1.0, 16.0, 128.0, 4096.0}) {
        const OperatingPoint point = pools.closed(chat(1)).closedLoop(users);
        EXPECT_NEAR(point.servedRequestsPerSecond * point.endToEnd.mean, users, 1e-3 * users) << users;
    }
}

TEST(PrefillApart, BothTiersFindTheSameKnee)
{
    const Pools pools{2, 1, {}};
    const Slo slo{{true, Percentile::P99, 0.5}, {true, Percentile::P99, 0.05}, {}};
    const Knee closed = findKnee(pools.closed(chat(1)), slo);
    const SimulatedKnee simulated = findKnee(pools.simulated(), trafficOf(chat(1), slo), {.plan = longPlan(), .replications = 1});
    ASSERT_TRUE(closed.exists && simulated.exists);
    EXPECT_EQ(closed.binding, simulated.binding);
    EXPECT_NEAR(closed.requestsPerSecond / simulated.requestsPerSecond, 1, 0.1);
}

TEST(PrefillApart, PrefillInstancesMayDiffer)
{
    SimulatedReplica replica = Pools{1, 1, {}}.simulated(), wider = replica;
    const auto wide = test::shippedParts("llama-3.3-70b", "h100-sxm", 8);
    wider.disaggregation->instance = Disaggregation::Instance{SimulatedReplica(wide.configuration()).clock, wider.tokenBudget};
    const auto traffic = trafficOf(chat(4), {});
    const auto narrow = simulate(replica, traffic, {}), quick = simulate(wider, traffic, {});
    EXPECT_LT(quick.ttftPrefillSeconds, 0.75 * narrow.ttftPrefillSeconds);
    EXPECT_NEAR(quick.itl.at(Rank::P50).value, narrow.itl.at(Rank::P50).value, 0.02 * narrow.itl.at(Rank::P50).value);
}

} // namespace
} // namespace trilemma::serving
