// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/metric_rows.h"

namespace trilemma::scenario {

using E = const Evaluation &;
using enum Better;

namespace {

template<cost::Line Line> std::optional<double> line(E evaluation)
{
    return priced<[](E e) { return e.cost.bill[Line]; }>(evaluation);
}

constexpr std::string_view month = "fleet, month of 730 hours", fleetWithAll = "fleet with PUE and cooling";

} // namespace

std::span<const Metric> billMetrics()
{
    using enum cost::Line;
    static const Metric rows[] = {
        {"bill.write_off", "Write-off", "$", 1, month, Down, "Purchase less residual value, spread over the amortisation.",
         line<WriteOff>},
        {"bill.rent", "Rent", "$", 1, month, Down, "Rented GPU-hours at the price of one.", line<Rent>},
        {"bill.rent_overhead", "Billing units and interruptions", "$", 1, month, Down,
         "Rent for parts of billing units after the need ended, and for hours that spot interruptions waste.",
         line<RentOverhead>},
        {"bill.electricity", "Electricity", "$", 1, month, Down, "Electricity of the computers themselves.", line<Electricity>},
        {"bill.facility", "Electricity around", "$", 1, month, Down, "Electricity that PUE adds to that of the computers.",
         line<Facility>},
        {"bill.cooling", "Cooling beside PUE", "$", 1, month, Down, "Electricity for cooling that PUE does not count.",
         line<Cooling>},
        {"bill.colocation", "Colocation", "$", 1, month, Down, "Rack space by rated power.", line<Colocation>},
        {"bill.support", "Support", "$", 1, month, Down, "Support contract and repair.", line<Support>},
        {"bill.software", "Software", "$", 1, month, Down, "Licences by GPU.", line<Software>},
        {"bill.hardware_staff", "Hands on hardware", "$", 1, month, Down, "People who look after owned nodes.",
         line<HardwareStaff>},
        {"bill.egress", "Egress", "$", 1, month, Down, "Streamed answers that leave a rented fleet.", line<Egress>},
        {"bill.storage", "Rented storage", "$", 1, month, Down, "Checkpoints and logs beside rented GPUs.", line<Storage>},
        {"bill.api", "API tokens", "$", 1, month, Down, "Tokens bought from an API.", line<ApiTokens>},
        {"bill.guest_capital", "Guest's share of capital", "$", 1, month, Down,
         "What another model on otherwise stranded GPUs pays of write-off or rent; below zero.", line<GuestCapital>},
        {"bill.guest_operations", "Guest's share of operations", "$", 1, month, Down,
         "What it pays of power, facility, support, software and hands; below zero.", line<GuestOperations>},
        {"bill.tuning", "Tuning", "$", 1, month, Down, "Engineer-weeks spent once, spread over their horizon.", line<Tuning>},
        {"bill.benchmarking", "Benchmarking", "$", 1, month, Down, "GPU-hours for benchmarks, spread over the tuning horizon.",
         line<Benchmarking>},
        {"bill.staff", "Operating staff", "$", 1, month, Down, "People who keep the service running.", line<Staff>},
        {"bill.tools", "Tools", "$", 1, month, Down, "Profilers, monitoring and other tools.", line<Tools>},
        {"tuning.weeks", "Tuning weeks", "weeks", 1, "one-off, by layout unless set", Down,
         "Weeks of tuning that the bill pays for.", priced<[](E e) { return e.paid.tuningWeeks; }>},

        {"own.month", "If owned", "$", 1, month, Down, "The same fleet, owned.",
         feasible<[](E e) { return e.cost.alternatives.ownUsdPerMonth; }>},
        {"rent.month", "If rented", "$", 1, month, Down, "The same fleet, rented; reserved where the scenario does not rent.",
         feasible<[](E e) { return e.cost.alternatives.rentUsdPerMonth; }>},
        {"api.month", "From the API", "$", 1, "the same tokens, month of 730 hours", Down, "The same tokens from the API.",
         feasible<[](E e) { return e.cost.alternatives.apiUsdPerMonth; }>},
        {"api.output", "API, blended", "$/M", 1, "output tokens with the input that goes with them", Down,
         "What the API asks for a million output tokens and their input, cached input and batch discount counted.",
         feasible<[](E e) { return e.cost.alternatives.apiUsdPerMillionOutput; }>},
        {"break_even.utilisation", "Break-even utilisation", "%", percent,
         "against the API, reservation basis; above 100 % = never", Down,
         "Utilisation at which the fleet costs as much as the same tokens from the API.",
         priced<[](E e) { return e.cost.alternatives.apiBreakEvenUtilisation; }>},
        {"break_even.tokens", "Break-even tokens", "M/day", 1e6, "against the API, output tokens", Down,
         "Output tokens a day at which the fleet costs as much as the API.",
         priced<[](E e) { return e.cost.alternatives.apiBreakEvenOutputTokensPerDay; }>},
        {"break_even.months", "Own against rent", "months", 1, "purchase over monthly saving", Down,
         "Months after which owning has paid back its purchase by the rent it saves.",
         feasible<[](E e) { return e.cost.alternatives.ownBreakEvenMonths; }>},
        {"break_even.own_utilisation", "Own against hourly rent", "%", percent, "rent paid for hours in use only", Down,
         "Share of hours in use above which owning costs less than renting by the hour.",
         feasible<[](E e) { return e.cost.alternatives.ownBreakEvenUtilisation; }>},
        {"tuning.payback", "Tuning payback", "months", 1, "one-off engineering over monthly saving", Down,
         "Months after which tuning has paid back by the hardware cost it saves.",
         priced<[](E e) { return e.cost.tuning.months; }>},
        {"tuning.break_even_nodes", "Tuning pays from", "nodes", 1, "within the tuning horizon", Down,
         "Nodes from which on tuning pays back within its horizon.", priced<[](E e) { return e.cost.tuning.breakEvenNodes; }>},

        {"power.node", "Node power", "kW", 1, "one node, IT load at the operating point", Down,
         "Electric power of one node between idle and full load, before PUE.",
         feasible<[](E e) { return e.cost.energy.nodeKilowatts; }>},
        {"power.rack", "Rack power", "kW", 1, "one full rack, IT load at the operating point", Down,
         "Electric power of the nodes of one rack, before PUE.", feasible<[](E e) { return e.cost.energy.rackKilowatts; }>},
        {"power.fleet", "Fleet power", "kW", 1, "fleet with PUE and cooling, at the operating point", Down,
         "Electric power of the fleet with everything around it.", feasible<[](E e) { return e.cost.energy.fleetKilowatts; }>},
        {"energy.output", "Energy per token", "J", 1, "fleet with PUE and cooling, output tokens", Down,
         "Energy of the whole fleet and its cooling over the output tokens served.",
         feasible<[](E e) { return e.cost.energy.joulesPerOutputToken; }>},
        {"energy.total_tokens", "Energy per token, all", "J", 1, "fleet with PUE and cooling, input and output tokens", Down,
         "Energy of the whole fleet and its cooling over input and output tokens.",
         feasible<[](E e) { return e.cost.energy.joulesPerToken; }>},
        {"energy.throughput", "Throughput per megawatt", "tok/s/MW", 1, "fleet with PUE and cooling, output tokens", Up,
         "Output tokens per second for each megawatt of the facility, at the operating point.",
         feasible<[](E e) { return e.cost.energy.outputTokensPerSecondPerMegawatt; }>},
        {"carbon.output", "Carbon per million tokens", "g/M", 1, "fleet with PUE and cooling, output tokens", Down,
         "CO2 of the electricity over the output tokens served, per million.",
         feasible<[](E e) { return e.cost.energy.gramsCo2PerMillionOutput; }>},
        {"carbon.month", "Carbon per month", "kg", 1, fleetWithAll, Down, "CO2 of the electricity of a month.",
         feasible<[](E e) { return e.cost.energy.kilogramsCo2PerMonth; }>},
        {"currency.month", "Cost per month, own currency", "", 1, "fleet, month of 730 hours, own currency", Down,
         "Everything that is paid in a month, at your own rate for a dollar.",
         priced<[](E e) { return e.cost.totalUsdPerMonth * e.paid.currencyPerUsd; }>},
        {"currency.output", "Cost, own currency", "/M", 1, "reservation basis, output tokens, own currency", Down,
         "Cost per million output tokens at your own rate for a dollar.",
         priced<[](E e) { return e.cost.usdPerMillionOutput * e.paid.currencyPerUsd; }>},
    };
    return rows;
}

} // namespace trilemma::scenario
