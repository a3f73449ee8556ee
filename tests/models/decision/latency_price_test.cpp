// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decision/latency_price.h"

#include "models/scenario/levers.h"
#include "tests/models/catalog_fixture.h"

#include <gmock/gmock.h>

namespace trilemma::decision {
namespace {

using scenario::Scenario;
using serving::LatencyMetric;
using test::shippedCatalog;
using testing::HasSubstr;

constexpr int points = 13;

// REQ-003: never dearer for a looser bound, and no answer where none keeps it.
TEST(LatencyPrice, NeverRisesWithTheBound)
{
    for (const char *preset : {"chat", "rag", "code-completion"}) {
        const Scenario scenario =
            *scenario::withLeverText(scenario::defaultScenario(shippedCatalog()), "preset", preset, shippedCatalog());
        for (const LatencyMetric metric : {LatencyMetric::Itl, LatencyMetric::Ttft}) {
            const auto prices = priceOfLatency(scenario, metric, points, shippedCatalog());
            ASSERT_EQ(prices.size(), points);
            bool isFeasible = false;
            double before = INFINITY;
            for (const PricedLatency &price : prices) {
                if (!price.problem.empty()) {
                    EXPECT_FALSE(isFeasible) << preset << ": what kept a tighter bound keeps " << price.boundSeconds;
                    EXPECT_EQ(price.usdPerMonth, 0);
                    continue;
                }
                isFeasible = true;
                EXPECT_LE(price.usdPerMonth, before) << preset << " at " << price.boundSeconds;
                before = price.usdPerMonth;
            }
            EXPECT_TRUE(isFeasible) << preset;
        }
    }
}

/// The dearest and the cheapest ends against a search of our own, without what tighter bounds leave over.
TEST(LatencyPrice, IsTheLeastOfEverythingThatIsTried)
{
    const Scenario scenario = scenario::defaultScenario(shippedCatalog());
    const auto prices = priceOfLatency(scenario, LatencyMetric::Itl, points, shippedCatalog());
    for (const PricedLatency &price : prices) {
        double least = INFINITY;
        for (const int tp : {1, 2, 4, 8}) {
            for (const int budget : {512, 2048, 8192}) {
                for (const int limit : {32, 256}) {
                    Scenario one = scenario;
                    one.fleet.sized = true;
                    one.placement.tensorParallel = tp;
                    one.scheduling.tokenBudget = budget;
                    one.scheduling.maxSequences = limit;
                    one.slo.itl.seconds = price.boundSeconds;
                    const auto evaluation = evaluate(one, shippedCatalog());
                    if (evaluation.fleet.needed.replicas > 0 && serving::meets(evaluation.replica, one.slo))
                        least = std::min(least, evaluation.cost.totalUsdPerMonth);
                }
            }
        }
        if (price.problem.empty())
            EXPECT_LE(price.usdPerMonth, least * (1 + 1e-12)) << price.boundSeconds;
        else
            EXPECT_EQ(least, INFINITY) << price.boundSeconds;
    }
}

TEST(LatencyPrice, ABoundThatIsOffIsTriedAroundWhatIsReached)
{
    const Scenario scenario = scenario::defaultScenario(shippedCatalog());
    ASSERT_FALSE(scenario.slo.endToEnd.enabled);
    const auto prices = priceOfLatency(scenario, LatencyMetric::EndToEnd, points, shippedCatalog());
    const double reached = evaluate(scenario, shippedCatalog()).replica.endToEnd.p99;
    ASSERT_EQ(prices.size(), points);
    EXPECT_NEAR(prices[points / 2].boundSeconds, reached, 1e-9 * reached);
    EXPECT_TRUE(prices.back().problem.empty()) << prices.back().problem;
    EXPECT_FALSE(prices.front().problem.empty());
}

TEST(LatencyPrice, BoughtTokensArePricedAsAFleetThatIsRented)
{
    const Scenario rented = scenario::defaultScenario(shippedCatalog());
    const Scenario bought = *scenario::withLeverText(rented, "acquisition", "api", shippedCatalog());
    const auto expected = priceOfLatency(rented, LatencyMetric::Itl, points, shippedCatalog());
    const auto seen = priceOfLatency(bought, LatencyMetric::Itl, points, shippedCatalog());
    for (std::size_t i = 0; i < seen.size(); ++i)
        EXPECT_EQ(seen[i].usdPerMonth, expected[i].usdPerMonth);
}

TEST(LatencyPrice, TighteningGapsFrom60To20MillisecondsNeverSaves)
{
    Scenario scenario = scenario::defaultScenario(shippedCatalog());
    scenario.slo.itl = {true, serving::Percentile::P99, 0.06};
    const auto prices = priceOfLatency(scenario, LatencyMetric::Itl, points, shippedCatalog());
    const auto at = [&](double seconds) {
        return *std::ranges::min_element(prices, {},
                                         [&](const PricedLatency &price) { return std::abs(price.boundSeconds - seconds); });
    };
    const PricedLatency tight = at(0.02), loose = at(0.06);
    ASSERT_TRUE(loose.problem.empty());
    EXPECT_TRUE(!tight.problem.empty() || tight.usdPerMonth >= loose.usdPerMonth);
}

/// Each answer is one that evaluate() gives, and keeps the bound.
TEST(LatencyPrice, EachPointIsADeployment)
{
    const Scenario scenario = scenario::defaultScenario(shippedCatalog());
    int checked = 0;
    for (const PricedLatency &price : priceOfLatency(scenario, LatencyMetric::Itl, points, shippedCatalog())) {
        if (!price.problem.empty()) {
            EXPECT_THAT(price.problem, HasSubstr("ITL"));
            continue;
        }
        Scenario one = scenario;
        one.fleet.sized = true;
        one.slo.itl = {true, scenario.slo.itl.percentile, price.boundSeconds};
        one.placement.tensorParallel = price.tensorParallel;
        one.scheduling.maxSequences = price.maxSequences;
        one.scheduling.tokenBudget = price.tokenBudget;
        const auto evaluation = evaluate(one, shippedCatalog());
        EXPECT_LE(evaluation.cost.totalUsdPerMonth, price.usdPerMonth * (1 + 1e-12));
        EXPECT_TRUE(serving::meets(evaluation.replica, one.slo));
        ++checked;
    }
    EXPECT_GT(checked, 5);
}

} // namespace
} // namespace trilemma::decision
