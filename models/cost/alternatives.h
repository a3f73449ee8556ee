// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cost/bill.h"

namespace trilemma::cost {

/// The same traffic three ways. Infinite or NaN where a price is unknown or a break-even never comes.
struct Alternatives {
    double ownUsdPerMonth = 0, rentUsdPerMonth = 0;     ///< everything, engineering too
    double apiUsdPerMonth = 0;                          ///< tokens alone
    double apiUsdPerMillionOutput = 0;  ///< input, cached input and batch discount blended, per million output tokens
    double ownUpfrontUsd = 0;
    double ownBreakEvenMonths = 0;      ///< purchase over what owning saves each month: rent less own running cost
    double ownBreakEvenUtilisation = 0; ///< hours in use above which owning beats rent that is paid by the hour of use
    double apiBreakEvenUtilisation = 0; ///< mean over peak above which the fleet beats the API; above 1 = never
    double apiBreakEvenOutputTokensPerDay = 0;          ///< the same, as traffic

    bool operator==(const Alternatives &) const = default;
};

/// The fleet as it is, owned and rented (reserved where the scenario does not rent), and the API.
Alternatives alternativesOf(const Assumptions &assumptions, const FleetUse &use, const Traffic &traffic);

/// What tuning is worth: spent once, saved each month on a fleet of so many nodes.
struct TuningPayback {
    double upfrontUsd = 0, savingUsdPerMonth = 0;
    double months = 0;                  ///< infinite where nothing is saved
    double breakEvenNodes = 0;          ///< fleet whose saving pays tuning back within its horizon
};
/// Of a fleet with `hardwareUsdPerMonth` on `nodes`; the saving grows with the fleet, the spending does not.
TuningPayback tuningPayback(const Assumptions &assumptions, double hardwareUsdPerMonth, int nodes);

} // namespace trilemma::cost
