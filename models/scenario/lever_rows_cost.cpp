// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/cost_rows.h"

namespace trilemma::scenario {

namespace {

using catalog::Catalog;
using cost::Acquisition;
using cost::Attribution;
using cost::WriteOff;

constexpr std::array<NamedValue<Acquisition>, cost::acquisitionCount> acquisitions{{
    {"own", "Own", Acquisition::Own},
    {"reserve", "Reserve", Acquisition::Reserve},
    {"reserve_1y", "Reserve 1 year", Acquisition::ReserveOneYear},
    {"reserve_3y", "Reserve 3 years", Acquisition::ReserveThreeYears},
    {"on_demand", "On demand", Acquisition::OnDemand},
    {"spot", "Spot", Acquisition::Spot},
    {"api", "API", Acquisition::Api},
}};

using catalog::ProviderClass;
constexpr std::array<NamedValue<ProviderClass>, 4> providers{{
    {"any", "Any", ProviderClass::Any},
    {"hyperscaler", "Hyperscaler", ProviderClass::Hyperscaler},
    {"neocloud", "Neocloud", ProviderClass::Neocloud},
    {"marketplace", "Marketplace", ProviderClass::Marketplace},
}};

constexpr std::array<NamedValue<WriteOff>, 2> writeOffs{{
    {"straight_line", "Straight line", WriteOff::StraightLine},
    {"capital_recovery", "With cost of money", WriteOff::CapitalRecovery},
}};

constexpr std::array<NamedValue<Attribution>, 2> attributions{{
    {"four_parts", "Four parts, idle shown", Attribution::FourParts},
    {"three_terms", "Three terms, idle within", Attribution::ThreeTerms},
}};

void writeAcquisition(Scenario &scenario, const LeverValue &value, const Catalog &catalog)
{
    writeNamed<acquisitions, &Scenario::cost, &cost::Assumptions::acquisition>(scenario, value, catalog);
    adoptPrices(scenario, catalog);
}

void writeProvider(Scenario &scenario, const LeverValue &value, const Catalog &catalog)
{
    writeNamed<providers, &Scenario::cost, &cost::Assumptions::provider>(scenario, value, catalog);
    adoptPrices(scenario, catalog);
}

} // namespace

std::span<const Lever> costLevers()
{
    using A = cost::Assumptions;
    static const Lever rows[] = {
        choice({"acquisition", "Acquisition", costGroup,
                "How hardware is paid for, or tokens bought instead. Choosing one sets the accelerator's prices for it.", true},
               &readNamed<acquisitions, &Scenario::cost, &A::acquisition>, &writeAcquisition, &namedRange<acquisitions>),
        choice({"provider", "Provider", costGroup,
                "Class of provider whose offers make the rent. Choosing one sets the accelerator's rents."},
               &readNamed<providers, &Scenario::cost, &A::provider>, &writeProvider, &namedRange<providers>),
        figureOr<&A::usdPerGpuHour, NumberBounds{0, 25, 0.05}>("unknown", "gpu_hour", "GPU hour", {"$/GPU-h"},
                                                               "Rent of one GPU for one hour; 0 is unknown.", true),
        figure<&A::spotOverhead, NumberBounds{0, 1, 0.01}>("spot_overhead", "Spot interruptions", percentUnit,
                                                           "Hours lost to interruptions of spot GPUs, over the useful ones."),
        figure<&A::billingMinutes, NumberBounds{0, 1440, 1}>(
            "billing_minutes", "Billing unit", {"min"}, "Each start of a rented GPU is billed in whole units of this length."),
        figure<&A::egressUsdPerGigabyte, NumberBounds{0, 1, 0.01}>("egress", "Egress", {"$/GB"},
                                                                   "Price of traffic that leaves a rented fleet."),
        figure<&A::egressBytesPerToken, NumberBounds{0, 10e3, 10}>("egress_bytes", "Bytes per token", {"B"},
                                                                   "Bytes on the wire for each output token that is streamed."),
        figure<&A::storageUsdPerGigabyteMonth, NumberBounds{0, 5, 0.01}>("storage_price", "Rented storage price", {"$/GB-month"},
                                                                         "Price of storage beside rented GPUs."),
        figure<&A::storageGigabytes, NumberBounds{0, 1e6, 100}>("storage_size", "Rented storage", {"GB"},
                                                                "Checkpoints and logs that a renter keeps."),
        figureOr<&A::nodeUsd, NumberBounds{0, 5e6, 1000}>("unknown", "node_price", "Node price", {"$"},
                                                          "Price of one server with its GPUs; 0 is unknown."),
        figure<&A::networkShare, NumberBounds{0, 1, 0.01}>("network_share", "Network", percentUnit,
                                                           "Switches, cables and optics, as a share of the node price."),
        figure<&A::storageShare, NumberBounds{0, 1, 0.01}>("storage_share", "Storage", percentUnit,
                                                           "Storage that an owner buys, as a share of the node price."),
        figure<&A::installShare, NumberBounds{0, 1, 0.01}>("install_share", "Installation", percentUnit,
                                                           "Racking and commissioning, as a share of the node price."),
        figure<&A::residualShare, NumberBounds{0, 1, 0.01}>("residual_share", "Residual value", percentUnit,
                                                            "What a node still sells for at the end, as a share of its price."),
        figure<&A::amortisationYears, NumberBounds{0.5, 15, 0.5}>(
            "amortisation_years", "Amortisation", {"years"},
            "Years over which owned hardware is written off, and the lifetime of every lifetime sum."),
        namedChoice<writeOffs, &Scenario::cost, &A::writeOff>(
            {"write_off", "Write-off", costGroup,
             "Straight line: the same each month. With cost of money: the discount rate is paid on what is still tied up."}),
        figure<&A::discountRate, NumberBounds{0, 0.5, 0.005}>(
            "discount_rate", "Discount rate", percentUnit,
            "Yearly cost of money tied up in hardware; 0 writes off in a straight line."),
        namedChoice<attributions, &Scenario::cost, &A::attribution>(
            {"attribution", "Idle hours", costGroup,
             "Whether idle hours are shown as a part of their own or within capital and operations; the total is the same."}),
        figure<&A::utilisation, NumberBounds{0.01, 1, 0.01}>(
            "utilisation", "Utilisation", percentUnit, "Mean over peak of the day's traffic; the rest is paid for and idle.",
            true),
    };
    return rows;
}

} // namespace trilemma::scenario
