// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/csv.h"
#include "models/evidence/importers/formats.h"
#include "models/evidence/importers/perf_metrics.h"

#include <array>
#include <charconv>

namespace trilemma::evidence::importers {

using catalog::JsonFields;
using nlohmann::json;

namespace {

constexpr std::array nimMapping{
    MappingRow{"...-unit, ...-avg, ...-p95", "as stated: ns", "as in GenAI-Perf", "one row for each run"},
    MappingRow{"task_inputs-n_gpus", "GPUs", "num_gpus and tp", "the table states no other parallelism"},
    MappingRow{"input_config-concurrency", "requests", "concurrency, closed loop", ""},
};

void readGenaiPerf(const Document &document, ImportedFile &file, Error &error)
{
    JsonFields metrics(document.records.front(), {}, error);
    ImportedPoint point = readPerfMetrics(metrics);
    JsonFields config = metrics.object("input_config");
    const std::vector<std::string> models = config.texts("model");
    if (!models.empty())
        setModel(point, models.front());
    point.point.configuration.engine = engineName(config.text("backend", ""));
    // num_prompts is the size of the data set, which is sent again until the measurement is stable
    setLoad(point.point.configuration, positiveNumber(config, {"concurrency"}, {1, 1e6}),
            positiveNumber(config, {"request_rate"}, rateBounds), 0);
    file.points.push_back(std::move(point));
}

bool isGenaiPerf(const Document &document)
{
    return document.shape == Document::Shape::Object && document.hasAll({"request_throughput", "request_latency"}) &&
           document.records.front()["request_latency"].is_object();
}

bool isNimTable(const Document &document)
{
    return document.shape == Document::Shape::Table && document.hasAll({"time_to_first_token-avg", "input_config-concurrency"});
}

/// Columns "metric-statistic" as objects {statistic: value}.
json nested(const json &row)
{
    json metrics = json::object();
    for (const auto &[column, value] : row.items()) {
        const std::size_t dash = column.rfind('-');
        const std::string statistic = dash == std::string::npos ? "" : column.substr(dash + 1);
        if (!statistic.empty() && column.find('-') == dash)
            metrics[column.substr(0, dash)][statistic] = value;
    }
    return metrics;
}

void readNimTable(const Document &document, ImportedFile &file, Error &error)
{
    forEachRecord(document, error, [&](const json &record, const std::string &path) {
        const json metrics = nested(record);
        JsonFields fields(metrics, path, error), row(record, path, error);
        ImportedPoint point = readPerfMetrics(fields);
        PointConfiguration &configuration = point.point.configuration;
        setModel(point, row.text(row.firstOf({"task_inputs-model", "input_config-model"})));
        configuration.engine = row.text("task_inputs-execution_type", "").starts_with("NIM")
                                   ? "nim"
                                   : engineName(row.text("input_config-backend", ""));
        configuration.gpu = gpuName(row.text("task_inputs-GPU", ""));
        configuration.gpus = row.integer("task_inputs-n_gpus", gpuBounds, 1);
        configuration.tp = configuration.gpus;
        configuration.weightFormat = row.text("task_inputs-precision", "");
        point.parallelismStated = true;
        setLoad(configuration, row.number("input_config-concurrency", {1, 1e6}), {}, 0);
        file.points.push_back(std::move(point));
    });
}

/// "1,916.33" as a number; the cell as it is where it is none.
json tableNumber(std::string_view cell)
{
    std::string digits(cell);
    std::erase(digits, ',');
    double value = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (problem == std::errc() && end == digits.data() + digits.size())
        return value;
    return digits.empty() ? json() : json(digits);
}

/// "Time To First Token (ms)" as time_to_first_token and ms.
std::pair<std::string, std::string> keyAndUnit(std::string_view label)
{
    const std::size_t bracket = std::min(label.find(" ("), label.size());
    std::string key = lowerCase(label.substr(0, bracket));
    std::ranges::replace(key, ' ', '_');
    std::string unit(label.substr(std::min(bracket + 2, label.size())));
    if (unit.ends_with(')'))
        unit.pop_back();
    return {key, unit};
}

bool isPerfTable(const Document &document)
{
    return document.shape == Document::Shape::Table && document.columns.front() == "Metric" && document.has("avg");
}

/// Two tables one below the other: statistics of the per-request metrics, then single values.
void readPerfTable(const Document &document, ImportedFile &file, Error &error)
{
    json metrics = json::object();
    CsvReader reader(document.text);
    std::vector<std::string_view> fields, columns;
    std::vector<std::string> names;
    while (reader.next(fields)) {
        if (fields.front() == "Metric") {
            names.assign(fields.begin(), fields.end());
            continue;
        }
        if (fields.size() != names.size()) {
            error = {{},
                     "line " + std::to_string(reader.line()),
                     "the row has " + std::to_string(fields.size()) + " fields where its header has " +
                         std::to_string(names.size())};
            return;
        }
        const auto [key, unit] = keyAndUnit(fields.front());
        json &metric = metrics[key];
        metric["unit"] = unit;
        for (std::size_t i = 1; i < fields.size(); ++i)
            metric[names[i] == "Value" ? "avg" : names[i]] = tableNumber(fields[i]);
    }
    if (!reader.error().empty()) {
        error = {{}, {}, reader.error()};
        return;
    }
    JsonFields metricFields(metrics, {}, error);
    file.tool = document.has("p1") ? "AIPerf" : "GenAI-Perf";
    file.points.push_back(readPerfMetrics(metricFields));
}

} // namespace

const Importer genaiPerfJson{"genai-perf", "GenAI-Perf JSON export", isGenaiPerf, readGenaiPerf, perfMapping()};
const Importer nimTable{"nim-table", "table of NVIDIA NIM results", isNimTable, readNimTable, nimMapping};
const Importer perfTable{"perf-table", "GenAI-Perf or AIPerf CSV export", isPerfTable, readPerfTable, perfMapping()};

} // namespace trilemma::evidence::importers
