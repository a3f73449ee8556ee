// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/memory_plan.h"
#include "models/serving/prefix_cache.h"
#include "tests/models/simulation_fixture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace trilemma::serving {
namespace {

using Blocks = std::vector<std::uint64_t>;

TEST(PrefixCache, HitsTheCommonStart)
{
    PrefixCache cache(16);
    const Blocks first{1, 2, 3}, second{1, 2, 4, 3};
    EXPECT_EQ(cache.hitTokens(first), 0);
    cache.hold(first);
    EXPECT_EQ(cache.hitTokens(second), 32);
    EXPECT_EQ(cache.pinnedTokens(second), 48); // 3 is held as well, but comes after a miss
    EXPECT_EQ(cache.tokens(), 48);
    cache.hold(second);
    EXPECT_EQ(cache.tokens(), 64);
    cache.letGo(first);
    EXPECT_EQ(cache.pinnedTokens(), 64);
    cache.letGo(second);
    EXPECT_EQ(cache.pinnedTokens(), 0);
    EXPECT_EQ(cache.tokens(), 64);
}

TEST(PrefixCache, EvictsTheLeastRecentlyUsedAndTheEndsFirst)
{
    PrefixCache cache(10);
    const Blocks old{1, 2, 3}, young{4, 5}, running{6};
    cache.hold(old);
    cache.letGo(old);
    cache.hold(young);
    cache.letGo(young);
    cache.hold(running);
    cache.shrinkTo(50);
    EXPECT_EQ(cache.hitTokens(old), 20); // 3 is gone
    cache.shrinkTo(30);
    EXPECT_EQ(cache.hitTokens(old), 0);
    EXPECT_EQ(cache.hitTokens(young), 20);
    cache.shrinkTo(0);
    EXPECT_EQ(cache.hitTokens(running), 10); // pinned
    EXPECT_EQ(cache.tokens(), 10);
}

TEST(PrefixCache, ConversationsAreTakenWhole)
{
    PrefixCache cache(1);
    cache.keepConversation(7, 500);
    cache.keepConversation(8, 300);
    EXPECT_EQ(cache.tokens(), 800);
    EXPECT_EQ(cache.takeConversation(7), 500);
    EXPECT_EQ(cache.takeConversation(7), 0);
    cache.shrinkTo(299);
    EXPECT_EQ(cache.takeConversation(8), 0);
}

/// Prompts of ten blocks from a tree of shared starts, one after another.
SimulatedTraffic sharedPrefixes(double secondsBetween)
{
    SimulatedTraffic traffic;
    TrafficClass &one = traffic.classes.front();
    one.arrivals.kind = ArrivalProcess::Kind::Trace;
    one.blockTokens = 100;
    std::mt19937 random(1);
    for (int i = 0; i < 300; ++i) {
        TracedRequest request{i * secondsBetween, 1050, 5, one.blocks.size(), 10};
        std::uint64_t node = 1;
        for (int block = 0; block < 10; ++block) {
            node = node * 8 + random() % 3;
            one.blocks.push_back(node);
        }
        one.trace.push_back(request);
    }
    return traffic;
}

double idealHitShare(const TrafficClass &one)
{
    std::set<std::uint64_t> seen;
    double hits = 0, tokens = 0;
    for (const TracedRequest &request : one.trace) {
        bool isHit = true;
        for (std::size_t i = request.firstBlock; i < request.firstBlock + request.blockCount; ++i) {
            isHit = isHit && seen.contains(one.blocks[i]);
            hits += isHit ? one.blockTokens : 0;
            seen.insert(one.blocks[i]);
        }
        tokens += request.inputTokens;
    }
    return hits / tokens;
}

// REQ-153
TEST(SimulatedPrefixes, HitWhatAnEndlessCacheWouldWhereThereIsRoom)
{
    const auto traffic = sharedPrefixes(2);
    SimulatedReplica replica(test::simulatedParts().configuration());
    replica.prefixCaching = true;
    const auto cached = simulate(replica, traffic, {});
    const double ideal = idealHitShare(traffic.classes.front());
    EXPECT_GT(ideal, 0.2);
    EXPECT_NEAR(cached.cacheHitShare, ideal, 1e-9);
    EXPECT_EQ(conservationProblem(cached), "");

    SimulatedReplica small = replica;
    small.kv.poolBytes = small.kv.bytes(4000);
    const auto evicting = simulate(small, traffic, {});
    EXPECT_LT(evicting.cacheHitShare, cached.cacheHitShare);
    EXPECT_GT(evicting.cacheHitShare, 0);

    replica.prefixCaching = false;
    const auto plain = simulate(replica, traffic, {});
    EXPECT_EQ(plain.cacheHitShare, 0);
    EXPECT_LT(cached.ttft.at(Rank::Mean).value, plain.ttft.at(Rank::Mean).value);
}

TEST(SimulatedPrefixes, HitNothingIsTheModelWithoutACache)
{
    SimulatedReplica replica(test::simulatedParts().configuration());
    const auto plain = simulate(replica, test::chatTraffic(5), {});
    replica.prefixCaching = true;
    const auto cached = simulate(replica, test::chatTraffic(5), {});
    EXPECT_EQ(plain.ttft.at(Rank::P99).value, cached.ttft.at(Rank::P99).value);
    EXPECT_EQ(plain.endSeconds, cached.endSeconds);
}

TEST(SimulatedPrefixes, HalfAHitHalvesTheLinearPartOfPrefill)
{
    const SimulatedReplica replica(test::simulatedParts().configuration());
    auto traffic = test::chatTraffic(0.1, 0);
    traffic.classes.front().input.mean = 8000;
    const auto whole = simulate(replica, traffic, {});
    traffic.classes.front().prefixHitShare = 0.5;
    const auto half = simulate(replica, traffic, {});
    EXPECT_NEAR(half.cacheHitShare, 0.5, 1e-3);
    EXPECT_NEAR(half.ttftPrefillSeconds / whole.ttftPrefillSeconds, 0.53, 0.05); // attention still sees all
}

// REQ-154
TEST(Conversations, GrowAndFindTheirPastInTheCache)
{
    auto traffic = test::chatTraffic(0.2, 0);
    TrafficClass &one = traffic.classes.front();
    one.conversation.turns = 5;
    one.conversation.followUp = {LengthDistribution::Kind::Constant, 100, 0, {}};
    one.conversation.pauseSeconds = 5;
    SimulatedReplica replica(test::simulatedParts().configuration());
    replica.prefixCaching = true;
    SimulationPlan plan;
    plan.keepRequests = true;
    const auto result = simulate(replica, traffic, plan);
    int longest = 0;
    for (const RequestRecord &request : result.requests) {
        const int turn = (request.inputTokens - 1024) / 356;
        EXPECT_EQ(request.inputTokens, 1024 + turn * (256 + 100));
        EXPECT_EQ(request.cachedTokens, turn == 0 ? 0 : request.inputTokens - 100);
        longest = std::max(longest, turn);
    }
    EXPECT_EQ(longest, 4);

    // Pauses that outlive the cache cost their prefill again.
    replica.kv.poolBytes = replica.kv.bytes(4000);
    const auto tight = simulate(replica, traffic, plan);
    EXPECT_LT(tight.cacheHitShare, 0.8 * result.cacheHitShare);
    EXPECT_EQ(conservationProblem(tight), "");
}

// REQ-157
TEST(Disaggregation, PaysATransferForEvenTokens)
{
    const auto parts = test::simulatedParts();
    SimulatedReplica together(parts.configuration()), apart = together;
    apart.disaggregation = Disaggregation{2, 1, {40e9, 2e-3}};
    SimulationPlan plan;
    plan.keepRequests = true;
    const auto traffic = test::chatTraffic(6);
    const auto one = simulate(together, traffic, plan), two = simulate(apart, traffic, plan);
    EXPECT_LT(two.itl.at(Rank::P99).value, 0.5 * one.itl.at(Rank::P99).value);
    EXPECT_LT(two.tpot.at(Rank::Mean).value, one.tpot.at(Rank::Mean).value);
    EXPECT_EQ(two.mixedTokenShare, 0);
    EXPECT_EQ(conservationProblem(two), "");

    // One request alone: its second token waits for the cache to move.
    EXPECT_EQ(apart.kvTransferBytesPerToken, replica::kvBytesPerToken(parts.model, parts.kvFormat));
    SimulatedTraffic lone;
    lone.classes.front().arrivals.kind = ArrivalProcess::Kind::Trace;
    lone.classes.front().trace = {{0, 10000, 2}};
    const auto moved = simulate(apart, lone, plan);
    const double transfer = 10000 * apart.kvTransferBytesPerToken / 40e9 + 2e-3;
    EXPECT_NEAR(moved.itl.largest, transfer + parts.step().mixedPeriod(1, 10000, 0, 0, 0), 1e-4);
}

TEST(Disaggregation, FewPrefillInstancesQueue)
{
    SimulatedReplica replica(test::simulatedParts().configuration());
    const auto ttft = [&](int instances) {
        replica.disaggregation = Disaggregation{instances, 1, {}};
        return simulate(replica, test::chatTraffic(9), {}).ttft.at(Rank::P99).value;
    };
    EXPECT_GT(ttft(1), ttft(2));
    EXPECT_GE(ttft(2), ttft(4));
}

TEST(Disaggregation, DecodeInstancesShareTheRequests)
{
    SimulatedReplica replica(test::simulatedParts().configuration());
    replica.disaggregation = Disaggregation{4, 2, {}};
    const auto half = simulate(replica, test::chatTraffic(12), {});
    replica.disaggregation->decodeInstances = 1;
    const auto whole = simulate(replica, test::chatTraffic(12), {});
    EXPECT_NEAR(half.offeredRequestsPerSecond, 12, 1);
    EXPECT_NEAR(half.outputTokensPerSecond, whole.outputTokensPerSecond, 0.1 * whole.outputTokensPerSecond);
    EXPECT_LT(half.tpot.at(Rank::Mean).value, whole.tpot.at(Rank::Mean).value);
    EXPECT_NEAR(half.ttft.at(Rank::Mean).value, whole.ttft.at(Rank::Mean).value, 0.1 * whole.ttft.at(Rank::Mean).value);
    EXPECT_EQ(conservationProblem(half), "");
}

} // namespace
} // namespace trilemma::serving
