// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cost/capital.h"

#include <cmath>
#include <limits>

namespace trilemma::cost {

double capitalRecoveryFactor(double rate, double years)
{
    if (!(years > 0))
        return 0;
    // expm1 and log1p keep rates near zero on the straight line.
    const double growth = std::expm1(years * std::log1p(rate));
    return growth > 0 ? rate * (growth + 1) / growth : 1 / years;
}

double writeOffRate(const Assumptions &assumptions)
{
    return assumptions.writeOff == WriteOff::StraightLine ? 0 : assumptions.discountRate;
}

double purchaseUsd(const Assumptions &assumptions, int nodes)
{
    const double perNode = 1 + assumptions.networkShare + assumptions.storageShare + assumptions.installShare;
    return assumptions.nodeUsd * perNode * nodes;
}

double ownedUsdPerMonth(const Assumptions &assumptions, int nodes)
{
    const double residual = assumptions.nodeUsd * assumptions.residualShare * nodes;
    const double presentResidual = residual / std::pow(1 + writeOffRate(assumptions), assumptions.amortisationYears);
    return (purchaseUsd(assumptions, nodes) - presentResidual) *
           capitalRecoveryFactor(writeOffRate(assumptions), assumptions.amortisationYears) / monthsPerYear;
}

double rentUsdPerMonth(const Assumptions &assumptions, int gpus)
{
    return assumptions.usdPerGpuHour * gpus * hoursPerMonth;
}

double paybackMonths(double upfrontUsd, double savingUsdPerMonth)
{
    return savingUsdPerMonth > 0 ? upfrontUsd / savingUsdPerMonth : std::numeric_limits<double>::infinity();
}

} // namespace trilemma::cost
