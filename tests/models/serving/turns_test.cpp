// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/turns.h"

#include "models/serving/request_source.h"
#include "tests/models/simulation_fixture.h"

#include <gtest/gtest.h>

namespace trilemma::serving {
namespace {

Workload agents(int turns, double pauseSeconds = 5)
{
    Workload workload;
    workload.requestsPerSecond = 2;
    workload.inputTokensMean = 5770;
    workload.outputTokensMean = 523;
    workload.turns = {turns, 6400, pauseSeconds, Turns::PausedKv::Lru};
    return workload;
}

TEST(Turns, OneTurnStaysAsItIs)
{
    const FlatTurns flat = flattened(agents(1), 1);
    EXPECT_EQ(flat.workload, agents(1));
    EXPECT_EQ(flat.ownHitShare, 0);
    EXPECT_EQ(pausedKvTokens(agents(1), 2), 0);
}

TEST(Turns, PromptsAreAllThatWasSaidBefore)
{
    // Eight prompts: 5770, and each 6923 longer than the one before; all but the first 6400 new tokens.
    const FlatTurns flat = flattened(agents(8), 1);
    EXPECT_DOUBLE_EQ(flat.workload.inputTokensMean, 5770 + 3.5 * 6923);
    EXPECT_NEAR(flat.ownHitShare, 1 - (5770 + 7 * 6400) / (8 * flat.workload.inputTokensMean), 1e-12);
    EXPECT_EQ(flattened(agents(8), 0).ownHitShare, 0);
    EXPECT_NEAR(flattened(agents(8), 0.5).ownHitShare, flat.ownHitShare / 2, 1e-12);
    EXPECT_GT(flattened(agents(8), 0).workload.inputTokensCv, flat.workload.inputTokensCv);
}

TEST(Turns, CommonPrefixesAreNotCountedTwice)
{
    Workload workload = agents(4);
    workload.prefixHitShare = 0.3;
    const FlatTurns flat = flattened(workload, 1);
    EXPECT_LE(flat.ownHitShare + workload.prefixHitShare, 1);
    const double without = flattened(agents(4), 1).ownHitShare;
    EXPECT_LT(flat.ownHitShare, without);
    EXPECT_GT(flat.ownHitShare + 0.3, without);
}

TEST(Turns, PausesHoldCacheByLittlesLaw)
{
    // 2 requests/s, 7 of 8 end before a pause of 5 s, in which their conversation so far stays.
    const double context = 5770 + 523 + 3 * 6923;
    EXPECT_DOUBLE_EQ(pausedKvTokens(agents(8), 2), 2 * 7 / 8.0 * 5 * context);
    EXPECT_EQ(keptShare(agents(8), 2, 1e12), 1);
    EXPECT_DOUBLE_EQ(keptShare(agents(8), 2, pausedKvTokens(agents(8), 2) / 4), 0.25);
    EXPECT_EQ(keptShare(agents(8), 2, -1), 0);
}

TEST(Turns, TheRequestRateCountsEveryTurn)
{
    const SimulatedTraffic traffic = trafficOf(agents(8), {});
    EXPECT_DOUBLE_EQ(traffic.classes.front().arrivals.requestsPerSecond, 0.25);
    EXPECT_DOUBLE_EQ(openRate(traffic), 2);
    EXPECT_DOUBLE_EQ(openRate(atRate(traffic, 5)), 5);
}

class PausedKvInSimulation : public testing::Test {
protected:
    SimulationResult played(Turns::PausedKv kv, double rate, double pauseSeconds) const
    {
        Workload workload = agents(8, pauseSeconds);
        workload.requestsPerSecond = rate;
        workload.turns.pausedKv = kv;
        SimulatedReplica replica(parts.configuration());
        replica.prefixCaching = kv != Turns::PausedKv::Evict;
        SimulationPlan plan;
        plan.requests = 4000;
        plan.warmUpRequests = 800;
        return simulate(replica, trafficOf(workload, {}), plan);
    }
    test::ReplicaParts parts = test::simulatedParts();
};

TEST_F(PausedKvInSimulation, HitsAreThoseOfTheClosedForm)
{
    const SimulationResult kept = played(Turns::PausedKv::Lru, 0.5, 5);
    EXPECT_NEAR(kept.cacheHitShare, flattened(agents(8), 1).ownHitShare, 0.02);
    EXPECT_EQ(played(Turns::PausedKv::Evict, 0.3, 5).cacheHitShare, 0);
    EXPECT_EQ(conservationProblem(kept), "");
}

TEST_F(PausedKvInSimulation, LongPausesEvictWhereNothingIsHeld)
{
    const SimulationResult quick = played(Turns::PausedKv::Lru, 0.5, 5), slow = played(Turns::PausedKv::Lru, 0.5, 400);
    EXPECT_LT(slow.cacheHitShare, quick.cacheHitShare - 0.1);
    EXPECT_GT(slow.ttft.at(Rank::Mean).value, quick.ttft.at(Rank::Mean).value);
}

TEST_F(PausedKvInSimulation, HoldingTakesRoomAndKeepsTheHits)
{
    const SimulationResult evicting = played(Turns::PausedKv::Lru, 0.5, 20), holding = played(Turns::PausedKv::Hold, 0.5, 20);
    EXPECT_GT(holding.meanKvShare, 1.5 * evicting.meanKvShare);
    EXPECT_NEAR(holding.cacheHitShare, flattened(agents(8), 1).ownHitShare, 0.02);
    EXPECT_EQ(conservationProblem(holding), "");
    // Far more than the pool: those that pause let go rather than stop everything.
    const SimulationResult full = played(Turns::PausedKv::Hold, 0.5, 2000);
    EXPECT_GT(full.measured, 0U);
    EXPECT_EQ(conservationProblem(full), "");
}

} // namespace
} // namespace trilemma::serving
