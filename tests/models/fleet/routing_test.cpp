// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/routing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <functional>
#include <queue>
#include <random>
#include <vector>

namespace trilemma::fleet {
namespace {

constexpr Router allRouters[]{Router::Random, Router::RoundRobin, Router::LeastLoaded, Router::PrefixAware, Router::SharedQueue};

RoutedTraffic example(int replicas)
{
    return {.replicas = replicas, .replicaSlots = 32, .requestsPerSecond = 100, .serviceSeconds = 2};
}

struct Waits {
    double mean, p99;
};

/// What a router does to real requests, with exponential service.
Waits simulate(const RoutedTraffic &t, const std::function<int(const std::vector<int> &)> &choose)
{
    std::mt19937_64 random(7);
    std::exponential_distribution gap(t.requestsPerSecond), service(1 / t.serviceSeconds);
    std::vector<int> present(t.replicas);
    std::vector<std::deque<double>> queues(t.replicas);
    using End = std::pair<double, int>;
    std::priority_queue<End, std::vector<End>, std::greater<>> ends;
    std::vector<double> waits;
    double now = 0;
    for (int arrival = 0; arrival < 800'000; ++arrival) {
        now += gap(random);
        for (; !ends.empty() && ends.top().first <= now;) {
            const auto [time, replica] = ends.top();
            ends.pop();
            --present[replica];
            if (queues[replica].empty())
                continue;
            waits.push_back(time - queues[replica].front());
            queues[replica].pop_front();
            ends.emplace(time + service(random), replica);
        }
        const int replica = choose(present);
        if (++present[replica] > t.replicaSlots) {
            queues[replica].push_back(now);
        } else {
            waits.push_back(0);
            ends.emplace(now + service(random), replica);
        }
    }
    double sum = 0;
    for (const double wait : waits)
        sum += wait;
    const auto rank = waits.begin() + static_cast<std::ptrdiff_t>(waits.size() * 99 / 100);
    std::ranges::nth_element(waits, rank);
    return {sum / static_cast<double>(waits.size()), *rank};
}

// Oracle Q1: one replica.
TEST(ErlangC, IsTheWaitOfOneReplica)
{
    EXPECT_NEAR(erlangC(32, 24), 0.0829, 5e-5);
    EXPECT_NEAR(erlangC(32, 30), 0.6302, 5e-5);
    EXPECT_NEAR(erlangC(32, 31.8), 0.9582, 5e-5);
    EXPECT_NEAR(erlangC(1, 0.8), 0.8, 1e-12);
    EXPECT_EQ(erlangC(4, 4), 1);
    EXPECT_EQ(erlangC(4, 0), 0);
    EXPECT_NEAR(erlangC(100'000, 99'900), 0.67, 0.1); // no overflow at many slots
}

// Oracle Q2.
TEST(RoutedWait, IsTheOracleForARandomSplitAndOneQueue)
{
    const double p99[]{2.193, 0.726, 0.254}, mean[]{0.2505, 0.0363, 0.0071};
    for (int replicas = 7; replicas <= 9; ++replicas) {
        const RoutedWait wait = routedWait(Router::Random, example(replicas));
        EXPECT_NEAR(wait.p99Seconds, p99[replicas - 7], 0.02 * p99[replicas - 7]);
        EXPECT_NEAR(wait.meanSeconds, mean[replicas - 7], 0.02 * mean[replicas - 7]);
        EXPECT_NEAR(wait.utilisation, 200.0 / 32 / replicas, 1e-12);
    }
    const RoutedWait pooled = routedWait(Router::SharedQueue, example(7));
    EXPECT_NEAR(pooled.p99Seconds, 0.151, 0.02 * 0.151);
    EXPECT_NEAR(pooled.meanSeconds, 0.0051, 0.02 * 0.0051);
}

TEST(RoutedWait, ApproximationsComeNearSimulatedRouters)
{
    const RoutedTraffic traffic{.replicas = 4, .replicaSlots = 8, .requestsPerSecond = 14.4, .serviceSeconds = 2};
    int turn = 0;
    const Waits roundRobin = simulate(traffic, [&](const auto &) { return turn++ % traffic.replicas; });
    const Waits leastLoaded = simulate(
        traffic, [](const auto &present) { return static_cast<int>(std::ranges::min_element(present) - present.begin()); });
    EXPECT_NEAR(routedWait(Router::RoundRobin, traffic).meanSeconds, roundRobin.mean, 0.2 * roundRobin.mean);
    EXPECT_NEAR(routedWait(Router::RoundRobin, traffic).p99Seconds, roundRobin.p99, 0.1 * roundRobin.p99);
    EXPECT_NEAR(routedWait(Router::LeastLoaded, traffic).meanSeconds, leastLoaded.mean, 0.2 * leastLoaded.mean);
    EXPECT_NEAR(routedWait(Router::LeastLoaded, traffic).p99Seconds, leastLoaded.p99, 0.1 * leastLoaded.p99);
}

TEST(RoutedWait, LeastLoadedLiesBetweenOneQueueAndARandomSplit)
{
    std::mt19937 random(5);
    std::uniform_int_distribution replicas(1, 40), slots(1, 300);
    std::uniform_real_distribution loads(0.02, 0.999), services(0.1, 60.0);
    for (int trial = 0; trial < 3000; ++trial) {
        RoutedTraffic t{.replicas = replicas(random), .replicaSlots = slots(random), .serviceSeconds = services(random)};
        t.requestsPerSecond = loads(random) * t.replicas * t.replicaSlots / t.serviceSeconds;
        const RoutedWait split = routedWait(Router::Random, t), least = routedWait(Router::LeastLoaded, t),
                         shared = routedWait(Router::SharedQueue, t), turns = routedWait(Router::RoundRobin, t);
        constexpr double rounding = 1 + 1e-9;
        EXPECT_LE(shared.meanSeconds, least.meanSeconds * rounding);
        EXPECT_LE(least.meanSeconds, split.meanSeconds * rounding);
        EXPECT_LE(shared.p99Seconds, least.p99Seconds * rounding);
        EXPECT_LE(least.p99Seconds, split.p99Seconds * rounding);
        EXPECT_LE(turns.meanSeconds, split.meanSeconds * rounding);
        const RoutedWait even = routedWait(Router::PrefixAware, t);
        EXPECT_NEAR(even.meanSeconds, split.meanSeconds, 1e-9 * split.meanSeconds);
        t.imbalance = 1.3;
        EXPECT_GE(routedWait(Router::PrefixAware, t).p99Seconds * rounding, even.p99Seconds);
    }
}

TEST(RoutedWait, OneReplicaIsTheSameForAllRouters)
{
    const RoutedTraffic one{.replicas = 1, .replicaSlots = 32, .requestsPerSecond = 15, .serviceSeconds = 2, .imbalance = 2};
    for (const Router router : allRouters) {
        EXPECT_NEAR(routedWait(router, one).meanSeconds, 0.6302, 1e-4) << label(router);
        EXPECT_NEAR(routedWait(router, one).p99Seconds, 4.143, 1e-3) << label(router);
    }
}

TEST(RoutedWait, PrefixAwareKeepsItsHitsAndOthersFindThemByChance)
{
    RoutedTraffic t = example(8);
    t.prefixHitShare = 0.6;
    t.prefixKeptShare = 0.9;
    EXPECT_DOUBLE_EQ(routedWait(Router::PrefixAware, t).prefixHitShare, 0.54);
    EXPECT_DOUBLE_EQ(routedWait(Router::Random, t).prefixHitShare, 0.075);
}

TEST(RoutedWait, GrowsWhenAReplicaIsLost)
{
    for (const Router router : allRouters) {
        const RoutedWait all = routedWait(router, example(9)), left = routedWait(router, afterLoss(example(9)));
        EXPECT_GT(left.meanSeconds, all.meanSeconds) << label(router);
        EXPECT_GE(left.p99Seconds, all.p99Seconds) << label(router);
        const RoutedWait overloaded = routedWait(router, afterLoss(example(7)));
        EXPECT_FALSE(overloaded.finite) << label(router);
        EXPECT_TRUE(std::isinf(overloaded.p99Seconds)) << label(router);
        EXPECT_FALSE(routedWait(router, afterLoss(example(1))).finite) << label(router);
    }
    EXPECT_NEAR(routedWait(Router::Random, afterLoss(example(8))).p99Seconds, 2.193, 0.02 * 2.193);
}

TEST(RoutedWait, AnIdleFleetDoesNotWait)
{
    for (const Router router : allRouters) {
        const RoutedWait wait = routedWait(router, {.replicas = 3, .replicaSlots = 4, .requestsPerSecond = 0, .serviceSeconds = 2});
        EXPECT_TRUE(wait.finite) << label(router);
        EXPECT_EQ(wait.meanSeconds, 0) << label(router);
        EXPECT_EQ(wait.p99Seconds, 0) << label(router);
    }
}

} // namespace
} // namespace trilemma::fleet
