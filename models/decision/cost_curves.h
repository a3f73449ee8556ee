// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/evaluation.h"

#include <vector>

namespace trilemma::decision {

/// Dollars per million output tokens of the same fleet, were the day's mean another share of its peak.
struct UtilisationCost {
    double utilisation = 0; ///< mean over peak, above 0 to 1
    cost::UnitCost perMillionOutput;
};
/// Evenly spaced, the last at 1; of a fleet that is rented, where tokens are bought. The evaluation has a known price.
std::vector<UtilisationCost> costOverUtilisation(const scenario::Evaluation &evaluation);

/// What has been paid by the end of a month, without engineering, which is the same either way.
struct CumulativeCost {
    double months = 0;
    double ownUsd = 0, rentUsd = 0; ///< the first with the purchase, and nothing for what is resold
};
/// From 0 to past the break-even where there is one, else over the amortisation. Empty where either price is unknown.
std::vector<CumulativeCost> ownAgainstRent(const scenario::Evaluation &evaluation);

/// Months in which tuning earns back what it costs, were the fleet of so many nodes alike.
struct PaybackOfFleet {
    double nodes = 0, months = 0;
};
/// From one node to past this fleet and the break-even one, evenly in the logarithm. Empty where tuning costs or saves nothing.
std::vector<PaybackOfFleet> paybackByFleet(const scenario::Evaluation &evaluation);

/// A month's bill for a day's traffic, all the way to what the fleet (rented, where tokens are bought) serves at its peak around
/// the clock. Empty where nobody knows what that fleet costs.
struct TrafficCost {
    double outputTokensPerDay = 0;
    double fleetUsdPerMonth = 0, apiUsdPerMonth = 0; ///< the second infinite where the API's price is unknown
};
std::vector<TrafficCost> fleetAgainstApi(const scenario::Evaluation &evaluation);

} // namespace trilemma::decision
