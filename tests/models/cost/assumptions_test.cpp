// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cost/assumptions.h"

#include "tests/models/catalog_fixture.h"

#include <cmath>

namespace trilemma::cost {
namespace {

using test::shippedCatalog;

catalog::PriceBook ratios()
{
    catalog::PriceBook book;
    book.entries = {{.id = "rent.reserve-over-on-demand",
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
        accelerator.rentals.push_back({"somebody", kind, usd, "2026-01", "source"});
    return accelerator;
}

double rent(const catalog::Accelerator &accelerator, Acquisition acquisition)
{
    return defaultAssumptions(accelerator, ratios(), acquisition).usdPerGpuHour;
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

TEST(Assumptions, ShippedCatalogueFillsEveryOne)
{
    for (const catalog::Accelerator &accelerator : shippedCatalog().accelerators) {
        for (int mode = 0; mode < acquisitionCount; ++mode) {
            const Assumptions a = defaultAssumptions(accelerator, shippedCatalog().prices, static_cast<Acquisition>(mode));
            for (const double figure :
                 {a.usdPerGpuHour, a.nodeUsd, a.networkShare, a.installShare, a.residualShare, a.discountRate,
                  a.usdPerKilowattHour, a.nodeIdleWatts, a.nodeLoadWatts, a.colocationUsdPerKilowattMonth, a.supportShare,
                  a.tuningWeeks, a.usdPerEngineerWeek, a.recurringFte, a.usdPerFteYear}) {
                EXPECT_TRUE(std::isfinite(figure) && figure >= 0) << accelerator.id;
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

TEST(Assumptions, H100NodeDrawsTenToTwelveKilowatts)
{
    const Assumptions a =
        defaultAssumptions(*shippedCatalog().accelerator("h100-sxm"), shippedCatalog().prices, Acquisition::Own);
    EXPECT_GE(a.nodeLoadWatts, 10'000);
    EXPECT_LE(a.nodeLoadWatts, 12'000);
    EXPECT_GT(a.nodeIdleWatts, 0);
}

} // namespace
} // namespace trilemma::cost
