// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/importers/formats.h"
#include "models/evidence/importers/reading.h"

#include <array>

namespace trilemma::evidence::importers {

using catalog::JsonFields;
using nlohmann::json;

namespace {

constexpr std::array optimumMapping{
    MappingRow{"prefill.latency", "s", "TTFT of one static batch", ""},
    MappingRow{"per_token.latency", "s", "TPOT", ""},
    MappingRow{"decode.throughput", "tokens/s", "output tokens/s", ""},
    MappingRow{"forward.latency, generate.latency", "s", "E2E of one static batch", ""},
    MappingRow{"scenario.input_shapes", "", "batch, ISL", "of full reports; bare ones do not state them"},
};

constexpr std::array mlEnergyMapping{
    MappingRow{"max_num_seqs", "requests", "concurrency, closed loop", "the engine is kept saturated"},
    MappingRow{"output_throughput_tokens_per_sec", "tokens/s", "output tokens/s", "of all GPUs"},
    MappingRow{"median_itl_ms, p90/p95/p99_itl_ms", "ms", "gap between chunks", "no TPOT, TTFT or ISL is stated"},
    MappingRow{"energy_per_token_joules", "J/token", "energy per output token", ""},
};

bool isOptimum(const Document &document)
{
    if (document.shape != Document::Shape::Object)
        return false;
    const json &top = document.records.front();
    const json &report = top.contains("report") && top["report"].is_object() ? top["report"] : top;
    for (const char *section : {"prefill", "forward", "generate", "decode"}) {
        if (report.contains(section) && report[section].is_object() && report[section].contains("latency"))
            return true;
    }
    return false;
}

LatencyStatistics optimumLatency(JsonFields section)
{
    if (!section.has("latency"))
        return {};
    JsonFields fields = section.object("latency");
    if (const std::string unit = fields.text("unit"); fields.ok() && unit != "s")
        fields.fail("unit", catalog::brief(unit) + " is not valid; s is expected");
    return {latency(fields, "mean", 1), latency(fields, "p50", 1), latency(fields, "p90", 1),
            latency(fields, "p95", 1),  latency(fields, "p99", 1), latency(fields, "stdev", 1)};
}

void readOptimumConfiguration(JsonFields config, ImportedPoint &point)
{
    JsonFields backend = config.object("backend"), scenario = config.object("scenario");
    JsonFields shapes = scenario.object("input_shapes"), generation = scenario.object("generate_kwargs");
    PointConfiguration &configuration = point.point.configuration;
    configuration.engine = engineName(backend.text("name", ""));
    if (const std::string model = backend.text("model", ""); !model.empty())
        setModel(point, model);
    configuration.concurrency = shapes.number("batch_size", {1, 1e6}, 0);
    configuration.inputTokens = shapes.number("sequence_length", lengthBounds, 0);
    configuration.outputTokens = generation.number("max_new_tokens", lengthBounds, 0);
}

void readOptimum(const Document &document, ImportedFile &file, Error &error)
{
    JsonFields top(document.records.front(), {}, error);
    JsonFields report = top.has("report") ? top.object("report") : top;
    ImportedPoint point;
    point.point.configuration.mode = "static_batch";
    readOptimumConfiguration(top.object("config"), point);
    point.ttft = optimumLatency(report.object("prefill"));
    point.tpot = optimumLatency(report.object("per_token"));
    point.endToEnd = optimumLatency(report.object(report.firstOf({"generate", "forward"})));
    JsonFields decode = report.object("decode").object("throughput");
    point.point.measured.outputTokensPerSecond = positiveNumber(decode, {"value"}, rateBounds);
    file.points.push_back(std::move(point));
}

bool isMlEnergy(const Document &document)
{
    return document.shape == Document::Shape::Object && document.hasAll({"configurations", "task"});
}

ImportedPoint readMlEnergyRow(JsonFields &row)
{
    ImportedPoint point;
    PointConfiguration &configuration = point.point.configuration;
    configuration.engine = "vllm"; // the only one that this leaderboard runs
    setModel(point, row.text("model_id"));
    configuration.gpu = gpuName(row.text("gpu_model"));
    configuration.gpus = row.integer("num_gpus", gpuBounds);
    configuration.tp = row.integer("tensor_parallel", gpuBounds, 1);
    configuration.ep = row.integer("expert_parallel", gpuBounds, 1);
    configuration.dp = row.integer("data_parallel", gpuBounds, 1);
    point.parallelismStated = true;
    configuration.weightFormat = row.text("weight_precision", "");
    configuration.outputTokens = row.number("avg_output_len", lengthBounds);
    setLoad(configuration, row.number("max_num_seqs", {1, 1e6}), {}, 0);
    configuration.promptsPerSlot = 0;
    point.point.measured.outputTokensPerSecond = positive(row.number("output_throughput_tokens_per_sec", rateBounds));
    point.itl = latencyByPattern(row, "#_itl_ms", milliseconds);
    point.definitions.tokenTime = MetricDefinitions::TokenTime::PerStreamedChunk;
    point.joulesPerOutputToken = positiveNumber(row, {"energy_per_token_joules"}, rateBounds);
    if (const auto power = positiveNumber(row, {"avg_power_watts"}, rateBounds))
        point.powerWattsPerGpu = *power / configuration.gpus;
    point.notes.emplace_back("The gap between chunks is no TPOT; that is not stated, nor are TTFT and ISL.");
    return point;
}

void readMlEnergy(const Document &document, ImportedFile &file, Error &error)
{
    JsonFields top(document.records.front(), {}, error);
    for (JsonFields &row : top.objects("configurations"))
        file.points.push_back(readMlEnergyRow(row));
}

} // namespace

const Importer optimumBenchmark{"optimum-benchmark", "optimum-benchmark report", isOptimum, readOptimum, optimumMapping};
const Importer mlEnergy{"ml-energy", "ML.ENERGY leaderboard task", isMlEnergy, readMlEnergy, mlEnergyMapping};

} // namespace trilemma::evidence::importers
