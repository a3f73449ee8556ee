// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/trace_replay.h"

#include "models/evidence/scenario_simulation.h"
#include "models/serving/simulated_replica.h"
#include "tests/models/catalog_fixture.h"

#include <gtest/gtest.h>

namespace trilemma::evidence {
namespace {

/// Seven requests a second apart, each with as many blocks as its place.
RequestTrace sevenRequests()
{
    RequestTrace trace;
    trace.hasArrivals = true;
    trace.blockTokens = 16;
    for (std::uint32_t i = 0; i < 7; ++i) {
        trace.requests.push_back({double(i), 100.0 * (i + 1), 10.0 * (i + 1), trace.blocks.size(), i});
        for (std::uint32_t block = 0; block < i; ++block)
            trace.blocks.push_back(100 * i + block);
    }
    return trace;
}

TEST(TraceReplay, ReplicasTakeRequestsInTurnWithTheirBlocks)
{
    const RequestTrace trace = sevenRequests();
    const auto second = replayOf(trace, {.replicas = 3, .pace = 2, .prefixHitShare = 0.5, .slo = {}}, 1).classes.front();
    ASSERT_EQ(second.trace.size(), 2U);
    EXPECT_EQ(second.trace[1], (serving::TracedRequest{2, 500, 50, 1, 4}));
    EXPECT_EQ(second.blocks, (std::vector<std::uint64_t>{100, 400, 401, 402, 403}));
    EXPECT_EQ(second.prefixHitShare, 0); // blocks say themselves what hits
    std::size_t all = 0;
    for (std::size_t replica = 0; replica < 3; ++replica)
        all += replayOf(trace, {.replicas = 3, .pace = 1, .prefixHitShare = 0, .slo = {}}, replica).classes.front().trace.size();
    EXPECT_EQ(all, trace.requests.size());
}

TEST(TraceReplay, LengthsAreWholeAndAtLeastOne)
{
    RequestTrace trace;
    trace.hasArrivals = true;
    trace.requests = {{0, 0.2, 1e12, 0, 0}, {0, 10.6, 3.4, 0, 0}};
    const auto one = replayOf(trace, {.replicas = 1, .pace = 1, .prefixHitShare = 0.25, .slo = {}}).classes.front();
    EXPECT_EQ(one.trace[0].inputTokens, 1);
    EXPECT_EQ(one.trace[0].outputTokens, 100'000'000);
    EXPECT_EQ(one.trace[1].inputTokens, 11);
    EXPECT_EQ(one.trace[1].outputTokens, 3);
    EXPECT_EQ(one.prefixHitShare, 0.25);
    EXPECT_EQ(arrivalRate(trace), 0);
    EXPECT_EQ(arrivalRate(sevenRequests()), 1);
}

TEST(TraceReplay, AFleetAnswersEveryRequestOnce)
{
    const RequestTrace trace = sevenRequests();
    scenario::Scenario scenario = scenario::defaultScenario(test::shippedCatalog());
    scenario.replicas = 3;
    SimulationOrder order;
    order.trace = &trace;
    order.keepRequests = true;
    const auto simulation = simulateScenario(scenario, test::shippedCatalog(), order);
    ASSERT_EQ(simulation.loads.size(), 1U);
    const auto &requests = simulation.loads.front().result.requests;
    ASSERT_EQ(requests.size(), 7U);
    for (std::size_t i = 0; i < requests.size(); ++i) {
        EXPECT_EQ(requests[i].index, i);
        EXPECT_EQ(requests[i].inputTokens, 100 * static_cast<int>(i + 1));
        EXPECT_DOUBLE_EQ(requests[i].arrival, static_cast<double>(i));
        EXPECT_GT(requests[i].finish, requests[i].firstToken);
    }
}

TEST(ScenarioSimulation, ACurveIsItsPointsAtAnyThreadCount)
{
    scenario::Scenario scenario = scenario::defaultScenario(test::shippedCatalog());
    scenario.replicas = 2;
    SimulationOrder order;
    order.requests = 500;
    order.requestsPerSecond = {1, 2, 4};
    const auto alone = simulateScenario(scenario, test::shippedCatalog(), order);
    order.threads = 4;
    const auto together = simulateScenario(scenario, test::shippedCatalog(), order);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(alone.loads[i].requestsPerSecond, order.requestsPerSecond[i]);
        EXPECT_EQ(alone.loads[i].result.endSeconds, together.loads[i].result.endSeconds);
        EXPECT_NEAR(alone.loads[i].result.offeredRequestsPerSecond, order.requestsPerSecond[i] / 2,
                    0.1 * order.requestsPerSecond[i]);
    }
    scenario.workload.requestsPerSecond = 4;
    order.requestsPerSecond.clear();
    const auto single = simulateScenario(scenario, test::shippedCatalog(), order);
    EXPECT_EQ(single.loads.front().result.endSeconds, alone.loads[2].result.endSeconds);
}

} // namespace
} // namespace trilemma::evidence
