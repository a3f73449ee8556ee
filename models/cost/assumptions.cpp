// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cost/assumptions.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

namespace trilemma::cost {

namespace {

/// Offers of exactly this kind; where there are none, of its variants ("on-demand list").
std::vector<double> offersOf(const catalog::Accelerator &accelerator, std::string_view kind)
{
    std::vector<double> exact, variants;
    for (const catalog::RentalPrice &rental : accelerator.rentals) {
        if (std::string_view(rental.kind).starts_with(kind))
            (rental.kind == kind ? exact : variants).push_back(rental.usdPerGpuHour);
    }
    return exact.empty() ? variants : exact;
}

std::optional<double> medianRent(const catalog::Accelerator &accelerator, std::string_view kind)
{
    std::vector<double> offers = offersOf(accelerator, kind);
    if (offers.empty())
        return std::nullopt;
    const auto middle = offers.begin() + static_cast<std::ptrdiff_t>(offers.size() / 2);
    std::nth_element(offers.begin(), middle, offers.end());
    return *middle;
}

/// Price of each way to rent over the on-demand price.
struct RentKind {
    std::string_view kind;
    double overOnDemand;
};

double rentUsdPerGpuHour(const catalog::Accelerator &accelerator, const catalog::PriceBook &prices, Acquisition acquisition)
{
    const RentKind onDemand{"on-demand", 1.0};
    const RentKind reserved{"reserved", prices.median("rent.reserve-over-on-demand")};
    const RentKind spot{"spot", prices.median("rent.spot-over-on-demand")};
    const RentKind wanted = acquisition == Acquisition::OnDemand ? onDemand : acquisition == Acquisition::Spot ? spot : reserved;

    for (const RentKind &known : {wanted, onDemand, reserved, spot}) {
        const std::optional<double> rent = medianRent(accelerator, known.kind);
        if (rent && known.overOnDemand > 0)
            return known.kind == wanted.kind ? *rent : *rent / known.overOnDemand * wanted.overOnDemand;
    }
    return 0;
}

std::optional<double> middle(const catalog::PriceRange &range)
{
    if (range.median)
        return range.median;
    if (range.low && range.high)
        return (*range.low + *range.high) / 2;
    return range.low ? range.low : range.high;
}

double nodeUsd(const catalog::Accelerator &accelerator, const catalog::PriceBook &prices)
{
    if (const auto node = middle(accelerator.nodePriceUsd))
        return *node;
    const double gpus = middle(accelerator.gpuPriceUsd).value_or(0) * accelerator.acceleratorsPerNode;
    return gpus * (1 + prices.median("capital.host-share"));
}

double nodeLoadWatts(const catalog::Accelerator &accelerator, const catalog::PriceBook &prices)
{
    if (accelerator.nodeMaxWatts)
        return *accelerator.nodeMaxWatts;
    return accelerator.tdpWatts.value_or(0) * accelerator.acceleratorsPerNode * prices.median("power.host-factor");
}

} // namespace

const char *label(Acquisition acquisition)
{
    switch (acquisition) {
    case Acquisition::Own:
        return "Own";
    case Acquisition::Reserve:
        return "Reserve";
    case Acquisition::OnDemand:
        return "On demand";
    case Acquisition::Spot:
        return "Spot";
    }
    return "";
}

Assumptions defaultAssumptions(const catalog::Accelerator &accelerator, const catalog::PriceBook &prices, Acquisition acquisition)
{
    Assumptions a;
    a.acquisition = acquisition;
    a.usdPerGpuHour = rentUsdPerGpuHour(accelerator, prices, acquisition);
    a.nodeUsd = nodeUsd(accelerator, prices);
    a.networkShare = prices.median("capital.network-share");
    a.installShare = prices.median("capital.install-share");
    a.residualShare = prices.median("capital.residual-share");
    a.amortisationYears = prices.median("capital.amortisation-years");
    a.discountRate = prices.median("capital.discount-rate");
    a.usdPerKilowattHour = prices.median("electricity.us-industrial");
    a.pue = prices.median("pue.industry-average");
    a.nodeLoadWatts = nodeLoadWatts(accelerator, prices);
    a.nodeIdleWatts = accelerator.nodeIdleWatts.value_or(a.nodeLoadWatts * prices.median("power.idle-share"));
    a.colocationUsdPerKilowattMonth = prices.median("colocation.us-primary");
    a.supportShare = prices.median("support.share");
    a.tuningWeeks = prices.median("engineering.tuning-weeks");
    a.usdPerEngineerWeek = prices.median("engineering.usd-per-week");
    a.recurringFte = prices.median("engineering.recurring-fte");
    a.usdPerFteYear = prices.median("engineering.usd-per-fte-year");
    a.engineeringHorizonYears = prices.median("engineering.horizon-years");
    a.utilisation = prices.median("utilisation.mean-over-peak");
    return a;
}

} // namespace trilemma::cost
