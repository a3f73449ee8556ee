// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/catalog.h"

namespace trilemma::cost {

enum class Acquisition { Own, Reserve, OnDemand, Spot };
const char *label(Acquisition acquisition);

/// Every input of the money side. Defaults come from the price book, never from code: see
/// defaultAssumptions(). Dollars, SI, years.
struct Assumptions {
    Acquisition acquisition = Acquisition::Reserve;
    double usdPerGpuHour = 0;               ///< rent
    double nodeUsd = 0;                     ///< own: server with GPUs
    double networkShare = 0, installShare = 0, residualShare = 0;   ///< of nodeUsd
    double amortisationYears = 0, discountRate = 0;
    double usdPerKilowattHour = 0, pue = 0;
    double nodeIdleWatts = 0, nodeLoadWatts = 0;
    double colocationUsdPerKilowattMonth = 0, supportShare = 0;     ///< supportShare of nodeUsd per year
    double tuningWeeks = 0, usdPerEngineerWeek = 0;
    double recurringFte = 0, usdPerFteYear = 0;
    double engineeringHorizonYears = 0;     ///< over which one-off tuning is spread
    double utilisation = 0;                 ///< mean over peak of the day's traffic, 0..1
    double apiUsdPerMillionOutput = 0;      ///< the alternative one could buy

    bool operator==(const Assumptions &) const = default;
};

/// Assumptions for an accelerator from the price book and its own prices, in the given acquisition mode.
Assumptions defaultAssumptions(const catalog::Accelerator &accelerator, const catalog::PriceBook &prices,
                               Acquisition acquisition);

} // namespace trilemma::cost
