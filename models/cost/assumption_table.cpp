// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cost/assumption_table.h"

#include "models/cost/staleness.h"

#include <algorithm>

namespace trilemma::cost {

namespace {

using A = Assumptions;
using enum Effect;
using Subject::Accelerator, Subject::Everything, Subject::Model; // a Layout is also a struct

constexpr AssumptionRow rows[] = {
    {"gpu_hour", "USD/GPU-h", "rent.reserve-over-on-demand", &A::usdPerGpuHour, Raises, Accelerator, &rentOf},
    {"spot_overhead", "share", "rent.spot-overhead", &A::spotOverhead, Raises},
    {"billing_minutes", "min", "rent.billing-minutes", &A::billingMinutes, Raises},
    {"egress", "USD/GB", "egress.usd-per-gb", &A::egressUsdPerGigabyte, Raises},
    {"egress_bytes", "B/token", "egress.bytes-per-token", &A::egressBytesPerToken, Raises},
    {"storage_price", "USD/GB/month", "storage.usd-per-gb-month", &A::storageUsdPerGigabyteMonth, Raises},
    {"storage_size", "GB", "storage.gigabytes", &A::storageGigabytes, Raises},
    {"node_price", "USD", "capital.host-share", &A::nodeUsd, Raises, Accelerator, &nodePriceOf},
    {"network_share", "share", "capital.network-share", &A::networkShare, Raises},
    {"storage_share", "share", "capital.storage-share", &A::storageShare, Raises},
    {"install_share", "share", "capital.install-share", &A::installShare, Raises},
    {"residual_share", "share", "capital.residual-share", &A::residualShare, Lowers},
    {"amortisation_years", "years", "capital.amortisation-years", &A::amortisationYears, Lowers},
    {"discount_rate", "1/year", "capital.discount-rate", &A::discountRate, Raises},
    {"electricity", "USD/kWh", "electricity.us-industrial", &A::usdPerKilowattHour, Raises},
    {"pue", "ratio", "pue.industry-average", &A::pue, Raises},
    {"cooling_share", "share", "power.cooling-share", &A::coolingShare, Raises},
    {"node_load_power", "W", "power.host-factor", &A::nodeLoadWatts, Raises, Accelerator, &nodeLoadWattsOf},
    {"node_idle_power", "W", "power.idle-share", &A::nodeIdleWatts, Raises, Accelerator, &nodeIdleWattsOf},
    {"nodes_per_rack", "nodes", "power.nodes-per-rack", &A::nodesPerRack, None},
    {"carbon", "gCO2/kWh", "power.carbon-intensity", &A::gramsCo2PerKilowattHour, None},
    {"colocation", "USD/kW/month", "colocation.us-primary", &A::colocationUsdPerKilowattMonth, Raises},
    {"support_share", "1/year", "support.share", &A::supportShare, Raises},
    {"software", "USD/GPU/year", "software.usd-per-gpu-year", &A::softwareUsdPerGpuYear, Raises},
    {"hardware_fte", "FTE/node", "operations.fte-per-node", &A::hardwareFtePerNode, Raises},
    {"tuning_weeks", "weeks", "engineering.weeks", &A::tuningWeeks, Raises, Subject::Layout, &tuningWeeksOf},
    {"engineers", "people", "engineering.people", &A::engineers, Raises},
    {"engineer_week", "USD/week", "engineering.usd-per-week", &A::usdPerEngineerWeek, Raises},
    {"benchmark_hours", "GPU-h", "engineering.benchmark-hours", &A::benchmarkGpuHours, Raises},
    {"benchmark_rate", "USD/GPU-h", "rent.reserve-over-on-demand", &A::benchmarkUsdPerGpuHour, Raises, Accelerator,
     &onDemandRentOf},
    {"fte", "FTE", "engineering.recurring-fte", &A::recurringFte, Raises},
    {"fte_year", "USD/year", "engineering.usd-per-fte-year", &A::usdPerFteYear, Raises},
    {"tools", "USD/year", "engineering.tools", &A::toolsUsdPerYear, Raises},
    {"engineering_horizon", "years", "engineering.horizon-years", &A::engineeringHorizonYears, Lowers},
    {"tuning_saving", "share", "engineering.tuning-saving", &A::tuningSavingShare, None},
    {"utilisation", "share", "utilisation.mean-over-peak", &A::utilisation, None},
    {"api_price", "USD/M tokens", "output", &A::apiUsdPerMillionOutput, None, Model},
    {"api_input", "USD/M tokens", "input", &A::apiUsdPerMillionInput, None, Model},
    {"api_cached", "USD/M tokens", "cached-input", &A::apiUsdPerMillionCachedInput, None, Model, &cachedInputOf},
    {"api_batch_share", "share", "api.batch-share", &A::apiBatchShare, None},
    {"api_batch_discount", "share", "api.batch-discount", &A::apiBatchDiscount, None},
    {"price_age", "days", "prices.stale-after-days", &A::staleAfterDays, None},
    {"currency_rate", "1/USD", "currency.per-usd", &A::currencyPerUsd, None},
};

std::string modelPriceId(const AssumptionRow &row, const PriceContext &context)
{
    return "api." + std::string(context.modelId) + "." + std::string(row.priceId);
}

const catalog::PriceEntry *entryOf(const AssumptionRow &row, const PriceContext &context)
{
    if (row.subject == Subject::Layout)
        return context.prices.find(weeksPriceId(context.complexity));
    if (row.subject != Model)
        return context.prices.find(row.priceId);
    const catalog::PriceEntry *entry = context.prices.find(modelPriceId(row, context));
    return !entry && row.derived == &cachedInputOf ? context.prices.find("api.cached-discount") : entry;
}

/// Offers, a node's price or its power, as the accelerator's entry dates and cites them.
Origin acceleratorOrigin(const AssumptionRow &row, const PriceContext &context)
{
    const catalog::Accelerator &accelerator = context.accelerator;
    Origin origin{.entry = accelerator.name, .date = {}, .sources = {}};
    if (row.derived == &rentOf || row.derived == &onDemandRentOf) {
        const Acquisition acquisition = row.derived == &rentOf ? context.acquisition : Acquisition::OnDemand;
        for (const catalog::RentalPrice *rental : offersOf(context, acquisition)) {
            origin.date = rental->date; // of the newest
            origin.sources.push_back(rental->sourceId);
        }
    } else if (row.derived == &nodePriceOf) {
        const catalog::PriceRange &node = accelerator.nodePriceUsd;
        const catalog::PriceRange &price = node.low || node.median || node.high ? node : accelerator.gpuPriceUsd;
        origin.date = price.date;
        origin.sources = price.sourceIds;
    } else {
        for (const catalog::Citation &citation : accelerator.citations) {
            if (citation.field == (row.derived == &nodeIdleWattsOf ? "node_idle" : "node")) {
                origin.sources = citation.sourceIds;
                origin.assumption = citation.assumption;
            }
        }
    }
    return origin;
}

} // namespace

std::span<const AssumptionRow> assumptionRows()
{
    return rows;
}

const AssumptionRow *findAssumption(std::string_view id)
{
    const auto found = std::ranges::find(rows, id, &AssumptionRow::id);
    return found == std::end(rows) ? nullptr : found;
}

Range rangeOf(const AssumptionRow &row, const PriceContext &context)
{
    if (row.derived)
        return row.derived(context);
    if (row.subject != Model)
        return bookRange(context.prices, row.priceId);
    const catalog::PriceEntry *entry = entryOf(row, context);
    return entry ? Range{entry->low, entry->median, entry->high} : Range();
}

Assumptions defaultAssumptions(const PriceContext &context)
{
    Assumptions assumptions;
    assumptions.acquisition = context.acquisition;
    for (const Subject subject : {Everything, Accelerator, Model})
        adopt(subject, assumptions, context);
    return assumptions;
}

void adopt(Subject subject, Assumptions &assumptions, const PriceContext &context)
{
    for (const AssumptionRow &row : rows) {
        if (row.subject == subject)
            assumptions.*row.figure = rangeOf(row, context).median;
    }
}

Assumptions resolved(const Assumptions &assumptions, const PriceContext &context)
{
    Assumptions filled = assumptions;
    for (const AssumptionRow &row : rows) {
        if (row.subject == Subject::Layout && !(filled.*row.figure > 0))
            filled.*row.figure = rangeOf(row, context).median;
    }
    return filled;
}

Ends endsOf(const Assumptions &assumptions, const PriceContext &context)
{
    Ends ends{assumptions, assumptions};
    for (const AssumptionRow &row : rows) {
        if (row.effect == None)
            continue;
        const Range range = rangeOf(row, context);
        if (range.median != assumptions.*row.figure)
            continue;
        ends.cheap.*row.figure = row.effect == Raises ? range.low : range.high;
        ends.dear.*row.figure = row.effect == Raises ? range.high : range.low;
    }
    return ends;
}

Origin originOf(const AssumptionRow &row, const PriceContext &context, std::span<const catalog::Source> sources)
{
    Origin origin;
    if (row.subject == Accelerator) {
        origin = acceleratorOrigin(row, context);
    } else if (const catalog::PriceEntry *entry = entryOf(row, context)) {
        origin = {entry->id, entry->date, entry->sourceIds, entry->assumption};
    }
    std::ranges::sort(origin.sources);
    origin.sources.erase(std::unique(origin.sources.begin(), origin.sources.end()), origin.sources.end());
    for (std::string &id : origin.sources) {
        const auto source = std::ranges::find(sources, id, &catalog::Source::id);
        if (source == sources.end())
            continue;
        if (origin.date.empty())
            origin.date = source->date;
        id = source->title;
    }
    return origin;
}

} // namespace trilemma::cost
