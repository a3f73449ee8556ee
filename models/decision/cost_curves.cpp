// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decision/cost_curves.h"

#include "models/cost/capital.h"
#include "models/cost/units.h"

#include <algorithm>
#include <cmath>

namespace trilemma::decision {

namespace {

constexpr int points = 50;

double shareAt(int point)
{
    return static_cast<double>(point) / points;
}

} // namespace

std::vector<UtilisationCost> costOverUtilisation(const scenario::Evaluation &evaluation)
{
    std::vector<UtilisationCost> curve;
    cost::FleetUse use = evaluation.fleetUse;
    const cost::Assumptions paid = evaluation.paid.withHardware();
    for (int point = 1; point <= points; ++point) {
        use.servedShare = shareAt(point);
        curve.push_back({use.servedShare, cost::totalCost(paid, use, evaluation.traffic).perMillionOutput});
    }
    return curve;
}

std::vector<CumulativeCost> ownAgainstRent(const scenario::Evaluation &evaluation)
{
    cost::Assumptions own = evaluation.paid, rent = evaluation.paid;
    own.acquisition = cost::Acquisition::Own;
    if (!rent.rented())
        rent.acquisition = cost::Acquisition::Reserve;
    if (!own.priceKnown() || !rent.priceKnown())
        return {};
    const cost::Bill owned = cost::monthlyBill(own, evaluation.fleetUse, evaluation.traffic),
                     rented = cost::monthlyBill(rent, evaluation.fleetUse, evaluation.traffic);
    const double rentPerMonth = rented.total(cost::Part::Capital) + rented.total(cost::Part::Operations);
    const double upfront = evaluation.cost.alternatives.ownUpfrontUsd * (1 - evaluation.fleetUse.guestShare()),
                 breakEven = evaluation.cost.alternatives.ownBreakEvenMonths;
    constexpr double past = 1.5, longest = 3; // of the break-even, and of the amortisation
    const double life = own.amortisationYears * cost::monthsPerYear;
    const double months = std::max(life, breakEven < longest * life ? past * breakEven : 0);
    std::vector<CumulativeCost> line;
    for (int point = 0; point <= points; ++point) {
        const double month = months * shareAt(point);
        line.push_back({month, upfront + month * owned.total(cost::Part::Operations), month * rentPerMonth});
    }
    return line;
}

std::vector<PaybackOfFleet> paybackByFleet(const scenario::Evaluation &evaluation)
{
    const cost::TuningPayback &here = evaluation.cost.tuning;
    const double nodes = evaluation.packing.nodes;
    if (!(here.upfrontUsd > 0) || !std::isfinite(here.months) || !(nodes > 0))
        return {};
    constexpr double past = 4;
    const double most = past * std::max(nodes, here.breakEvenNodes);
    std::vector<PaybackOfFleet> line;
    for (int point = 0; point <= points; ++point) {
        const double size = std::pow(most, shareAt(point));
        line.push_back({size, cost::paybackMonths(here.upfrontUsd, here.savingUsdPerMonth * size / nodes)});
    }
    return line;
}

std::vector<TrafficCost> fleetAgainstApi(const scenario::Evaluation &evaluation)
{
    std::vector<TrafficCost> line;
    const cost::Assumptions paid = evaluation.paid.withHardware();
    if (!paid.priceKnown())
        return line;
    cost::FleetUse use = evaluation.fleetUse;
    const double daysPerMonth = cost::hoursPerMonth / cost::hoursPerDay;
    for (int point = 0; point <= points; ++point) {
        use.servedShare = shareAt(point);
        const double perDay = evaluation.traffic.peakOutputTokensPerSecond * use.servedShare * cost::secondsPerDay;
        const double api =
            point == 0 ? 0 : evaluation.cost.alternatives.apiUsdPerMillionOutput * perDay / cost::million * daysPerMonth;
        line.push_back({perDay, cost::monthlyBill(paid, use, evaluation.traffic).total(), api});
    }
    return line;
}

} // namespace trilemma::decision
