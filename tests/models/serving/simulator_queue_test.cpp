// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/simulator.h"

#include <gtest/gtest.h>

#include <cmath>

namespace trilemma::serving {
namespace {

using Kind = LengthDistribution::Kind;

/// Slots whose requests hold them for gamma-distributed times: passes of a fraction of the mean, a token each.
struct Queue {
    int slots = 1;
    double meanSeconds = 1, serviceCv = 1, requestsPerSecond = 0.8;
    double passesPerService = 10000;
    std::uint64_t requests = 250'000;

    SimulationResult run(int replications = 4) const
    {
        const auto replica = SimulatedReplica::ofSlots(slots, meanSeconds / passesPerService);
        SimulatedTraffic traffic;
        TrafficClass &one = traffic.classes.front();
        one.arrivals.requestsPerSecond = requestsPerSecond;
        one.input = {Kind::Constant, 1, 0, {}};
        one.output = {Kind::Gamma, passesPerService, serviceCv, {}};
        one.output.longest = 1e7;
        SimulationPlan plan;
        plan.requests = requests;
        plan.warmUpRequests = requests / 10;
        return combined(replicate(replica, traffic, plan, replications, 2));
    }
};

/// Within 5 % of theory, or closer to it than the run can tell.
void expectAgrees(const Estimate &estimate, double theory, const char *what)
{
    EXPECT_LE(std::abs(estimate.value - theory), std::max(0.05 * theory, estimate.halfWidth))
        << what << ": " << estimate.value << " +- " << estimate.halfWidth << ", theory " << theory;
    EXPECT_NEAR(estimate.value, theory, 0.12 * theory) << what;
}

// Oracle Q1: Erlang-C, 32 slots of 2 s.
TEST(QueueTheory, ErlangC)
{
    struct Row {
        double rate, waits, wait, wait99;
    };
    for (const Row &row : {Row{12, 0.0829, 0.0207, 0.529}, Row{14, 0.3630, 0.1815, 1.796}, Row{15, 0.6302, 0.6302, 4.143},
                           Row{15.5, 0.8018, 1.6036, 8.769}}) {
        const SimulationResult result = Queue{32, 2, 1, row.rate}.run();
        expectAgrees(result.queue.at(Rank::Mean), row.wait, "mean wait");
        expectAgrees(result.queue.at(Rank::P99), row.wait99, "p99 wait");
        EXPECT_NEAR(result.waitedShare, row.waits, 0.05 * row.waits);
        EXPECT_NEAR(result.meanRunning, 2 * row.rate, 0.01 * 2 * row.rate);
        EXPECT_NE(result.state, LoadState::Overloaded);
    }
}

// Oracle Q2: 100 requests/s split at random over n replicas of 32 slots, and pooled over 224.
TEST(QueueTheory, SplitAndPooled)
{
    struct Row {
        int slots;
        double rate, wait, wait99;
    };
    for (const Row &row : {Row{32, 100.0 / 7, 0.2505, 2.193}, Row{32, 100.0 / 8, 0.0363, 0.726},
                           Row{32, 100.0 / 9, 0.0071, 0.254}, Row{224, 100, 0.0051, 0.151}}) {
        Queue queue{row.slots, 2, 1, row.rate};
        queue.passesPerService = 40000;
        const SimulationResult result = queue.run();
        expectAgrees(result.queue.at(Rank::Mean), row.wait, "mean wait");
        expectAgrees(result.queue.at(Rank::P99), row.wait99, "p99 wait");
    }
}

// Oracle Q3: Pollaczek-Khinchine, one slot of 1 s at 0.8 requests/s.
TEST(QueueTheory, PollaczekKhinchine)
{
    for (const auto &[cv, wait] : {std::pair{0.0, 2.0}, {1.0, 4.0}, {2.0, 10.0}}) {
        Queue queue{1, 1, cv, 0.8};
        queue.passesPerService = 1000;
        expectAgrees(queue.run().queue.at(Rank::Mean), wait, "mean wait");
    }
}

TEST(QueueTheory, BeyondCapacityThereIsNoLatency)
{
    const SimulationResult result = Queue{32, 2, 1, 17}.run(1);
    EXPECT_EQ(result.state, LoadState::Overloaded);
    EXPECT_NEAR(result.backlogGrowthPerSecond, 1, 0.1);
    EXPECT_NEAR(result.requestsPerSecond, 16, 0.2);
    EXPECT_TRUE(std::isinf(result.queue.at(Rank::P99).value));
    EXPECT_TRUE(std::isinf(result.endToEnd.at(Rank::Mean).value));
    EXPECT_NEAR(secondsUntilWait(result, 2), 2 * 16 / 1.0, 4);
    EXPECT_TRUE(std::isinf(secondsUntilWait(Queue{32, 2, 1, 8, 1000, 10'000}.run(1), 2)));
}

TEST(QueueTheory, BurstierArrivalsWaitLonger)
{
    double last = 0;
    for (const double cv : {0.5, 1.0, 2.0, 4.0}) {
        SimulatedTraffic traffic;
        TrafficClass &one = traffic.classes.front();
        one.arrivals = {.kind = ArrivalProcess::Kind::Gamma, .requestsPerSecond = 0.7, .cv = cv};
        one.input = {Kind::Constant, 1, 0, {}};
        one.output = {Kind::Constant, 1000, 0, {}};
        SimulationPlan plan;
        plan.requests = 100'000;
        const auto result = simulate(SimulatedReplica::ofSlots(1, 1e-3), traffic, plan);
        EXPECT_GT(result.queue.at(Rank::Mean).value, last);
        last = result.queue.at(Rank::Mean).value;
    }
}

} // namespace
} // namespace trilemma::serving
