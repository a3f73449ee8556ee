// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/cost_claims.h"

#include "models/scenario/levers.h"
#include "tests/models/catalog_fixture.h"

#include <gmock/gmock.h>

namespace trilemma::scenario {
namespace {

using test::shippedCatalog;
using testing::HasSubstr;

Claim claim(std::size_t place, std::initializer_list<std::pair<const char *, const char *>> settings)
{
    Scenario scenario = defaultScenario(shippedCatalog());
    for (const auto &[lever, text] : settings)
        scenario = *withLeverText(scenario, lever, text, shippedCatalog());
    return powerClaims(evaluate(scenario, shippedCatalog()), shippedCatalog()).at(place);
}

TEST(CostClaims, SizeOfTheElectricityBillFollowsItsFigures)
{
    const Claim small = claim(0, {{"node_load_power", "10 kW"}, {"electricity", "0.08"}, {"pue", "1"}});
    EXPECT_THAT(small.sentence, AllOf(HasSubstr("$7,010"), HasSubstr(": thousands of dollars")));
    EXPECT_TRUE(small.holds);
    const Claim large = claim(0, {{"node_load_power", "12 kW"}, {"electricity", "0.2"}, {"pue", "1"}});
    EXPECT_THAT(large.sentence, AllOf(HasSubstr("$21,000"), HasSubstr("tens of thousands")));
    EXPECT_FALSE(large.holds);
}

TEST(CostClaims, CoolingMatchesElectricityFromAPueOfTwo)
{
    EXPECT_THAT(claim(1, {{"pue", "1.5"}}).sentence, HasSubstr("50 %"));
    EXPECT_FALSE(claim(1, {{"pue", "1.99"}}).holds);
    EXPECT_TRUE(claim(1, {{"pue", "2"}}).holds);
    EXPECT_TRUE(claim(1, {{"pue", "1.5"}, {"cooling_share", "50 %"}}).holds);
}

TEST(CostClaims, FourOrFiveNodesMakeADenseRack)
{
    EXPECT_THAT(claim(2, {{"nodes_per_rack", "4"}}).sentence, HasSubstr("40.8 kW, a dense rack of 40"));
    EXPECT_TRUE(claim(2, {{"nodes_per_rack", "5"}}).holds);
    EXPECT_FALSE(claim(2, {{"nodes_per_rack", "3"}}).holds);
    EXPECT_THAT(claim(2, {{"nodes_per_rack", "8"}}).sentence, HasSubstr("more than"));
}

} // namespace
} // namespace trilemma::scenario
