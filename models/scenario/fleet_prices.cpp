// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/fleet_prices.h"

#include <limits>

namespace trilemma::scenario {

namespace {

std::optional<HeadroomPrice::Fleet> sizedFleet(Scenario scenario, double headroom, double burst, const catalog::Catalog &catalog)
{
    scenario.fleet.sized = true;
    scenario.fleet.sizing.headroom = headroom;
    const Evaluation sized = evaluate(scenario, catalog);
    if (sized.state == State::Infeasible || sized.fleet.needed.replicas == 0)
        return std::nullopt;
    HeadroomPrice::Fleet fleet{.replicas = sized.replicas};
    if (sized.priceKnown) {
        fleet.usdPerMonth = sized.cost.totalUsdPerMonth;
        fleet.usdPerMillionOutput = sized.cost.usdPerMillionOutput;
    }
    scenario.fleet.sized = false;
    scenario.replicas = sized.replicas;
    scenario.workload.requestsPerSecond *= 1 + burst;
    const Evaluation bursting = evaluate(scenario, catalog);
    const bool isServed = bursting.state != State::Infeasible && bursting.replica.finite;
    fleet.burstTtftP99 = isServed ? bursting.replica.ttft.p99 : std::numeric_limits<double>::infinity();
    return fleet;
}

double hardware(const cost::Bill &bill)
{
    return bill.total(cost::Part::Capital) + bill.total(cost::Part::Operations);
}

} // namespace

double usdPerPaidGpuHour(const Evaluation &evaluation)
{
    const double hours = evaluation.paid.owned() ? evaluation.packing.paidGpus() * cost::hoursPerMonth
                                                 : evaluation.fleetUse.rentedGpuHoursPerMonth;
    if (!evaluation.priceKnown || evaluation.paid.fromApi() || !(hours > 0))
        return 0;
    return hardware(evaluation.cost.bill) / hours;
}

double usdPerMonthAtFullLoad(const Evaluation &evaluation)
{
    if (!evaluation.priceKnown || evaluation.paid.fromApi())
        return 0;
    return hardware(cost::monthlyBill(evaluation.paid, cost::staticFleet(evaluation.packing, 1), {.busyShare = 1}));
}

std::vector<double> usdPerMonthByPolicy(const Scenario &scenario, const FleetStudy &study)
{
    std::vector<double> usd;
    if (!study.evaluation.priceKnown)
        return usd;
    Scenario scaled = scenario;
    Evaluation evaluation = study.evaluation;
    for (const ScaledDay &day : study.days) {
        scaled.fleet.scaling.policy = day.policy;
        evaluation.fleet.nodeHours = day.week.nodeHours;
        evaluation.fleet.nodeStarts = nodeStarts(day.week, study.fleet);
        usd.push_back(cost::totalCost(evaluation.paid, fleetUse(scaled, evaluation), evaluation.traffic).totalUsdPerMonth);
    }
    return usd;
}

std::optional<HeadroomPrice> headroomPrice(const Scenario &scenario, const catalog::Catalog &catalog)
{
    const double headroom = scenario.fleet.sizing.headroom;
    if (!(headroom > 0) || scenario.workload.arrivals != serving::Workload::Arrivals::OpenLoop)
        return std::nullopt;
    const auto with = sizedFleet(scenario, headroom, headroom, catalog), without = sizedFleet(scenario, 0, headroom, catalog);
    if (!with || !without)
        return std::nullopt;
    return HeadroomPrice{headroom, *with, *without};
}

} // namespace trilemma::scenario
