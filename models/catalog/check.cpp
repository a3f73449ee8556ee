// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/check.h"

#include "models/catalog/peak_check.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <set>

namespace trilemma::catalog {

namespace {

constexpr double countTolerance = 0.02;

/// What cost and planning look up by name; a price book without one of these is incomplete.
constexpr std::array neededPrices{
    "api.batch-discount", "api.batch-share", "api.cached-discount", "backfill.efficiency", "capital.amortisation-years", "capital.discount-rate",
    "capital.host-share", "capital.install-share", "capital.network-share", "capital.residual-share",
    "capital.storage-share", "coldstart.compile", "coldstart.image", "coldstart.provision",
    "coldstart.warm-up", "coldstart.weight-rate", "colocation.us-primary", "currency.per-usd", "egress.bytes-per-token", "egress.usd-per-gb",
    "electricity.us-industrial", "engineering.benchmark-hours", "engineering.horizon-years", "engineering.people",
    "engineering.recurring-fte", "engineering.tools", "engineering.tuning-saving", "engineering.usd-per-fte-year",
    "engineering.usd-per-week", "engineering.weeks.disaggregated", "engineering.weeks.experts",
    "engineering.weeks.one-node", "engineering.weeks.several-nodes", "engineering.weeks.single-gpu",
    "operations.fte-per-node", "planning.headroom", "power.carbon-intensity", "power.cooling-share",
    "power.dense-rack-kilowatts", "power.host-factor", "power.idle-share", "power.nodes-per-rack",
    "prices.stale-after-days", "pue.industry-average", "rent.billing-minutes", "rent.reserve-over-on-demand",
    "rent.spot-over-on-demand", "rent.spot-overhead", "software.usd-per-gpu-year", "storage.gigabytes",
    "storage.usd-per-gb-month", "support.share", "utilisation.mean-over-peak"};

/// Findings of one catalogue; remembers which sources and names there are.
class Checker {
public:
    explicit Checker(const Catalog &catalog) : m_catalog(catalog)
    {
        for (const Source &source : catalog.sources) {
            m_sources.insert(source.id);
            if (source.date.empty())
                report("sources[" + source.id + "]", "date", "has no date");
        }
    }

    std::vector<Finding> findings() &&
    {
        for (const Accelerator &accelerator : m_catalog.accelerators)
            check(accelerator);
        for (const LanguageModel &model : m_catalog.models)
            check(model);
        for (const EngineProfile &engine : m_catalog.engines)
            check(engine);
        for (const KernelConstants &kernels : m_catalog.kernels)
            check(kernels);
        for (const WorkloadPreset &preset : m_catalog.presets)
            check(preset);
        checkPrices();
        return std::move(m_findings);
    }

private:
    void report(const std::string &entry, const std::string &field, const std::string &message)
    {
        m_findings.push_back({entry, field, message});
    }

    void checkSources(const std::string &entry, const std::string &field, const std::vector<std::string> &ids)
    {
        for (const std::string &id : ids) {
            if (!m_sources.contains(id))
                report(entry, field, "names the source \"" + id + "\", which is not in the list of sources");
        }
    }

    void checkCitations(const std::string &entry, const std::vector<Citation> &citations, const std::vector<std::string> &needed)
    {
        for (const Citation &citation : citations) {
            checkSources(entry, citation.field, citation.sourceIds);
            if (citation.sourceIds.empty() && !citation.assumption)
                report(entry, citation.field, "has neither a source nor the mark of an assumption");
        }
        for (const std::string &field : needed) {
            const bool cited = std::any_of(citations.begin(), citations.end(), [&](const Citation &c) { return c.field == field; });
            if (!cited)
                report(entry, field, "has neither a source nor the mark of an assumption");
        }
    }

    void checkName(const std::string &entry, std::set<std::string> &names, const std::string &id,
                   const std::vector<std::string> &aliases)
    {
        const auto claim = [&](const std::string &name, const char *field) {
            if (!names.insert(name).second)
                report(entry, field, "the name \"" + name + "\" is taken already");
        };
        claim(id, "id");
        for (const std::string &alias : aliases) {
            if (alias != id)
                claim(alias, "aliases");
        }
    }

    void checkRange(const std::string &entry, const char *field, const PriceRange &range)
    {
        if (!range.low && !range.median && !range.high)
            return;
        if (range.sourceIds.empty())
            report(entry, field, "has no source");
        if (range.date.empty())
            report(entry, field, "has no date");
        checkSources(entry, field, range.sourceIds);
    }

    void check(const Accelerator &a);
    void check(const LanguageModel &m);
    void check(const EngineProfile &e);
    void check(const KernelConstants &k);
    void check(const WorkloadPreset &p);
    void checkPrices();

    const Catalog &m_catalog;
    std::set<std::string> m_sources, m_acceleratorNames, m_modelNames, m_engineNames;
    std::vector<Finding> m_findings;
};

void Checker::check(const Accelerator &a)
{
    const std::string entry = "accelerators[" + a.id + "]";
    checkName(entry, m_acceleratorNames, a.id, a.aliases);
    std::vector<std::string> needed{"memory_gb", "memory_bandwidth_gb_s", "peak_tflops_dense", "native_formats",
                                    "scale_up_domain", "accelerators_per_node"};
    const auto alsoWhen = [&](bool stated, const char *field) {
        if (stated)
            needed.emplace_back(field);
    };
    alsoWhen(a.launchYear != 0, "launch_year");
    alsoWhen(a.usableMemoryBytes != a.memoryBytes, "usable_memory_gib");
    alsoWhen(!a.weightOnlyFormats.empty(), "weight_only_formats");
    alsoWhen(a.tdpWatts.has_value(), "tdp_w");
    alsoWhen(a.linkBytesPerSecond.has_value(), "link_gb_s");
    alsoWhen(a.nicBytesPerSecond.has_value(), "nic_gbit_s");
    alsoWhen(a.nodeMaxWatts.has_value() || a.nodeIdleWatts.has_value(), "node");
    alsoWhen(!a.kernelsLike.empty(), "kernels_like");
    checkCitations(entry, a.citations, needed);
    for (const std::string &problem : peakProblems(a))
        report(entry, "peak_tflops_dense", problem);
    checkRange(entry, "gpu_price_usd", a.gpuPriceUsd);
    checkRange(entry, "node_price_usd", a.nodePriceUsd);
    for (const RentalPrice &rental : a.rentals) {
        if (rental.sourceId.empty())
            report(entry, "rentals", "the price of " + rental.provider + " has no source");
        else
            checkSources(entry, "rentals", {rental.sourceId});
    }
    if (!a.kernelsLike.empty() && !m_catalog.accelerator(a.kernelsLike))
        report(entry, "kernels_like", "names the accelerator \"" + a.kernelsLike + "\", which is not in the catalogue");
}

void Checker::check(const LanguageModel &m)
{
    const std::string entry = "models[" + m.id + "]";
    checkName(entry, m_modelNames, m.id, m.aliases);
    std::vector<std::string> needed{"layers", "max_context", "native_format"};
    if (m.publishedTotalParameters)
        needed.emplace_back("published_total_billion");
    if (m.publishedActiveParameters)
        needed.emplace_back("published_active_billion");
    checkCitations(entry, m.citations, needed);
    if (!m.publishedTotalParameters || !m.parameterMissReason.empty())
        return;
    const double counted = countParameters(m).total;
    const double miss = counted / *m.publishedTotalParameters - 1;
    if (std::abs(miss) <= countTolerance)
        return;
    char text[160];
    std::snprintf(text, sizeof text, "is %.2f B but the layers hold %.2f B (%+.1f %%); more than 2 %% needs a parameter_miss_reason",
                  *m.publishedTotalParameters / 1e9, counted / 1e9, 100 * miss);
    report(entry, "published_total_billion", text);
}

void Checker::check(const EngineProfile &e)
{
    const std::string entry = "engines[" + e.id + "]";
    checkName(entry, m_engineNames, e.id, e.aliases);
    std::vector<std::string> needed{"memory_fraction",  "runtime_gb",      "launch_overlap",       "ragged_attention",
                                    "lookahead_passes", "ingest_seconds",  "host_seconds_per_pass", "kv_block_tokens",
                                    "default_token_budget", "default_max_sequences"};
    if (e.hostSecondsPerSequence > 0)
        needed.emplace_back("host_seconds_per_sequence");
    checkCitations(entry, e.citations, needed);
    if (!e.kernelsLike.empty() && !m_catalog.engine(e.kernelsLike))
        report(entry, "kernels_like", "names the engine \"" + e.kernelsLike + "\", which is not in the catalogue");
}

void Checker::check(const KernelConstants &k)
{
    constexpr std::string_view any = "*";
    const std::string entry = "kernels[" + k.engineId + " on " + k.acceleratorId + "]";
    std::vector<std::string> needed{"gemm", "relative_error"};
    if (k.acceleratorId != any)
        needed.emplace_back("peak_tflops_dense");
    checkCitations(entry, k.citations, needed);
    if (k.engineId != any && !m_catalog.engine(k.engineId))
        report(entry, "engine", "names the engine \"" + k.engineId + "\", which is not in the catalogue");
    if (k.acceleratorId != any && !m_catalog.accelerator(k.acceleratorId))
        report(entry, "accelerator", "names the accelerator \"" + k.acceleratorId + "\", which is not in the catalogue");
}

void Checker::check(const WorkloadPreset &p)
{
    std::vector<std::string> needed{"input_tokens_mean", "output_tokens_mean", "prefix_hit_share", "requests_per_second"};
    if (p.turns > 1)
        needed.insert(needed.end(), {"turns", "turn_tokens_mean", "turn_pause_seconds"});
    if (p.inputTokensCv > 0)
        needed.emplace_back("input_tokens_cv");
    if (p.outputTokensCv > 0)
        needed.emplace_back("output_tokens_cv");
    if (p.ttftP99Seconds)
        needed.emplace_back("ttft_p99_seconds");
    if (p.itlP99Seconds)
        needed.emplace_back("itl_p99_seconds");
    checkCitations("presets[" + p.id + "]", p.citations, needed);
}

void Checker::checkPrices()
{
    for (const PriceEntry &price : m_catalog.prices.entries) {
        const std::string entry = "prices[" + price.id + "]";
        if (price.sourceIds.empty() && !price.assumption)
            report(entry, "median", "has neither a source nor the mark of an assumption");
        if (!price.sourceIds.empty() && price.date.empty())
            report(entry, "date", "has sources but no date");
        checkSources(entry, "sources", price.sourceIds);
    }
    for (const char *id : neededPrices) {
        if (!m_catalog.prices.find(id))
            report("prices", id, "is missing; costs cannot be worked out without it");
    }
}

} // namespace

std::vector<Finding> checkCatalog(const Catalog &catalog)
{
    return Checker(catalog).findings();
}

} // namespace trilemma::catalog
