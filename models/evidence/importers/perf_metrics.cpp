// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/importers/perf_metrics.h"

#include <array>

namespace trilemma::evidence::importers {

using catalog::JsonFields;

namespace {

constexpr std::array mapping{
    MappingRow{"time_to_first_token", "as stated: ms or ns", "TTFT", "from sending the request"},
    MappingRow{"inter_token_latency", "as stated", "TPOT", "(E2E - TTFT) / (OSL - 1) of each request, without the first token"},
    MappingRow{"request_latency", "as stated", "E2E", ""},
    MappingRow{"output_token_throughput", "tokens/s", "output tokens/s", "of the whole deployment"},
    MappingRow{"output_token_throughput_per_request, ..._per_user", "tokens/s", "not used", "says the same as TPOT"},
    MappingRow{"input_sequence_length, output_sequence_length", "tokens", "ISL, OSL", "realised means"},
    MappingRow{"input_config ... concurrency", "requests", "concurrency, closed loop", "CSV exports do not say it"},
};

struct Unit {
    std::string_view name;
    double seconds;
};
constexpr std::array units{Unit{"ms", 1e-3}, Unit{"ns", 1e-9}, Unit{"us", 1e-6},
                           Unit{"s", 1},     Unit{"sec", 1},   Unit{"seconds", 1}};

double unitOf(JsonFields &metric)
{
    const std::string stated = metric.text("unit");
    for (const auto &[name, seconds] : units) {
        if (stated == name)
            return seconds;
    }
    metric.fail("unit", catalog::brief(stated) + " is not valid; ms, us, ns or s is expected");
    return 1;
}

LatencyStatistics statistics(JsonFields &metrics, const std::string &key)
{
    if (!metrics.has(key))
        return {};
    JsonFields metric = metrics.object(key);
    const double unit = unitOf(metric);
    return {latency(metric, "avg", unit), latency(metric, "p50", unit), latency(metric, "p90", unit),
            latency(metric, "p95", unit), latency(metric, "p99", unit), latency(metric, "std", unit)};
}

std::optional<double> average(JsonFields &metrics, std::initializer_list<const char *> keys, catalog::Bounds bounds)
{
    JsonFields metric = metrics.object(metrics.firstOf(keys));
    return positiveNumber(metric, {"avg"}, bounds);
}

} // namespace

std::span<const MappingRow> perfMapping()
{
    return mapping;
}

ImportedPoint readPerfMetrics(JsonFields &metrics)
{
    ImportedPoint point;
    point.ttft = statistics(metrics, "time_to_first_token");
    point.tpot = statistics(metrics, "inter_token_latency");
    point.endToEnd = statistics(metrics, "request_latency");
    if (!point.tpot.empty())
        point.definitions.tokenTime = MetricDefinitions::TokenTime::WithoutFirstToken;
    point.definitions.clientQueue = MetricDefinitions::ClientQueue::OutsideTtft;
    point.point.measured.outputTokensPerSecond = average(metrics, {"output_token_throughput"}, rateBounds);
    point.totalTokensPerSecond = average(metrics, {"total_token_throughput"}, rateBounds);
    point.requestsPerSecond = average(metrics, {"request_throughput"}, rateBounds);
    point.requests = average(metrics, {"request_count"}, countBounds).value_or(0);
    point.durationSeconds = average(metrics, {"benchmark_duration"}, rateBounds).value_or(0);
    point.point.configuration.inputTokens =
        average(metrics, {"input_sequence_length", "num_input_token"}, lengthBounds).value_or(0);
    point.point.configuration.outputTokens =
        average(metrics, {"output_sequence_length", "num_output_token"}, lengthBounds).value_or(0);
    return point;
}

} // namespace trilemma::evidence::importers
