// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/catalog.h"

namespace trilemma::cost {

/// A month is a twelfth of 8760 hours on every page: 730.
inline constexpr double hoursPerMonth = 8760.0 / 12;

enum class Acquisition { Own, Reserve, OnDemand, Spot };
inline constexpr int acquisitionCount = 4;
const char *label(Acquisition acquisition);

/// Every input of the money side. Defaults come from the price book, never from code: see
/// defaultAssumptions(). Dollars, SI, years. Years and utilisation are above zero.
struct Assumptions {
    Acquisition acquisition = Acquisition::Reserve;
    double usdPerGpuHour = 0;               ///< rent; 0 = no price known
    double nodeUsd = 0;                     ///< own: server with GPUs; 0 = no price known
    double networkShare = 0, installShare = 0, residualShare = 0;   ///< of nodeUsd
    double amortisationYears = 0, discountRate = 0;
    double usdPerKilowattHour = 0, pue = 0;
    double nodeIdleWatts = 0, nodeLoadWatts = 0;
    double colocationUsdPerKilowattMonth = 0, supportShare = 0;     ///< supportShare of nodeUsd per year
    double tuningWeeks = 0, usdPerEngineerWeek = 0;
    double recurringFte = 0, usdPerFteYear = 0;
    double engineeringHorizonYears = 0;     ///< over which one-off tuning is spread
    double utilisation = 0;                 ///< mean over peak of the day's traffic, 0..1
    double apiUsdPerMillionOutput = 0;      ///< the alternative one could buy; 0 = none known

    bool operator==(const Assumptions &) const = default;
    /// True where the chosen way to acquire hardware has a price, without which no total means anything.
    bool priceKnown() const { return (acquisition == Acquisition::Own ? nodeUsd : usdPerGpuHour) > 0; }
};

/// Assumptions for an accelerator from the price book and its own prices, in the given acquisition mode.
/// Rent is the median of that accelerator's dated offers of the asked kind (of two middles the dearer);
/// where it has none, the other kinds scaled by the price book's ratios to on-demand. A node without
/// a price of its own costs its GPUs times the price book's host share. The API price is left 0: it belongs to
/// a model, not to hardware.
Assumptions defaultAssumptions(const catalog::Accelerator &accelerator, const catalog::PriceBook &prices,
                               Acquisition acquisition);

} // namespace trilemma::cost
