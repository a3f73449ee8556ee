// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decision/hardware_ranking.h"

#include "models/cost/units.h"
#include "models/scenario/levers.h"
#include "models/scenario/metrics.h"

#include <algorithm>

namespace trilemma::decision {

namespace {

using scenario::Evaluation;
using scenario::Scenario;

double usdPerGpuHour(const Evaluation &evaluation)
{
    if (!evaluation.paid.owned())
        return evaluation.paid.usdPerGpuHour;
    const cost::Bill &bill = evaluation.cost.bill;
    return (bill.total(cost::Part::Capital) + bill.total(cost::Part::Operations)) /
           (evaluation.packing.paidGpus() * cost::hoursPerMonth);
}

/// Why the accelerator does not serve so; empty where it does.
std::string problemOf(const Scenario &scenario, const Evaluation &evaluation)
{
    if (evaluation.state == scenario::State::Infeasible)
        return evaluation.reason;
    if (!evaluation.priceKnown)
        return "nobody knows its price, bought this way";
    if (evaluation.fleet.needed.replicas <= 0 || !evaluation.replica.finite || !serving::meets(evaluation.replica, scenario.slo))
        return "no fleet of it meets the SLO";
    return {};
}

RankedHardware cheapest(Scenario scenario, const catalog::Accelerator &accelerator, const catalog::Catalog &catalog)
{
    RankedHardware best{.acceleratorId = accelerator.id, .name = accelerator.name, .problem = "it has no layout"};
    const int largest = std::max(1, std::min(accelerator.acceleratorsPerNode, accelerator.scaleUpDomain));
    for (int tp = 1; tp <= largest; tp *= 2) {
        scenario.placement.tensorParallel = tp;
        const Evaluation evaluation = evaluate(scenario, catalog);
        if (std::string problem = problemOf(scenario, evaluation); !problem.empty()) {
            if (!best.problem.empty())
                best.problem = std::move(problem);
            continue;
        }
        if (best.problem.empty() && best.usdPerMonth <= evaluation.cost.totalUsdPerMonth)
            continue;
        best.problem.clear();
        best.tensorParallel = tp;
        best.replicas = evaluation.replicas;
        best.paidGpus = evaluation.packing.paidGpus();
        best.usdPerGpuHour = usdPerGpuHour(evaluation);
        best.usdPerMonth = evaluation.cost.totalUsdPerMonth;
        best.usdPerMillionOutput = evaluation.cost.usdPerMillionOutput;
        best.itlP99Seconds = evaluation.replica.itl.p99;
        best.ttftP99Seconds = evaluation.replica.ttft.p99;
    }
    return best;
}

std::string told(const RankedHardware &one)
{
    const auto dollars = [](double usd) { return "$" + scenario::formatNumber(usd); };
    return one.name + " at " + dollars(one.usdPerGpuHour) + " an hour needs " + scenario::formatNumber(one.paidGpus) + " GPUs, " +
           dollars(one.usdPerMonth) + " a month and " + dollars(one.usdPerMillionOutput) + " per M output tokens";
}

} // namespace

std::vector<RankedHardware> rankHardware(const Scenario &scenario, const catalog::Catalog &catalog,
                                         const std::function<bool()> &isWanted)
{
    std::vector<RankedHardware> ranking;
    for (const catalog::Accelerator &accelerator : catalog.accelerators) {
        if (isWanted && !isWanted())
            break;
        const auto moved = withStoredLever(scenario, "gpu", accelerator.id, catalog);
        if (!moved)
            continue;
        Scenario other = *moved;
        other.fleet.sized = true;
        if (other.cost.fromApi()) { // which has no hardware to rank: what one would rent instead
            if (const auto rented = withStoredLever(other, "acquisition", std::string("reserve"), catalog))
                other.cost = rented->cost;
        }
        other.pools = {};
        other.placement = {.link = other.placement.link};
        other.fleet.measuredKneeRequestsPerSecond = 0; // of other hardware
        ranking.push_back(cheapest(std::move(other), accelerator, catalog));
    }
    std::ranges::stable_sort(ranking, [](const RankedHardware &a, const RankedHardware &b) {
        if (a.problem.empty() != b.problem.empty())
            return a.problem.empty();
        return a.problem.empty() && a.usdPerMillionOutput < b.usdPerMillionOutput;
    });
    return ranking;
}

std::string inversionText(const std::vector<RankedHardware> &ranking)
{
    const auto unranked = std::ranges::find_if_not(ranking, &std::string::empty, &RankedHardware::problem);
    if (unranked - ranking.begin() < 2)
        return {};
    const RankedHardware &best = ranking.front();
    const RankedHardware &cheapestHour = *std::min_element(
        ranking.begin(), unranked, [](const auto &a, const auto &b) { return a.usdPerGpuHour < b.usdPerGpuHour; });
    if (cheapestHour.acceleratorId == best.acceleratorId)
        return "The cheapest GPU-hour is the cheapest deployment here: " + told(best) + ".";
    return "The cheapest GPU-hour is not the cheapest deployment: " + told(cheapestHour) + "; " + told(best) + ".";
}

} // namespace trilemma::decision
