// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decision/cost_curves.h"

#include "models/cost/units.h"
#include "models/scenario/levers.h"
#include "tests/models/catalog_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace trilemma::decision {
namespace {

using scenario::Scenario;
using test::shippedCatalog;

Scenario with(const char *lever, const char *text, const Scenario &scenario)
{
    auto changed = scenario::withLeverText(scenario, lever, text, shippedCatalog());
    EXPECT_TRUE(changed) << lever;
    return changed ? *changed : scenario;
}

// REQ-029: ten times the fleet pays tuning back in a tenth of the time, and the curve passes through this fleet and the
// break-even.
TEST(CostCurves, PaybackFallsWithTheFleet)
{
    const Scenario scenario = scenario::defaultScenario(shippedCatalog());
    const auto evaluation = evaluate(scenario, shippedCatalog());
    const auto line = paybackByFleet(evaluation);
    ASSERT_GT(line.size(), 10U);
    EXPECT_DOUBLE_EQ(line.front().nodes, 1);
    for (const PaybackOfFleet &point : line)
        EXPECT_NEAR(point.months * point.nodes, evaluation.cost.tuning.months * evaluation.packing.nodes,
                    1e-6 * point.months * point.nodes);
    const double horizon = evaluation.paid.engineeringHorizonYears * cost::monthsPerYear;
    EXPECT_GT(line.back().nodes, evaluation.cost.tuning.breakEvenNodes);
    EXPECT_LT(line.back().months, horizon);
    EXPECT_TRUE(paybackByFleet(evaluate(with("tuning_saving", "0", scenario), shippedCatalog())).empty());
}

TEST(CostCurves, AnApiIsComparedWithAFleetThatIsRented)
{
    const Scenario rented = scenario::defaultScenario(shippedCatalog());
    const auto byRent = fleetAgainstApi(evaluate(rented, shippedCatalog()));
    const auto byApi = fleetAgainstApi(evaluate(with("acquisition", "api", rented), shippedCatalog()));
    ASSERT_EQ(byRent.size(), byApi.size());
    for (std::size_t i = 0; i < byRent.size(); ++i) {
        EXPECT_DOUBLE_EQ(byApi[i].fleetUsdPerMonth, byRent[i].fleetUsdPerMonth);
        EXPECT_DOUBLE_EQ(byApi[i].apiUsdPerMonth, byRent[i].apiUsdPerMonth);
    }
}

} // namespace
} // namespace trilemma::decision
