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

constexpr std::string_view reservation = "reservation basis, output tokens", usage = "usage basis, output tokens",
                           month = "fleet, month of 730 hours";

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
         feasible<[](E e) { return e.fleetUse.strandedGpus(); }>},
        {"cost.output", "Cost", "$/M", 1, reservation, Down,
         "Everything that is paid over the output tokens served at the day's mean rate, per million.",
         priced<[](E e) { return e.cost.usdPerMillionOutput; }>},
        {"cost.output_low", "Cost, low", "$/M", 1, reservation, Down,
         "Cost with every price that nobody has set at the cheap end of its range.",
         priced<[](E e) { return e.cost.usdPerMillionOutput * e.costBand.low; }>},
        {"cost.output_high", "Cost, high", "$/M", 1, reservation, Down,
         "Cost with every price that nobody has set at the dear end of its range.",
         priced<[](E e) { return e.cost.usdPerMillionOutput * e.costBand.high; }>},
        {"cost.output_usage", "Cost, usage", "$/M", 1, usage, Down,
         "Cost per million output tokens if only the hours in use were paid.",
         priced<[](E e) { return e.cost.perMillionOutput.usage; }>},
        {"cost.input_tokens", "Cost, input tokens", "$/M", 1, "reservation basis, input tokens", Down,
         "Everything that is paid over input tokens, per million; the output comes with them.",
         priced<[](E e) { return e.cost.perMillionInput.reservation; }>},
        {"cost.total_tokens", "Cost, all tokens", "$/M", 1, "reservation basis, input and output tokens", Down,
         "Everything that is paid over input and output tokens, per million.",
         priced<[](E e) { return e.cost.perMillionTotal.reservation; }>},
        {"cost.total_tokens_usage", "Cost, all tokens, usage", "$/M", 1, "usage basis, input and output tokens", Down,
         "Cost per million input and output tokens if only the hours in use were paid.",
         priced<[](E e) { return e.cost.perMillionTotal.usage; }>},
        {"cost.request", "Cost per request", "$", 1, "reservation basis", Down,
         "Everything that is paid over the requests served.", priced<[](E e) { return e.cost.perRequest.reservation; }>},
        {"task.cost", "Cost per task", "$", 1, "reservation basis", Down,
         "Cost per request times the requests that one task of a user takes.",
         priced<[](E e) { return e.cost.perRequest.reservation * e.requestsPerTask; }>},
        {"cost.month", "Cost per month", "$", 1, month, Down, "Everything that is paid in a month.",
         priced<[](E e) { return e.cost.totalUsdPerMonth; }>},
        {"cost.lifetime", "Cost over the lifetime", "$", 1, "fleet, months of its amortisation", Down,
         "Everything that is paid over the years of amortisation.", priced<[](E e) { return e.cost.lifetimeUsd; }>},
        {"cost.capital", "Capital or rental", "$/M", 1, reservation, Down,
         "Depreciation of owned hardware, or rent, for the hours in use.", perMillion<Capital>},
        {"cost.operations", "Operations", "$/M", 1, reservation, Down,
         "What keeps the hardware running, for the hours in use: power, facility, support and hands of an owner, egress and "
         "storage of a renter; an API's tokens.",
         perMillion<Operations>},
        {"cost.opportunity", "Idle", "$/M", 1, reservation, Down,
         "Share of capital and operations that is paid while nothing is served; part of the total, never added to it.",
         perMillion<Opportunity>},
        {"cost.engineering", "Engineering", "$/M", 1, reservation, Down,
         "One-off tuning and benchmarking spread over their horizon, and the people and tools that stay.",
         perMillion<Engineering>},
        {"cost.idle", "Idle cost", "$", 1, month, Down, "Part of the monthly bill that pays for hours without need.",
         priced<[](E e) { return e.cost.idleUsdPerMonth; }>},
        {"cost.stranded", "Stranded cost", "$", 1, month, Down, "Part of the monthly bill that pays for stranded GPUs.",
         priced<[](E e) { return e.cost.strandedUsdPerMonth; }>},
    };
    return rows;
}

} // namespace trilemma::scenario
