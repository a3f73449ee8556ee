// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/simulation_inputs.h"

#include "models/serving/request_source.h"
#include "tests/models/catalog_fixture.h"

#include <gtest/gtest.h>

#include <cmath>

namespace trilemma::scenario {
namespace {

using Kind = serving::ArrivalProcess::Kind;

class Inputs : public testing::Test {
protected:
    const catalog::Catalog &catalog = test::shippedCatalog();
    Scenario scenario = defaultScenario(catalog);

    SimulationInputs inputs() const { return simulationInputs(ResolvedScenario(scenario, catalog)); }
};

/// Half of the prompts have 0.5 of the mean, the others up to 3 times; answers are as prompts.
serving::TracedLengths twoSided(double rankCorrelation)
{
    serving::TracedLengths lengths;
    for (std::size_t i = 0; i < lengths.input.size(); ++i)
        lengths.input[i] = serving::lengthShares[i] <= 0.5 ? 0.5 : 0.5 + 5 * (serving::lengthShares[i] - 0.5);
    lengths.output = lengths.input;
    lengths.rankCorrelation = rankCorrelation;
    return lengths;
}

TEST_F(Inputs, EveryReplicaSeesAnEvenShare)
{
    scenario.workload.requestsPerSecond = 12;
    scenario.replicas = 4;
    const auto open = inputs().traffic.classes.front();
    EXPECT_DOUBLE_EQ(open.arrivals.requestsPerSecond, 3);
    EXPECT_EQ(open.slo, scenario.slo);
    scenario.workload.arrivals = serving::Workload::Arrivals::ClosedLoop;
    scenario.workload.concurrency = 64;
    EXPECT_EQ(inputs().traffic.classes.front().arrivals.kind, Kind::ClosedLoop);
    EXPECT_EQ(inputs().traffic.classes.front().arrivals.users, 16);
    EXPECT_GE(inputs().plan.warmUpRequests, 32U);
    scenario.workload.promptsPerSlot = 10;
    EXPECT_EQ(inputs().traffic.classes.front().arrivals.kind, Kind::Benchmark);
    EXPECT_EQ(inputs().plan.requests, 160U);
    EXPECT_EQ(inputs().plan.warmUpRequests, 0U);
}

TEST_F(Inputs, DrawsTracedLengthsWithTheirMeanShapeAndCorrelation)
{
    scenario.workload.inputTokensMean = 1000;
    scenario.workload.outputTokensMean = 300;
    scenario.workload.tracedLengths = twoSided(0.7);
    const auto traffic = inputs().traffic;
    serving::RequestSource source(traffic, 1, 1);
    constexpr int count = 100'000;
    std::vector<std::pair<double, double>> drawn;
    double input = 0, output = 0;
    for (int i = 0; i < count; ++i) {
        const serving::Request request = source.take();
        drawn.emplace_back(request.inputTokens, request.outputTokens);
        input += request.inputTokens;
        output += request.outputTokens;
    }
    EXPECT_NEAR(input / count, 1000, 8);
    EXPECT_NEAR(output / count, 300, 2.5);
    std::ranges::sort(drawn);
    const double median = drawn[count / 2].first, p90 = drawn[count * 9 / 10].first, longest = drawn.back().first;
    EXPECT_NEAR(p90 / median, 2.5 / 0.5, 0.1); // as the shape has it, whatever the mean
    EXPECT_LE(longest / median, 3 / 0.5 + 0.05);
    // Above the median both lengths vary: their upper halves go together.
    int both = 0;
    for (int i = count / 2; i < count; ++i)
        both += drawn[static_cast<std::size_t>(i)].second > 0.51 * 300;
    const double correlation = 2 * std::sin(0.7 * std::acos(-1.0) / 6);
    const double expected = 0.5 + std::asin(correlation) / std::acos(-1.0); // share of the upper half, two normal scores
    EXPECT_NEAR(both / (count / 2.0), expected, 0.02);
}

TEST_F(Inputs, WithoutATraceLengthsAreLogNormal)
{
    scenario.workload.tracedLengths.reset();
    const auto one = inputs().traffic.classes.front();
    EXPECT_EQ(one.input.kind, serving::LengthDistribution::Kind::LogNormal);
    EXPECT_EQ(one.input.cv, scenario.workload.inputTokensCv);
    EXPECT_EQ(one.lengthCorrelation, 0);
}

} // namespace
} // namespace trilemma::scenario
