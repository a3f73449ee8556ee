// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/importers/formats.h"
#include "models/evidence/importers/reading.h"

#include <algorithm>
#include <array>

namespace trilemma::evidence::importers {

using catalog::JsonFields;
using nlohmann::json;

namespace {

constexpr std::array mapping{
    MappingRow{"n_gen with n_prompt 0", "tokens", "OSL of one sequence",
               "decode alone: TPOT = avg_ns / n_gen, output tokens/s = avg_ts"},
    MappingRow{"n_prompt with n_gen 0", "tokens", "ISL of one sequence",
               "prefill alone: TTFT = avg_ns; its tokens/s is an input rate"},
    MappingRow{"n_prompt and n_gen", "tokens", "E2E of one sequence", "avg_ts counts prompt and output together"},
    MappingRow{"n_depth", "tokens", "context before the first step", "ISL of a decode test"},
    MappingRow{"avg_ns, stddev_ns", "ns", "mean and spread over repetitions", ""},
    MappingRow{"model_type", "", "weight format", "GGUF mixtures have no exact counterpart; the nearest is asked for"},
};

bool isLlamaBench(const Document &document)
{
    return document.hasAll({"build_commit", "model_filename", "n_prompt", "n_gen", "avg_ts"});
}

/// "models/Qwen2.5-7B-Instruct-Q4_K_M.gguf" as Qwen2.5-7B-Instruct and q4_k_m.
std::pair<std::string, std::string> nameAndFormat(std::string name)
{
    name.erase(0, std::min(name.find_last_of("/\\") + 1, name.size()));
    if (name.ends_with(".gguf"))
        name.resize(name.size() - 5);
    const std::size_t dash = name.find_last_of("-.");
    if (dash == std::string::npos)
        return {name, {}};
    const std::string ending = lowerCase(std::string_view(name).substr(dash + 1));
    const bool isFormat =
        ending == "f16" || ending == "bf16" || ending == "f32" ||
        (ending.size() > 2 && (ending.starts_with("q") || ending.starts_with("iq")) && ending.find('_') != std::string::npos);
    return isFormat ? std::pair(name.substr(0, dash), ending) : std::pair(name, std::string());
}

void readModel(JsonFields &row, ImportedPoint &point)
{
    const auto [name, format] = nameAndFormat(row.text("model_filename"));
    setModel(point, name);
    if (format == "f16" || format == "bf16")
        point.point.configuration.weightFormat = "bf16";
    if (format.empty() || !point.point.configuration.weightFormat.empty())
        return;
    point.missing.emplace_back("weight_dtype");
    point.notes.push_back("The weights are " + format + "; choose the nearest weight format.");
}

void readHardware(JsonFields &row, ImportedPoint &point)
{
    PointConfiguration &configuration = point.point.configuration;
    configuration.engine = "llama.cpp";
    configuration.engineVersion = "b" + std::to_string(row.integer("build_number", {0, 1e9}, 0));
    const std::string gpus = row.text("gpu_info", "");
    configuration.gpu = gpuName(std::string_view(gpus).substr(0, gpus.find(',')));
    if (gpus.empty())
        return;
    configuration.gpus = 1 + static_cast<int>(std::ranges::count(gpus, ','));
    (row.text("split_mode", "layer") == "row" ? configuration.tp : configuration.pp) = configuration.gpus;
    point.parallelismStated = true;
}

void readTest(JsonFields &row, ImportedPoint &point)
{
    PointConfiguration &configuration = point.point.configuration;
    const double prompt = row.number("n_prompt", lengthBounds), generated = row.number("n_gen", lengthBounds);
    const double depth = row.number("n_depth", lengthBounds, 0);
    const auto mean = latency(row, "avg_ns", nanoseconds), spread = latency(row, "stddev_ns", nanoseconds);
    const auto rate = positive(row.number("avg_ts", rateBounds));
    configuration.mode = "static_batch";
    configuration.concurrency = 1;
    configuration.inputTokens = std::max(prompt + depth, 1.0);
    configuration.outputTokens = std::max(generated, 1.0);
    if (prompt > 0 && generated > 0) {
        point.endToEnd = {mean, {}, {}, {}, {}, spread};
        point.totalTokensPerSecond = rate;
    } else if (prompt > 0) {
        point.ttft = {mean, {}, {}, {}, {}, spread};
        point.inputTokensPerSecond = rate;
        if (depth > 0)
            point.notes.push_back("TTFT is for the prompt alone, after a context that was there already.");
    } else if (generated > 0) {
        point.tpot.mean = mean ? std::optional(*mean / generated) : std::nullopt;
        point.tpot.standardDeviation = spread ? std::optional(*spread / generated) : std::nullopt;
        point.definitions.tokenTime = MetricDefinitions::TokenTime::WithoutFirstToken;
        point.point.measured.outputTokensPerSecond = rate;
    } else {
        row.fail("n_gen", "neither a prompt nor generated tokens; nothing was measured");
    }
}

void read(const Document &document, ImportedFile &file, Error &error)
{
    forEachRecord(document, error, [&](const json &record, const std::string &path) {
        JsonFields row(record, path, error);
        ImportedPoint point;
        readModel(row, point);
        readHardware(row, point);
        readTest(row, point);
        point.date = row.text("test_time", "");
        file.points.push_back(std::move(point));
    });
}

} // namespace

const Importer llamaBench{"llama-bench", "llama-bench CSV or JSON", isLlamaBench, read, mapping};

} // namespace trilemma::evidence::importers
