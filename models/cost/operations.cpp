// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cost/operations.h"

#include <algorithm>

namespace trilemma::cost {

double nodeWatts(const Assumptions &assumptions, double busyShare)
{
    return assumptions.nodeIdleWatts + (assumptions.nodeLoadWatts - assumptions.nodeIdleWatts) * std::clamp(busyShare, 0.0, 1.0);
}

double electricityUsdPerNodeYear(const Assumptions &assumptions, double busyShare)
{
    return nodeWatts(assumptions, busyShare) / 1000 * assumptions.pue * 12 * hoursPerMonth * assumptions.usdPerKilowattHour;
}

double operationsUsdPerMonth(const Assumptions &assumptions, int nodes, double busyShare)
{
    const double electricity = electricityUsdPerNodeYear(assumptions, busyShare) / 12;
    const double colocation = assumptions.nodeLoadWatts / 1000 * assumptions.colocationUsdPerKilowattMonth;
    const double support = assumptions.nodeUsd * assumptions.supportShare / 12;
    return (electricity + colocation + support) * nodes;
}

double engineeringUsdPerMonth(const Assumptions &assumptions)
{
    const double months = assumptions.engineeringHorizonYears * 12;
    const double tuning = months > 0 ? assumptions.tuningWeeks * assumptions.usdPerEngineerWeek / months : 0;
    return tuning + assumptions.recurringFte * assumptions.usdPerFteYear / 12;
}

} // namespace trilemma::cost
