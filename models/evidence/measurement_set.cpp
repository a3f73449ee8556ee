// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/measurement_set.h"

#include "models/catalog/json_fields.h"

#include <array>
#include <cmath>

namespace trilemma::evidence {
namespace {

using catalog::JsonFields;
using Json = nlohmann::ordered_json;

template<class Owner, class Value> struct Key {
    const char *name;
    Value Owner::*member;
};
template<class Owner, class Value> Key(const char *, Value Owner::*) -> Key<Owner, Value>; // clang 14 needs telling

constexpr std::array configurationTexts{
    Key{"id", &PointConfiguration::id},
    Key{"engine", &PointConfiguration::engine},
    Key{"engine_version", &PointConfiguration::engineVersion},
    Key{"model", &PointConfiguration::model},
    Key{"gpu", &PointConfiguration::gpu},
    Key{"weight_dtype", &PointConfiguration::weightFormat},
    Key{"kv_dtype", &PointConfiguration::kvFormat},
    Key{"mode", &PointConfiguration::mode},
    Key{"spec_decode", &PointConfiguration::speculation},
    Key{"problem", &PointConfiguration::problem},
};
constexpr std::array configurationCounts{
    Key{"num_gpus", &PointConfiguration::gpus}, Key{"tp", &PointConfiguration::tp}, Key{"pp", &PointConfiguration::pp},
    Key{"ep", &PointConfiguration::ep},         Key{"dp", &PointConfiguration::dp},
};
constexpr std::array configurationNumbers{
    Key{"isl_mean", &PointConfiguration::inputTokens},
    Key{"osl_mean", &PointConfiguration::outputTokens},
    Key{"prompts_per_slot", &PointConfiguration::promptsPerSlot},
    Key{"concurrency", &PointConfiguration::concurrency},
};
constexpr std::array measuredNumbers{
    Key{"output_tok_s", &Measurement::outputTokensPerSecond},
    Key{"ttft_s", &Measurement::ttftSeconds},
    Key{"tpot_s", &Measurement::itlSeconds},
    Key{"e2e_s", &Measurement::endToEndSeconds},
};
constexpr std::array statistics{
    Key{"ttft_spread_s", &ImportedPoint::ttft},         Key{"tpot_spread_s", &ImportedPoint::tpot},
    Key{"itl_spread_s", &ImportedPoint::itl},           Key{"e2e_spread_s", &ImportedPoint::endToEnd},
    Key{"client_queue_s", &ImportedPoint::clientQueue},
};
constexpr std::array statisticNumbers{
    Key{"mean", &LatencyStatistics::mean}, Key{"p50", &LatencyStatistics::p50}, Key{"p90", &LatencyStatistics::p90},
    Key{"p95", &LatencyStatistics::p95},   Key{"p99", &LatencyStatistics::p99}, Key{"sd", &LatencyStatistics::standardDeviation},
};
constexpr std::array rates{
    Key{"req_s", &ImportedPoint::requestsPerSecond},         Key{"total_tok_s", &ImportedPoint::totalTokensPerSecond},
    Key{"input_tok_s", &ImportedPoint::inputTokensPerSecond}, Key{"power_w_per_gpu", &ImportedPoint::powerWattsPerGpu},
    Key{"j_per_output_token", &ImportedPoint::joulesPerOutputToken},
};
constexpr std::array runNumbers{Key{"requests", &ImportedPoint::requests}, Key{"duration_s", &ImportedPoint::durationSeconds}};

/// Larger counts are no deployment, and would not fit the sums made of them.
constexpr double mostGpus = 1e6;
constexpr auto everything = "inf";  ///< rate at which all requests come at once; JSON has no infinity

template<class Keys, class Owner> void writeKnown(const Keys &keys, const Owner &owner, Json &json)
{
    for (const auto &[name, member] : keys) {
        if (owner.*member)
            json[name] = *(owner.*member);
    }
}

template<class Keys, class Owner> void writePositive(const Keys &keys, const Owner &owner, Json &json)
{
    for (const auto &[name, member] : keys) {
        if (owner.*member > 0)
            json[name] = owner.*member;
    }
}

void writeText(const char *name, const std::string &text, Json &json)
{
    if (!text.empty())
        json[name] = text;
}

Json pointJson(const ImportedPoint &imported)
{
    const PointConfiguration &configuration = imported.point.configuration;
    Json json = Json::object();
    for (const auto &[name, member] : configurationTexts)
        writeText(name, configuration.*member, json);
    writePositive(configurationCounts, configuration, json);
    writePositive(configurationNumbers, configuration, json);
    if (configuration.requestsPerSecond > 0)
        json["qps"] = std::isinf(configuration.requestsPerSecond) ? Json(everything) : Json(configuration.requestsPerSecond);
    if (configuration.disaggregated)
        json["disagg"] = true;
    writeKnown(measuredNumbers, imported.point.measured, json);
    for (const auto &[name, member] : statistics) {
        if ((imported.*member).empty())
            continue;
        writeKnown(statisticNumbers, imported.*member, json[name]);
    }
    writeKnown(rates, imported, json);
    writePositive(runNumbers, imported, json);
    writeText("source", imported.point.source, json);
    writeText("quality", imported.point.quality, json);
    writeText("stated_model", imported.statedModel, json);
    writeText("date", imported.date, json);
    if (!imported.notes.empty())
        json["notes"] = imported.notes;
    return json;
}

template<class Keys, class Owner> void readKnown(const Keys &keys, JsonFields &fields, Owner &owner)
{
    for (const auto &[name, member] : keys)
        owner.*member = fields.numberOrUnknown(name, {});
}

double readRate(JsonFields &fields)
{
    if (fields.has("qps") && fields.raw("qps").is_string() && fields.text("qps") == everything)
        return std::numeric_limits<double>::infinity();
    return fields.number("qps", {}, 0.0);
}

PointConfiguration readConfiguration(JsonFields &fields)
{
    PointConfiguration configuration;
    for (const auto &[name, member] : configurationTexts)
        configuration.*member = fields.text(name, "");
    for (const auto &[name, member] : configurationCounts)
        configuration.*member = fields.integer(name, {0, mostGpus}, configuration.*member);
    for (const auto &[name, member] : configurationNumbers)
        configuration.*member = fields.number(name, {}, 0.0);
    configuration.requestsPerSecond = readRate(fields);
    configuration.disaggregated = fields.flag("disagg", false);
    return configuration;
}

ImportedPoint readPoint(JsonFields &fields, const std::string &fileSource, const std::string &fileDate)
{
    ImportedPoint imported;
    imported.point.configuration = readConfiguration(fields);
    readKnown(measuredNumbers, fields, imported.point.measured);
    for (const auto &[name, member] : statistics) {
        JsonFields spread = fields.object(name);
        readKnown(statisticNumbers, spread, imported.*member);
        spread.refuseUnknownKeys();
    }
    readKnown(rates, fields, imported);
    for (const auto &[name, member] : runNumbers)
        imported.*member = fields.number(name, {}, 0.0);
    imported.point.source = fields.text("source", fileSource);
    imported.point.quality = fields.text("quality", "");
    imported.statedModel = fields.text("stated_model", "");
    imported.date = fields.text("date", fileDate);
    imported.notes = fields.texts("notes");
    imported.parallelismStated = true;
    fields.refuseUnknownKeys();
    return imported;
}

ImportedFile readFile(JsonFields &fields)
{
    ImportedFile file;
    file.fileName = fields.text("file");
    file.formatId = fields.text("format", "");
    file.tool = fields.text("tool", "");
    file.toolVersion = fields.text("tool_version", "");
    const std::string source = fields.text("source", ""), date = fields.text("date", "");
    for (JsonFields &point : fields.objects("points")) {
        if (!fields.ok())
            break;
        file.points.push_back(readPoint(point, source, date));
    }
    fields.refuseUnknownKeys();
    return file;
}

} // namespace

nlohmann::ordered_json measurementsJson(std::span<const ImportedFile *const> files)
{
    Json array = Json::array();
    for (const ImportedFile *file : files) {
        Json json{{"file", file->fileName}};
        writeText("format", file->formatId, json);
        writeText("tool", file->tool, json);
        writeText("tool_version", file->toolVersion, json);
        json["points"] = Json::array();
        for (const ImportedPoint &imported : file->points)
            json["points"].push_back(pointJson(imported));
        array.push_back(std::move(json));
    }
    return array;
}

Result<std::vector<ImportedFile>> measurementsFromJson(const nlohmann::json &array, const std::string &path)
{
    const nlohmann::json holder{{path, array}};
    Error error;
    JsonFields fields(holder, {}, error);
    std::vector<ImportedFile> files;
    for (JsonFields &file : fields.objects(path)) {
        if (!fields.ok())
            break;
        files.push_back(readFile(file));
    }
    if (!error.message.empty())
        return error;
    return files;
}

Result<std::vector<ImportedFile>> readMeasurementSet(std::string_view json, const std::string &fileName)
{
    const Result<nlohmann::json> document = catalog::parseJsonObject(json, fileName);
    if (!document)
        return document.error();
    Error error;
    JsonFields fields(*document, {}, error);
    const int schema = fields.integer("schema", {.low = 1});
    if (fields.ok() && schema > measurementSetSchema)
        fields.fail("schema", std::to_string(schema) + " was written by a newer version; this one reads up to " +
                                  std::to_string(measurementSetSchema));
    const nlohmann::json measurements = fields.raw("measurements");
    fields.refuseUnknownKeys();
    if (error.message.empty()) {
        auto files = measurementsFromJson(measurements, "measurements");
        if (files)
            return files;
        error = files.error();
    }
    error.file = fileName;
    return error;
}

} // namespace trilemma::evidence
