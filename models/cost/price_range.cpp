// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cost/price_range.h"

#include "models/cost/rent_kind.h"
#include "models/cost/staleness.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace trilemma::cost {

namespace {

using Offers = std::vector<const catalog::RentalPrice *>;

/// Offers of exactly this kind; where there are none, of its variants ("on-demand list").
Offers offersOf(const catalog::Accelerator &accelerator, const RentKind &wanted, catalog::ProviderClass provider)
{
    Offers exact, variants;
    for (const catalog::RentalPrice &rental : accelerator.rentals) {
        if (wanted.matches(rental, provider))
            (rental.kind == wanted.kind ? exact : variants).push_back(&rental);
    }
    return exact.empty() ? variants : exact;
}

Range rangeOf(const Offers &offers)
{
    std::vector<double> usd;
    for (const catalog::RentalPrice *offer : offers)
        usd.push_back(offer->usdPerGpuHour);
    std::ranges::sort(usd);
    return {usd.front(), usd[usd.size() / 2], usd.back()};
}

double overOnDemand(const RentKind &kind, const catalog::PriceBook &prices)
{
    return kind.overOnDemandId.empty() ? 1 : prices.median(kind.overOnDemandId);
}

/// The nearest kind that has offers: first what is asked for, and in its class of provider before any other.
struct Found {
    Offers offers;
    double scale = 1; ///< from their price to what is asked for
};
Found found(const PriceContext &context, Acquisition acquisition)
{
    const RentKind wanted = rentKind(acquisition);
    for (const catalog::ProviderClass provider : {context.provider, catalog::ProviderClass::Any}) {
        for (const Acquisition other : {acquisition, Acquisition::OnDemand, Acquisition::Reserve, Acquisition::Spot}) {
            const RentKind kind = rentKind(other);
            Offers offers = offersOf(context.accelerator, kind, provider);
            if (offers.empty())
                continue;
            if (other == acquisition)
                return {std::move(offers), 1};
            if (const double known = overOnDemand(kind, context.prices); known > 0)
                return {std::move(offers), overOnDemand(wanted, context.prices) / known};
        }
    }
    return {};
}

Range times(const Range &range, double factor)
{
    return {range.low * factor, range.median * factor, range.high * factor};
}

Range times(const Range &a, const Range &b)
{
    return {a.low * b.low, a.median * b.median, a.high * b.high};
}

Range rentOf(const PriceContext &context, Acquisition acquisition)
{
    const Found best = found(context, acquisition);
    return best.offers.empty() ? Range() : times(rangeOf(best.offers), best.scale);
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

std::vector<const catalog::RentalPrice *> offersOf(const PriceContext &context, Acquisition acquisition)
{
    Offers offers = found(context, acquisition).offers;
    std::ranges::stable_sort(offers, {}, [](const catalog::RentalPrice *offer) { return asOf(offer->date); });
    return offers;
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
