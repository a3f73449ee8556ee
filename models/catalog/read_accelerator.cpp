// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/entry_readers.h"

namespace trilemma::catalog {

namespace {

constexpr double giga = 1e9, tera = 1e12, kilo = 1e3;
constexpr double gibi = 1024.0 * 1024.0 * 1024.0;
constexpr double bitsPerByte = 8;
constexpr Bounds dollars{0, 1e9};

std::optional<double> scaled(std::optional<double> value, double factor)
{
    return value ? std::optional<double>(*value * factor) : std::nullopt;
}

PriceRange readPriceRange(JsonFields fields)
{
    PriceRange range;
    range.low = fields.numberOrUnknown("low", dollars);
    range.median = fields.numberOrUnknown("median", dollars);
    range.high = fields.numberOrUnknown("high", dollars);
    range.date = fields.text("date", "");
    range.sourceIds = fields.texts("sources");
    if ((range.low && range.high && *range.low > *range.high) || (range.low && range.median && *range.low > *range.median)
        || (range.median && range.high && *range.median > *range.high))
        fields.fail("median", "is outside low to high; low <= median <= high is expected");
    fields.refuseUnknownKeys();
    return range;
}

ProviderClass readProviderClass(JsonFields &fields)
{
    const std::string name = fields.text("class", "");
    if (name.empty())
        return ProviderClass::Any;
    if (name == "hyperscaler")
        return ProviderClass::Hyperscaler;
    if (name == "neocloud")
        return ProviderClass::Neocloud;
    if (name != "marketplace")
        fields.fail("class", name + " is not valid; hyperscaler, neocloud or marketplace is expected");
    return ProviderClass::Marketplace;
}

RentalPrice readRental(JsonFields &fields)
{
    RentalPrice rental;
    rental.provider = fields.text("provider");
    rental.kind = fields.text("kind");
    rental.providerClass = readProviderClass(fields);
    rental.termYears = fields.number("term_years", {0.01, 20}, 0);
    rental.usdPerGpuHour = fields.number("usd_per_gpu_hour", {0.001, 10000});
    rental.date = fields.text("date");
    rental.sourceId = fields.text("source", "");
    fields.refuseUnknownKeys();
    return rental;
}

} // namespace

std::array<std::optional<double>, computeRateCount> readPeaks(JsonFields &fields, const std::string &key)
{
    constexpr Bounds teraflops{0.1, 1e7};
    JsonFields peaks = fields.object(key);
    std::array<std::optional<double>, computeRateCount> result;
    constexpr std::array<const char *, computeRateCount> names{"bf16", "fp8", "int8", "fp4"};
    for (std::size_t rate = 0; rate < names.size(); ++rate)
        result[rate] = scaled(peaks.numberOrUnknown(names[rate], teraflops), tera);
    peaks.refuseUnknownKeys();
    return result;
}

Accelerator readAccelerator(JsonFields &fields)
{
    constexpr Bounds watts{1, 1e6}, gigabytesPerSecond{0.1, 1e6};
    Accelerator a;
    a.id = fields.text("id");
    a.vendor = fields.text("vendor", "");
    a.name = fields.text("name");
    a.aliases = fields.texts("aliases");
    a.launchYear = fields.integer("launch_year", {2000, 2100}, 0);
    a.memoryBytes = fields.number("memory_gb", {0.1, 1e5}) * giga;
    a.usableMemoryBytes = scaled(fields.numberOrUnknown("usable_memory_gib", {0.1, 1e5}), gibi).value_or(a.memoryBytes);
    a.memoryBytesPerSecond = fields.number("memory_bandwidth_gb_s", gigabytesPerSecond) * giga;
    a.peakFlops = readPeaks(fields, "peak_tflops_dense");
    a.nativeFormats = fields.texts("native_formats");
    a.weightOnlyFormats = fields.texts("weight_only_formats");
    a.tdpWatts = fields.numberOrUnknown("tdp_w", watts);

    a.fabric = fields.text("fabric", "");
    a.linkBytesPerSecond = scaled(fields.numberOrUnknown("link_gb_s", gigabytesPerSecond), giga);
    a.scaleUpDomain = fields.integer("scale_up_domain", {1, 1e5}, 1);
    a.acceleratorsPerNode = fields.integer("accelerators_per_node", {1, 1e4}, 1);
    a.nicBytesPerSecond = scaled(fields.numberOrUnknown("nic_gbit_s", {0.1, 1e5}), giga / bitsPerByte);

    JsonFields node = fields.object("node");
    a.nodeName = node.text("name", "");
    a.nodeIdleWatts = scaled(node.numberOrUnknown("idle_kw", {0, 1e4}), kilo);
    a.nodeMaxWatts = scaled(node.numberOrUnknown("max_kw", {0.01, 1e4}), kilo);
    node.refuseUnknownKeys();
    a.gpuPriceUsd = readPriceRange(fields.object("gpu_price_usd"));
    a.nodePriceUsd = readPriceRange(fields.object("node_price_usd"));
    for (JsonFields &rental : fields.objects("rentals"))
        a.rentals.push_back(readRental(rental));
    a.kernelsLike = fields.text("kernels_like", "");
    a.citations = readCitations(fields);
    fields.refuseUnknownKeys();
    return a;
}

} // namespace trilemma::catalog
