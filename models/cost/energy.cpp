// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cost/energy.h"

#include <algorithm>
#include <limits>

namespace trilemma::cost {

namespace {

double per(double amount, double units)
{
    return units > 0 ? amount / units : std::numeric_limits<double>::infinity();
}

} // namespace

double nodeWatts(const Assumptions &a, double busyShare)
{
    return a.nodeIdleWatts + (a.nodeLoadWatts - a.nodeIdleWatts) * std::clamp(busyShare, 0.0, 1.0);
}

double facilityFactor(const Assumptions &a)
{
    return a.pue + a.coolingShare;
}

double electricityUsdPerNodeYear(const Assumptions &a, double busyShare)
{
    return nodeWatts(a, busyShare) / wattsPerKilowatt * facilityFactor(a) * hoursPerYear * a.usdPerKilowattHour;
}

double itKilowattHoursPerMonth(const Assumptions &a, const FleetUse &use, double busyShare)
{
    const double powered = use.poweredNodeHoursPerMonth;
    const double busy = std::min(busyShare * use.servedShare * use.packing.nodes * hoursPerMonth, powered);
    return (a.nodeIdleWatts * powered + (a.nodeLoadWatts - a.nodeIdleWatts) * busy) / wattsPerKilowatt;
}

bool coolingMatchesComputing(const Assumptions &a)
{
    return facilityFactor(a) >= 2;
}

Energy energyOf(const Assumptions &a, const FleetUse &use, const Traffic &traffic)
{
    const double joulesPerKilowattHour = wattsPerKilowatt * secondsPerHour;
    const double outputTokens = traffic.peakOutputTokensPerSecond * use.servedShare * secondsPerMonth;
    const double inputTokens = traffic.peakInputTokensPerSecond * use.servedShare * secondsPerMonth;

    Energy energy;
    energy.nodeKilowatts = nodeWatts(a, traffic.busyShare) / wattsPerKilowatt;
    energy.rackKilowatts = energy.nodeKilowatts * a.nodesPerRack;
    energy.fleetKilowatts = energy.nodeKilowatts * use.packing.nodes * facilityFactor(a);
    energy.kilowattHoursPerMonth = itKilowattHoursPerMonth(a, use, traffic.busyShare) * facilityFactor(a);
    energy.joulesPerOutputToken = per(energy.kilowattHoursPerMonth * joulesPerKilowattHour, outputTokens);
    energy.joulesPerToken = per(energy.kilowattHoursPerMonth * joulesPerKilowattHour, outputTokens + inputTokens);
    energy.outputTokensPerSecondPerMegawatt =
        per(traffic.peakOutputTokensPerSecond * wattsPerMegawatt, energy.fleetKilowatts * wattsPerKilowatt);
    const double grams = energy.kilowattHoursPerMonth * a.gramsCo2PerKilowattHour;
    energy.kilogramsCo2PerMonth = grams / gramsPerKilogram;
    energy.gramsCo2PerMillionOutput = per(grams * million, outputTokens);
    return energy;
}

} // namespace trilemma::cost
