// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cost/price_range.h"

#include "models/cost/rent_kind.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace trilemma::cost {

namespace {

/// Offers of exactly this kind; where there are none, of its variants ("on-demand list").
std::optional<Range> offersOf(const catalog::Accelerator &accelerator, std::string_view kind)
{
    std::vector<double> exact, variants;
    for (const catalog::RentalPrice &rental : accelerator.rentals) {
        if (std::string_view(rental.kind).starts_with(kind))
            (rental.kind == kind ? exact : variants).push_back(rental.usdPerGpuHour);
    }
    std::vector<double> &offers = exact.empty() ? variants : exact;
    if (offers.empty())
        return std::nullopt;
    std::ranges::sort(offers);
    return Range{offers.front(), offers[offers.size() / 2], offers.back()};
}

Range times(const Range &range, double factor)
{
    return {range.low * factor, range.median * factor, range.high * factor};
}

Range times(const Range &a, const Range &b)
{
    return {a.low * b.low, a.median * b.median, a.high * b.high};
}

/// Price of each way to rent over the on-demand price.
struct RentKind {
    std::string_view kind;
    double overOnDemand;
};

Range rentOf(const PriceContext &context, Acquisition acquisition)
{
    const RentKind onDemand{rentKind(Acquisition::OnDemand), 1.0};
    const RentKind reserved{rentKind(Acquisition::Reserve), context.prices.median("rent.reserve-over-on-demand")};
    const RentKind spot{rentKind(Acquisition::Spot), context.prices.median("rent.spot-over-on-demand")};
    const RentKind wanted = acquisition == Acquisition::OnDemand ? onDemand : acquisition == Acquisition::Spot ? spot : reserved;

    for (const RentKind &known : {wanted, onDemand, reserved, spot}) {
        const std::optional<Range> rent = offersOf(context.accelerator, known.kind);
        if (rent && known.overOnDemand > 0)
            return known.kind == wanted.kind ? *rent : times(*rent, wanted.overOnDemand / known.overOnDemand);
    }
    return {};
}

std::optional<Range> known(const catalog::PriceRange &range)
{
    if (!range.low && !range.median && !range.high)
        return std::nullopt;
    const double low = range.low ? *range.low : range.median ? *range.median : *range.high;
    const double high = range.high ? *range.high : range.median ? *range.median : low;
    return Range{low, range.median.value_or((low + high) / 2), high};
}

Range exactly(double value)
{
    return {value, value, value};
}

} // namespace

Range bookRange(const catalog::PriceBook &prices, std::string_view id)
{
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    const catalog::PriceEntry *entry = prices.find(id);
    return entry ? Range{entry->low, entry->median, entry->high} : exactly(unknown);
}

Range rentOf(const PriceContext &context)
{
    return rentOf(context, context.acquisition);
}

Range onDemandRentOf(const PriceContext &context)
{
    return rentOf(context, Acquisition::OnDemand);
}

Range nodePriceOf(const PriceContext &context)
{
    if (const auto node = known(context.accelerator.nodePriceUsd))
        return *node;
    const Range gpus = times(known(context.accelerator.gpuPriceUsd).value_or(Range()), context.accelerator.acceleratorsPerNode);
    const Range host = bookRange(context.prices, "capital.host-share");
    return times(gpus, {1 + host.low, 1 + host.median, 1 + host.high});
}

Range nodeLoadWattsOf(const PriceContext &context)
{
    const catalog::Accelerator &accelerator = context.accelerator;
    if (accelerator.nodeMaxWatts)
        return exactly(*accelerator.nodeMaxWatts);
    return times(bookRange(context.prices, "power.host-factor"),
                 accelerator.tdpWatts.value_or(0) * accelerator.acceleratorsPerNode);
}

Range nodeIdleWattsOf(const PriceContext &context)
{
    if (context.accelerator.nodeIdleWatts)
        return exactly(*context.accelerator.nodeIdleWatts);
    return times(nodeLoadWattsOf(context), bookRange(context.prices, "power.idle-share"));
}

Range cachedInputOf(const PriceContext &context)
{
    const std::string model = "api." + std::string(context.modelId);
    if (const catalog::PriceEntry *cached = context.prices.find(model + ".cached-input"))
        return {cached->low, cached->median, cached->high};
    const catalog::PriceEntry *input = context.prices.find(model + ".input");
    if (!input)
        return {};
    const Range discount = bookRange(context.prices, "api.cached-discount");
    return times({input->low, input->median, input->high}, {1 - discount.high, 1 - discount.median, 1 - discount.low});
}

Range tuningWeeksOf(const PriceContext &context)
{
    return bookRange(context.prices, weeksPriceId(context.complexity));
}

} // namespace trilemma::cost
