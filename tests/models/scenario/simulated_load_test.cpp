// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/simulated_load.h"

#include "models/scenario/evaluation.h"
#include "models/scenario/levers.h"
#include "tests/models/catalog_fixture.h"

#include <gtest/gtest.h>

#include <cmath>

namespace trilemma::scenario {
namespace {

using serving::Rank;

class SimulatedLoadTest : public testing::Test {
protected:
    const catalog::Catalog &catalog = test::shippedCatalog();

    Scenario preset(const std::string &id) const
    {
        return withLeverText(defaultScenario(catalog), "preset", id, catalog).value();
    }
};

// What the strip says at once and what the Load view says a second later is one story.
TEST_F(SimulatedLoadTest, BothTiersFindTheSameKnee)
{
    for (const char *id : {"chat", "rag", "agentic-coding", "long-reasoning"}) {
        SCOPED_TRACE(id);
        const Scenario scenario = preset(id);
        const serving::Knee closed = evaluate(scenario, catalog).knee;
        const SimulatedLoad simulated = simulateLoad(scenario, catalog, {.requests = 3000, .kneeReplications = 2}, 2);
        ASSERT_TRUE(simulated.kneeKnown && closed.exists && simulated.knee.exists);
        EXPECT_EQ(simulated.knee.binding, closed.binding);
        EXPECT_NEAR(simulated.knee.requestsPerSecond / closed.requestsPerSecond, 1, 0.2);
    }
}

TEST_F(SimulatedLoadTest, APreviewHasEveryOtherRateOfTheFullCurve)
{
    const Scenario scenario = preset("chat");
    const SimulatedLoad preview = simulateLoad(scenario, catalog, SimulationEffort::preview(), 1);
    SimulationEffort full = SimulationEffort::preview();
    full.everyRate = true;
    const SimulatedLoad every = simulateLoad(scenario, catalog, full, 1);
    ASSERT_EQ(preview.curve.size(), preview.requestsPerSecond.size());
    ASSERT_LT(preview.curve.size(), every.curve.size());
    EXPECT_FALSE(preview.kneeKnown);
    for (std::size_t i = 0; i < preview.curve.size(); ++i) {
        const auto same = std::ranges::find(every.requestsPerSecond, preview.requestsPerSecond[i]);
        ASSERT_NE(same, every.requestsPerSecond.end());
        const auto &result = every.curve[static_cast<std::size_t>(same - every.requestsPerSecond.begin())];
        EXPECT_EQ(result.ttft.at(Rank::P50).value, preview.curve[i].ttft.at(Rank::P50).value);
    }
}

TEST_F(SimulatedLoadTest, LatenciesRiseToCapacityAndEndThere)
{
    const SimulatedLoad load = simulateLoad(preset("chat"), catalog, {.requests = 2000, .kneeReplications = 0}, 2);
    for (std::size_t i = 2; i < load.curve.size(); ++i) {
        if (load.curve[i].state == serving::LoadState::Overloaded) {
            EXPECT_TRUE(std::isinf(load.curve[i].ttft.at(Rank::P99).value));
            EXPECT_GT(load.curve[i].backlogGrowthPerSecond, 0);
        } else {
            EXPECT_GT(load.curve[i].endToEnd.at(Rank::Mean).value, load.curve[i - 2].endToEnd.at(Rank::Mean).value);
        }
    }
}

TEST_F(SimulatedLoadTest, PricesAndNamesAreNoPartOfIt)
{
    Scenario scenario = preset("chat"), renamed = scenario;
    renamed.name = "B";
    renamed = withLeverText(renamed, "objective", "throughput", catalog).value();
    EXPECT_EQ(servedPart(scenario), servedPart(renamed));
    renamed.workload.requestsPerSecond *= 2;
    EXPECT_NE(servedPart(scenario), servedPart(renamed));
}

} // namespace
} // namespace trilemma::scenario
