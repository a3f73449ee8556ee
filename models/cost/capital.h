// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cost/assumptions.h"

namespace trilemma::cost {

/// Yearly payment that pays back one dollar over `years` at `rate`: r(1+r)^n / ((1+r)^n - 1); 1/n at rate 0.
double capitalRecoveryFactor(double rate, double years);

/// The rate that the chosen way to write off works with: 0 for the straight line.
double writeOffRate(const Assumptions &assumptions);

/// Paid once for owned nodes: servers with network, storage and installation.
double purchaseUsd(const Assumptions &assumptions, int nodes);

/// Monthly capital of owned nodes: purchase less the present value of the residual, times the recovery
/// factor. At a rate of 0 that is the straight line (purchase - residual) / months.
double ownedUsdPerMonth(const Assumptions &assumptions, int nodes);

/// Monthly rent of GPUs that are paid for around the clock.
double rentUsdPerMonth(const Assumptions &assumptions, int gpus);

/// Months after which money spent once is earned back by a monthly saving; infinite where nothing is saved.
/// Own against rent: upfront = purchase, saving = rent less own running cost. Tuning: upfront = its cost.
double paybackMonths(double upfrontUsd, double savingUsdPerMonth);

} // namespace trilemma::cost
