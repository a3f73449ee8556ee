// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cost/fleet_use.h"

#include <algorithm>

namespace trilemma::cost {

double FleetUse::utilisation(bool owned) const
{
    const double bought = packing.paidGpus() * hoursPerMonth;
    const double paid = owned ? bought : rentedGpuHoursPerMonth;
    return paid > 0 ? std::clamp(servedShare * bought / paid, 0.0, 1.0) : servedShare;
}

FleetUse staticFleet(const fleet::NodePacking &packing, double servedShare)
{
    return {.packing = packing,
            .poweredNodeHoursPerMonth = packing.nodes * hoursPerMonth,
            .rentedGpuHoursPerMonth = packing.paidGpus() * hoursPerMonth,
            .servedShare = servedShare};
}

} // namespace trilemma::cost
