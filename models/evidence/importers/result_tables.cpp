// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/importers/formats.h"
#include "models/evidence/importers/reading.h"

#include <array>
#include <charconv>

namespace trilemma::evidence::importers {

using catalog::JsonFields;
using nlohmann::json;

namespace {

constexpr std::array mlperfMapping{
    MappingRow{"Performance_Result in Tokens/s", "tokens/s", "output tokens/s", "of the whole system"},
    MappingRow{"Scenario", "", "kind of load",
               "Offline = maximum throughput; Server and Interactive = open loop at the rate that still met the latency limits"},
    MappingRow{"TOKENS_PER_SAMPLE in Accuracy", "tokens", "OSL", "mean over the data set; ISL is not stated"},
    MappingRow{"a# times Nodes", "GPUs", "num_gpus", "how the model is spread over them is not stated"},
};

constexpr std::array pointsMapping{
    MappingRow{"output_tok_s_total", "tokens/s", "output tokens/s", "of the whole deployment"},
    MappingRow{"total_tok_s", "tokens/s", "total tokens/s", "input and output together"},
    MappingRow{"ttft_ms_mean, _p50, _p90, _p95, _p99", "ms", "TTFT", ""},
    MappingRow{"itl_ms_mean, _p50, _p99", "ms", "TPOT", "without the first token"},
    MappingRow{"e2e_ms_mean, _p99", "ms", "E2E", ""},
    MappingRow{"isl_mean, osl_mean", "tokens", "ISL, OSL", "win over nominal isl and osl"},
};

struct ModelName {
    std::string_view theirs, ours;
};
constexpr std::array modelNames{ModelName{"llama2-70b", "Llama-2-70B"},   ModelName{"llama3.1-405b", "Llama-3.1-405B"},
                                ModelName{"llama3.1-8b", "Llama-3.1-8B"}, ModelName{"mixtral-8x7b", "Mixtral-8x7B"},
                                ModelName{"deepseek-r1", "DeepSeek-R1"},  ModelName{"gpt-oss-120b", "gpt-oss-120b"}};

bool isMlperf(const Document &document)
{
    return document.isJson() && document.hasAll({"Submitter", "Scenario", "Performance_Result", "Performance_Units"});
}

double tokensPerSample(const std::string &accuracy)
{
    constexpr std::string_view key = "TOKENS_PER_SAMPLE: ";
    const std::size_t place = accuracy.find(key);
    double tokens = 0;
    if (place != std::string::npos)
        std::from_chars(accuracy.data() + place + key.size(), accuracy.data() + accuracy.size(), tokens);
    return tokens > 0 && tokens < lengthBounds.high ? tokens : 0;
}

ImportedPoint readMlperfRow(JsonFields row)
{
    ImportedPoint point;
    PointConfiguration &configuration = point.point.configuration;
    const std::string model = row.text("Model"), scenario = row.text("Scenario"), software = row.text("Software", "");
    setModel(point, model);
    for (const auto &[theirs, ours] : modelNames) {
        if (model.starts_with(theirs))
            configuration.model = ours;
    }
    configuration.engine = engineName(software);
    const std::string_view afterName = std::string_view(software).substr(std::min(software.find(' ') + 1, software.size()));
    configuration.engineVersion = afterName.substr(0, afterName.find_first_of(", "));
    configuration.gpu = gpuName(row.text("Accelerator"));
    configuration.gpus = row.integer("a#", gpuBounds) * row.integer("Nodes", {1, 1000}, 1);
    configuration.weightFormat = row.text("weight_data_types", "");
    configuration.outputTokens = tokensPerSample(row.text("Accuracy", ""));
    const double rate = row.number("Performance_Result", rateBounds);
    point.point.measured.outputTokensPerSecond = positive(rate);
    configuration.mode = scenario == "Offline" ? "offline_max" : "qps";
    if (scenario != "Offline" && configuration.outputTokens > 0)
        configuration.requestsPerSecond = rate / configuration.outputTokens;
    if (scenario != "Offline")
        point.notes.push_back("The rate is the highest that met the latency limits of the scenario " + catalog::brief(scenario) +
                              " scenario.");
    point.date = row.text("version", "");
    point.point.source = row.text("Details", "");
    return point;
}

/// Rows of other tasks (images, retrieval) count samples, not tokens, and are left out.
void readMlperf(const Document &document, ImportedFile &file, Error &error)
{
    forEachRecord(document, error, [&](const json &record, const std::string &path) {
        JsonFields row(record, path, error);
        if (row.text("Performance_Units") == "Tokens/s")
            file.points.push_back(readMlperfRow(row));
    });
}

bool isPoints(const Document &document)
{
    return document.shape == Document::Shape::Table && document.hasAll({"id", "engine", "model", "gpu", "mode"});
}

void readPointStatistics(JsonFields row, ImportedPoint &point)
{
    const auto statistics = [&](const std::string &metric) {
        const auto value = [&](const char *statistic) { return latency(row, metric + "_ms_" + statistic, milliseconds); };
        return LatencyStatistics{value("mean"), value("p50"), value("p90"), value("p95"), value("p99"), {}};
    };
    point.ttft = statistics("ttft");
    point.tpot = statistics("itl");
    point.endToEnd = statistics("e2e");
    point.requestsPerSecond = positiveNumber(row, {"req_s"}, rateBounds);
    point.totalTokensPerSecond = positiveNumber(row, {"total_tok_s"}, rateBounds);
    point.powerWattsPerGpu = positiveNumber(row, {"power_w_per_gpu"}, rateBounds);
    point.date = row.raw("source_version_date").is_string() ? row.text("source_version_date") : std::string();
}

void readPointsTable(const Document &document, ImportedFile &file, Error &error)
{
    auto points = readPoints(document.text, file.fileName);
    if (!points) {
        error = points.error();
        return;
    }
    std::size_t next = 0;
    forEachRecord(document, error, [&](const json &record, const std::string &path) {
        ImportedPoint point;
        point.point = std::move(points->at(next++));
        point.definitions.tokenTime = MetricDefinitions::TokenTime::WithoutFirstToken;
        point.parallelismStated = document.has("tp");
        if (!point.point.configuration.problem.empty())
            error = {{}, path, point.point.configuration.problem};
        else
            readPointStatistics(JsonFields(record, path, error), point);
        file.points.push_back(std::move(point));
    });
}

} // namespace

const Importer mlperf{"mlperf", "MLPerf Inference result rows", isMlperf, readMlperf, mlperfMapping};
const Importer pointsTable{"points", "points table (measured.csv layout)", isPoints, readPointsTable, pointsMapping};

} // namespace trilemma::evidence::importers
