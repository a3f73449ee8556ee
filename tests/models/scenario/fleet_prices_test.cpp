// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/fleet_prices.h"

#include "models/scenario/lever_text.h"
#include "tests/models/catalog_fixture.h"

#include <cmath>

namespace trilemma::scenario {
namespace {

using test::shippedCatalog;

Scenario with(std::initializer_list<std::pair<const char *, const char *>> settings)
{
    Scenario scenario = defaultScenario(shippedCatalog());
    for (const auto &[id, text] : settings) {
        const auto changed = withLeverText(scenario, id, text, shippedCatalog());
        EXPECT_TRUE(changed) << (changed ? "" : changed.error().sentence());
        scenario = changed ? *changed : scenario;
    }
    return scenario;
}

const Scenario coding = with({{"replicas", "7"}, {"qps", "30"}, {"day", "coding-assistant-na"}, {"autoscaling", "reactive"}});

// A bill is the same whether its policy is the scenario's or one that the study plays beside it.
TEST(FleetPrices, EachPolicyCostsWhatItsScenarioCosts)
{
    for (const char *acquisition : {"on-demand", "own"}) {
        Scenario scenario = coding;
        scenario.cost.acquisition = std::string_view(acquisition) == "own" ? cost::Acquisition::Own : cost::Acquisition::OnDemand;
        adoptPrices(scenario, shippedCatalog());
        const FleetStudy study = fleetStudy(scenario, shippedCatalog());
        const auto usd = usdPerMonthByPolicy(scenario, study);
        ASSERT_EQ(usd.size(), study.days.size());
        for (std::size_t i = 0; i < usd.size(); ++i) {
            scenario.fleet.scaling.policy = study.days[i].policy;
            EXPECT_NEAR(usd[i], evaluate(scenario, shippedCatalog()).cost.totalUsdPerMonth, 1e-6 * usd[i])
                << acquisition << ' ' << label(study.days[i].policy);
        }
        EXPECT_LT(usd.back(), usd.front());
    }
}

TEST(FleetPrices, AnHourOfAGpuIsTheHardwareBillOverThePaidHours)
{
    Scenario scenario = coding;
    scenario.fleet.scaling.policy = fleet::ScalingPolicy::Static;
    const Evaluation e = evaluate(scenario, shippedCatalog());
    const double hardware = e.cost.bill.total(cost::Part::Capital) + e.cost.bill.total(cost::Part::Operations);
    EXPECT_NEAR(usdPerPaidGpuHour(e) * e.packing.paidGpus() * cost::hoursPerMonth, hardware, 1e-6 * hardware);
    EXPECT_NEAR(usdPerPaidGpuHour(e) * e.packing.strandedGpus * cost::hoursPerMonth, e.cost.strandedUsdPerMonth, 1e-6 * hardware);
    scenario.cost.usdPerGpuHour = scenario.cost.nodeUsd = 0;
    EXPECT_EQ(usdPerPaidGpuHour(evaluate(scenario, shippedCatalog())), 0);
}

// REQ-094: headroom costs money and shortens the burst's tail, and never the other way round.
TEST(FleetPrices, HeadroomRaisesTheBillAndLowersTheBurstsTail)
{
    double dollars = 0, tokenDollars = 0, tail = INFINITY;
    for (const char *headroom : {"5", "10", "20", "30", "60", "100"}) {
        const auto price = headroomPrice(with({{"qps", "30"}, {"headroom", headroom}}), shippedCatalog());
        ASSERT_TRUE(price) << headroom;
        EXPECT_GE(price->with.replicas, price->without.replicas);
        EXPECT_GE(price->with.usdPerMonth, dollars);
        EXPECT_GE(price->with.usdPerMillionOutput, tokenDollars);
        EXPECT_LE(price->with.burstTtftP99, price->without.burstTtftP99);
        dollars = price->with.usdPerMonth;
        tokenDollars = price->with.usdPerMillionOutput;
        tail = price->with.burstTtftP99;
    }
    EXPECT_TRUE(std::isfinite(tail));
    EXPECT_FALSE(headroomPrice(with({{"qps", "30"}, {"headroom", "0"}}), shippedCatalog()));
}

} // namespace
} // namespace trilemma::scenario
