// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/simulation_fixture.h"

namespace trilemma::serving {
namespace {

constexpr std::uint32_t scenarios = 1000;
/// Batches make single requests later for less load; of means over a few hundred requests this much is left of it.
constexpr double chance = 0.03;

/// Open arrivals on an engine without the features that reorder requests; the same draws for every variant.
struct Steady : test::RandomScenario {
    Steady(std::uint32_t seed, const test::ReplicaParts &parts) : RandomScenario(seed, parts)
    {
        const SimulatedReplica plain(parts.configuration());
        replica.kv = plain.kv;
        replica.prefixCaching = replica.priorityPreempts = false;
        traffic.classes.resize(1);
        TrafficClass &one = traffic.classes.front();
        one.arrivals.kind = ArrivalProcess::Kind::Poisson;
        one.conversation.turns = 1;
        plan.requests = 300;
        plan.keepRequests = false;
        plan.passLogLimit = 0;
    }
    SimulationResult run() const { return simulate(replica, traffic, plan); }
    SimulationResult runAt(double share) const
    {
        return simulate(replica, atRate(traffic, share * openRate(traffic)), plan);
    }
};

bool isSteady(const SimulationResult &result)
{
    return result.measured > 0 && result.state == LoadState::Stable;
}

void expectNoLess(const SimulationResult &worse, const SimulationResult &better)
{
    EXPECT_GE(worse.endToEnd.at(Rank::Mean).value, better.endToEnd.at(Rank::Mean).value * (1 - chance));
    EXPECT_GE(worse.meanRunning + worse.meanWaiting, (better.meanRunning + better.meanWaiting) * (1 - chance));
}

TEST(SimulatorMonotonicity, MoreRequestsAreLater)
{
    const test::ReplicaParts parts = test::simulatedParts();
    int compared = 0;
    for (std::uint32_t seed = 1; seed <= scenarios; ++seed) {
        SCOPED_TRACE(seed);
        const Steady scenario(seed, parts);
        const SimulationResult few = scenario.runAt(0.5), many = scenario.run();
        if (!isSteady(few))
            continue;
        ++compared;
        expectNoLess(many, few);
    }
    EXPECT_GT(compared, static_cast<int>(scenarios) / 3);
}

TEST(SimulatorMonotonicity, FasterMemoryAndComputeAreSooner)
{
    const test::ReplicaParts parts = test::simulatedParts();
    test::ReplicaParts faster = parts;
    faster.kernels.memoryBytesPerSecond *= 1.5;
    for (double &peak : faster.kernels.peakFlops)
        peak *= 1.5;
    int compared = 0;
    for (std::uint32_t seed = 1; seed <= scenarios; ++seed) {
        SCOPED_TRACE(seed);
        const Steady scenario(seed, parts), quick(seed, faster);
        const SimulationResult slow = scenario.run(), fast = quick.run();
        if (!isSteady(slow))
            continue;
        ++compared;
        expectNoLess(slow, fast);
    }
    EXPECT_GT(compared, static_cast<int>(scenarios) / 3);
}

TEST(SimulatorMonotonicity, LongerAnswersAreLater)
{
    const test::ReplicaParts parts = test::simulatedParts();
    for (std::uint32_t seed = 1; seed <= scenarios; ++seed) {
        SCOPED_TRACE(seed);
        const Steady scenario(seed, parts);
        Steady longer(seed, parts);
        longer.traffic.classes.front().output.mean *= 1.5;
        const SimulationResult shortAnswers = scenario.run();
        if (isSteady(shortAnswers))
            expectNoLess(longer.run(), shortAnswers);
    }
}

} // namespace
} // namespace trilemma::serving
