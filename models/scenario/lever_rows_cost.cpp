// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/lever_rows.h"

namespace trilemma::scenario {

namespace {

using catalog::Catalog;
using cost::Acquisition;

constexpr std::string_view costGroup = "Cost";

constexpr std::array<NamedValue<Acquisition>, cost::acquisitionCount> acquisitions{{
    {"own", "Own", Acquisition::Own},
    {"reserve", "Reserve", Acquisition::Reserve},
    {"on_demand", "On demand", Acquisition::OnDemand},
    {"spot", "Spot", Acquisition::Spot},
}};

void writeAcquisition(Scenario &scenario, const LeverValue &value, const Catalog &catalog)
{
    writeNamed<acquisitions, &Scenario::cost, &cost::Assumptions::acquisition>(scenario, value, catalog);
    adoptPrices(scenario, catalog);
}

/// Row for one figure of the assumptions.
template<double cost::Assumptions::*Figure, NumberBounds Bounds>
Lever figure(std::string_view id, std::string_view label, LeverUnit unit, std::string_view glossary, bool basic = false)
{
    return number<Bounds, &Scenario::cost, Figure>({id, label, costGroup, glossary, basic}, unit, LeverScale::Linear);
}

/// Row for a price of which nobody may know the figure.
template<double cost::Assumptions::*Figure, NumberBounds Bounds>
Lever price(std::string_view id, std::string_view label, LeverUnit unit, std::string_view glossary, bool basic = false)
{
    Lever lever = figure<Figure, Bounds>(id, label, unit, glossary, basic);
    lever.zeroText = "unknown";
    return lever;
}

} // namespace

std::span<const Lever> costLevers()
{
    using A = cost::Assumptions;
    static const Lever rows[] = {
        choice({"acquisition", "Acquisition", costGroup,
                "How hardware is paid for. Choosing one sets the accelerator's prices for it.", true},
               &readNamed<acquisitions, &Scenario::cost, &cost::Assumptions::acquisition>, &writeAcquisition,
               &namedRange<acquisitions>),
        price<&A::usdPerGpuHour, NumberBounds{0, 25, 0.05}>(
            "gpu_hour", "GPU hour", {"$/GPU-h"}, "Rent of one GPU for one hour, paid around the clock; 0 is unknown.", true),
        price<&A::nodeUsd, NumberBounds{0, 2e6, 1000}>("node_price", "Node price", {"$"},
                                                       "Price of one server with its GPUs; 0 is unknown."),
        figure<&A::networkShare, NumberBounds{0, 1, 0.01}>("network_share", "Network", percentUnit,
                                                           "Switches, cables and optics, as a share of the node price."),
        figure<&A::installShare, NumberBounds{0, 1, 0.01}>("install_share", "Installation", percentUnit,
                                                           "Racking and commissioning, as a share of the node price."),
        figure<&A::residualShare, NumberBounds{0, 1, 0.01}>("residual_share", "Residual value", percentUnit,
                                                            "What a node still sells for at the end, as a share of its price."),
        figure<&A::amortisationYears, NumberBounds{0.5, 15, 0.5}>("amortisation_years", "Amortisation", {"years"},
                                                                  "Years over which owned hardware is written off."),
        figure<&A::discountRate, NumberBounds{0, 0.5, 0.005}>(
            "discount_rate", "Discount rate", percentUnit,
            "Yearly cost of money tied up in hardware; 0 writes off in a straight line."),
        figure<&A::usdPerKilowattHour, NumberBounds{0, 1, 0.005}>("electricity", "Electricity", {"$/kWh"},
                                                                  "Price of a kilowatt-hour for owned hardware."),
        figure<&A::pue, NumberBounds{1, 3, 0.01}>(
            "pue", "PUE", noUnit,
            "Power of the whole facility over that of its computers; 2 means cooling takes as much as computing."),
        figure<&A::nodeIdleWatts, NumberBounds{0, 150e3, 100}>("node_idle_power", "Node idle power", kilowattUnit,
                                                               "Power that one node draws when it serves nothing."),
        figure<&A::nodeLoadWatts, NumberBounds{0, 150e3, 100}>("node_load_power", "Node load power", kilowattUnit,
                                                               "Power that one node draws at full load."),
        figure<&A::colocationUsdPerKilowattMonth, NumberBounds{0, 500, 5}>(
            "colocation", "Colocation", {"$/kW-month"},
            "Rent of rack space for each kilowatt of a node's load power, electricity not included."),
        figure<&A::supportShare, NumberBounds{0, 0.5, 0.01}>("support_share", "Support", percentUnit,
                                                             "Yearly support and repair, as a share of the node price."),
        figure<&A::tuningWeeks, NumberBounds{0, 104, 1}>("tuning_weeks", "Tuning", {"weeks"},
                                                         "Engineer-weeks spent once on configuring, profiling and benchmarking."),
        figure<&A::usdPerEngineerWeek, NumberBounds{0, 50e3, 100}>("engineer_week", "Engineer week", {"$"},
                                                                   "Loaded cost of one engineer-week."),
        figure<&A::recurringFte, NumberBounds{0, 50, 0.05}>("fte", "Operating staff", {"FTE"},
                                                            "Full-time equivalents who keep the service running."),
        figure<&A::usdPerFteYear, NumberBounds{0, 1e6, 5000}>("fte_year", "Staff year", {"$"},
                                                              "Loaded cost of one full-time equivalent for a year."),
        figure<&A::engineeringHorizonYears, NumberBounds{0.25, 15, 0.25}>("engineering_horizon", "Tuning horizon", {"years"},
                                                                          "Years over which one-off tuning is spread."),
        figure<&A::utilisation, NumberBounds{0.01, 1, 0.01}>(
            "utilisation", "Utilisation", percentUnit, "Mean over peak of the day's traffic; the rest is paid for and idle.",
            true),
        price<&A::apiUsdPerMillionOutput, NumberBounds{0, 100, 0.05}>(
            "api_price", "API price", {"$/M"}, "Price of a million output tokens from an API, to break even against; 0 is none."),
    };
    return rows;
}

} // namespace trilemma::scenario
