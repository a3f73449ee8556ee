// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cost/assumption_table.h"
#include "models/cost/staleness.h"

#include "tests/models/catalog_fixture.h"

#include <cmath>
#include <cstddef>
#include <set>

namespace trilemma::cost {
namespace {

using test::shippedCatalog;

catalog::PriceBook ratios()
{
    catalog::PriceBook book;
    book.entries = {{.id = "rent.reserve-1y-over-on-demand",
                     .label = {},
                     .unit = {},
                     .low = 0.7,
                     .median = 0.8,
                     .high = 0.9,
                     .date = {},
                     .sourceIds = {}},
                    {.id = "rent.reserve-over-on-demand",
                     .label = {},
                     .unit = {},
                     .low = 0.5,
                     .median = 0.75,
                     .high = 1,
                     .date = {},
                     .sourceIds = {}},
                    {.id = "rent.spot-over-on-demand",
                     .label = {},
                     .unit = {},
                     .low = 0.2,
                     .median = 0.5,
                     .high = 1,
                     .date = {},
                     .sourceIds = {}}};
    return book;
}

catalog::Accelerator rentedFor(std::vector<std::pair<std::string, double>> offers)
{
    catalog::Accelerator accelerator;
    for (const auto &[kind, usd] : offers)
        accelerator.rentals.push_back(
            {.provider = "somebody", .kind = kind, .usdPerGpuHour = usd, .date = "2026-01", .sourceId = "source"});
    return accelerator;
}

double rent(const catalog::Accelerator &accelerator, Acquisition acquisition,
            catalog::ProviderClass provider = catalog::ProviderClass::Any)
{
    const catalog::PriceBook book = ratios();
    return rentOf({.accelerator = accelerator, .prices = book, .acquisition = acquisition, .provider = provider}).median;
}

// REQ-013: a year and three are offers of their own.
TEST(Assumptions, ReservedTermsAreApart)
{
    auto gpu = rentedFor({{"reserved", 2.35}, {"reserved", 2}, {"on-demand", 4}});
    gpu.rentals[0].termYears = 1;
    gpu.rentals[1].termYears = 3;
    EXPECT_EQ(rent(gpu, Acquisition::ReserveOneYear), 2.35);
    EXPECT_EQ(rent(gpu, Acquisition::ReserveThreeYears), 2);
    EXPECT_EQ(rent(gpu, Acquisition::Own), rent(gpu, Acquisition::Reserve)) << "what an owner would rent instead";
    EXPECT_EQ(rent(gpu, Acquisition::Api), rent(gpu, Acquisition::Reserve));
    gpu.rentals.erase(gpu.rentals.begin());
    EXPECT_EQ(rent(gpu, Acquisition::ReserveOneYear), 4 * 0.8) << "no such offer: the price book's ratio to on-demand";
}

// REQ-018: offers by class of provider; a class without any takes those of all.
TEST(Assumptions, OffersOfAClassOfProvider)
{
    using enum catalog::ProviderClass;
    auto gpu = rentedFor({{"on-demand", 10}, {"on-demand", 3}, {"reserved", 2}});
    gpu.rentals[0].providerClass = Hyperscaler;
    gpu.rentals[1].providerClass = Neocloud;
    EXPECT_EQ(rent(gpu, Acquisition::OnDemand, Hyperscaler), 10);
    EXPECT_EQ(rent(gpu, Acquisition::OnDemand, Neocloud), 3);
    EXPECT_EQ(rent(gpu, Acquisition::Reserve, Hyperscaler), 7.5) << "its on-demand price, scaled";
    EXPECT_EQ(rent(gpu, Acquisition::OnDemand, Marketplace), 10) << "of two middles the dearer";
    EXPECT_EQ(rent(gpu, Acquisition::Reserve, Marketplace), 2);
}

TEST(Assumptions, RentIsTheMedianOfItsKind)
{
    const auto gpu = rentedFor({{"on-demand", 6}, {"on-demand", 2}, {"on-demand", 3}, {"reserved", 1.5}, {"on-demand list", 99}});
    EXPECT_EQ(rent(gpu, Acquisition::OnDemand), 3);
    EXPECT_EQ(rent(gpu, Acquisition::Reserve), 1.5);
    EXPECT_EQ(rent(rentedFor({{"reserved", 2.35}, {"reserved", 2}}), Acquisition::Reserve), 2.35);
    EXPECT_EQ(rent(rentedFor({{"on-demand list", 10}}), Acquisition::OnDemand), 10);
}

TEST(Assumptions, AKindWithoutOffersFollowsFromOnDemand)
{
    EXPECT_DOUBLE_EQ(rent(rentedFor({{"on-demand", 4}}), Acquisition::Reserve), 3);
    EXPECT_DOUBLE_EQ(rent(rentedFor({{"on-demand", 4}}), Acquisition::Spot), 2);
    EXPECT_DOUBLE_EQ(rent(rentedFor({{"reserved", 3}}), Acquisition::Spot), 2);
    EXPECT_EQ(rent(rentedFor({}), Acquisition::OnDemand), 0);
}

TEST(Assumptions, UnknownPricesAreSaidToBeUnknown)
{
    Assumptions a;
    EXPECT_FALSE(a.priceKnown());
    a.usdPerGpuHour = 2;
    EXPECT_TRUE(a.priceKnown());
    a.acquisition = Acquisition::Own;
    EXPECT_FALSE(a.priceKnown());
}

PriceContext shipped(const char *accelerator, Acquisition acquisition)
{
    return {.accelerator = *shippedCatalog().accelerator(accelerator),
            .prices = shippedCatalog().prices,
            .acquisition = acquisition,
            .modelId = "llama-3.3-70b"};
}

TEST(Assumptions, EveryFigureIsARowOfTheTable)
{
    // Every double after the three choices, none twice.
    Assumptions counted;
    std::set<std::string_view> ids;
    for (const AssumptionRow &row : assumptionRows()) {
        EXPECT_TRUE(ids.insert(row.id).second) << row.id;
        EXPECT_EQ(counted.*row.figure, 0) << row.id << " shares its figure with another row";
        counted.*row.figure = 1;
        EXPECT_EQ(findAssumption(row.id), &row);
    }
    EXPECT_EQ(assumptionRows().size(), (sizeof(Assumptions) - offsetof(Assumptions, usdPerGpuHour)) / sizeof(double));
}

TEST(Assumptions, ShippedCatalogueFillsEveryOne)
{
    for (const catalog::Accelerator &accelerator : shippedCatalog().accelerators) {
        for (int mode = 0; mode < acquisitionCount; ++mode) {
            const PriceContext context = shipped(accelerator.id.c_str(), static_cast<Acquisition>(mode));
            const Assumptions a = resolved(defaultAssumptions(context), context);
            EXPECT_EQ(a.acquisition, context.acquisition);
            for (const AssumptionRow &row : assumptionRows()) {
                const Range range = rangeOf(row, context);
                EXPECT_TRUE(std::isfinite(a.*row.figure) && a.*row.figure >= 0) << accelerator.id << ' ' << row.id;
                EXPECT_EQ(a.*row.figure, range.median) << accelerator.id << ' ' << row.id;
                EXPECT_LE(range.low, range.median) << accelerator.id << ' ' << row.id;
                EXPECT_LE(range.median, range.high) << accelerator.id << ' ' << row.id;
            }
            EXPECT_GT(a.amortisationYears, 0);
            EXPECT_GT(a.engineeringHorizonYears, 0);
            EXPECT_GE(a.pue, 1);
            EXPECT_GT(a.utilisation, 0);
            EXPECT_LE(a.utilisation, 1);
            EXPECT_LE(a.nodeIdleWatts, a.nodeLoadWatts) << accelerator.id;
        }
    }
}

TEST(Assumptions, EveryFigureHasASourceOrIsMarkedAsAnAssumption)
{
    const PriceContext context = shipped("h100-sxm", Acquisition::Reserve);
    for (const AssumptionRow &row : assumptionRows()) {
        const Origin origin = originOf(row, context, shippedCatalog().sources);
        EXPECT_TRUE(!origin.sources.empty() || origin.assumption) << row.id;
        EXPECT_TRUE(!origin.date.empty() || origin.assumption) << row.id;
        EXPECT_FALSE(origin.entry.empty()) << row.id;
    }
}

TEST(Assumptions, H100RentIsARangeOfDatedOffers)
{
    const Range range = rentOf(shipped("h100-sxm", Acquisition::OnDemand));
    EXPECT_LT(range.low, range.median);
    EXPECT_LT(range.median, range.high);
    for (const catalog::RentalPrice &rental : shippedCatalog().accelerator("h100-sxm")->rentals) {
        EXPECT_TRUE(asOf(rental.date)) << rental.provider;
        EXPECT_FALSE(rental.sourceId.empty()) << rental.provider;
    }
}

TEST(Assumptions, H100NodeDrawsTenToTwelveKilowatts)
{
    const Assumptions a = defaultAssumptions(shipped("h100-sxm", Acquisition::Own));
    EXPECT_GE(a.nodeLoadWatts, 10'000);
    EXPECT_LE(a.nodeLoadWatts, 12'000);
    EXPECT_GT(a.nodeIdleWatts, 0);
}

TEST(Assumptions, WhatSomebodySetStaysAtBothEnds)
{
    const PriceContext context = shipped("h100-sxm", Acquisition::Own);
    Assumptions a = resolved(defaultAssumptions(context), context);
    a.usdPerKilowattHour = 0.2;
    const Ends ends = endsOf(a, context);
    EXPECT_EQ(ends.cheap.usdPerKilowattHour, 0.2);
    EXPECT_EQ(ends.dear.usdPerKilowattHour, 0.2);
    EXPECT_LT(ends.cheap.pue, a.pue);
    EXPECT_GT(ends.dear.pue, a.pue);
    EXPECT_GT(ends.cheap.residualShare, a.residualShare); // a higher resale value is cheaper
    EXPECT_EQ(ends.cheap.utilisation, a.utilisation);     // traffic is no price
}

TEST(Assumptions, AdoptingAnAcceleratorKeepsTheOthers)
{
    Assumptions a = defaultAssumptions(shipped("h100-sxm", Acquisition::Reserve));
    a.usdPerKilowattHour = 0.3;
    adopt(Subject::Accelerator, a, shipped("b200", Acquisition::Reserve));
    EXPECT_EQ(a.usdPerKilowattHour, 0.3);
    EXPECT_EQ(a.usdPerGpuHour, rentOf(shipped("b200", Acquisition::Reserve)).median);
}

TEST(Assumptions, CachedInputWithoutAPriceOfItsOwnIsDiscounted)
{
    PriceContext context = shipped("h100-sxm", Acquisition::Reserve);
    EXPECT_DOUBLE_EQ(cachedInputOf(context).median, 0.54 * (1 - 0.74));
    context.modelId = "deepseek-v3";
    EXPECT_EQ(cachedInputOf(context).median, 0.07);
    context.modelId = "nobody's";
    EXPECT_EQ(cachedInputOf(context).median, 0);
}

TEST(Complexity, HarderLayoutsTakeLongerToTune)
{
    PriceContext context = shipped("h100-sxm", Acquisition::Reserve);
    double before = 0;
    for (const Layout &layout : {Layout{1, 8}, Layout{4, 8}, Layout{16, 8}, Layout{8, 8, true}, Layout{8, 8, true, true}}) {
        context.complexity = complexityOf(layout);
        const double weeks = resolved({}, context).tuningWeeks;
        EXPECT_GT(weeks, before) << label(context.complexity);
        before = weeks;
        EXPECT_TRUE(std::string_view(reason(context.complexity)).ends_with('.'));
    }
    Assumptions set;
    set.tuningWeeks = 1;
    EXPECT_EQ(resolved(set, context).tuningWeeks, 1);
}

TEST(Staleness, TakesTheFirstDayOfTheLastDate)
{
    using namespace std::chrono;
    const auto day = [](int y, unsigned m, unsigned d) { return sys_days(year(y) / month(m) / d); };
    EXPECT_EQ(asOf("2026-11-23"), day(2026, 11, 23));
    EXPECT_EQ(asOf("read 2026-11-23"), day(2026, 11, 23));
    EXPECT_EQ(asOf("2026-03..2026-05"), day(2026, 5, 1));
    EXPECT_EQ(asOf("2025"), day(2025, 1, 1));
    EXPECT_EQ(asOf("2025-06 price cut, still 2026"), day(2026, 1, 1));
    EXPECT_EQ(asOf("2026-13"), std::nullopt);
    EXPECT_EQ(asOf(""), std::nullopt);
    EXPECT_EQ(asOf("123456 of 12"), std::nullopt);
}

TEST(Staleness, BadgeComesWithTheDayAfter)
{
    using namespace std::chrono;
    const sys_days price = sys_days(year(2026) / 8 / 25);
    EXPECT_FALSE(isStale("2026-08-25", price + days(90), 90));
    EXPECT_TRUE(isStale("2026-08-25", price + days(91), 90));
    EXPECT_FALSE(isStale("2026-08-25", price + days(91), 120));
    EXPECT_FALSE(isStale("", price, 90));
}

} // namespace
} // namespace trilemma::cost
