// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line/commands.h"
#include "app/command_line/measurements.h"
#include "app/command_line/text_table.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <ostream>

namespace trilemma::app {

namespace {

using evidence::figureText;
using evidence::TracedTraffic;
using evidence::TraceSummary;
using nlohmann::ordered_json;

/// What is not known is no figure; shown as "-" and null.
using Value = std::optional<double>;

struct Figure {
    const char *id, *label, *unit;
    Value (*read)(const TraceSummary &);
};

Value ofArrivals(const TraceSummary &summary, double value)
{
    return summary.requestsPerSecond > 0 ? Value(value) : std::nullopt;
}

constexpr std::array figures{
    Figure{"requests", "Requests", "", [](const TraceSummary &s) { return Value(static_cast<double>(s.requests)); }},
    Figure{"isl_mean", "ISL mean", "tokens", [](const TraceSummary &s) { return Value(s.input.mean); }},
    Figure{"isl_p50", "ISL p50", "tokens", [](const TraceSummary &s) { return Value(s.input.p50); }},
    Figure{"isl_p90", "ISL p90", "tokens", [](const TraceSummary &s) { return Value(s.input.p90); }},
    Figure{"isl_p95", "ISL p95", "tokens", [](const TraceSummary &s) { return Value(s.input.p95); }},
    Figure{"isl_p99", "ISL p99", "tokens", [](const TraceSummary &s) { return Value(s.input.p99); }},
    Figure{"isl_largest", "ISL largest", "tokens", [](const TraceSummary &s) { return Value(s.input.largest); }},
    Figure{"isl_cv", "ISL spread", "std/mean", [](const TraceSummary &s) { return Value(s.input.variation); }},
    Figure{"osl_mean", "OSL mean", "tokens", [](const TraceSummary &s) { return Value(s.output.mean); }},
    Figure{"osl_p50", "OSL p50", "tokens", [](const TraceSummary &s) { return Value(s.output.p50); }},
    Figure{"osl_p90", "OSL p90", "tokens", [](const TraceSummary &s) { return Value(s.output.p90); }},
    Figure{"osl_p95", "OSL p95", "tokens", [](const TraceSummary &s) { return Value(s.output.p95); }},
    Figure{"osl_p99", "OSL p99", "tokens", [](const TraceSummary &s) { return Value(s.output.p99); }},
    Figure{"osl_largest", "OSL largest", "tokens", [](const TraceSummary &s) { return Value(s.output.largest); }},
    Figure{"osl_cv", "OSL spread", "std/mean", [](const TraceSummary &s) { return Value(s.output.variation); }},
    Figure{"length_correlation", "Correlation of ISL and OSL", "Pearson",
           [](const TraceSummary &s) { return Value(s.lengthCorrelation); }},
    Figure{"length_rank_correlation", "Correlation of their ranks", "Spearman",
           [](const TraceSummary &s) { return Value(s.lengthRankCorrelation); }},
    Figure{"duration", "Duration", "s", [](const TraceSummary &s) { return ofArrivals(s, s.durationSeconds); }},
    Figure{"request_rate", "Average rate", "QPS", [](const TraceSummary &s) { return ofArrivals(s, s.requestsPerSecond); }},
    Figure{"arrival_cv", "Burstiness", "std/mean of gaps",
           [](const TraceSummary &s) { return ofArrivals(s, s.interarrivalVariation); }},
    Figure{"arrival_step", "Times in steps of", "s; 0 is none",
           [](const TraceSummary &s) { return ofArrivals(s, s.arrivalStepSeconds); }},
    Figure{"peak_minute_over_mean", "Busiest minute", "of the average",
           [](const TraceSummary &s) { return ofArrivals(s, s.peakMinuteOverMean); }},
    Figure{"peak_minute_over_active_mean", "Busiest minute", "of those with requests",
           [](const TraceSummary &s) { return ofArrivals(s, s.peakMinuteOverActiveMean); }},
    Figure{"peak_hour_requests", "Busiest hour", "requests",
           [](const TraceSummary &s) {
               return s.hourlyRequests.empty() ? std::nullopt : Value(std::ranges::max(s.hourlyRequests));
           }},
    Figure{"prefix_hit_blocks", "Prefix hits of an unlimited cache", "share of blocks",
           [](const TraceSummary &s) { return s.prefixHitBlocks; }},
    Figure{"prefix_hit_tokens", "Prefix hits of an unlimited cache", "share of prompt tokens",
           [](const TraceSummary &s) { return s.prefixHitTokens; }},
};

std::vector<std::string> remarksOn(const TracedTraffic &traffic)
{
    std::vector<std::string> remarks = traffic.notes;
    if (traffic.summary.arrivalStepSeconds > 0)
        remarks.push_back("Times are recorded in steps of " + figureText(traffic.summary.arrivalStepSeconds) +
                          " s: burstiness is an artefact of that.");
    if (traffic.summary.sentByBenchmark && traffic.summary.requestsPerSecond > 0)
        remarks.push_back("A benchmark sent the requests, and not at a rate: arrivals say nothing about traffic.");
    return remarks;
}

void printTable(const std::vector<TracedTraffic> &all, std::ostream &out)
{
    std::vector<Align> columns(all.size() + 2, Align::Right);
    columns.front() = columns.back() = Align::Left;
    TextTable table(columns);
    std::vector<std::string> header{"figure"};
    std::vector<std::string> formats{"Format"};
    for (const TracedTraffic &traffic : all) {
        header.push_back(traffic.fileName);
        formats.push_back(traffic.format);
    }
    header.emplace_back("unit");
    formats.emplace_back();
    table.add(std::move(header));
    table.add(std::move(formats));
    for (const Figure &figure : figures) {
        std::vector<std::string> cells{figure.label};
        for (const TracedTraffic &traffic : all) {
            const Value value = figure.read(traffic.summary);
            cells.push_back(value ? figureText(*value) : "-");
        }
        cells.emplace_back(figure.unit);
        table.add(std::move(cells));
    }
    table.print(out);
    for (const TracedTraffic &traffic : all) {
        for (const std::string &remark : remarksOn(traffic))
            out << traffic.fileName << ": " << remark << '\n';
    }
}

void printJson(const std::vector<TracedTraffic> &all, std::ostream &out)
{
    auto list = ordered_json::array();
    for (const TracedTraffic &traffic : all) {
        ordered_json json{{"file", traffic.fileName}, {"format", traffic.format}};
        for (const Figure &figure : figures) {
            const Value value = figure.read(traffic.summary);
            json[figure.id] = {{"value", value ? ordered_json(*value) : ordered_json()}, {"unit", figure.unit}};
        }
        json["requests_each_hour"] = traffic.summary.hourlyRequests;
        json["notes"] = remarksOn(traffic);
        list.push_back(std::move(json));
    }
    out << list.dump(2, ' ', false, ordered_json::error_handler_t::replace) << '\n';
}

} // namespace

Outcome traceCommand(const TraceOptions &options, std::ostream &out)
{
    std::vector<TracedTraffic> all;
    for (const std::string &path : options.files) {
        auto traffic = trafficIn(path);
        if (!traffic)
            return traffic.error();
        all.push_back(std::move(traffic).value());
    }
    if (options.format == "json")
        printJson(all, out);
    else
        printTable(all, out);
    return Done;
}

} // namespace trilemma::app
