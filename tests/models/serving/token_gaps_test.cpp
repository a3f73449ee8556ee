// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/token_gaps.h"

#include "tests/models/simulation_fixture.h"

#include <numeric>

namespace trilemma::serving {
namespace {

using Batching = replica::Scheduling::Batching;

double tokensOf(const std::vector<TokenGap> &gaps, bool besidePrompts)
{
    return std::accumulate(gaps.begin(), gaps.end(), 0.0, [&](double sum, const TokenGap &gap) {
        return sum + (gap.besidePrompts == besidePrompts ? gap.tokens : 0);
    });
}

TEST(TokenGaps, AStallIsOneGapOfThoseWhoWaitAndNotOfNewcomers)
{
    // Two decode, all stand still for a prompt, then three decode.
    const std::vector<PassRecord> passes{{0, 0.2, 10, 2, 0, 0}, {0.2, 1, 1, 0, 1, 5000}, {1.2, 0.03, 1, 3, 0, 0}};
    const auto gaps = tokenGaps(passes, 1);
    ASSERT_EQ(gaps.size(), 3U);
    EXPECT_NEAR(gaps[0].seconds, 0.02, 1e-12);
    EXPECT_DOUBLE_EQ(gaps[0].tokens, 20);
    EXPECT_NEAR(gaps[1].seconds, 1.03, 1e-12);
    EXPECT_EQ(gaps[1].sequences, 2);
    EXPECT_TRUE(gaps[1].besidePrompts);
    EXPECT_NEAR(gaps[2].seconds, 0.03, 1e-12);
    EXPECT_EQ(gaps[2].sequences, 1);
    EXPECT_FALSE(gaps[2].besidePrompts);
}

TEST(TokenGaps, NobodyWaitsWhileTheReplicaIsIdle)
{
    const std::vector<PassRecord> passes{{0, 0.02, 1, 1, 0, 0}, {5, 0.1, 1, 0, 1, 100}, {5.1, 0.02, 1, 1, 0, 0}};
    for (const TokenGap &gap : tokenGaps(passes, 1))
        EXPECT_NEAR(gap.seconds, 0.02, 1e-9);
}

TEST(TokenGaps, AgreeWithWhatTheSimulatorCounts)
{
    auto parts = test::simulatedParts();
    for (const Batching batching : {Batching::Chunked, Batching::Continuous}) {
        parts.scheduling.batching = batching;
        SimulationPlan plan;
        plan.warmUpRequests = 0;
        plan.passLogLimit = 1'000'000;
        const SimulatedReplica replica(parts.configuration());
        const auto result = simulate(replica, test::chatTraffic(4), plan);
        const auto gaps = tokenGaps(result.passLog, replica.tokensPerStep);
        const double all = tokensOf(gaps, false) + tokensOf(gaps, true);
        // All tokens of the log but the first of each answer.
        EXPECT_NEAR(all / (result.conservation.outputTokens - static_cast<double>(result.conservation.finished)), 1, 0.02);
        const GapHistogram histogram = gapHistogram(gaps, 60);
        EXPECT_NEAR(histogram.shareBesidePrompts() +
                        std::accumulate(histogram.decodeOnly.begin(), histogram.decodeOnly.end(), 0.0),
                    1, 1e-9);
        EXPECT_NEAR(medianGap(gaps) / result.itl.at(Rank::P50).value, 1, 0.03);
        if (batching == Batching::Chunked) { // REQ-086
            EXPECT_NEAR(histogram.shareBesidePrompts(), result.mixedTokenShare, 0.02);
        }
        EXPECT_NEAR(std::ranges::max(gaps, {}, &TokenGap::seconds).seconds / result.itl.largest, 1, 0.01);
    }
}

TEST(TokenGaps, NoGapsMakeNoHistogram)
{
    EXPECT_TRUE(gapHistogram({}, 40).edges.empty());
    EXPECT_EQ(medianGap({}), 0);
    const std::vector<PassRecord> one{{0, 0.02, 1, 4, 0, 0}};
    const GapHistogram histogram = gapHistogram(tokenGaps(one, 1), 8);
    EXPECT_NEAR(std::accumulate(histogram.decodeOnly.begin(), histogram.decodeOnly.end(), 0.0), 1, 1e-12);
}

} // namespace
} // namespace trilemma::serving
