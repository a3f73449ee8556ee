// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/workload_import.h"

#include "models/scenario/levers.h"
#include "models/scenario/number_text.h"

#include <cmath>

namespace trilemma::evidence {

namespace {

std::string percentiles(const LengthDistribution &lengths)
{
    return " (p50 " + figureText(lengths.p50) + ", p95 " + figureText(lengths.p95) + ", p99 " + figureText(lengths.p99) + ")";
}

/// Why the trace does not tell how often requests come; empty where it does.
std::string rateUnknown(const TraceSummary &summary)
{
    if (summary.sentByBenchmark)
        return "a benchmark sent the requests, and not at a rate";
    return summary.requestsPerSecond > 0 ? "" : "the trace has no arrival times";
}

std::string burstsUnknown(const TraceSummary &summary)
{
    if (const std::string why = rateUnknown(summary); !why.empty())
        return why;
    if (summary.arrivalStepSeconds > 0)
        return "times are recorded in steps of " + figureText(summary.arrivalStepSeconds) + " s, which hides it";
    return {};
}

std::string busiestMinute(const TraceSummary &summary)
{
    if (!(summary.durationSeconds > 60))
        return " on average";
    return " on average, " + figureText(summary.peakMinuteOverActiveMean) + " times that in the busiest minute";
}

/// Writes lever after lever, noting in words what came of it.
class Writer {
public:
    Writer(TrafficImport &result, const catalog::Catalog &catalog) : m_result(result), m_catalog(catalog) {}

    void set(std::string_view leverId, double value, const std::string &remark = {})
    {
        const scenario::Lever &lever = *scenario::findLever(leverId);
        auto changed = scenario::withLever(m_result.scenario, leverId, value, m_catalog);
        if (!changed)
            return keep(leverId, changed.error().message);
        m_result.scenario = std::move(changed).value();
        const std::string unit = lever.unit.empty() ? "" : ' ' + std::string(lever.unit);
        m_result.set.push_back(std::string(lever.label) + ' ' + figureText(value / lever.unitScale) + unit + remark);
    }
    void keep(std::string_view leverId, const std::string &why)
    {
        m_result.kept.push_back(std::string(scenario::findLever(leverId)->label) + ": " + why);
    }
    void setUnless(const std::string &why, std::string_view leverId, double value, const std::string &remark = {})
    {
        why.empty() ? set(leverId, value, remark) : keep(leverId, why);
    }

private:
    TrafficImport &m_result;
    const catalog::Catalog &m_catalog;
};

} // namespace

TracedTraffic trafficOf(const RequestTrace &trace)
{
    const std::string name = trace.fileName.substr(trace.fileName.find_last_of("/\\") + 1);
    return {name, trace.title, summarise(trace), trace.notes};
}

std::string figureText(double value)
{
    constexpr double wholeFrom = 99.95, exactUpTo = 1e15;
    if (!(std::abs(value) >= wholeFrom && std::abs(value) < exactUpTo))
        return scenario::roundedText(value);
    return scenario::withThousands(std::to_string(std::llround(value)));
}

TrafficImport withTraffic(const scenario::Scenario &scenario, const TracedTraffic &traffic, const catalog::Catalog &catalog)
{
    const TraceSummary &summary = traffic.summary;
    TrafficImport result{scenario, {}, {}};
    serving::Workload &workload = result.scenario.workload;
    result.scenario.presetId.clear();
    result.scenario.trafficTitle = traffic.title();

    Writer writer(result, catalog);
    writer.set("isl", summary.input.mean, percentiles(summary.input));
    writer.set("osl", summary.output.mean, percentiles(summary.output));
    writer.set("isl_cv", summary.input.variation);
    writer.set("osl_cv", summary.output.variation);
    workload.turns.count = 1; // a trace lists all its requests
    workload.gaps = serving::Gaps::Weibull;
    workload.tracedLengths = {summary.input.shape, summary.output.shape, summary.lengthRankCorrelation};

    const std::string noRate = rateUnknown(summary);
    if (noRate.empty())
        workload.arrivals = serving::Workload::Arrivals::OpenLoop;
    writer.setUnless(noRate, "qps", summary.requestsPerSecond, busiestMinute(summary));
    writer.setUnless(burstsUnknown(summary), "arrival_cv", summary.interarrivalVariation);
    writer.setUnless(summary.prefixHitTokens ? "" : "the trace has no prefix blocks", "prefix_hit",
                     summary.prefixHitTokens.value_or(0), " with a cache without limit");
    return result;
}

std::string inWords(const TrafficImport &traffic)
{
    const auto joined = [](const std::vector<std::string> &parts) {
        std::string text;
        for (const std::string &part : parts)
            text += (text.empty() ? "" : "; ") + part;
        return text + '.';
    };
    std::string text = "Traffic from " + traffic.scenario.trafficTitle + ": " + joined(traffic.set);
    return traffic.kept.empty() ? text : text + " Kept as it was: " + joined(traffic.kept);
}

} // namespace trilemma::evidence
