// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/accelerator.h"
#include "models/cost/units.h"

namespace trilemma::cost {

/// Reserve is for any term that has offers.
enum class Acquisition { Own, Reserve, ReserveOneYear, ReserveThreeYears, OnDemand, Spot, Api };
inline constexpr int acquisitionCount = 7;

/// How an owner spreads the purchase over its life.
enum class WriteOff { StraightLine, CapitalRecovery };
/// Whether idle hours are a part of their own, or stay in what they were paid for; the total is the same.
enum class Attribution { FourParts, ThreeTerms };

/// Every input of the money side; each figure is a row of assumptionRows() and comes from the price book, never
/// from code. Dollars, SI, years. Years and utilisation are above zero.
struct Assumptions {
    Acquisition acquisition = Acquisition::Reserve;
    catalog::ProviderClass provider = catalog::ProviderClass::Any;  ///< whose offers make the rent
    WriteOff writeOff = WriteOff::CapitalRecovery;
    Attribution attribution = Attribution::FourParts;

    double usdPerGpuHour = 0;               ///< rent; 0 = no price known
    double spotOverhead = 0;                ///< spot: hours lost to interruptions over useful ones
    double billingMinutes = 0;              ///< rent: each start is billed in whole ones
    double egressUsdPerGigabyte = 0, egressBytesPerToken = 0;
    double storageUsdPerGigabyteMonth = 0, storageGigabytes = 0;    ///< rent; an owner's is storageShare

    double nodeUsd = 0;                     ///< own: server with GPUs; 0 = no price known
    double networkShare = 0, storageShare = 0, installShare = 0, residualShare = 0;     ///< of nodeUsd
    double amortisationYears = 0, discountRate = 0;                 ///< the first is also the lifetime of every sum
    double usdPerKilowattHour = 0, pue = 0;
    double coolingShare = 0;                ///< of IT power, beside what PUE counts
    double nodeIdleWatts = 0, nodeLoadWatts = 0, nodesPerRack = 0;
    double gramsCo2PerKilowattHour = 0;
    double colocationUsdPerKilowattMonth = 0, supportShare = 0;     ///< supportShare of nodeUsd per year
    double softwareUsdPerGpuYear = 0;       ///< owned and rented alike
    double hardwareFtePerNode = 0;          ///< own

    double tuningWeeks = 0, engineers = 0, usdPerEngineerWeek = 0;
    double benchmarkGpuHours = 0, benchmarkUsdPerGpuHour = 0;
    double recurringFte = 0, usdPerFteYear = 0, toolsUsdPerYear = 0;
    double engineeringHorizonYears = 0;     ///< over which one-off tuning is spread
    double tuningSavingShare = 0;           ///< of the hardware bill, which tuning saves

    double utilisation = 0;                 ///< mean over peak of the day's traffic, 0..1
    double apiUsdPerMillionOutput = 0;      ///< the alternative one could buy; 0 = none known
    double apiUsdPerMillionInput = 0, apiUsdPerMillionCachedInput = 0;
    double apiBatchShare = 0, apiBatchDiscount = 0;     ///< share of tokens that can wait, and what that saves

    double staleAfterDays = 0;              ///< older prices are marked
    double currencyPerUsd = 0;              ///< own currency for a dollar; 1 = dollars

    bool operator==(const Assumptions &) const = default;
    bool owned() const { return acquisition == Acquisition::Own; }
    /// Tokens are bought: there is no hardware of one's own to pay for, or to stand idle.
    bool fromApi() const { return acquisition == Acquisition::Api; }
    bool rented() const { return !owned() && !fromApi(); }
    /// The same with hardware of one's own to pay for: reserved, where tokens are bought.
    Assumptions withHardware() const
    {
        Assumptions other = *this;
        if (fromApi())
            other.acquisition = Acquisition::Reserve;
        return other;
    }
    /// True where the chosen way to acquire it has a price, without which no total means anything.
    bool priceKnown() const { return (owned() ? nodeUsd : fromApi() ? apiUsdPerMillionOutput : usdPerGpuHour) > 0; }
};

} // namespace trilemma::cost
