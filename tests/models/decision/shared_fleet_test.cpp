// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decision/shared_fleet.h"

#include "models/scenario/levers.h"
#include "tests/models/catalog_fixture.h"

#include <gmock/gmock.h>

#include <numeric>

namespace trilemma::decision {
namespace {

using scenario::Scenario;
using test::shippedCatalog;
using testing::HasSubstr;

fleet::DayProfile halfDay(int fromHour)
{
    fleet::DayProfile day;
    for (int hour = 0; hour < fleet::hoursPerWeek; ++hour) {
        const int ofDay = (hour - fromHour + fleet::hoursPerWeek) % fleet::hoursPerDay;
        day.shareOfPeak[static_cast<std::size_t>(hour)] = ofDay < 12 ? 1 : 0.1;
    }
    return day;
}

/// A scenario whose 40 QPS peak for twelve hours from an hour on, at 4 QPS a replica.
Scenario peakingFrom(const char *name, int fromHour)
{
    Scenario scenario = scenario::defaultScenario(shippedCatalog());
    scenario.name = name;
    scenario.workload.requestsPerSecond = 40;
    scenario.fleet.measuredKneeRequestsPerSecond = 4;
    scenario.fleet.sizing.headroom = 0;
    scenario.fleet.sized = true;
    scenario.fleet.sharing = {};
    scenario.fleet = withOwnDay(scenario.fleet, halfDay(fromHour), "by hand");
    return scenario;
}

// REQ-022: anti-correlated peaks of twelve hours.
TEST(SharedFleet, PoolsWhatPeaksApartUntilThePenaltyTakesItAll)
{
    std::vector<Scenario> models{peakingFrom("day", 8), peakingFrom("night", 20)};
    const auto shared = shareFleet(models, shippedCatalog());
    ASSERT_TRUE(shared) << shared.error().sentence();
    EXPECT_EQ(shared->mix.dedicatedReplicas, (std::vector{10, 10}));
    EXPECT_EQ(shared->mix.dedicatedGpus, 80);
    EXPECT_LT(shared->mix.pooledGpus, shared->mix.dedicatedGpus);
    EXPECT_TRUE(shared->mix.shouldPool);
    EXPECT_LT(shared->pooledUsdPerMonth, shared->dedicatedUsdPerMonth);

    models.front().fleet.sharing.capacityShare = shared->mix.saving;
    const auto flipped = shareFleet(models, shippedCatalog());
    ASSERT_TRUE(flipped);
    EXPECT_FALSE(flipped->mix.shouldPool);
    EXPECT_THAT(flipped->mix.recommendation, HasSubstr("sharing penalty"));
}

TEST(SharedFleet, ChargesSumAndFollowTheLoad)
{
    std::vector<Scenario> models{peakingFrom("day", 8), peakingFrom("night", 20), peakingFrom("small", 8)};
    models.back().workload.requestsPerSecond = 4;
    const auto shared = shareFleet(models, shippedCatalog());
    ASSERT_TRUE(shared);
    ASSERT_EQ(shared->charges.size(), 3U);
    const double sum = std::accumulate(shared->charges.begin(), shared->charges.end(), 0.0,
                                       [](double usd, const cost::Charge &charge) { return usd + charge.usd; });
    EXPECT_NEAR(sum, shared->mix.shouldPool ? shared->pooledUsdPerMonth : shared->dedicatedUsdPerMonth, 0.01);
    EXPECT_NEAR(shared->charges[0].share, shared->charges[1].share, 1e-12);
    EXPECT_NEAR(shared->charges[2].share, shared->charges[0].share / 10, 1e-9);
}

TEST(SharedFleet, KeepsTheHeadroomThatEachFleetHas)
{
    std::vector<Scenario> models{peakingFrom("day", 8), peakingFrom("night", 20)};
    for (Scenario &model : models)
        model.fleet.sizing.headroom = 0.5;
    const auto shared = shareFleet(models, shippedCatalog());
    ASSERT_TRUE(shared);
    EXPECT_EQ(shared->mix.dedicatedReplicas, (std::vector{15, 15}));
}

TEST(SharedFleet, SaysWhatCannotShare)
{
    std::vector<Scenario> models{peakingFrom("day", 8)};
    EXPECT_THAT(shareFleet(models, shippedCatalog()).error().sentence(), HasSubstr("pin a scenario for each further one"));
    models.push_back(peakingFrom("other", 8));
    models.back().acceleratorId = "h200-sxm";
    EXPECT_THAT(shareFleet(models, shippedCatalog()).error().sentence(), HasSubstr("other hardware"));
    models.back() = peakingFrom("slow", 8);
    models.back().fleet.measuredKneeRequestsPerSecond = 0;
    models.back().slo.itl = {true, serving::Percentile::P99, 1e-5};
    EXPECT_THAT(shareFleet(models, shippedCatalog()).error().sentence(), HasSubstr("slow"));
}

} // namespace
} // namespace trilemma::decision
