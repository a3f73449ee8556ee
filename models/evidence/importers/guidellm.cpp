// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/importers/formats.h"
#include "models/evidence/importers/reading.h"

#include <array>

namespace trilemma::evidence::importers {

using catalog::JsonFields;
using nlohmann::json;

namespace {

constexpr std::array mapping{
    MappingRow{"strategy", "", "kind of load",
               "synchronous = 1 request at a time, concurrent = closed loop, constant and poisson = "
               "open loop, throughput = all requests at once"},
    MappingRow{"prompt_token_count, output_token_count", "tokens", "ISL, OSL", "mean over successful requests"},
    MappingRow{"output_tokens_per_second", "tokens/s", "output tokens/s", "mean over time; else requests/s times mean OSL"},
    MappingRow{"time_to_first_token_ms", "ms", "TTFT", "from sending the request; queued_time is outside"},
    MappingRow{"inter_token_latency_ms", "ms", "TPOT",
               "(last - first token) / (OSL - 1) of each request, without the first token"},
    MappingRow{"time_per_output_token_ms", "ms", "TPOT with the first token",
               "E2E / OSL; converted with TTFT where inter_token_latency_ms is absent"},
    MappingRow{"request_latency", "s", "E2E", ""},
    MappingRow{"requests.successful", "tokens", "length distribution", "where the file lists single requests"},
};

LatencyStatistics distribution(JsonFields &metrics, const std::string &key, double unitSeconds)
{
    JsonFields successful = metrics.object(key).object("successful");
    JsonFields percentiles = successful.object("percentiles");
    return {latency(successful, "mean", unitSeconds), latency(successful, "median", unitSeconds),
            latency(percentiles, "p90", unitSeconds), latency(percentiles, "p95", unitSeconds),
            latency(percentiles, "p99", unitSeconds), latency(successful, "std_dev", unitSeconds)};
}

std::optional<double> meanOf(JsonFields &metrics, const std::string &key, catalog::Bounds bounds)
{
    if (!metrics.raw(key).is_object())
        return std::nullopt;
    JsonFields successful = metrics.object(key).object("successful");
    return positiveNumber(successful, {"mean"}, bounds);
}

void readTokenTime(JsonFields &metrics, ImportedPoint &point)
{
    point.tpot = distribution(metrics, "inter_token_latency_ms", milliseconds);
    if (!point.tpot.empty()) {
        point.definitions.tokenTime = MetricDefinitions::TokenTime::WithoutFirstToken;
        return;
    }
    const LatencyStatistics withFirst = distribution(metrics, "time_per_output_token_ms", milliseconds);
    if (!withFirst.mean || !point.ttft.mean)
        return;
    point.definitions.tokenTime = MetricDefinitions::TokenTime::WithFirstToken;
    point.tpot.mean = withoutFirstToken(*withFirst.mean, *point.ttft.mean, point.point.configuration.outputTokens);
    point.notes.push_back("TPOT was stated with the first token and is converted with the mean TTFT.");
}

void readStrategy(JsonFields strategy, ImportedPoint &point)
{
    const std::string kind = strategy.text(strategy.firstOf({"type_", "kind"}), "");
    const auto streams = positiveNumber(strategy, {"streams", "max_concurrency"}, {1, 1e6});
    const auto rate = positiveNumber(strategy, {"rate"}, rateBounds);
    if (kind == "synchronous")
        setLoad(point.point.configuration, 1, {}, point.requests);
    else if (kind == "concurrent")
        setLoad(point.point.configuration, streams, {}, point.requests);
    else if (kind == "throughput")
        setLoad(point.point.configuration, streams, std::numeric_limits<double>::infinity(), point.requests);
    else if (kind == "constant" || kind == "poisson" || kind == "async")
        setLoad(point.point.configuration, {}, rate, point.requests);
    else if (!kind.empty())
        point.notes.push_back("The load strategy " + catalog::brief(kind) + " is not known.");
    if (kind == "constant")
        point.notes.push_back("Requests came at even intervals, not at random ones.");
}

void readRequests(JsonFields requests, ImportedFile &file)
{
    for (JsonFields &request : requests.objects("successful")) {
        const auto input = request.numberOrUnknown("prompt_tokens", lengthBounds);
        const auto output = request.numberOrUnknown("output_tokens", lengthBounds);
        const auto start = request.numberOrUnknown(request.firstOf({"request_start_time", "start_time"}), {0, 1e12});
        if (input && output)
            file.requests.push_back({start.value_or(std::numeric_limits<double>::quiet_NaN()), *input, *output});
    }
}

ImportedPoint readBenchmark(JsonFields &benchmark, const std::string &reportModel, ImportedFile &file)
{
    ImportedPoint point;
    JsonFields metrics = benchmark.object("metrics");
    JsonFields config = benchmark.object(benchmark.firstOf({"config", "args"}));
    JsonFields worker = benchmark.object("worker");
    JsonFields backend = config.object("backend");
    for (const std::string &model : {worker.text("backend_model", ""), backend.text("model", ""), reportModel}) {
        if (!model.empty() && point.statedModel.empty())
            setModel(point, model);
    }
    JsonFields latencies = metrics.object("request_latency").object("successful");
    point.requests = latencies.numberOrUnknown("count", countBounds).value_or(0);
    if (point.requests < 1)
        benchmark.fail("metrics.request_latency.successful.count", "no request was completed, so nothing was measured");
    point.point.configuration.inputTokens = meanOf(metrics, "prompt_token_count", lengthBounds).value_or(0);
    point.point.configuration.outputTokens = meanOf(metrics, "output_token_count", lengthBounds).value_or(0);
    point.requestsPerSecond = meanOf(metrics, "requests_per_second", rateBounds);
    point.totalTokensPerSecond = meanOf(metrics, "tokens_per_second", rateBounds);
    point.point.measured.outputTokensPerSecond = meanOf(metrics, "output_tokens_per_second", rateBounds);
    point.ttft = distribution(metrics, "time_to_first_token_ms", milliseconds);
    point.endToEnd = distribution(metrics, "request_latency", 1);
    point.definitions.clientQueue = MetricDefinitions::ClientQueue::OutsideTtft;
    readTokenTime(metrics, point);
    readStrategy(config.object("strategy"), point);
    readRequests(benchmark.object("requests"), file);
    return point;
}

bool isGuidellm(const Document &document)
{
    if (document.shape != Document::Shape::Object || !document.has("benchmarks"))
        return false;
    const json &benchmarks = document.records.front()["benchmarks"];
    return benchmarks.is_array() && !benchmarks.empty() && benchmarks.front().is_object() &&
           benchmarks.front().contains("metrics");
}

/// Model of the whole report: args.model up to schema 1, config.spec.backend.model in schema 2.
std::string reportModel(JsonFields &report)
{
    JsonFields arguments = report.object("args");
    JsonFields backend = report.object("config").object("spec").object("backend");
    const std::string model = arguments.text("model", "");
    return model.empty() ? backend.text("model", "") : model;
}

void read(const Document &document, ImportedFile &file, Error &error)
{
    JsonFields report(document.records.front(), {}, error);
    JsonFields metadata = report.object("metadata");
    constexpr int newestSchema = 2;
    metadata.integer("version", {1, newestSchema}, 1);
    file.toolVersion = metadata.text("guidellm_version", "");
    const std::string model = reportModel(report);
    for (JsonFields &benchmark : report.objects("benchmarks")) {
        if (error.message.empty())
            file.points.push_back(readBenchmark(benchmark, model, file));
    }
}

} // namespace

const Importer guidellm{"guidellm", "GuideLLM report", isGuidellm, read, mapping};

} // namespace trilemma::evidence::importers
