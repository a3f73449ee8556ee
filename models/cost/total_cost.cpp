// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cost/total_cost.h"

#include <limits>

namespace trilemma::cost {

namespace {

double per(double dollars, double units)
{
    return units > 0 ? dollars / units : std::numeric_limits<double>::infinity();
}

double strandedShare(const Assumptions &a, const FleetUse &use)
{
    return a.fromApi() || use.packing.nodes == 0 ? 0 : double(use.strandedGpus()) / use.packing.paidGpus();
}

std::array<double, partCount> partsOf(const Bill &bill, Attribution attribution, double idleShare)
{
    const double moved = attribution == Attribution::FourParts ? idleShare : 0;
    const double capital = bill.total(Part::Capital), operations = bill.total(Part::Operations);
    return {capital * (1 - moved), operations * (1 - moved), (capital + operations) * moved, bill.total(Part::Engineering)};
}

} // namespace

TotalCost totalCost(const Assumptions &a, const FleetUse &use, const Traffic &traffic)
{
    TotalCost cost;
    cost.bill = monthlyBill(a, use, traffic);
    cost.totalUsdPerMonth = cost.bill.total();
    cost.utilisation = a.fromApi() ? 1 : use.utilisation(a.owned());
    cost.usdPerMonth = partsOf(cost.bill, a.attribution, 1 - cost.utilisation);
    const double hardware = cost.bill.total(Part::Capital) + cost.bill.total(Part::Operations);
    cost.idleUsdPerMonth = hardware * (1 - cost.utilisation);
    cost.strandedUsdPerMonth = hardware * strandedShare(a, use);

    const double servedSeconds = secondsPerMonth * use.servedShare;
    const double outputTokens = traffic.peakOutputTokensPerSecond * servedSeconds;
    const double inputTokens = traffic.peakInputTokensPerSecond * servedSeconds;
    const auto unit = [&](double scale, double units) {
        const double reservation = per(cost.totalUsdPerMonth * scale, units);
        return UnitCost{reservation, reservation * cost.utilisation};
    };
    cost.perMillionOutput = unit(million, outputTokens);
    cost.perMillionInput = unit(million, inputTokens);
    cost.perMillionTotal = unit(million, inputTokens + outputTokens);
    cost.perRequest = unit(1, traffic.peakRequestsPerSecond * servedSeconds);
    cost.usdPerMillionOutput = cost.perMillionOutput.reservation;
    for (std::size_t part = 0; part < partCount; ++part)
        cost.usdPerMillionOutputByPart[part] = per(cost.usdPerMonth[part] * million, outputTokens);

    const double months = a.amortisationYears * monthsPerYear;
    cost.lifetimeUsd = cost.totalUsdPerMonth * months;
    cost.lifetimeOutputTokens = outputTokens * months;
    cost.energy = energyOf(a, use, traffic);
    cost.alternatives = alternativesOf(a, use, traffic);
    cost.tuning = tuningPayback(a, a.fromApi() ? 0 : hardware, use.packing.nodes);
    return cost;
}

TotalCost totalCost(const Assumptions &a, const fleet::NodePacking &packing, const Traffic &traffic)
{
    return totalCost(a, staticFleet(packing, a.utilisation), traffic);
}

} // namespace trilemma::cost
