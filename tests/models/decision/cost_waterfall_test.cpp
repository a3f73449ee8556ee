// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decision/cost_waterfall.h"

#include "models/scenario/levers.h"
#include "tests/models/catalog_fixture.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace trilemma::decision {
namespace {

using scenario::Scenario;
using test::shippedCatalog;

Scenario with(std::initializer_list<std::pair<const char *, const char *>> levers)
{
    Scenario scenario = scenario::defaultScenario(shippedCatalog());
    for (const auto &[id, text] : levers) {
        auto changed = scenario::withLeverText(scenario, id, text, shippedCatalog());
        EXPECT_TRUE(changed) << id << "=" << text;
        if (changed)
            scenario = std::move(changed).value();
    }
    return scenario;
}

double sumOf(const CostWaterfall &waterfall, double WaterfallStep::*change)
{
    return std::accumulate(waterfall.steps.begin(), waterfall.steps.end(), 0.0,
                           [&](double sum, const WaterfallStep &step) { return sum + step.*change; });
}

TEST(CostWaterfall, StepsSumToTheChange)
{
    for (const Scenario &scenario :
         {with({}), with({{"kv", "fp8"}, {"fleet_size", "sized"}, {"qps", "40"}}), with({{"acquisition", "own"}, {"tp", "8"}}),
          with({{"fleet_size", "sized"}, {"autoscaling", "perfect"}, {"qps", "60"}}),
          with({{"model", "llama-3.1-8b"}, {"tp", "1"}, {"batching", "static"}})}) {
        const CostWaterfall waterfall = costWaterfall(scenario, shippedCatalog());
        ASSERT_EQ(waterfall.problem, "");
        EXPECT_NEAR(sumOf(waterfall, &WaterfallStep::usdPerMillionOutput), waterfall.toUsd - waterfall.fromUsd,
                    1e-9 * waterfall.fromUsd);
        EXPECT_DOUBLE_EQ(waterfall.toUsd, evaluate(scenario, shippedCatalog()).cost.usdPerMillionOutput);
        EXPECT_DOUBLE_EQ(waterfall.fromUsd, evaluate(waterfall.untuned, shippedCatalog()).cost.usdPerMillionOutput);
        if (std::isfinite(sumOf(waterfall, &WaterfallStep::itlP99Seconds))) {
            EXPECT_NEAR(sumOf(waterfall, &WaterfallStep::itlP99Seconds), waterfall.toItl - waterfall.fromItl, 1e-12);
        }
    }
}

TEST(CostWaterfall, TheDefaultIsUntuned)
{
    const CostWaterfall waterfall = costWaterfall(with({{"acquisition", "own"}, {"autoscaling", "reactive"}}), shippedCatalog());
    const Scenario &untuned = waterfall.untuned;
    EXPECT_EQ(untuned.weightFormat, catalog::WeightFormat::Bf16);
    EXPECT_EQ(untuned.cost.acquisition, cost::Acquisition::OnDemand);
    EXPECT_EQ(untuned.fleet.scaling.policy, fleet::ScalingPolicy::Static);
    EXPECT_TRUE(untuned.fleet.sized);
    Scenario smaller = untuned;
    smaller.placement.tensorParallel /= 2;
    EXPECT_EQ(evaluate(smaller, shippedCatalog()).state, scenario::State::Infeasible);
    EXPECT_EQ(waterfall.steps.front().group, "Model");
    EXPECT_EQ(waterfall.steps.front().usdPerMillionOutput, 0);
}

/// What is not tuned changes nothing, whatever else is.
TEST(CostWaterfall, OfTheUntunedDefaultEveryStepIsNothing)
{
    const Scenario untuned = untunedDefault(with({}), shippedCatalog());
    for (const WaterfallStep &step : costWaterfall(untuned, shippedCatalog()).steps)
        EXPECT_NEAR(step.usdPerMillionOutput, 0, 1e-12) << step.group;
}

TEST(CostWaterfall, WithoutAnAnswerSaysWhy)
{
    const CostWaterfall waterfall = costWaterfall(with({{"weights", "bf16"}, {"tp", "1"}}), shippedCatalog());
    EXPECT_NE(waterfall.problem.find("Weights do not fit"), std::string::npos) << waterfall.problem;
    EXPECT_EQ(costWaterfall(with({}), shippedCatalog(), [] { return false; }).problem, "Stopped");
}

TEST(CostWaterfall, AWeekOfOnesOwnIsNoChange)
{
    scenario::Scenario scenario = scenario::defaultScenario(test::shippedCatalog());
    fleet::DayProfile quarter;
    quarter.shareOfPeak.fill(0.25);
    quarter.shareOfPeak[9] = 1;
    scenario.fleet = withOwnDay(scenario.fleet, quarter, "by hand");
    const scenario::Scenario untuned = untunedDefault(scenario, test::shippedCatalog());
    EXPECT_EQ(evaluate(untuned, test::shippedCatalog()).fleet.meanShare, evaluate(scenario, test::shippedCatalog()).fleet.meanShare);
}

} // namespace
} // namespace trilemma::decision
