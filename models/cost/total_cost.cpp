// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cost/total_cost.h"

#include "models/cost/capital.h"
#include "models/cost/operations.h"

#include <limits>
#include <numeric>

namespace trilemma::cost {

namespace {

constexpr double million = 1e6;
constexpr double secondsPerMonth = hoursPerMonth * 3600;

/// What is paid before anybody asks how much of it was used.
struct Paid {
    double capital = 0, operations = 0, engineering = 0;
    double total() const { return capital + operations + engineering; }
};

Paid paid(const Assumptions &a, const fleet::NodePacking &packing, double busyShare)
{
    if (a.acquisition == Acquisition::Own)
        return {ownedUsdPerMonth(a, packing.nodes), operationsUsdPerMonth(a, packing.nodes, busyShare),
                engineeringUsdPerMonth(a)};
    return {rentUsdPerMonth(a, packing.paidGpus()), 0, engineeringUsdPerMonth(a)};
}

double per(double dollars, double units)
{
    return units > 0 ? dollars / units : std::numeric_limits<double>::infinity();
}

/// Cost is linear in utilisation because power is, so the break-even needs no search.
double breakEvenUtilisation(const Assumptions &a, const fleet::NodePacking &packing, const Traffic &traffic)
{
    const double idle = paid(a, packing, 0).total();
    const double slope = paid(a, packing, traffic.busyShare).total() - idle;
    const double apiAtPeak = a.apiUsdPerMillionOutput * traffic.peakOutputTokensPerSecond * secondsPerMonth / million;
    return per(idle, apiAtPeak - slope);
}

} // namespace

const char *label(Part part)
{
    switch (part) {
    case Part::Capital:
        return "Capital / rental";
    case Part::Operations:
        return "Power and facility";
    case Part::Opportunity:
        return "Idle (opportunity)";
    case Part::Engineering:
        return "Engineering";
    }
    return "";
}

TotalCost totalCost(const Assumptions &a, const fleet::NodePacking &packing, const Traffic &traffic)
{
    const double meanBusyShare = traffic.busyShare * a.utilisation;
    const Paid month = paid(a, packing, meanBusyShare);
    const double hardware = month.capital + month.operations;

    TotalCost cost;
    cost.usdPerMonth = {month.capital * a.utilisation, month.operations * a.utilisation, hardware * (1 - a.utilisation),
                        month.engineering};
    cost.totalUsdPerMonth = std::accumulate(cost.usdPerMonth.begin(), cost.usdPerMonth.end(), 0.0);
    cost.strandedUsdPerMonth = hardware * packing.strandedShare;

    const double servedSeconds = secondsPerMonth * a.utilisation;
    const double outputTokens = traffic.peakOutputTokensPerSecond * servedSeconds;
    const double totalTokens = outputTokens + traffic.peakInputTokensPerSecond * servedSeconds;
    cost.usdPerMillionOutput = per(cost.totalUsdPerMonth * million, outputTokens);
    cost.usdPerMillionOutputUsage = cost.usdPerMillionOutput * a.utilisation;
    cost.usdPerMillionTotal = per(cost.totalUsdPerMonth * million, totalTokens);
    cost.usdPerRequest = per(cost.totalUsdPerMonth, traffic.peakRequestsPerSecond * servedSeconds);
    for (std::size_t part = 0; part < partCount; ++part)
        cost.usdPerMillionOutputByPart[part] = per(cost.usdPerMonth[part] * million, outputTokens);

    cost.nodeKilowatts = nodeWatts(a, traffic.busyShare) / 1000;
    const double fleetJoulesPerMonth = nodeWatts(a, meanBusyShare) * packing.nodes * a.pue * secondsPerMonth;
    cost.joulesPerOutputToken = per(fleetJoulesPerMonth, outputTokens);
    cost.breakEvenUtilisation = breakEvenUtilisation(a, packing, traffic);
    return cost;
}

} // namespace trilemma::cost
