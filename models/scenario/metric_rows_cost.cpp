// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/metric_rows.h"

namespace trilemma::scenario {

using E = const Evaluation &;
using enum Better;

namespace {

template<cost::Part Part> std::optional<double> perMillion(E evaluation)
{
    return priced<[](E e) { return e.cost.usdPerMillionOutputByPart[static_cast<std::size_t>(Part)]; }>(evaluation);
}

constexpr std::string_view reservation = "reservation basis, output tokens";

} // namespace

std::span<const Metric> costMetrics()
{
    using enum cost::Part;
    static const Metric rows[] = {
        {"gpus", "GPUs", "", 1, "fleet, used by replicas", Down, "GPUs that all replicas use together.",
         feasible<[](E e) { return e.gpus; }>},
        {"nodes", "Nodes", "", 1, "fleet, whole nodes", Down, "Whole nodes that hold the replicas; half a node cannot be bought.",
         feasible<[](E e) { return e.packing.nodes; }>},
        {"stranded", "Stranded GPUs", "", 1, "fleet", Down, "GPUs that are paid for and that no replica can use.",
         feasible<[](E e) { return e.packing.strandedGpus; }>},
        {"cost.output", "Cost", "$/M", 1, reservation, Down,
         "Everything that is paid over the output tokens served at the day's mean rate, per million.",
         priced<[](E e) { return e.cost.usdPerMillionOutput; }>},
        {"cost.output_usage", "Cost, usage", "$/M", 1, "usage basis, output tokens", Down,
         "Cost per million output tokens if only the hours in use were paid.",
         priced<[](E e) { return e.cost.usdPerMillionOutputUsage; }>},
        {"cost.total_tokens", "Cost, all tokens", "$/M", 1, "reservation basis, input and output tokens", Down,
         "Everything that is paid over input and output tokens, per million.",
         priced<[](E e) { return e.cost.usdPerMillionTotal; }>},
        {"cost.request", "Cost per request", "$", 1, "reservation basis", Down,
         "Everything that is paid over the requests served.", priced<[](E e) { return e.cost.usdPerRequest; }>},
        {"cost.task", "Cost per task", "$", 1, "reservation basis", Down,
         "Cost per request times the requests that one task of a user takes.",
         priced<[](E e) { return e.cost.usdPerRequest * e.requestsPerTask; }>},
        {"cost.month", "Cost per month", "$", 1, "fleet, month of 730 hours", Down, "Everything that is paid in a month.",
         priced<[](E e) { return e.cost.totalUsdPerMonth; }>},
        {"cost.capital", "Capital or rental", "$/M", 1, reservation, Down,
         "Depreciation of owned hardware, or rent, for the hours in use.", perMillion<Capital>},
        {"cost.operations", "Power and facility", "$/M", 1, reservation, Down,
         "Electricity, cooling, colocation and support of owned hardware for the hours in use; nothing where rented.",
         perMillion<Operations>},
        {"cost.opportunity", "Idle", "$/M", 1, reservation, Down,
         "Share of capital and operations that is paid while nothing is served; part of the total, never added to it.",
         perMillion<Opportunity>},
        {"cost.engineering", "Engineering", "$/M", 1, reservation, Down,
         "One-off tuning spread over its horizon, and the people who keep the service running.", perMillion<Engineering>},
        {"cost.stranded", "Stranded cost", "$", 1, "fleet, month of 730 hours", Down,
         "Part of the monthly bill that pays for stranded GPUs.", priced<[](E e) { return e.cost.strandedUsdPerMonth; }>},
        {"break_even.utilisation", "Break-even utilisation", "%", percent, "against the API price; above 100 % = never", Down,
         "Utilisation at which a million output tokens cost as much as from the API.",
         priced<[](E e) { return e.cost.breakEvenUtilisation; }>},
        {"power.node", "Node power", "kW", 1, "one node, IT load at the operating point", Down,
         "Electric power of one node between idle and full load, before PUE.",
         feasible<[](E e) { return e.cost.nodeKilowatts; }>},
        {"energy.output", "Energy per token", "J", 1, "fleet with PUE, output tokens", Down,
         "Energy of the whole fleet and its cooling over the output tokens served.",
         feasible<[](E e) { return e.cost.joulesPerOutputToken; }>},
    };
    return rows;
}

} // namespace trilemma::scenario
