// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/simulation_fixture.h"

#include <cmath>

namespace trilemma::serving {
namespace {

using test::RandomScenario;

constexpr std::uint32_t scenarios = 2000;

template<class Check> void inEveryScenario(Check check)
{
    const test::ReplicaParts parts = test::simulatedParts();
    for (std::uint32_t seed = 1; seed <= scenarios && !testing::Test::HasFailure(); ++seed) {
        SCOPED_TRACE(seed);
        const RandomScenario scenario(seed, parts);
        check(scenario, simulate(scenario.replica, scenario.traffic, scenario.plan));
    }
}

TEST(SimulatorProperties, NothingIsLostOrMade)
{
    inEveryScenario([](const RandomScenario &, const SimulationResult &result) {
        EXPECT_EQ(conservationProblem(result), "");
        if (result.isFinite) {
            EXPECT_EQ(result.conservation.waiting + result.conservation.running, 0U);
        }
    });
}

TEST(SimulatorProperties, EveryRequestLivesForward)
{
    inEveryScenario([](const RandomScenario &, const SimulationResult &result) {
        for (const RequestRecord &request : result.requests) {
            EXPECT_GE(request.firstScheduled, request.arrival);
            EXPECT_GT(request.firstToken, request.firstScheduled);
            EXPECT_GE(request.finish, request.firstToken);
            EXPECT_LE(request.cachedTokens, request.inputTokens);
        }
    });
}

TEST(SimulatorProperties, LittlesLawIsExactOverAWholeExperiment)
{
    inEveryScenario([](const RandomScenario &scenario, const SimulationResult &result) {
        const bool hasWarmUp = scenario.traffic.classes.front().arrivals.kind == ArrivalProcess::Kind::Benchmark;
        if (result.isFinite && !hasWarmUp) {
            EXPECT_NEAR(result.littleError, 0, 1e-9);
        }
    });
}

TEST(SimulatorProperties, LimitsHold)
{
    inEveryScenario([](const RandomScenario &scenario, const SimulationResult &result) {
        EXPECT_LE(result.largestKvShare, 1 + 1e-9);
        for (const PassRecord &pass : result.passLog) {
            EXPECT_LE(pass.decodes, scenario.replica.largestBatch());
            if (scenario.replica.batching == replica::Scheduling::Batching::Chunked) {
                EXPECT_LE(pass.promptTokens + pass.decodes * scenario.replica.verifyTokens, scenario.replica.tokenBudget);
            }
        }
        EXPECT_LE(result.meanRunning, scenario.replica.largestBatch() + 1e-9);
        if (scenario.replica.reservesPeak && !scenario.replica.priorityPreempts) {
            EXPECT_EQ(result.preemptions, 0U);
        }
    });
}

// Passes follow each other without a gap while anybody is there.
TEST(SimulatorProperties, NobodyWaitsAtAnIdleEngine)
{
    inEveryScenario([](const RandomScenario &scenario, const SimulationResult &result) {
        if (!result.isFinite || scenario.replica.disaggregation)
            return;
        double end = 0;
        for (const PassRecord &pass : result.passLog) {
            if (pass.start <= end * (1 + 1e-12)) {
                end = pass.start + pass.seconds;
                continue;
            }
            for (const RequestRecord &request : result.requests) {
                const double ingest = 1e-9;
                EXPECT_FALSE(request.arrival < pass.start - ingest && request.firstScheduled > end + ingest &&
                             request.arrival > end)
                    << request.arrival << ' ' << end << ' ' << pass.start;
            }
            end = pass.start + pass.seconds;
        }
    });
}

TEST(SimulatorProperties, PartsOfTheTimeToFirstTokenAddUp)
{
    inEveryScenario([](const RandomScenario &, const SimulationResult &result) {
        if (result.measured == 0 || (result.state == LoadState::Overloaded && !result.isFinite))
            return;
        const double mean = result.ttft.at(Rank::Mean).value;
        EXPECT_NEAR(result.ttftIngestSeconds + result.ttftQueueSeconds + result.ttftPrefillSeconds, mean, 1e-6 * mean);
        EXPECT_LE(result.ttft.at(Rank::P50).value, result.ttft.at(Rank::P99).value);
        EXPECT_LE(result.ttft.at(Rank::P999).value, result.ttft.largest * 1.005);
        EXPECT_LE(result.goodRequestsPerSecond.value, result.requestsPerSecond * (1 + 1e-9));
    });
}

} // namespace
} // namespace trilemma::serving
