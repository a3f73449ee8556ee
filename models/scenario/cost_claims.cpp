// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/cost_claims.h"

#include "models/scenario/number_text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace trilemma::scenario {

namespace {

std::string orderOfMagnitude(double usd)
{
    constexpr std::array<const char *, 8> words{"dollars",
                                                "tens of dollars",
                                                "hundreds of dollars",
                                                "thousands of dollars",
                                                "tens of thousands of dollars",
                                                "hundreds of thousands of dollars",
                                                "millions of dollars",
                                                "tens of millions of dollars"};
    const double power = usd >= 1 ? std::floor(std::log10(usd)) : 0;
    return words[static_cast<std::size_t>(std::min(power, static_cast<double>(words.size() - 1)))];
}

Claim electricity(const cost::Assumptions &paid)
{
    const double usd = cost::electricityUsdPerNodeYear(paid, 1);
    return {"electricity.thousands",
            "A node at full load takes $" + roundedText(usd) +
                " of electricity a year, everything around it included: " + orderOfMagnitude(usd),
            orderOfMagnitude(usd) == "thousands of dollars"};
}

Claim cooling(const cost::Assumptions &paid)
{
    const double share = cost::facilityFactor(paid) - 1;
    return {"cooling.matches", "Everything around the computers takes " + roundedText(100 * share) + " % of their power",
            share >= 1};
}

Claim rack(const Evaluation &evaluation, const catalog::PriceBook &prices)
{
    const cost::Range dense = cost::bookRange(prices, "power.dense-rack-kilowatts");
    const double kilowatts = cost::nodeWatts(evaluation.paid, 1) * evaluation.paid.nodesPerRack / cost::wattsPerKilowatt;
    const bool holds = kilowatts >= dense.low && kilowatts <= dense.high;
    const std::string range = roundedText(dense.low) + " to " + roundedText(dense.high) + " kW";
    return {"rack.dense",
            "A full rack draws " + roundedText(kilowatts) + " kW, " +
                (holds                    ? "a dense rack of " + range
                 : kilowatts > dense.high ? "more than the " + range + " of a dense rack"
                                          : "less than the " + range + " of a dense rack"),
            holds};
}

} // namespace

std::vector<Claim> powerClaims(const Evaluation &evaluation, const catalog::Catalog &catalog)
{
    if (evaluation.state == State::Infeasible)
        return {};
    return {electricity(evaluation.paid), cooling(evaluation.paid), rack(evaluation, catalog.prices)};
}

} // namespace trilemma::scenario
