// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/audit_formulas.h"
#include "models/scenario/fleet_prices.h"

namespace trilemma::scenario {

namespace {

using E = const Evaluation &;
using cost::Part;

bool hasHardware(E e)
{
    return !e.paid.fromApi();
}

bool fourParts(E e)
{
    return e.paid.attribution == cost::Attribution::FourParts;
}

template<Part P> double perMillion(E e)
{
    return e.cost.usdPerMillionOutputByPart[static_cast<std::size_t>(P)];
}

double servedSeconds(E e)
{
    return cost::secondsPerMonth * e.fleetUse.servedShare;
}

/// The bill with nothing served and with all of the peak, whose difference is what serving costs.
double billAt(E e, double servedShare)
{
    cost::FleetUse use = e.fleetUse;
    use.servedShare = servedShare;
    return cost::monthlyBill(e.paid.withHardware(), use, e.traffic).total();
}

/// The same fleet, owned or rented as the comparison has it.
cost::Bill billAs(E e, bool owned)
{
    cost::Assumptions other = e.paid;
    if (owned || !e.paid.rented())
        other.acquisition = owned ? cost::Acquisition::Own : cost::Acquisition::Reserve;
    return cost::monthlyBill(other, e.fleetUse, e.traffic);
}

double hardware(const cost::Bill &bill)
{
    return bill.total(Part::Capital) + bill.total(Part::Operations);
}

constexpr std::string_view perM = "$/M", usd = "$/month";

} // namespace

std::span<const FormulaRow> costFormulas()
{
    static const FormulaRow rows[] = {
        {"cost.output", "Cost", perM, [](E e) { return e.cost.usdPerMillionOutput; }, "cost.month * 1e6 / output_tokens"},
        {"cost.output_low", "Cost, low", perM, [](E e) { return e.cost.usdPerMillionOutput * e.costBand.low; },
         "cost.output * cheap_over_bill"},
        {"cost.output_high", "Cost, high", perM, [](E e) { return e.cost.usdPerMillionOutput * e.costBand.high; },
         "cost.output * dear_over_bill"},
        {"cheap_over_bill", "Bill at cheap prices", "share", [](E e) { return e.costBand.low; }, "", "", nullptr,
         "the same bill with every price that nobody has set at the cheap end of its range, over this one"},
        {"dear_over_bill", "Bill at dear prices", "share", [](E e) { return e.costBand.high; }, "", "", nullptr,
         "the same bill with every price that nobody has set at the dear end of its range, over this one"},
        {"cost.output_usage", "Cost, usage", perM, [](E e) { return e.cost.perMillionOutput.usage; }, "cost.output * used_share"},
        {"cost.input_tokens", "Cost, input tokens", perM, [](E e) { return e.cost.perMillionInput.reservation; },
         "cost.month * 1e6 / input_tokens"},
        {"cost.total_tokens", "Cost, all tokens", perM, [](E e) { return e.cost.perMillionTotal.reservation; },
         "cost.month * 1e6 / (input_tokens + output_tokens)"},
        {"cost.total_tokens_usage", "Cost, all tokens, usage", perM, [](E e) { return e.cost.perMillionTotal.usage; },
         "cost.total_tokens * used_share"},
        {"cost.request", "Cost per request", "$", [](E e) { return e.cost.perRequest.reservation; }, "cost.month / requests"},
        {"cost.month", "Cost per month", usd, [](E e) { return e.cost.totalUsdPerMonth; },
         "capital_month + operations_month + engineering_month"},
        {"cost.lifetime", "Cost over the lifetime", "$", [](E e) { return e.cost.lifetimeUsd; },
         "cost.month * 12 * amortisation_years"},
        {"cost.capital", "Capital or rental", perM, perMillion<Part::Capital>, "capital_month * used_share * 1e6 / output_tokens",
         "capital_month * 1e6 / output_tokens", fourParts},
        {"cost.operations", "Operations", perM, perMillion<Part::Operations>,
         "operations_month * used_share * 1e6 / output_tokens", "operations_month * 1e6 / output_tokens", fourParts},
        {"cost.opportunity", "Idle", perM, perMillion<Part::Opportunity>, "cost.idle * 1e6 / output_tokens", "0", fourParts},
        {"cost.engineering", "Engineering", perM, perMillion<Part::Engineering>, "engineering_month * 1e6 / output_tokens"},
        {"cost.idle", "Idle cost", usd, [](E e) { return e.cost.idleUsdPerMonth; },
         "(capital_month + operations_month) * (1 - used_share)"},
        {"cost.stranded", "Stranded cost", usd, [](E e) { return e.cost.strandedUsdPerMonth; },
         "(capital_month + operations_month) * stranded / paid_gpus", "0", hasHardware},
        {"used_share", "Hours of need over hours paid for", "share", [](E e) { return e.cost.utilisation; }, "hours_used_share", "1",
         hasHardware},
        {"hours_used_share", "Hours of need over hours paid for", "share",
         [](E e) { return e.fleetUse.utilisation(e.paid.owned()); }, "served_share",
         "min(1, served_share * paid_gpus * 730 / rented_gpu_hours)", [](E e) { return e.paid.owned(); }},
        {"served_share", "Served over the peak around the clock", "share", [](E e) { return e.fleetUse.servedShare; },
         "utilisation", "", [](E e) { return e.fleetUse.servedShare == e.paid.utilisation; }, "the day's traffic"},
        {"output_tokens", "Output tokens", "1/month", [](E e) { return e.traffic.peakOutputTokensPerSecond * servedSeconds(e); },
         "throughput.output * served_share * 730 * 3600"},
        {"input_tokens", "Input tokens", "1/month", [](E e) { return e.traffic.peakInputTokensPerSecond * servedSeconds(e); },
         "throughput.input * served_share * 730 * 3600"},
        {"requests", "Requests", "1/month", [](E e) { return e.traffic.peakRequestsPerSecond * servedSeconds(e); },
         "throughput.requests * served_share * 730 * 3600"},
        {"task.cost", "Cost per task", "$", [](E e) { return e.cost.perRequest.reservation * e.requestsPerTask; },
         "cost.request * task_requests"},
        {"job.cost", "Job cost", "$",
         [](E e) { return e.fleet.job ? usdPerMonthAtFullLoad(e) * e.fleet.job->seconds / cost::secondsPerMonth : 0; },
         "full_load_month * job_seconds / (730 * 3600)"},
        {"full_load_month", "Hardware at full load", usd, [](E e) { return usdPerMonthAtFullLoad(e); }, "", "", nullptr,
         "capital and operations of these nodes, all of them at full load all month"},
        {"job_seconds", "Job completion", "s", [](E e) { return e.fleet.job ? e.fleet.job->seconds : 0; }, "", "", nullptr,
         "cold start, tokens over the throughput of the fleet, stragglers"},
        {"task_requests", "Requests of a task", "", [](E e) { return e.requestsPerTask; }, "", "", nullptr,
         "levers task_calls and turns"},
        {"throughput.output", "Output throughput at the peak", "tok/s", [](E e) { return e.traffic.peakOutputTokensPerSecond; },
         ""},
        {"throughput.input", "Input throughput at the peak", "tok/s", [](E e) { return e.traffic.peakInputTokensPerSecond; }, ""},
        {"throughput.requests", "Requests served at the peak", "QPS", [](E e) { return e.traffic.peakRequestsPerSecond; }, ""},

        {"api.output", "API, blended", perM, [](E e) { return e.cost.alternatives.apiUsdPerMillionOutput; },
         "(api_price + throughput.input / throughput.output * ((1 - cached_share) * api_input + cached_share * api_cached)) * "
         "(1 - api_batch_share * api_batch_discount)"},
        {"cached_share", "Input that an API finds cached", "share", [](E e) { return e.traffic.cachedInputShare; }, "", "", nullptr,
         "prompt tokens that the prefix cache finds, of earlier turns too"},
        {"api.month", "From the API", usd, [](E e) { return e.cost.alternatives.apiUsdPerMonth; },
         "api.output * output_tokens / 1e6"},
        {"break_even.utilisation", "Break-even utilisation", "share",
         [](E e) { return e.cost.alternatives.apiBreakEvenUtilisation; },
         "bill_at_rest / (api.output * throughput.output * 730 * 3600 / 1e6 - bill_of_serving)"},
        {"bill_at_rest", "Bill with nothing served", usd, [](E e) { return billAt(e, 0); }, "", "", nullptr,
         "the same bill with served_share at 0"},
        {"bill_of_serving", "What serving the peak all day adds", usd, [](E e) { return billAt(e, 1) - billAt(e, 0); }, "", "",
         nullptr, "the same bill with served_share at 1, less that with it at 0"},
        {"break_even.tokens", "Break-even tokens", "1/day",
         [](E e) { return e.cost.alternatives.apiBreakEvenOutputTokensPerDay; },
         "break_even.utilisation * throughput.output * 24 * 3600"},
        {"own.month", "If owned", usd, [](E e) { return e.cost.alternatives.ownUsdPerMonth; },
         "own_capital_month + own_operations_month + fleet_engineering_month"},
        {"rent.month", "If rented", usd, [](E e) { return e.cost.alternatives.rentUsdPerMonth; },
         "rent_hardware_month + fleet_engineering_month"},
        {"break_even.months", "Own against rent", "months", [](E e) { return e.cost.alternatives.ownBreakEvenMonths; },
         "purchase * (1 - guest_share) / (rent_hardware_month - own_operations_month)"},
        {"break_even.own_utilisation", "Own against hourly rent", "share",
         [](E e) { return e.cost.alternatives.ownBreakEvenUtilisation; },
         "(own_capital_month + own_operations_month) / (gpu_hour * paid_gpus * 730 * (1 - guest_share))"},
        {"own_capital_month", "Capital, if owned", usd, [](E e) { return billAs(e, true).total(Part::Capital); }, "", "", nullptr,
         "the capital of this bill with acquisition own"},
        {"own_operations_month", "Operations, if owned", usd, [](E e) { return billAs(e, true).total(Part::Operations); },
         "", "", nullptr, "the operations of this bill with acquisition own"},
        {"fleet_engineering_month", "Engineering of a fleet", usd, [](E e) { return billAs(e, true).total(Part::Engineering); }, "", "",
         nullptr, "the engineering of this bill with acquisition own"},
        {"rent_hardware_month", "Rent and what comes with it, if rented", usd, [](E e) { return hardware(billAs(e, false)); }, "",
         "", nullptr, "the capital and operations of this bill with the hardware rented"},
        {"tuning.payback", "Tuning payback", "months", [](E e) { return e.cost.tuning.months; },
         "(tuning_once + benchmarking_once) / ((capital_month + operations_month) * tuning_saving)"},
        {"tuning.break_even_nodes", "Tuning pays from", "nodes", [](E e) { return e.cost.tuning.breakEvenNodes; },
         "nodes * tuning.payback / (engineering_horizon * 12)"},
        {"tuning.weeks", "Tuning weeks", "weeks", [](E e) { return e.paid.tuningWeeks; }, "tuning_weeks"},
        {"currency.month", "Cost per month, own currency", "",
         [](E e) { return e.cost.totalUsdPerMonth * e.paid.currencyPerUsd; }, "cost.month * currency_rate"},
        {"currency.output", "Cost, own currency", "/M", [](E e) { return e.cost.usdPerMillionOutput * e.paid.currencyPerUsd; },
         "cost.output * currency_rate"},
    };
    return rows;
}

std::span<const FormulaRow> energyFormulas()
{
    static const FormulaRow rows[] = {
        {"busy_share", "Load over capacity at the peak", "share", [](E e) { return e.traffic.busyShare; }, ""},
        {"power.node", "Node power", "kW", [](E e) { return e.cost.energy.nodeKilowatts; },
         "(node_idle_power + (node_load_power - node_idle_power) * busy_share) / 1000"},
        {"power.rack", "Rack power", "kW", [](E e) { return e.cost.energy.rackKilowatts; }, "power.node * nodes_per_rack"},
        {"power.fleet", "Fleet power", "kW", [](E e) { return e.cost.energy.fleetKilowatts; },
         "power.node * nodes * (pue + cooling_share)"},
        {"energy_month", "Energy with everything around", "kWh/month", [](E e) { return e.cost.energy.kilowattHoursPerMonth; },
         "it_kilowatt_hours * (pue + cooling_share)"},
        {"energy.output", "Energy per token", "J", [](E e) { return e.cost.energy.joulesPerOutputToken; },
         "energy_month * 3.6e6 / output_tokens"},
        {"energy.total_tokens", "Energy per token, all", "J", [](E e) { return e.cost.energy.joulesPerToken; },
         "energy_month * 3.6e6 / (input_tokens + output_tokens)"},
        {"energy.throughput", "Throughput per megawatt", "tok/s/MW",
         [](E e) { return e.cost.energy.outputTokensPerSecondPerMegawatt; }, "throughput.output / (power.fleet / 1000)"},
        {"carbon.month", "Carbon per month", "kg", [](E e) { return e.cost.energy.kilogramsCo2PerMonth; },
         "energy_month * carbon / 1000"},
        {"carbon.output", "Carbon per million tokens", "g/M", [](E e) { return e.cost.energy.gramsCo2PerMillionOutput; },
         "energy_month * carbon * 1e6 / output_tokens"},
    };
    return rows;
}

} // namespace trilemma::scenario
