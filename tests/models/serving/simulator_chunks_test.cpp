// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/simulation_fixture.h"

#include <algorithm>
#include <cmath>

namespace trilemma::serving {
namespace {

using Batching = replica::Scheduling::Batching;
using test::ReplicaParts;

constexpr int users = 32, longPrompt = 20000;

/// Users who decode, and a long prompt in their midst.
SimulatedTraffic withLongPrompt()
{
    SimulatedTraffic traffic;
    TrafficClass &one = traffic.classes.front();
    one.arrivals.kind = ArrivalProcess::Kind::Trace;
    for (int user = 0; user < users; ++user)
        one.trace.push_back({0, 128, 1500});
    one.trace.push_back({6, longPrompt, 8});
    return traffic;
}

SimulationResult injected(ReplicaParts parts, Batching batching, int tokenBudget)
{
    parts.scheduling.batching = batching;
    parts.scheduling.tokenBudget = tokenBudget;
    SimulationPlan plan;
    plan.keepRequests = true;
    plan.passLogLimit = 100'000;
    SimulatedReplica replica(parts.configuration());
    replica.lookaheadPasses = 0;
    return simulate(replica, withLongPrompt(), plan);
}

double longTtft(const SimulationResult &result)
{
    return result.requests.back().firstToken - result.requests.back().arrival;
}

// Oracle C1, REQ-089: 70B BF16, TP8 H100, 50 % MFU.
TEST(LongPrompt, StallsEveryStreamForItsWholePrefill)
{
    auto parts = withIdealKernels(test::shippedParts("llama-3.3-70b", "h100-sxm", 8), 0.5, 1);
    parts.weightFormat = catalog::WeightFormat::Bf16;
    const auto result = injected(parts, Batching::Continuous, 8192);
    constexpr double stall = 0.846;
    EXPECT_GE(result.itl.largest, 0.95 * stall);
    EXPECT_LE(result.itl.largest, 1.15 * stall); // and one decode pass, norms and the like
    // One such gap in each of the streams that were running, none elsewhere.
    const double gaps = users * 1499.0 + 7;
    const auto slow =
        std::ranges::count_if(result.passLog, [](const PassRecord &pass) { return pass.promptTokens == longPrompt; });
    EXPECT_EQ(slow, 1);
    EXPECT_EQ(result.conservation.outputTokens, gaps + users + 1);
    EXPECT_LT(result.itl.at(Rank::P99).value, 0.1 * stall); // 32 of 48,000 gaps
}

// REQ-090
TEST(LongPrompt, ComesInChunks)
{
    for (const auto &[budget, chunks] : {std::pair{512, 40}, {2048, 10}}) {
        SimulatedTraffic traffic;
        traffic.classes.front().arrivals.kind = ArrivalProcess::Kind::Trace;
        traffic.classes.front().trace = {{0, longPrompt, 1}};
        auto parts = test::simulatedParts();
        parts.scheduling.tokenBudget = budget;
        EXPECT_EQ(simulate(SimulatedReplica(parts.configuration()), traffic, {}).passes, static_cast<std::uint64_t>(chunks));
    }
}

// REQ-088, REQ-090
TEST(LongPrompt, ChunksSpareTheOthersAtItsOwnCost)
{
    const auto parts = test::simulatedParts();
    const auto whole = injected(parts, Batching::Continuous, 8192);
    const auto large = injected(parts, Batching::Chunked, 2048), small = injected(parts, Batching::Chunked, 512);
    EXPECT_GE(whole.itl.largest, 10 * small.itl.largest);
    EXPECT_LT(small.itl.largest, large.itl.largest);
    EXPECT_LT(large.itl.largest, whole.itl.largest);
    EXPECT_NEAR(small.itl.at(Rank::P50).value / whole.itl.at(Rank::P50).value, 1, 0.25);
    EXPECT_GE(longTtft(small), longTtft(whole));
}

// REQ-091
TEST(Chunks, TooSmallOnesCostThroughput)
{
    SimulatedTraffic traffic;
    TrafficClass &one = traffic.classes.front();
    one.arrivals = {.kind = ArrivalProcess::Kind::ClosedLoop, .users = 128};
    one.input.mean = 4000;
    one.output.mean = 150;
    const auto throughput = [&](int tokenBudget) {
        auto parts = test::simulatedParts();
        parts.scheduling.tokenBudget = tokenBudget;
        return simulate(SimulatedReplica(parts.configuration()), traffic, {}).outputTokensPerSecond;
    };
    EXPECT_LT(throughput(512), 0.9 * throughput(2048));
    EXPECT_LE(throughput(2048), 1.01 * throughput(8192));
}

// REQ-092
TEST(Chunks, SteadyTheTokensAndFillTheGpu)
{
    auto traffic = test::chatTraffic(1);
    traffic.classes.front().arrivals.kind = ArrivalProcess::Kind::Burst;
    const auto run = [&](Batching batching) {
        auto parts = test::simulatedParts();
        parts.scheduling.batching = batching;
        parts.scheduling.tokenBudget = 1024;
        SimulationPlan plan;
        plan.requests = 600;
        return simulate(SimulatedReplica(parts.configuration()), traffic, plan);
    };
    const auto apart = run(Batching::Continuous), together = run(Batching::Chunked);
    EXPECT_LT(together.itl.deviation, apart.itl.deviation);
    // The same operations in less time: a higher mean utilisation of compute.
    EXPECT_EQ(together.conservation.promptTokensComputed, apart.conservation.promptTokensComputed);
    EXPECT_EQ(together.conservation.outputTokens, apart.conservation.outputTokens);
    EXPECT_LT(together.endSeconds, apart.endSeconds);
}

// REQ-086
TEST(Chunks, PrefillTouchesMoreTokensAtHigherRateAndLongerPrompts)
{
    const SimulatedReplica replica(test::simulatedParts().configuration());
    double last = 0;
    for (const double rate : {0.5, 2.0, 6.0}) {
        const double share = simulate(replica, test::chatTraffic(rate), {}).mixedTokenShare;
        EXPECT_GT(share, last);
        last = share;
    }
    auto longer = test::chatTraffic(2);
    const double usual = simulate(replica, longer, {}).mixedTokenShare;
    longer.classes.front().input.mean = 16000;
    EXPECT_GT(simulate(replica, longer, {}).mixedTokenShare, usual);
}

// REQ-065, REQ-068: members of a static batch wait for its longest.
TEST(StaticBatching, LeavesSlotsIdle)
{
    auto parts = test::simulatedParts();
    auto traffic = test::chatTraffic(1);
    traffic.classes.front().arrivals.kind = ArrivalProcess::Kind::Burst;
    SimulationPlan plan;
    plan.requests = 8;
    plan.keepRequests = true;
    parts.scheduling.maxSequences = 4;
    const auto continuous = simulate(SimulatedReplica(parts.configuration()), traffic, plan);
    parts.scheduling.batching = Batching::Static;
    const auto fixed = simulate(SimulatedReplica(parts.configuration()), traffic, plan);
    EXPECT_GT(fixed.endSeconds, continuous.endSeconds);
    EXPECT_LT(fixed.meanDecoding, continuous.meanDecoding);
    EXPECT_LT(fixed.meanDecoding, 0.95 * fixed.meanRunning);
    for (std::size_t i = 1; i < 4; ++i)
        EXPECT_NEAR(fixed.requests[i].finish, fixed.requests[0].finish, 0.01); // but for ingest by length
    EXPECT_GT(fixed.requests[4].firstScheduled, continuous.requests[4].firstScheduled);
}

} // namespace
} // namespace trilemma::serving
