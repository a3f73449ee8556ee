// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/importers/formats.h"
#include "models/evidence/importers/perf_metrics.h"

#include <algorithm>
#include <array>

namespace trilemma::evidence::importers {

using catalog::JsonFields;
using nlohmann::json;

namespace {

constexpr std::array recordMapping{
    MappingRow{"time_to_first_token, inter_token_latency, request_latency", "as stated", "TTFT, TPOT, E2E",
               "mean and percentiles over the records of the profiling phase"},
    MappingRow{"output_sequence_length", "tokens", "OSL; output tokens/s", "their sum over first start to last end"},
    MappingRow{"request_start_ns", "ns", "arrivals", "with the lengths, a request trace"},
};

/// AIPerf 0.8 lists phases; earlier versions have one `loadgen`.
JsonFields loadOf(JsonFields &config)
{
    for (JsonFields &phase : config.objects("phases")) {
        if (phase.text("name", "") == "profiling")
            return phase;
    }
    return config.object("loadgen");
}

std::string modelOf(JsonFields &config)
{
    std::vector<JsonFields> items = config.object("models").objects("items");
    if (!items.empty())
        return items.front().text("name", "");
    const std::vector<std::string> names = config.object("endpoint").texts("model_names");
    return names.empty() ? std::string() : names.front();
}

bool isAiperf(const Document &document)
{
    return document.shape == Document::Shape::Object && document.has("aiperf_version") && document.has("request_latency");
}

void readAiperf(const Document &document, ImportedFile &file, Error &error)
{
    JsonFields metrics(document.records.front(), {}, error);
    file.toolVersion = metrics.text("aiperf_version", "");
    ImportedPoint point = readPerfMetrics(metrics);
    point.date = metrics.text("start_time", "");
    JsonFields config = metrics.object("input_config");
    if (const std::string model = modelOf(config); !model.empty())
        setModel(point, model);
    JsonFields load = loadOf(config);
    setLoad(point.point.configuration, positiveNumber(load, {"concurrency"}, {1, 1e6}),
            positiveNumber(load, {"request_rate", "rate"}, rateBounds), point.requests);
    if (metrics.flag("was_cancelled", false))
        point.notes.push_back("The run was cancelled before its end.");
    file.points.push_back(std::move(point));
}

bool isRecords(const Document &document)
{
    return document.isJson() && document.hasAll({"metadata", "metrics"}) && document.records.front()["metadata"].is_object() &&
           document.records.front()["metadata"].contains("request_start_ns");
}

/// Sums over the records of the profiling phase.
struct RecordTotals {
    std::vector<double> ttft, tpot, endToEnd;
    double inputTokens = 0, outputTokens = 0, firstStart = std::numeric_limits<double>::infinity(), lastEnd = 0;
};

void addRecord(JsonFields record, ImportedFile &file, RecordTotals &totals)
{
    JsonFields metadata = record.object("metadata"), metrics = record.object("metrics");
    if (record.has("error") || metadata.text("benchmark_phase", "profiling") != "profiling")
        return;
    const auto value = [&](const char *key, catalog::Bounds bounds) {
        return metrics.object(key).numberOrUnknown("value", bounds);
    };
    const auto time = [&](const char *key, std::vector<double> &times) {
        JsonFields metric = metrics.object(key);
        const double unit = metric.text("unit", "ms") == "ns" ? nanoseconds : milliseconds;
        if (const auto seconds = latency(metric, "value", unit))
            times.push_back(*seconds);
    };
    constexpr catalog::Bounds unixNanoseconds{0, 1e19};
    const double start = metadata.number("request_start_ns", unixNanoseconds) * nanoseconds;
    const double end = metadata.number("request_end_ns", unixNanoseconds) * nanoseconds;
    const double input = value("input_sequence_length", lengthBounds).value_or(0);
    const double output = value("output_sequence_length", lengthBounds).value_or(0);
    time("time_to_first_token", totals.ttft);
    time("inter_token_latency", totals.tpot);
    time("request_latency", totals.endToEnd);
    totals.inputTokens += input;
    totals.outputTokens += output;
    totals.firstStart = std::min(totals.firstStart, start);
    totals.lastEnd = std::max(totals.lastEnd, end);
    file.requests.push_back({start, input, output});
}

void readRecords(const Document &document, ImportedFile &file, Error &error)
{
    RecordTotals totals;
    forEachRecord(document, error,
                  [&](const json &record, const std::string &path) { addRecord(JsonFields(record, path, error), file, totals); });
    if (error.message.empty() && file.requests.empty())
        error = {{}, {}, "no request of the profiling phase was completed"};
    if (!error.message.empty())
        return;
    ImportedPoint point;
    point.requests = static_cast<double>(file.requests.size());
    point.durationSeconds = std::max(totals.lastEnd - totals.firstStart, 0.0);
    point.point.configuration.inputTokens = totals.inputTokens / point.requests;
    point.point.configuration.outputTokens = totals.outputTokens / point.requests;
    if (point.durationSeconds > 0) {
        point.requestsPerSecond = point.requests / point.durationSeconds;
        point.point.measured.outputTokensPerSecond = positive(totals.outputTokens / point.durationSeconds);
    }
    point.ttft = statisticsOf(totals.ttft);
    point.tpot = statisticsOf(totals.tpot);
    point.endToEnd = statisticsOf(totals.endToEnd);
    if (!point.tpot.empty())
        point.definitions.tokenTime = MetricDefinitions::TokenTime::WithoutFirstToken;
    point.definitions.clientQueue = MetricDefinitions::ClientQueue::OutsideTtft;
    file.points.push_back(std::move(point));
}

} // namespace

const Importer aiperfJson{"aiperf", "AIPerf JSON export", isAiperf, readAiperf, perfMapping()};
const Importer aiperfRecords{"aiperf-records", "AIPerf per-request records (JSON lines)", isRecords, readRecords, recordMapping};

} // namespace trilemma::evidence::importers
