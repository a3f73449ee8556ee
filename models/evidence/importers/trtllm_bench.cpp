// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/importers/formats.h"
#include "models/evidence/importers/reading.h"

#include <array>

namespace trilemma::evidence::importers {

using catalog::JsonFields;
using nlohmann::json;

namespace {

constexpr std::array reportMapping{
    MappingRow{"system_output_throughput_tok_s", "tokens/s", "output tokens/s", "of all GPUs; the per-GPU rate is not used"},
    MappingRow{"system_total_throughput_tok_s", "tokens/s", "total tokens/s", "input and output together"},
    MappingRow{"avg_ttft_ms, ttft_percentiles", "ms", "TTFT", "all requests are queued at the start"},
    MappingRow{"avg_tpot_ms, tpot_percentiles", "ms", "TPOT", "(E2E - TTFT) / (OSL - 1) of each request"},
    MappingRow{"request_latency_percentiles_ms", "ms", "E2E", ""},
    MappingRow{"num_requests", "requests", "all at once",
               "as the tool does unless a concurrency is set, which the report does not say"},
};

constexpr std::array consoleMapping{
    MappingRow{"Total Output Throughput (tokens/sec)", "tokens/s", "output tokens/s", "of all GPUs"},
    MappingRow{"Total Token Throughput (tokens/sec)", "tokens/s", "total tokens/s", "with the request rate: mean ISL"},
    MappingRow{"Average time-to-first-token [TTFT] (ms)", "ms", "TTFT", ""},
    MappingRow{"Average time-per-output-token [TPOT] (ms)", "ms", "TPOT", "without the first token"},
    MappingRow{"Average request latency (ms)", "ms", "E2E", ""},
};

constexpr auto assumedBurst = "All requests are taken to be sent at once, as the tool does unless told a concurrency.";

bool isReport(const Document &document)
{
    return document.shape == Document::Shape::Object && document.hasAll({"world_info", "request_info", "performance"});
}

LatencyStatistics percentiles(JsonFields fields, std::optional<double> mean)
{
    return {mean,
            latency(fields, "p50", milliseconds),
            latency(fields, "p90", milliseconds),
            latency(fields, "p95", milliseconds),
            latency(fields, "p99", milliseconds),
            {}};
}

void readEngine(JsonFields engine, JsonFields world, ImportedPoint &point)
{
    PointConfiguration &configuration = point.point.configuration;
    configuration.engine = "trtllm";
    configuration.engineVersion = engine.text(engine.firstOf({"version", "trtllm_version"}), "");
    configuration.weightFormat = lowerCase(engine.text(engine.firstOf({"quantization", "dtype"}), ""));
    configuration.kvFormat = lowerCase(engine.text("kv_cache_dtype", ""));
    setModel(point, engine.text(engine.firstOf({"model", "model_path"}), ""));
    configuration.tp = world.integer("tp_size", gpuBounds);
    configuration.pp = world.integer("pp_size", gpuBounds, 1);
    configuration.ep = world.integer(world.firstOf({"ep_size", "moe_ep_size"}), gpuBounds, 1);
    configuration.gpus = world.integer("world_size", gpuBounds, configuration.tp * configuration.pp);
    point.parallelismStated = true;
}

void readReport(const Document &document, ImportedFile &file, Error &error)
{
    JsonFields report(document.records.front(), {}, error);
    ImportedPoint point;
    readEngine(report.object("engine"), report.object("world_info"), point);
    JsonFields requests = report.object("request_info"), performance = report.object("performance");
    JsonFields streaming = report.object("streaming_metrics"), energy = report.object("energy");
    point.requests = requests.number("num_requests", {1, 1e12});
    point.point.configuration.inputTokens = requests.number("avg_input_length", lengthBounds);
    point.point.configuration.outputTokens = requests.number("avg_output_length", lengthBounds);
    setLoad(point.point.configuration, {}, std::numeric_limits<double>::infinity(), point.requests);
    point.durationSeconds = latency(performance, "total_latency_ms", milliseconds).value_or(0);
    point.requestsPerSecond = positiveNumber(performance, {"request_throughput_req_s"}, rateBounds);
    point.point.measured.outputTokensPerSecond = positiveNumber(performance, {"system_output_throughput_tok_s"}, rateBounds);
    point.totalTokensPerSecond = positiveNumber(performance, {"system_total_throughput_tok_s"}, rateBounds);
    point.endToEnd = percentiles(performance.object("request_latency_percentiles_ms"),
                                 latency(performance, "avg_request_latency_ms", milliseconds));
    point.ttft = percentiles(streaming.object("ttft_percentiles"), latency(streaming, "avg_ttft_ms", milliseconds));
    point.tpot = percentiles(streaming.object("tpot_percentiles"), latency(streaming, "avg_tpot_ms", milliseconds));
    point.definitions.tokenTime = MetricDefinitions::TokenTime::WithoutFirstToken;
    point.powerWattsPerGpu = positiveNumber(energy, {"average_gpu_power"}, rateBounds);
    point.notes.emplace_back(assumedBurst);
    file.points.push_back(std::move(point));
}

constexpr std::string_view consoleMark = "Total Output Throughput (tokens/sec):";

bool isConsole(const Document &document)
{
    return !document.isJson() && document.text.find(consoleMark) != std::string_view::npos;
}

LatencyStatistics breakdown(JsonFields &lines, const std::string &metric, const std::string &averageLabel)
{
    const auto value = [&](const char *statistic) { return latency(lines, "[" + metric + "] " + statistic, milliseconds); };
    const auto average = value("AVERAGE");
    return {average ? average : latency(lines, averageLabel, milliseconds),
            value("P50"),
            value("P90"),
            value("P95"),
            value("P99"),
            {}};
}

void readConsoleEngine(JsonFields &lines, ImportedPoint &point)
{
    PointConfiguration &configuration = point.point.configuration;
    configuration.engine = "trtllm";
    configuration.engineVersion = lines.text("TensorRT-LLM Version", "");
    setModel(point, lines.text("Model", ""));
    configuration.weightFormat = lowerCase(lines.text(lines.firstOf({"Quantization", "Dtype"}), ""));
    configuration.kvFormat = lowerCase(lines.text("KV Cache Dtype", ""));
    if (!lines.has("TP Size"))
        return;
    configuration.tp = lines.integer("TP Size", gpuBounds);
    configuration.pp = lines.integer("PP Size", gpuBounds, 1);
    configuration.ep = lines.integer("EP Size", gpuBounds, 1);
    configuration.gpus = configuration.tp * configuration.pp;
    point.parallelismStated = true;
}

/// Lengths follow from the three rates where the lines that state them are cut off.
void readConsoleLengths(JsonFields &lines, ImportedPoint &point)
{
    const double requests = point.requestsPerSecond.value_or(0);
    const double output = point.point.measured.outputTokensPerSecond.value_or(0), total = point.totalTokensPerSecond.value_or(0);
    PointConfiguration &configuration = point.point.configuration;
    configuration.inputTokens = lines.number("Average Input Length (tokens)", lengthBounds,
                                             requests > 0 && total > output ? (total - output) / requests : 0);
    configuration.outputTokens =
        lines.number("Average Output Length (tokens)", lengthBounds, requests > 0 ? output / requests : 0);
    point.requests = std::round(lines.number("Number of requests", countBounds, requests * point.durationSeconds));
    if (point.requests >= 1)
        setLoad(configuration, {}, std::numeric_limits<double>::infinity(), point.requests);
}

void readConsole(const Document &document, ImportedFile &file, Error &error)
{
    const json labels = labelledLines(document.text, false);
    JsonFields lines(labels, {}, error);
    ImportedPoint point;
    point.requestsPerSecond = positive(lines.number("Request Throughput (req/sec)", rateBounds));
    point.point.measured.outputTokensPerSecond = positive(lines.number("Total Output Throughput (tokens/sec)", rateBounds));
    point.totalTokensPerSecond = positiveNumber(lines, {"Total Token Throughput (tokens/sec)"}, rateBounds);
    point.durationSeconds = latency(lines, "Total Latency (ms)", milliseconds).value_or(0);
    point.ttft = breakdown(lines, "TTFT", "Average time-to-first-token [TTFT] (ms)");
    point.tpot = breakdown(lines, "TPOT", "Average time-per-output-token [TPOT] (ms)");
    point.endToEnd = breakdown(lines, "Latency", "Average request latency (ms)");
    point.definitions.tokenTime = MetricDefinitions::TokenTime::WithoutFirstToken;
    readConsoleEngine(lines, point);
    readConsoleLengths(lines, point);
    point.notes.emplace_back(assumedBurst);
    file.points.push_back(std::move(point));
}

} // namespace

const Importer trtllmReport{"trtllm-report", "trtllm-bench JSON report", isReport, readReport, reportMapping};
const Importer trtllmConsole{"trtllm-console", "trtllm-bench console output", isConsole, readConsole, consoleMapping};

} // namespace trilemma::evidence::importers
