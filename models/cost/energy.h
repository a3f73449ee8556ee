// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cost/fleet_use.h"

namespace trilemma::cost {

/// IT power of one node, watts: idle + (load - idle) * busyShare, busyShare in 0..1.
double nodeWatts(const Assumptions &assumptions, double busyShare);

/// Watts of the whole facility for one watt of computers: PUE and cooling beside it.
double facilityFactor(const Assumptions &assumptions);

/// Electricity of one node with everything around it, dollars per year of 8760 hours.
double electricityUsdPerNodeYear(const Assumptions &assumptions, double busyShare);

/// IT energy of the fleet, kilowatt-hours per month: nodes switched on idle or work.
double itKilowattHoursPerMonth(const Assumptions &assumptions, const FleetUse &use, double busyShare);

/// Whether everything around the computers takes as much power as they do, as the claim goes that cooling matches
/// electricity: a facility factor of 2 or more.
bool coolingMatchesComputing(const Assumptions &assumptions);

/// Power and carbon of a fleet and what it serves; infinite per token where nothing is served.
struct Energy {
    double nodeKilowatts = 0, rackKilowatts = 0;    ///< IT power at the operating point
    double fleetKilowatts = 0;                      ///< with everything around it, at the operating point
    double kilowattHoursPerMonth = 0;               ///< so, over the month
    double joulesPerOutputToken = 0, joulesPerToken = 0;    ///< of output; of input and output
    double outputTokensPerSecondPerMegawatt = 0;    ///< at the operating point
    double kilogramsCo2PerMonth = 0, gramsCo2PerMillionOutput = 0;

    bool operator==(const Energy &) const = default;
};

Energy energyOf(const Assumptions &assumptions, const FleetUse &use, const Traffic &traffic);

} // namespace trilemma::cost
