// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/scaling_tradeoff.h"

#include "models/scenario/levers.h"
#include "tests/models/catalog_fixture.h"

#include <algorithm>

namespace trilemma::scenario {
namespace {

using fleet::ScalingPolicy;
using test::shippedCatalog;

/// Seven replicas that carry the day's peak.
Scenario fleetUnder(const char *policy)
{
    Scenario scenario = defaultScenario(shippedCatalog());
    for (const auto &[id, text] :
         {std::pair{"replicas", "7"}, {"qps", "10"}, {"day", "coding-assistant-na"}, {"autoscaling", policy}}) {
        const auto changed = withLeverText(scenario, id, text, shippedCatalog());
        EXPECT_TRUE(changed) << id;
        scenario = changed ? *changed : scenario;
    }
    return scenario;
}

ScalingTradeoff tradeoffOf(const Scenario &scenario)
{
    return scalingTradeoff(scenario, fleetStudy(scenario, shippedCatalog()), shippedCatalog());
}

TEST(ScalingTradeoff, StaticSavesAndLacksNothingAndTheBoundSavesMost)
{
    const ScalingTradeoff tradeoff = tradeoffOf(fleetUnder("reactive"));
    ASSERT_EQ(tradeoff.policies.size(), 5U);
    const ScalingPoint &all = tradeoff.policies.front(), &bound = tradeoff.policies.back();
    EXPECT_EQ(all.policy, ScalingPolicy::Static);
    EXPECT_EQ(all.savedGpuHours, 0);
    EXPECT_EQ(all.savedUsdPerMonth, 0);
    EXPECT_EQ(all.violationMinutes, 0);
    EXPECT_EQ(bound.policy, ScalingPolicy::Perfect);
    EXPECT_EQ(bound.violationMinutes, 0);
    EXPECT_GT(bound.savedGpuHours, 0);
    for (const ScalingPoint &point : tradeoff.policies) {
        if (point.violationMinutes == 0) {
            EXPECT_LE(point.savedGpuHours, bound.savedGpuHours) << fleet::label(point.policy);
        }
    }
}

// A point along the knob is the week of the scenario with that knob.
TEST(ScalingTradeoff, EachPointIsItsScenario)
{
    for (const char *policy : {"scheduled", "reactive", "predictive"}) {
        const Scenario scenario = fleetUnder(policy);
        const ScalingTradeoff tradeoff = tradeoffOf(scenario);
        const auto knob = mainKnob(tradeoff.policies[static_cast<std::size_t>(tradeoff.chosen)].policy);
        ASSERT_GE(tradeoff.along.size(), 5U) << policy;
        for (const ScalingPoint &point : tradeoff.along) {
            const auto turned = withLever(scenario, knob, point.knob, shippedCatalog());
            ASSERT_TRUE(turned) << turned.error().sentence();
            const ScalingTradeoff there = tradeoffOf(*turned);
            const ScalingPoint &same = there.policies[static_cast<std::size_t>(there.chosen)];
            EXPECT_EQ(point.savedGpuHours, same.savedGpuHours) << policy << ' ' << point.knob;
            EXPECT_EQ(point.violationMinutes, same.violationMinutes);
            EXPECT_EQ(point.savedUsdPerMonth, same.savedUsdPerMonth);
            EXPECT_EQ(point.knob, same.knob);
        }
    }
}

// More of what keeps replicas ready never saves more, and never lacks more.
TEST(ScalingTradeoff, KnobsTradeOneForTheOther)
{
    for (const auto &[policy, direction] : {std::pair{"scheduled", 1}, {"predictive", 1}, {"reactive", -1}}) {
        auto along = tradeoffOf(fleetUnder(policy)).along;
        EXPECT_TRUE(std::ranges::is_sorted(along, {}, &ScalingPoint::knob)) << policy;
        if (direction < 0)
            std::ranges::reverse(along);
        EXPECT_TRUE(std::ranges::is_sorted(along, std::greater(), &ScalingPoint::savedGpuHours)) << policy;
        EXPECT_TRUE(std::ranges::is_sorted(along, std::greater(), &ScalingPoint::violationMinutes)) << policy;
    }
}

TEST(ScalingTradeoff, WithoutAKnobThereIsNothingAlongIt)
{
    EXPECT_TRUE(tradeoffOf(fleetUnder("static")).along.empty());
    EXPECT_TRUE(tradeoffOf(fleetUnder("perfect")).along.empty());
}

TEST(ScalingTradeoff, AProblemLeavesItEmpty)
{
    Scenario scenario = fleetUnder("reactive");
    for (const auto &[id, value] : {std::pair{"weights", "bf16"}, {"tp", "1"}}) {
        const auto changed = withStoredLever(scenario, id, std::string(value), shippedCatalog());
        ASSERT_TRUE(changed) << id;
        scenario = *changed;
    }
    const ScalingTradeoff tradeoff = tradeoffOf(scenario);
    EXPECT_TRUE(tradeoff.policies.empty() && tradeoff.along.empty());
    EXPECT_TRUE(scalingTable(tradeoff).rows.empty());
}

TEST(ScalingTradeoff, TheTableHasEveryPoint)
{
    const ScalingTradeoff tradeoff = tradeoffOf(fleetUnder("predictive"));
    const Table table = scalingTable(tradeoff);
    ASSERT_EQ(table.rows.size(), tradeoff.policies.size() + tradeoff.along.size());
    for (const Table::Row &row : table.rows)
        EXPECT_EQ(row.figures.size() + 1, table.columns.size());
}

} // namespace
} // namespace trilemma::scenario
