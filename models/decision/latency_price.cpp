// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decision/latency_price.h"

#include "models/scenario/levers.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace trilemma::decision {

namespace {

using scenario::Evaluation;
using scenario::Scenario;

serving::LatencyBound &boundOf(serving::Slo &slo, serving::LatencyMetric metric)
{
    return metric == serving::LatencyMetric::Ttft ? slo.ttft : metric == serving::LatencyMetric::Itl ? slo.itl : slo.endToEnd;
}

/// Everything that is tried under each bound; the scenario's own way first.
std::vector<Scenario> candidates(Scenario scenario, const catalog::Accelerator &accelerator)
{
    constexpr std::array tokenBudgets{512, 2048, 8192};
    constexpr std::array batchLimits{32, 256};
    scenario.fleet.sized = true;
    scenario.fleet.measuredKneeRequestsPerSecond = 0; // of one layout and one SLO
    std::vector<Scenario> all{scenario};
    if (scenario.pools.isOn())
        return all;
    const int largest = std::max(1, std::min(accelerator.acceleratorsPerNode, accelerator.scaleUpDomain));
    for (int tp = 1; tp <= largest; tp *= 2) {
        scenario.placement.tensorParallel = tp;
        for (const int budget : tokenBudgets) {
            scenario.scheduling.tokenBudget = budget;
            for (const int limit : batchLimits) {
                scenario.scheduling.maxSequences = limit;
                all.push_back(scenario);
            }
        }
    }
    return all;
}

/// Why the answer keeps no bound; empty where it does.
std::string problemOf(const Scenario &scenario, const Evaluation &evaluation)
{
    if (evaluation.state == scenario::State::Infeasible)
        return evaluation.reason;
    if (!evaluation.priceKnown)
        return "No price is known for this hardware";
    if (!evaluation.knee.exists)
        return std::string("No configuration: ") + serving::label(evaluation.knee.binding) + " misses its bound even when idle";
    if (evaluation.fleet.needed.replicas <= 0 || !evaluation.replica.finite || !serving::meets(evaluation.replica, scenario.slo))
        return "No fleet carries the peak within the SLO";
    return {};
}

/// The p99 of the scenario as it is; of a usual SLO where it has none.
double reachedSeconds(const Scenario &scenario, serving::LatencyMetric metric, const catalog::Catalog &catalog)
{
    const Evaluation evaluation = evaluate(scenario, catalog);
    const serving::OperatingPoint &point = evaluation.replica;
    const double reached = metric == serving::LatencyMetric::Ttft  ? point.ttft.p99
                           : metric == serving::LatencyMetric::Itl ? point.itl.p99
                                                                   : point.endToEnd.p99;
    if (evaluation.state != scenario::State::Infeasible && point.finite && reached > 0)
        return reached;
    serving::Slo usual;
    return boundOf(usual, metric).seconds;
}

PricedLatency cheapest(const std::vector<Scenario> &tried, serving::LatencyMetric metric, double seconds,
                       const catalog::Catalog &catalog)
{
    PricedLatency best{.boundSeconds = seconds, .problem = {}};
    bool isFound = false;
    for (Scenario scenario : tried) {
        serving::LatencyBound &bound = boundOf(scenario.slo, metric);
        bound.enabled = true;
        bound.seconds = seconds;
        const Evaluation evaluation = evaluate(scenario, catalog);
        std::string problem = problemOf(scenario, evaluation);
        if (!problem.empty()) {
            if (!isFound && best.problem.empty())
                best.problem = std::move(problem); // of the scenario's own way
            continue;
        }
        if (isFound && best.usdPerMonth <= evaluation.cost.totalUsdPerMonth)
            continue;
        isFound = true;
        best = {.boundSeconds = seconds,
                .problem = {},
                .usdPerMonth = evaluation.cost.totalUsdPerMonth,
                .usdPerMillionOutput = evaluation.cost.usdPerMillionOutput,
                .tensorParallel = scenario.placement.tensorParallel,
                .replicas = evaluation.replicas,
                .maxSequences = scenario.scheduling.maxSequences,
                .tokenBudget = scenario.scheduling.tokenBudget};
    }
    return best;
}

} // namespace

std::vector<PricedLatency> priceOfLatency(const Scenario &scenario, serving::LatencyMetric metric, int points,
                                          const catalog::Catalog &catalog, const std::function<bool()> &isWanted)
{
    constexpr double spread = 10;
    std::vector<PricedLatency> prices;
    const catalog::Accelerator *accelerator = catalog.accelerator(scenario.acceleratorId);
    if (!accelerator)
        return prices;
    Scenario own = scenario;
    if (own.cost.fromApi()) {
        if (const auto rented = withStoredLever(own, "acquisition", std::string("reserve"), catalog))
            own.cost = rented->cost;
    }
    serving::LatencyBound &bound = boundOf(own.slo, metric);
    if (!bound.enabled)
        bound = {true, serving::Percentile::P99, reachedSeconds(scenario, metric, catalog)};
    const double middle = bound.seconds;
    const std::vector<Scenario> tried = candidates(own, *accelerator);
    for (int point = 0; point < points; ++point) {
        if (isWanted && !isWanted())
            break;
        const double exponent = points > 1 ? 2.0 * point / (points - 1) - 1 : 0;
        PricedLatency price = cheapest(tried, metric, middle * std::pow(spread, exponent), catalog);
        // What keeps a tighter bound keeps this one too.
        if (!prices.empty() && prices.back().problem.empty() &&
            (!price.problem.empty() || prices.back().usdPerMonth < price.usdPerMonth)) {
            const double seconds = price.boundSeconds;
            price = prices.back();
            price.boundSeconds = seconds;
        }
        prices.push_back(std::move(price));
    }
    return prices;
}

} // namespace trilemma::decision
