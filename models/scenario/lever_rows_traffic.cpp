// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/lever_rows.h"

#include <utility>

namespace trilemma::scenario {

namespace {

using catalog::Catalog;
using serving::LatencyBound;
using serving::Percentile;
using serving::Slo;
using Arrivals = serving::Workload::Arrivals;

constexpr std::string_view trafficGroup = "Traffic and SLO";
constexpr std::string_view ownPreset = "own";

constexpr std::array<NamedValue<Arrivals>, 2> arrivalKinds{{
    {"open", "Open loop", Arrivals::OpenLoop},
    {"closed", "Closed loop", Arrivals::ClosedLoop},
}};

constexpr std::array<NamedValue<catalog::Objective>, 3> objectives{{
    {"latency", "Latency", catalog::Objective::Latency},
    {"throughput", "Throughput", catalog::Objective::Throughput},
    {"hybrid", "Hybrid", catalog::Objective::Hybrid},
}};

constexpr std::array<NamedValue<Percentile>, 4> percentiles{{
    {"p50", "p50", Percentile::P50},
    {"p95", "p95", Percentile::P95},
    {"p99", "p99", Percentile::P99},
    {"mean", "Mean", Percentile::Mean},
}};

/// One lever sets the percentile of all three bounds, which is that of the first.
void writePercentile(Scenario &scenario, const LeverValue &value, const Catalog &catalog)
{
    writeNamed<percentiles, &Scenario::slo, &Slo::ttft, &LatencyBound::percentile>(scenario, value, catalog);
    scenario.slo.itl.percentile = scenario.slo.endToEnd.percentile = scenario.slo.ttft.percentile;
}

template<LatencyBound Slo::*Bound> LeverValue readBound(const Scenario &scenario, const Catalog &)
{
    const LatencyBound &bound = scenario.slo.*Bound;
    return bound.enabled ? bound.seconds : 0.0;
}

template<LatencyBound Slo::*Bound> void writeBound(Scenario &scenario, const LeverValue &value, const Catalog &)
{
    LatencyBound &bound = scenario.slo.*Bound;
    bound.seconds = std::get<double>(value);
    bound.enabled = bound.seconds > 0;
}

template<LatencyBound Slo::*Bound, NumberBounds Bounds> Lever bound(const LeverWords &words, LeverUnit unit)
{
    return {words.id,       words.label, words.group,       unit.text,          unit.scale,          LeverScale::Linear,
            words.glossary, words.basic, &readBound<Bound>, &writeBound<Bound>, &fixedRange<Bounds>, "off"};
}

LeverValue readPreset(const Scenario &scenario, const Catalog &)
{
    return scenario.presetId.empty() ? std::string(ownPreset) : scenario.presetId;
}

void writePreset(Scenario &scenario, const LeverValue &value, const Catalog &catalog)
{
    const std::string &id = std::get<std::string>(value);
    const catalog::WorkloadPreset *preset = catalog.preset(id);
    if (preset)
        adoptPreset(scenario, *preset);
    else
        scenario.presetId.clear();
}

LeverRange presetRange(const Scenario &scenario, const Catalog &catalog)
{
    LeverRange range;
    range.options.push_back({std::string(ownPreset), scenario.trafficTitle.empty() ? "Own traffic" : scenario.trafficTitle, {}});
    for (const catalog::WorkloadPreset &preset : catalog.presets)
        range.options.push_back({preset.id, preset.name, {}});
    return range;
}

/// Another spread is not that of the trace any more.
template<double serving::Workload::*Spread> void writeSpread(Scenario &scenario, const LeverValue &value, const Catalog &)
{
    if (std::exchange(scenario.workload.*Spread, std::get<double>(value)) != std::get<double>(value))
        scenario.workload.tracedLengths.reset();
}

template<double serving::Workload::*Spread> Lever spread(const LeverWords &words)
{
    Lever lever = number<NumberBounds{0, 10, 0.05}, &Scenario::workload, Spread>(words, noUnit, LeverScale::Linear);
    lever.write = &writeSpread<Spread>;
    return lever;
}

} // namespace

std::span<const Lever> trafficLevers()
{
    using enum LeverScale;
    static const Lever rows[] = {
        choice({"preset", "Workload", trafficGroup,
                "Named traffic that the scenario started from. Choosing one sets objective, lengths, turns, rate, prefix hits and "
                "SLO.",
                true},
               &readPreset, &writePreset, &presetRange),
        namedChoice<objectives, &Scenario::objective>(
            {"objective", "Objective", trafficGroup,
             "What the deployment is tuned for: quick answers, throughput for the money, or batch work beside interactive traffic. "
             "It chooses the tuning rules and changes no figure.",
             true}),
        number<NumberBounds{0.01, 10000, 1.1}, &Scenario::workload, &serving::Workload::requestsPerSecond>(
            {"qps", "Request rate", trafficGroup, "Requests that arrive at the whole fleet each second, at the day's peak.",
             true},
            {"QPS"}, Logarithmic),
        number<NumberBounds{1, 1e6, 1.1}, &Scenario::workload, &serving::Workload::inputTokensMean>(
            {"isl", "Input length", trafficGroup, "Mean prompt length (ISL).", true}, tokensUnit, Logarithmic),
        number<NumberBounds{1, 131072, 1.1}, &Scenario::workload, &serving::Workload::outputTokensMean>(
            {"osl", "Output length", trafficGroup, "Mean answer length (OSL).", true}, tokensUnit, Logarithmic),
        bound<&Slo::ttft, NumberBounds{0, 30, 0.01}>(
            {"slo_ttft", "TTFT bound", trafficGroup, "Service level objective for the time to first token; 0 is no bound.", true},
            millisecondsUnit),
        bound<&Slo::itl, NumberBounds{0, 1, 0.001}>(
            {"slo_itl", "ITL bound", trafficGroup, "Service level objective for the gap between tokens; 0 is no bound.", true},
            millisecondsUnit),
        bound<&Slo::endToEnd, NumberBounds{0, 3600, 1}>(
            {"slo_e2e", "E2E bound", trafficGroup, "Service level objective for the whole answer; 0 is no bound."}, {"s"}),
        choice({"slo_percentile", "SLO percentile", trafficGroup,
                "Percentile of requests or token gaps at which every bound holds."},
               &readNamed<percentiles, &Scenario::slo, &Slo::ttft, &LatencyBound::percentile>, &writePercentile,
               &namedRange<percentiles>),
        namedChoice<arrivalKinds, &Scenario::workload, &serving::Workload::arrivals>(
            {"arrivals", "Arrivals", trafficGroup,
             "Open loop: requests arrive at a rate, whatever the latency. Closed loop: a fixed number is always in flight."}),
        number<NumberBounds{1, 32768, 2}, &Scenario::workload, &serving::Workload::concurrency>(
            {"concurrency", "Concurrency", trafficGroup, "Requests in flight over the whole fleet, in closed loop."}, noUnit,
            Logarithmic),
        number<NumberBounds{0, 1000, 1}, &Scenario::workload, &serving::Workload::promptsPerSlot>(
            {"prompts_per_slot", "Prompts per slot", trafficGroup,
             "Length of a closed-loop benchmark: prompts sent per request in flight; 0 never ends."},
            noUnit, Linear),
        spread<&serving::Workload::inputTokensCv>(
            {"isl_cv", "Input length spread", trafficGroup, "Standard deviation of prompt lengths over their mean."}),
        spread<&serving::Workload::outputTokensCv>(
            {"osl_cv", "Output length spread", trafficGroup, "Standard deviation of answer lengths over their mean."}),
        number<NumberBounds{0, 0.999, 0.01}, &Scenario::workload, &serving::Workload::prefixHitShare>(
            {"prefix_hit", "Prefix hits", trafficGroup, "Share of prompt tokens that the prefix cache already holds."},
            percentUnit, Linear),
        number<NumberBounds{0, 20, 0.05}, &Scenario::workload, &serving::Workload::arrivalCv>(
            {"arrival_cv", "Burstiness", trafficGroup,
             "Standard deviation of the time between arrivals over its mean; 1 is Poisson, above is bursty."},
            noUnit, Linear),
    };
    return rows;
}

} // namespace trilemma::scenario
