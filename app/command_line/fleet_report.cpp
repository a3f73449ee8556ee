// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line/fleet_report.h"

#include "app/command_line/text_table.h"
#include "models/scenario/metrics.h"

#include <ostream>

namespace trilemma::app {

namespace {

using nlohmann::ordered_json;
using scenario::formatNumber;

ordered_json dollarsJson(double usd)
{
    return usd > 0 ? ordered_json(usd) : ordered_json();
}

std::string dollars(double usd)
{
    return usd > 0 ? "$" + formatNumber(usd) : "no price";
}

} // namespace

ordered_json sharedFleetJson(const decision::SharedFleet &shared)
{
    auto models = ordered_json::array();
    for (std::size_t i = 0; i < shared.charges.size(); ++i) {
        models.push_back({{"name", shared.charges[i].name},
                          {"dedicated_replicas", shared.mix.dedicatedReplicas[i]},
                          {"charge_share", shared.charges[i].share},
                          {"charge_usd_per_month", dollarsJson(shared.charges[i].usd)}});
    }
    return {{"dedicated",
             {{"gpus", shared.mix.dedicatedGpus},
              {"nodes", shared.mix.dedicatedNodes},
              {"usd_per_month", dollarsJson(shared.dedicatedUsdPerMonth)}}},
            {"pooled",
             {{"gpus", shared.mix.pooledGpus}, {"nodes", shared.mix.pooledNodes}, {"usd_per_month", dollarsJson(shared.pooledUsdPerMonth)}}},
            {"saving_without_penalty", shared.mix.saving},
            {"pool", shared.mix.shouldPool},
            {"recommendation", shared.mix.recommendation},
            {"models", std::move(models)}};
}

void printSharedFleet(const decision::SharedFleet &shared, std::ostream &out)
{
    out << "\nSeveral models on one fleet. " << shared.mix.recommendation << '\n';
    TextTable table({Align::Left, Align::Right, Align::Right, Align::Right});
    table.add({"fleet", "GPUs", "nodes", "hardware a month"});
    table.add({"dedicated", std::to_string(shared.mix.dedicatedGpus), std::to_string(shared.mix.dedicatedNodes),
               dollars(shared.dedicatedUsdPerMonth)});
    table.add({"pooled", std::to_string(shared.mix.pooledGpus), std::to_string(shared.mix.pooledNodes),
               dollars(shared.pooledUsdPerMonth)});
    table.print(out);
    TextTable models({Align::Left, Align::Right, Align::Right, Align::Right});
    models.add({"model", "dedicated replicas", "share of GPU-hours", "charge a month"});
    for (std::size_t i = 0; i < shared.charges.size(); ++i)
        models.add({shared.charges[i].name, std::to_string(shared.mix.dedicatedReplicas[i]),
                    formatNumber(100 * shared.charges[i].share) + " %", dollars(shared.charges[i].usd)});
    models.print(out);
}

ordered_json latencyPriceJson(const std::vector<decision::PricedLatency> &prices)
{
    auto all = ordered_json::array();
    for (const decision::PricedLatency &price : prices) {
        ordered_json one{{"bound_ms", price.boundSeconds * 1e3}, {"problem", price.problem}};
        if (price.problem.empty()) {
            one.update({{"usd_per_month", price.usdPerMonth},
                        {"usd_per_million_output", price.usdPerMillionOutput},
                        {"tp", price.tensorParallel},
                        {"replicas", price.replicas},
                        {"max_sequences", price.maxSequences},
                        {"token_budget", price.tokenBudget}});
        }
        all.push_back(std::move(one));
    }
    return all;
}

void printLatencyPrice(const std::vector<decision::PricedLatency> &prices, const std::string &latency, std::ostream &out)
{
    out << "\nWhat the bound on " << latency << " costs: the cheapest fleet for the peak that keeps it\n";
    TextTable table({Align::Right, Align::Right, Align::Right, Align::Left});
    table.add({"bound [ms]", "a month", "per M output", "how"});
    for (const decision::PricedLatency &price : prices) {
        const std::string bound = formatNumber(price.boundSeconds * 1e3);
        if (!price.problem.empty()) {
            table.add({bound, "-", "-", price.problem});
            continue;
        }
        table.add({bound, "$" + formatNumber(price.usdPerMonth), "$" + formatNumber(price.usdPerMillionOutput),
                   std::to_string(price.replicas) + " x TP" + std::to_string(price.tensorParallel) + ", " +
                       std::to_string(price.maxSequences) + " sequences, " + std::to_string(price.tokenBudget) +
                       " tokens a step"});
    }
    table.print(out);
}

} // namespace trilemma::app
