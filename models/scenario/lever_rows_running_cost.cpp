// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/cost_rows.h"

namespace trilemma::scenario {

std::span<const Lever> runningCostLevers()
{
    using A = cost::Assumptions;
    static const Lever rows[] = {
        figure<&A::usdPerKilowattHour, NumberBounds{0, 1, 0.005}>("electricity", "Electricity", {"$/kWh"},
                                                                  "Price of a kilowatt-hour for owned hardware."),
        figure<&A::pue, NumberBounds{1, 3, 0.01}>(
            "pue", "PUE", noUnit,
            "Power of the whole facility over that of its computers; 2 means cooling takes as much as computing."),
        figure<&A::coolingShare, NumberBounds{0, 2, 0.01}>(
            "cooling_share", "Cooling beside PUE", percentUnit,
            "Cooling that PUE does not count, as a share of the computers' power."),
        figure<&A::nodeIdleWatts, NumberBounds{0, 150e3, 100}>("node_idle_power", "Node idle power", kilowattUnit,
                                                               "Power that one node draws when it serves nothing."),
        figure<&A::nodeLoadWatts, NumberBounds{0, 150e3, 100}>("node_load_power", "Node load power", kilowattUnit,
                                                               "Power that one node draws at full load."),
        figure<&A::nodesPerRack, NumberBounds{1, 64, 1}>("nodes_per_rack", "Nodes per rack", {"nodes"},
                                                         "Nodes that share a rack, and so its power and cooling."),
        figure<&A::gramsCo2PerKilowattHour, NumberBounds{0, 1500, 10}>("carbon", "Carbon", {"g/kWh"},
                                                                       "Grams of CO2 that a kilowatt-hour stands for."),
        figure<&A::colocationUsdPerKilowattMonth, NumberBounds{0, 500, 5}>(
            "colocation", "Colocation", {"$/kW-month"},
            "Rent of rack space for each kilowatt of a node's load power, electricity not included."),
        figure<&A::supportShare, NumberBounds{0, 0.5, 0.01}>("support_share", "Support", percentUnit,
                                                             "Yearly support and repair, as a share of the node price."),
        figure<&A::softwareUsdPerGpuYear, NumberBounds{0, 20e3, 100}>("software", "Software", {"$/GPU-year"},
                                                                      "Licences for each GPU and year, owned or rented."),
        figure<&A::hardwareFtePerNode, NumberBounds{0, 5, 0.01}>("hardware_fte", "Hands on hardware", {"FTE/node"},
                                                                 "Full-time equivalents who look after each owned node."),
        figureOr<&A::tuningWeeks, NumberBounds{0, 104, 1}>("by layout", "tuning_weeks", "Tuning", {"weeks"},
                                                           "Weeks spent once on configuring and profiling; by layout takes the "
                                                           "price book's weeks for how a replica is laid out."),
        figure<&A::engineers, NumberBounds{0, 50, 1}>("engineers", "Engineers", {"people"}, "People who tune for that long."),
        figure<&A::usdPerEngineerWeek, NumberBounds{0, 50e3, 100}>("engineer_week", "Engineer week", {"$"},
                                                                   "Loaded cost of one engineer-week."),
        figure<&A::benchmarkGpuHours, NumberBounds{0, 1e6, 50}>("benchmark_hours", "Benchmarking", {"GPU-h"},
                                                                "GPU-hours spent once on benchmarks."),
        figure<&A::benchmarkUsdPerGpuHour, NumberBounds{0, 25, 0.05}>(
            "benchmark_rate", "Benchmarking rate", {"$/GPU-h"},
            "Price of a GPU-hour for benchmarks, taken when needed; the accelerator's on-demand rent by default."),
        figure<&A::recurringFte, NumberBounds{0, 50, 0.05}>("fte", "Operating staff", {"FTE"},
                                                            "Full-time equivalents who keep the service running."),
        figure<&A::usdPerFteYear, NumberBounds{0, 1e6, 5000}>("fte_year", "Staff year", {"$"},
                                                              "Loaded cost of one full-time equivalent for a year."),
        figure<&A::toolsUsdPerYear, NumberBounds{0, 1e6, 1000}>("tools", "Tools", {"$/year"},
                                                                "Profilers, monitoring and other tools for a year."),
        figure<&A::engineeringHorizonYears, NumberBounds{0.25, 15, 0.25}>("engineering_horizon", "Tuning horizon", {"years"},
                                                                          "Years over which one-off tuning is spread."),
        figure<&A::tuningSavingShare, NumberBounds{0, 1, 0.01}>(
            "tuning_saving", "Saved by tuning", percentUnit,
            "Share of the hardware bill that tuning saves each month, for its payback; changes no cost."),
        figureOr<&A::apiUsdPerMillionOutput, NumberBounds{0, 100, 0.05}>(
            "unknown", "api_price", "API price, output", {"$/M"},
            "Price of a million output tokens from an API, to break even against; 0 is none."),
        figure<&A::apiUsdPerMillionInput, NumberBounds{0, 100, 0.05}>("api_input", "API price, input", {"$/M"},
                                                                      "Price of a million input tokens from an API."),
        figure<&A::apiUsdPerMillionCachedInput, NumberBounds{0, 100, 0.01}>(
            "api_cached", "API price, cached", {"$/M"},
            "Price of a million input tokens that the API finds in its cache, which is the prefix hit share of them."),
        figure<&A::apiBatchShare, NumberBounds{0, 1, 0.01}>("api_batch_share", "API batch share", percentUnit,
                                                            "Share of tokens that can wait for the API's batch price."),
        figure<&A::apiBatchDiscount, NumberBounds{0, 1, 0.01}>("api_batch_discount", "API batch discount", percentUnit,
                                                               "What the API's batch price saves."),
        figure<&A::staleAfterDays, NumberBounds{1, 3650, 1}>("price_age", "Price age", {"days"},
                                                             "Prices older than this are marked as stale."),
        figure<&A::currencyPerUsd, NumberBounds{1e-3, 1e4, 0.01}>(
            "currency_rate", "Own currency", {"per $"}, "Units of your own currency for one dollar; 1 stays with dollars."),
    };
    return rows;
}

} // namespace trilemma::scenario
