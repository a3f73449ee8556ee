// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cost/capital.h"
#include "models/cost/chargeback.h"
#include "models/cost/total_cost.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace trilemma::cost {
namespace {

/// Oracle T1: four owned 8-GPU nodes at constant 10.2 kW, three years, quarter of an engineer.
Assumptions fourOwnedNodes()
{
    Assumptions a;
    a.acquisition = Acquisition::Own;
    a.nodeUsd = 300'000;
    a.amortisationYears = 3;
    a.usdPerKilowattHour = 0.12;
    a.pue = 1.5;
    a.nodeIdleWatts = a.nodeLoadWatts = 10'200;
    a.tuningWeeks = 6;
    a.engineers = 1;
    a.usdPerEngineerWeek = 5000;
    a.recurringFte = 0.25;
    a.usdPerFteYear = 250'000;
    a.engineeringHorizonYears = 3;
    a.utilisation = 1;
    return a;
}

Assumptions rentedAt(double usdPerGpuHour)
{
    Assumptions a;
    a.acquisition = Acquisition::OnDemand;
    a.usdPerGpuHour = usdPerGpuHour;
    a.utilisation = 1;
    a.nodeIdleWatts = 2000;
    a.nodeLoadWatts = 10'000;
    a.pue = 1.5;
    a.usdPerKilowattHour = 0.1;
    return a;
}

const fleet::NodePacking fourNodes = fleet::packNodes(4, 8, 8);
const fleet::NodePacking oneNode = fleet::packNodes(1, 8, 8);

TEST(TotalCost, OracleT1ToTheCent)
{
    const TotalCost cost = totalCost(fourOwnedNodes(), fourNodes, {.peakOutputTokensPerSecond = 10'000, .busyShare = 1});
    EXPECT_NEAR(cost.usd(Part::Capital) * 36, 1'200'000.00, 0.005);
    EXPECT_NEAR(cost.usd(Part::Operations) * 36, 193'000.32, 0.005);
    EXPECT_NEAR(cost.usd(Part::Engineering) * 36, 217'500.00, 0.005);
    EXPECT_NEAR(cost.lifetimeUsd, 1'610'500.32, 0.005);
    EXPECT_NEAR(cost.lifetimeOutputTokens, 946.08e9, 1);
    EXPECT_NEAR(cost.usdPerMillionOutput, 1.7023, 0.00005);
}

TEST(TotalCost, OracleT1AtFullLoad)
{
    const TotalCost full = totalCost(fourOwnedNodes(), fourNodes, {.peakOutputTokensPerSecond = 25'000, .busyShare = 1});
    EXPECT_NEAR(full.usdPerMillionOutput, 0.6809, 0.00005);

    Assumptions day = fourOwnedNodes();
    day.utilisation = 0.4; // 40 of 100 QPS: the same tokens as at a flat 40
    const TotalCost mean = totalCost(day, fourNodes, {.peakOutputTokensPerSecond = 25'000, .busyShare = 1});
    EXPECT_NEAR(mean.usdPerMillionOutput, 1.7023, 0.00005);
}

TEST(TotalCost, OracleT2OwnBreaksEvenWithRent)
{
    const double rent = rentUsdPerMonth(rentedAt(2.35), 32);
    const double power = monthlyBill(fourOwnedNodes(), staticFleet(fourNodes, 1), {.busyShare = 1}).total(Part::Operations);
    EXPECT_NEAR(rent, 54'896, 0.005);
    EXPECT_NEAR(power, 5'361.12, 0.005);
    EXPECT_NEAR(paybackMonths(purchaseUsd(fourOwnedNodes(), 4), rent - power), 24.2, 0.1);
    Assumptions both = fourOwnedNodes();
    both.usdPerGpuHour = 2.35;
    for (const Acquisition mode : {Acquisition::Own, Acquisition::OnDemand}) {
        both.acquisition = mode;
        const TotalCost cost = totalCost(both, fourNodes, {.peakOutputTokensPerSecond = 10'000, .busyShare = 1});
        EXPECT_NEAR(cost.alternatives.ownBreakEvenMonths, 24.2, 0.1);
        EXPECT_NEAR(cost.alternatives.ownUpfrontUsd, 1'200'000, 0.005);
        EXPECT_NEAR(cost.totalUsdPerMonth,
                    mode == Acquisition::Own ? cost.alternatives.ownUsdPerMonth : cost.alternatives.rentUsdPerMonth, 1e-9);
    }
}

// Oracle E1: (kW, $/kWh) to dollars a year.
TEST(Operations, OracleE1YearOfElectricity)
{
    Assumptions a;
    a.pue = 1;
    for (const auto &[watts, price, usd] :
         {std::tuple{10'200., 0.1362, 12'170.}, {10'000., 0.08, 7'008.}, {12'000., 0.20, 21'024.}}) {
        a.nodeIdleWatts = a.nodeLoadWatts = watts;
        a.usdPerKilowattHour = price;
        EXPECT_NEAR(electricityUsdPerNodeYear(a, 0.5), usd, 1);
    }
}

TEST(Operations, PowerIsIdleAtRestAndRatedUnderLoad)
{
    const Assumptions a = rentedAt(2);
    EXPECT_DOUBLE_EQ(nodeWatts(a, 0), 2000);
    EXPECT_DOUBLE_EQ(nodeWatts(a, 0.5), 6000);
    EXPECT_DOUBLE_EQ(nodeWatts(a, 1), 10'000);
    EXPECT_DOUBLE_EQ(nodeWatts(a, 7), 10'000);
}

// Oracle U1 and the idling tax: a $20/h node that serves 5,000 tok/s at its peak.
TEST(TotalCost, OracleU1IdleIsPaid)
{
    Assumptions a = rentedAt(20.0 / 8);
    a.apiUsdPerMillionOutput = 3;
    const Traffic traffic{.peakOutputTokensPerSecond = 5000, .busyShare = 1};
    for (const auto &[utilisation, usd] : {std::pair{1.0, 1.11}, {0.5, 2.22}, {0.1, 11.11}}) {
        a.utilisation = utilisation;
        const TotalCost cost = totalCost(a, oneNode, traffic);
        EXPECT_NEAR(cost.usdPerMillionOutput, usd, 0.01);
        EXPECT_NEAR(cost.perMillionOutput.usage, 1.11, 0.01);
        EXPECT_NEAR(cost.alternatives.apiBreakEvenUtilisation, 0.370, 0.0005);
    }
}

TEST(TotalCost, BreakEvenUtilisationIsWhereTheApiCostsTheSame)
{
    Assumptions a = fourOwnedNodes();
    a.nodeIdleWatts = 2000;
    a.apiUsdPerMillionOutput = 5;
    const Traffic traffic{.peakOutputTokensPerSecond = 25'000, .busyShare = 0.8};
    a.utilisation = totalCost(a, fourNodes, traffic).alternatives.apiBreakEvenUtilisation;
    ASSERT_GT(a.utilisation, 0);
    ASSERT_LT(a.utilisation, 1);
    EXPECT_NEAR(totalCost(a, fourNodes, traffic).usdPerMillionOutput, 5, 1e-9);
}

TEST(TotalCost, NeverBreaksEvenWithoutAnApiPrice)
{
    EXPECT_TRUE(
        std::isinf(totalCost(rentedAt(2), oneNode, {.peakOutputTokensPerSecond = 5000}).alternatives.apiBreakEvenUtilisation));
}

TEST(TotalCost, RentPaysNoElectricity)
{
    Assumptions dear = rentedAt(2);
    dear.usdPerKilowattHour = 100;
    dear.colocationUsdPerKilowattMonth = 1000;
    dear.supportShare = 1;
    dear.nodeUsd = 300'000;
    const Traffic traffic{.peakOutputTokensPerSecond = 5000, .busyShare = 1};
    EXPECT_EQ(totalCost(dear, oneNode, traffic).totalUsdPerMonth, totalCost(rentedAt(2), oneNode, traffic).totalUsdPerMonth);
    EXPECT_EQ(totalCost(dear, oneNode, traffic).usd(Part::Operations), 0);
    dear.acquisition = Acquisition::Own;
    EXPECT_GT(totalCost(dear, oneNode, traffic).usd(Part::Operations), 0);
}

TEST(TotalCost, StrandedGpusArePaidFor)
{
    const fleet::NodePacking half = fleet::packNodes(1, 4, 8);
    const TotalCost cost = totalCost(rentedAt(2), half, {.peakOutputTokensPerSecond = 5000});
    EXPECT_DOUBLE_EQ(cost.totalUsdPerMonth, 2 * 8 * 730);
    EXPECT_DOUBLE_EQ(cost.strandedUsdPerMonth, 2 * 4 * 730);
}

TEST(TotalCost, NothingServedHasNoPricePerToken)
{
    const TotalCost cost = totalCost(rentedAt(2), oneNode, {});
    EXPECT_TRUE(std::isinf(cost.usdPerMillionOutput));
    EXPECT_TRUE(std::isinf(cost.perRequest.reservation));
    EXPECT_TRUE(std::isfinite(cost.totalUsdPerMonth));
}

TEST(TotalCost, EnergyPerToken)
{
    // 6 kW at half load times PUE 1.5 over 3,000 tok/s.
    const TotalCost cost = totalCost(rentedAt(2), oneNode, {.peakOutputTokensPerSecond = 3000, .busyShare = 0.5});
    EXPECT_DOUBLE_EQ(cost.energy.nodeKilowatts, 6);
    EXPECT_DOUBLE_EQ(cost.energy.joulesPerOutputToken, 3);
}

TEST(Capital, RecoveryFactorAtZeroIsTheStraightLine)
{
    Assumptions a = fourOwnedNodes();
    a.residualShare = 0.3;
    EXPECT_NEAR(ownedUsdPerMonth(a, 1), 300'000 * 0.7 / 36, 0.005);
    a.discountRate = 1e-12;
    EXPECT_NEAR(ownedUsdPerMonth(a, 1), 300'000 * 0.7 / 36, 0.005);
    a.discountRate = 0.1;
    EXPECT_GT(ownedUsdPerMonth(a, 1), 300'000 * 0.7 / 36);
    EXPECT_NEAR(capitalRecoveryFactor(0.1, 5), 0.263797, 5e-7); // standard annuity table
}

TEST(Bill, EngineeringToTheCent)
{
    Assumptions a = fourOwnedNodes();
    const auto threeYears = [&] { return monthlyBill(a, staticFleet(fourNodes, 1), {}).total(Part::Engineering) * 36; };
    EXPECT_NEAR(threeYears(), 217'500, 1e-6);
    a.benchmarkGpuHours = 400;
    a.benchmarkUsdPerGpuHour = 2.5;
    EXPECT_NEAR(threeYears(), 218'500, 1e-6);
    EXPECT_NEAR(monthlyBill(a, staticFleet(fourNodes, 1), {})[Line::Benchmarking] * 36, 1'000, 1e-6);
    a.engineers = 2;
    a.toolsUsdPerYear = 12'000;
    EXPECT_NEAR(threeYears(), 218'500 + 30'000 + 36'000, 1e-6);
}

TEST(Bill, FacilityAndCoolingAreApart)
{
    Assumptions a = fourOwnedNodes();
    const auto bill = [&] { return monthlyBill(a, staticFleet(fourNodes, 1), {.busyShare = 1}); };
    EXPECT_NEAR(bill()[Line::Facility], bill()[Line::Electricity] / 2, 1e-9);
    EXPECT_FALSE(coolingMatchesComputing(a));
    a.coolingShare = 0.5;
    EXPECT_NEAR(bill()[Line::Cooling], bill()[Line::Electricity] / 2, 1e-9);
    EXPECT_TRUE(coolingMatchesComputing(a));
}

TEST(Bill, RacksFillUp)
{
    Assumptions a = fourOwnedNodes();
    a.nodesPerRack = 4;
    EXPECT_NEAR(energyOf(a, staticFleet(fourNodes, 1), {.busyShare = 1}).rackKilowatts, 40.8, 1e-9);
    a.nodesPerRack = 5;
    EXPECT_NEAR(energyOf(a, staticFleet(fourNodes, 1), {.busyShare = 1}).rackKilowatts, 51, 1e-9);
}

TEST(FleetUse, ScalingDownSavesRentButNoCapital)
{
    FleetUse night = staticFleet(fourNodes, 0.5);
    night.poweredNodeHoursPerMonth *= 0.75;
    night.rentedGpuHoursPerMonth *= 0.75;
    Assumptions a = fourOwnedNodes();
    a.nodeIdleWatts = 2000;
    const Traffic traffic{.peakOutputTokensPerSecond = 10'000, .busyShare = 1};
    const TotalCost owned = totalCost(a, staticFleet(fourNodes, 0.5), traffic), ownedNight = totalCost(a, night, traffic);
    EXPECT_EQ(owned.bill[Line::WriteOff], ownedNight.bill[Line::WriteOff]);
    EXPECT_GT(owned.bill[Line::Electricity], ownedNight.bill[Line::Electricity]);
    EXPECT_EQ(ownedNight.utilisation, 0.5);

    const Assumptions rent = rentedAt(2);
    EXPECT_DOUBLE_EQ(totalCost(rent, night, traffic).bill[Line::Rent], 0.75 * 32 * 730 * 2);
    EXPECT_DOUBLE_EQ(totalCost(rent, night, traffic).utilisation, 0.5 / 0.75);
    EXPECT_EQ(totalCost(rent, night, traffic).bill[Line::Electricity], 0);
}

TEST(FleetUse, StartsAreBilledInWholeUnits)
{
    Assumptions a = rentedAt(2);
    a.billingMinutes = 60;
    FleetUse use = staticFleet(oneNode, 1);
    EXPECT_EQ(monthlyBill(a, use, {})[Line::RentOverhead], 0);
    use.gpuStartsPerMonth = 30 * 8;
    EXPECT_DOUBLE_EQ(monthlyBill(a, use, {})[Line::RentOverhead], 30 * 8 * 0.5 * 2);
    a.spotOverhead = 0.1;
    EXPECT_DOUBLE_EQ(monthlyBill(a, use, {})[Line::RentOverhead], 240); // nobody interrupts on-demand GPUs
    a.acquisition = Acquisition::Spot;
    EXPECT_DOUBLE_EQ(monthlyBill(a, use, {})[Line::RentOverhead], 240 + 0.1 * 8 * 730 * 2);
}

TEST(Alternatives, ApiBillsInputCachedInputAndBatch)
{
    Assumptions a = rentedAt(2);
    a.apiUsdPerMillionOutput = 4;
    a.apiUsdPerMillionInput = 1;
    a.apiUsdPerMillionCachedInput = 0.25;
    Traffic traffic{.peakOutputTokensPerSecond = 1000, .peakInputTokensPerSecond = 3000};
    EXPECT_DOUBLE_EQ(apiUsdPerMillionOutput(a, traffic), 4 + 3);
    traffic.cachedInputShare = 0.5;
    EXPECT_DOUBLE_EQ(apiUsdPerMillionOutput(a, traffic), 4 + 3 * 0.625);
    a.apiBatchShare = 0.5;
    a.apiBatchDiscount = 0.5;
    EXPECT_DOUBLE_EQ(apiUsdPerMillionOutput(a, traffic), (4 + 3 * 0.625) * 0.75);
    const TotalCost cost = totalCost(a, oneNode, traffic);
    EXPECT_NEAR(cost.alternatives.apiUsdPerMonth, cost.alternatives.apiUsdPerMillionOutput * 1000 * 730 * 3600 / 1e6, 1e-6);
    EXPECT_NEAR(cost.alternatives.apiBreakEvenOutputTokensPerDay, cost.alternatives.apiBreakEvenUtilisation * 1000 * 86'400,
                1e-3);
}

TEST(Alternatives, OwningBeatsHourlyRentAboveItsBreakEven)
{
    Assumptions a = fourOwnedNodes();
    a.usdPerGpuHour = 2.35;
    const double share =
        totalCost(a, fourNodes, {.peakOutputTokensPerSecond = 10'000, .busyShare = 1}).alternatives.ownBreakEvenUtilisation;
    EXPECT_NEAR(share * 54'896, 1'200'000 / 36.0 + 5'361.12, 0.01);
}

TEST(Capital, TuningPaysBackByFleetSize)
{
    Assumptions a;
    a.tuningWeeks = 6;
    a.engineers = 1;
    a.usdPerEngineerWeek = 5000;
    a.tuningSavingShare = 0.25;
    a.engineeringHorizonYears = 3;
    EXPECT_DOUBLE_EQ(tuningPayback(a, 40'000, 10).months, 3);
    EXPECT_DOUBLE_EQ(tuningPayback(a, 4'000, 1).months, 30);
    const double nodes = tuningPayback(a, 40'000, 10).breakEvenNodes;
    EXPECT_NEAR(tuningPayback(a, 4'000 * nodes, 1).months, 36, 1e-9);
    EXPECT_TRUE(std::isinf(tuningPayback(a, 0, 0).months));
    EXPECT_DOUBLE_EQ(paybackMonths(30'000, 10'000), 3);
    EXPECT_DOUBLE_EQ(paybackMonths(30'000, 1'000), 30);
    EXPECT_TRUE(std::isinf(paybackMonths(30'000, 0)));
}

// By hand: 1,000 tok/s around the clock are 2,628 M output tokens a month, with three input tokens each, a third of them cached.
TEST(TotalCost, AnApiSellsTokensAndNothingElse)
{
    Assumptions a = rentedAt(2);
    a.acquisition = Acquisition::Api;
    a.apiUsdPerMillionOutput = 0.7;
    a.apiUsdPerMillionInput = 0.3;
    a.apiUsdPerMillionCachedInput = 0.03;
    a.recurringFte = 0.1;
    a.usdPerFteYear = 240'000;
    a.tuningWeeks = 6;
    a.engineers = 1;
    a.usdPerEngineerWeek = 5000;
    a.engineeringHorizonYears = 3;
    a.utilisation = 0.5;
    const Traffic traffic{.peakOutputTokensPerSecond = 1000,
                          .peakInputTokensPerSecond = 3000,
                          .peakRequestsPerSecond = 1,
                          .busyShare = 1,
                          .cachedInputShare = 1.0 / 3};
    const TotalCost cost = totalCost(a, oneNode, traffic);
    const double perMillion = 0.7 + 3 * (0.3 * 2 / 3 + 0.03 / 3);
    EXPECT_NEAR(cost.bill[Line::ApiTokens], perMillion * 2628 / 2, 1e-6);
    EXPECT_NEAR(cost.totalUsdPerMonth, perMillion * 2628 / 2 + 2000, 1e-6) << "staff stays, there is nothing to tune";
    EXPECT_EQ(cost.usd(Part::Capital), 0);
    EXPECT_EQ(cost.usd(Part::Opportunity), 0);
    EXPECT_EQ(cost.strandedUsdPerMonth, 0);
    EXPECT_EQ(cost.perMillionOutput.usage, cost.perMillionOutput.reservation);
    EXPECT_NEAR(cost.alternatives.apiUsdPerMonth, cost.bill[Line::ApiTokens], 1e-9);
    EXPECT_GT(cost.alternatives.rentUsdPerMonth, 0);
    a.apiUsdPerMillionOutput = 0;
    EXPECT_FALSE(a.priceKnown());
    EXPECT_EQ(totalCost(a, oneNode, traffic).bill[Line::ApiTokens], 0);
}

// REQ-011: the guest pays for its GPUs' part of the nodes, pro rata; nodes and total stay.
TEST(TotalCost, AGuestOnStrandedGpusPaysItsPart)
{
    const fleet::NodePacking halfUsed = fleet::packNodes(1, 4, 8);
    for (const Acquisition acquisition : {Acquisition::Own, Acquisition::OnDemand}) {
        Assumptions a = fourOwnedNodes();
        a.acquisition = acquisition;
        a.usdPerGpuHour = 2;
        a.egressUsdPerGigabyte = 0.02;
        a.egressBytesPerToken = 100;
        const Traffic traffic{.peakOutputTokensPerSecond = 1000, .busyShare = 1};
        const TotalCost alone = totalCost(a, staticFleet(halfUsed, 1), traffic);
        FleetUse use = staticFleet(halfUsed, 1);
        use.guestGpus = 2;
        const TotalCost shared = totalCost(a, use, traffic);
        EXPECT_EQ(use.strandedGpus(), 2);
        EXPECT_DOUBLE_EQ(use.guestShare(), 2.0 / 6);
        EXPECT_NEAR(shared.usd(Part::Capital), alone.usd(Part::Capital) * 4 / 6, 1e-9);
        EXPECT_NEAR(shared.usd(Part::Engineering), alone.usd(Part::Engineering), 1e-9);
        EXPECT_EQ(shared.bill[Line::Egress], alone.bill[Line::Egress]) << "of the host's own tokens";
        const double nodes = alone.usd(Part::Capital) + alone.usd(Part::Operations) - alone.bill[Line::Egress];
        EXPECT_NEAR(alone.totalUsdPerMonth - shared.totalUsdPerMonth, nodes * 2 / 6, 1e-6);
        const double hardware = shared.usd(Part::Capital) + shared.usd(Part::Operations);
        EXPECT_NEAR(shared.strandedUsdPerMonth, hardware * 2 / 8, 1e-9);
    }
}

TEST(Capital, StraightLineKnowsNoCostOfMoney)
{
    Assumptions a = fourOwnedNodes();
    a.discountRate = 0.1;
    a.residualShare = 0.3;
    a.writeOff = WriteOff::StraightLine;
    EXPECT_NEAR(ownedUsdPerMonth(a, 1), 300'000 * 0.7 / 36, 0.005);
}

TEST(Chargeback, PartsSumToTheTotal)
{
    const std::vector<Tenant> tenants{{"chat", 1000, 2}, {"batch", 10, 100}, {"idle", 0, 5}};
    double sum = 0;
    for (const Charge &charge : chargeback(123.45, tenants))
        sum += charge.usd;
    EXPECT_NEAR(sum, 123.45, 1e-9);
    EXPECT_NEAR(chargeback(90, tenants)[0].usd, 60, 1e-9);
    EXPECT_EQ(chargeback(90, {{{"nobody", 0, 1}}})[0].usd, 0);
}

TEST(TotalCost, PartsSumAndBasesAgreeForAnyAssumptions)
{
    std::mt19937 random(7);
    const auto draw = [&](double low, double high) { return std::uniform_real_distribution<>(low, high)(random); };
    for (int trial = 0; trial < 500; ++trial) {
        Assumptions a = fourOwnedNodes();
        a.acquisition = static_cast<Acquisition>(trial % acquisitionCount);
        a.usdPerGpuHour = draw(0.5, 15);
        a.networkShare = draw(0, 0.3);
        a.residualShare = draw(0, 0.4);
        a.discountRate = draw(0, 0.2);
        a.nodeIdleWatts = draw(500, 5000);
        a.colocationUsdPerKilowattMonth = draw(0, 250);
        a.supportShare = draw(0, 0.1);
        a.utilisation = draw(0.05, 1);
        a.apiUsdPerMillionOutput = draw(0.1, 10);
        const fleet::NodePacking packing = fleet::packNodes(1 + trial % 9, 1 + trial % 11, 8);
        const Traffic traffic{.peakOutputTokensPerSecond = draw(100, 50'000),
                              .peakInputTokensPerSecond = draw(100, 500'000),
                              .peakRequestsPerSecond = draw(1, 200),
                              .busyShare = draw(0, 1)};
        const TotalCost cost = totalCost(a, packing, traffic);

        double parts = 0, partsPerMillion = 0;
        for (std::size_t part = 0; part < partCount; ++part) {
            EXPECT_GE(cost.usdPerMonth[part], 0);
            parts += cost.usdPerMonth[part];
            partsPerMillion += cost.usdPerMillionOutputByPart[part];
        }
        EXPECT_NEAR(parts, cost.totalUsdPerMonth, 0.005);
        EXPECT_NEAR(partsPerMillion, cost.usdPerMillionOutput, 1e-9 * cost.usdPerMillionOutput);
        const double inUse = a.fromApi() ? 1 : a.utilisation; // nothing that is bought by the token stands idle
        EXPECT_NEAR(cost.perMillionOutput.usage / cost.usdPerMillionOutput, inUse, 1e-12);
        const double hardware = cost.usd(Part::Capital) + cost.usd(Part::Operations) + cost.usd(Part::Opportunity);
        EXPECT_NEAR(cost.usd(Part::Opportunity) / hardware, 1 - inUse, 1e-9);
        EXPECT_LT(cost.perMillionTotal.reservation, cost.usdPerMillionOutput);
        // Attribution moves dollars between parts, never their sum.
        EXPECT_NEAR(cost.bill.total(), cost.totalUsdPerMonth, 0.005);
        EXPECT_NEAR(cost.idleUsdPerMonth, cost.usd(Part::Opportunity), 0.005);
        a.attribution = Attribution::ThreeTerms;
        const TotalCost three = totalCost(a, packing, traffic);
        EXPECT_EQ(three.totalUsdPerMonth, cost.totalUsdPerMonth);
        EXPECT_EQ(three.usd(Part::Opportunity), 0);
        EXPECT_NEAR(three.usd(Part::Capital) + three.usd(Part::Operations), hardware, 0.005);
        // Never double: an owner pays no rent, a renter no power.
        for (const Line line : {Line::Rent, Line::RentOverhead, Line::Egress, Line::Storage})
            EXPECT_TRUE(!a.owned() || cost.bill[line] == 0) << label(line);
        for (const Line line :
             {Line::WriteOff, Line::Electricity, Line::Facility, Line::Cooling, Line::Colocation, Line::Support})
            EXPECT_TRUE(a.owned() || cost.bill[line] == 0) << label(line);
        EXPECT_GE(cost.perMillionTotal.reservation, cost.perMillionTotal.usage);
        EXPECT_NEAR(cost.energy.joulesPerOutputToken * traffic.peakOutputTokensPerSecond * a.utilisation / 3.6e6 * 730 * 3600,
                    cost.energy.kilowattHoursPerMonth, 1e-9 * cost.energy.kilowattHoursPerMonth);
    }
}

} // namespace
} // namespace trilemma::cost
