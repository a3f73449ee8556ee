// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/importers/formats.h"
#include "models/evidence/importers/reading.h"

#include <array>

namespace trilemma::evidence::importers {

using catalog::JsonFields;
using nlohmann::json;

namespace {

constexpr std::array dashboardMapping{
    MappingRow{"conc", "requests", "concurrency, closed loop", "10 prompts per slot after a warm-up of 2"},
    MappingRow{"isl, osl", "tokens", "ISL, OSL = 0.9 of it", "prompts are drawn evenly from 0.8 to 1.0 of the nominal lengths"},
    MappingRow{"mean/median/pNN_ttft, _tpot, _e2el", "s", "TTFT, TPOT, E2E", "TPOT without the first token"},
    MappingRow{"..._itl", "s", "gap between chunks", "kept apart from TPOT"},
    MappingRow{"output_tput_per_gpu", "tokens/s per GPU", "output tokens/s",
               "times all GPUs; times the decode GPUs where prefill and decode are apart"},
    MappingRow{"tput_per_gpu", "tokens/s per GPU", "total tokens/s", "input and output together, times all GPUs"},
    MappingRow{"decode_tp", "GPUs", "num_gpus and tp", "num_decode_gpu is not used: it counts expert-parallel ranks twice"},
};

constexpr std::array siliconMapping{
    MappingRow{"silicon_ttft_ms, silicon_tpot_ms", "ms", "TTFT, TPOT", "means over requests"},
    MappingRow{"batch_size times attention_dp_size", "requests", "concurrency, closed loop",
               "silicon_concurrency of the remarks where it is there"},
    MappingRow{"isl, osl", "tokens", "ISL, OSL = 0.9 of it", "where the remarks name a run of InferenceX; else as stated"},
};

/// Prompts are drawn evenly from 0.8 to 1.0 of the nominal lengths, 10 for each slot.
constexpr double meanOfNominal = 0.9, promptsPerSlot = 10;

struct ModelName {
    std::string_view theirs, ours;
};
constexpr std::array modelNames{ModelName{"dsr1", "DeepSeek-R1-0528"},    ModelName{"gptoss120b", "gpt-oss-120b"},
                                ModelName{"llama70b", "Llama-3.3-70B"},   ModelName{"qwen3.5", "Qwen3.5-397B-A17B"},
                                ModelName{"minimaxm2.5", "MiniMax-M2.5"}, ModelName{"glm5", "GLM-5"},
                                ModelName{"kimik2.5", "Kimi-K2.5"},       ModelName{"dsv4", "DeepSeek-V4-Pro"}};

void readPlacement(JsonFields &row, PointConfiguration &configuration)
{
    configuration.disaggregated = row.flag("disagg", false);
    configuration.tp = row.integer("decode_tp", gpuBounds);
    configuration.ep = row.integer("decode_ep", gpuBounds, 1);
    configuration.dp = row.flag("decode_dp_attention", false) ? configuration.tp : 1;
    configuration.gpus = configuration.tp;
    if (configuration.disaggregated)
        configuration.gpus = row.integer("num_prefill_gpu", gpuBounds) + row.integer("num_decode_gpu", gpuBounds);
}

void readThroughput(JsonFields &row, JsonFields &metrics, ImportedPoint &point)
{
    const PointConfiguration &configuration = point.point.configuration;
    const auto total = positiveNumber(metrics, {"tput_per_gpu"}, rateBounds);
    const auto output = positiveNumber(metrics, {"output_tput_per_gpu"}, rateBounds);
    if (total)
        point.totalTokensPerSecond = *total * configuration.gpus;
    if (output) {
        const int decodeGpus = configuration.disaggregated ? row.integer("num_decode_gpu", gpuBounds) : configuration.gpus;
        point.point.measured.outputTokensPerSecond = *output * decodeGpus;
    } else if (total && configuration.outputTokens > 0) {
        point.point.measured.outputTokensPerSecond =
            *point.totalTokensPerSecond * configuration.outputTokens / (configuration.inputTokens + configuration.outputTokens);
        point.notes.push_back("The output rate is the total rate times the share of output tokens.");
    }
}

ImportedPoint readRow(JsonFields row)
{
    ImportedPoint point;
    PointConfiguration &configuration = point.point.configuration;
    const std::string model = row.text("model"), framework = row.text("framework");
    for (const auto &[theirs, ours] : modelNames) {
        if (model == theirs)
            configuration.model = ours;
    }
    if (configuration.model.empty())
        setModel(point, model);
    point.statedModel = model;
    configuration.engine = engineName(framework);
    configuration.engineVersion = versionOfImage(row.text("image", ""));
    configuration.gpu = gpuName(row.text("hardware"));
    configuration.weightFormat = row.text("precision", "");
    configuration.speculation = row.text("spec_method", "none");
    readPlacement(row, configuration);
    point.parallelismStated = true;
    configuration.inputTokens = meanOfNominal * row.number("isl", lengthBounds);
    configuration.outputTokens = meanOfNominal * row.number("osl", lengthBounds);
    setLoad(configuration, row.number("conc", {1, 1e6}), {}, 0);
    configuration.promptsPerSlot = promptsPerSlot;
    JsonFields metrics = row.object("metrics");
    point.ttft = latencyByPattern(metrics, "#_ttft", 1);
    point.tpot = latencyByPattern(metrics, "#_tpot", 1);
    point.itl = latencyByPattern(metrics, "#_itl", 1);
    point.endToEnd = latencyByPattern(metrics, "#_e2el", 1);
    point.definitions = {MetricDefinitions::TokenTime::WithoutFirstToken, MetricDefinitions::ClientQueue::OutsideTtft, false};
    readThroughput(row, metrics, point);
    point.powerWattsPerGpu = positiveNumber(metrics, {"avg_power_w"}, rateBounds);
    point.joulesPerOutputToken = positiveNumber(metrics, {"joules_per_output_token"}, rateBounds);
    point.date = row.text("date", "");
    point.point.source = row.text("run_url", "");
    return point;
}

bool isDashboard(const Document &document)
{
    return document.isJson() && document.hasAll({"hardware", "framework", "conc", "metrics"});
}

void readDashboard(const Document &document, ImportedFile &file, Error &error)
{
    forEachRecord(document, error, [&](const json &record, const std::string &path) {
        file.points.push_back(readRow(JsonFields(record, path, error)));
    });
}

bool isSilicon(const Document &document)
{
    return document.hasAll({"silicon_ttft_ms", "silicon_tpot_ms", "model_path", "system"});
}

/// The number after "silicon_concurrency=" in the remarks.
std::optional<double> concurrencyIn(const std::string &remarks)
{
    constexpr std::string_view key = "silicon_concurrency=";
    const std::size_t place = remarks.find(key);
    const double value = place == std::string::npos ? 0 : std::strtod(remarks.c_str() + place + key.size(), nullptr);
    return value >= 1 && value <= 1e6 ? std::optional(value) : std::nullopt;
}

ImportedPoint readSiliconRow(JsonFields row)
{
    ImportedPoint point;
    PointConfiguration &configuration = point.point.configuration;
    configuration.id = row.text("id", "");
    configuration.engine = engineName(row.text("backend"));
    configuration.engineVersion = row.text(row.firstOf({"backend_version"}), "");
    configuration.gpu = gpuName(row.text("system"));
    configuration.weightFormat = row.text("precision", "");
    setModel(point, row.text("model_path"));
    configuration.disaggregated = row.text("mode", "agg") != "agg";
    configuration.tp = row.integer("tp_size", gpuBounds, 1);
    configuration.pp = row.integer("pp_size", gpuBounds, 1);
    configuration.ep = row.integer("moe_ep_size", gpuBounds, 1);
    const int ranks = row.integer("attention_dp_size", gpuBounds, 1);
    configuration.dp = ranks;
    configuration.gpus = std::max(configuration.tp * ranks, configuration.ep) * configuration.pp;
    point.parallelismStated = true;
    const std::string remarks = row.text("silicon_data_source", "");
    const auto benchmarkConcurrency = concurrencyIn(remarks);
    const double lengthShare = benchmarkConcurrency ? meanOfNominal : 1;
    configuration.inputTokens = lengthShare * row.number("isl", lengthBounds);
    configuration.outputTokens = lengthShare * row.number("osl", lengthBounds);
    const auto batch = positiveNumber(row, {"batch_size"}, {1, 1e6});
    setLoad(configuration,
            benchmarkConcurrency ? benchmarkConcurrency
            : batch              ? std::optional(*batch * ranks)
                                 : std::nullopt,
            {}, 0);
    configuration.promptsPerSlot = benchmarkConcurrency ? promptsPerSlot : 0;
    point.ttft.mean = latency(row, "silicon_ttft_ms", milliseconds);
    point.tpot.mean = latency(row, "silicon_tpot_ms", milliseconds);
    point.definitions.tokenTime = MetricDefinitions::TokenTime::WithoutFirstToken;
    if (const std::size_t date = remarks.find("measured="); date != std::string::npos)
        point.date = remarks.substr(date + 9, 10);
    return point;
}

void readSilicon(const Document &document, ImportedFile &file, Error &error)
{
    forEachRecord(document, error, [&](const json &record, const std::string &path) {
        file.points.push_back(readSiliconRow(JsonFields(record, path, error)));
    });
}

} // namespace

const Importer inferencexDashboard{"inferencex-dashboard", "InferenceX dashboard rows", isDashboard, readDashboard,
                                   dashboardMapping};
const Importer siliconSample{"silicon-sample", "AIConfigurator silicon sample table", isSilicon, readSilicon, siliconMapping};

} // namespace trilemma::evidence::importers
