// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/corrections_json.h"
#include "models/catalog/entry_readers.h"

#include <array>

namespace trilemma::catalog {

namespace {

/// A row for each field of MeasuredLoad: reading and writing walk these.
struct LoadField {
    const char *key;
    double MeasuredLoad::*value;
    Bounds bounds;
};
constexpr std::array loadFields{LoadField{"gpus", &MeasuredLoad::gpus, {1, 1e6}},
                                LoadField{"input_tokens", &MeasuredLoad::inputTokens, {1, 1e8}},
                                LoadField{"output_tokens", &MeasuredLoad::outputTokens, {1, 1e8}},
                                LoadField{"sequences", &MeasuredLoad::sequences, {1, 1e7}},
                                LoadField{"token_time_weight", &MeasuredLoad::tokenTimeWeight, {-1000, 1000}},
                                LoadField{"first_token_weight", &MeasuredLoad::firstTokenWeight, {-1000, 1000}}};

MeasuredLoad readLoad(JsonFields &fields)
{
    MeasuredLoad load;
    for (const LoadField &field : loadFields)
        load.*field.value = fields.number(field.key, field.bounds);
    fields.refuseUnknownKeys();
    return load;
}

} // namespace

CorrectionScope readScope(JsonFields &fields)
{
    CorrectionScope scope{fields.text("engine", ""), fields.text("accelerator", ""), fields.text("model", ""), {}};
    if (fields.has("weights")) {
        const std::string weights = fields.text("weights");
        scope.weightFormat = weightFormatFromId(weights);
        if (fields.ok() && !scope.weightFormat)
            fields.fail("weights", "\"" + weights + "\" is not a weight format");
    }
    return scope;
}

ScopedCorrections readCorrections(JsonFields &fields)
{
    ScopedCorrections scoped;
    scoped.calibration = fields.text("calibration", "");
    scoped.scope = readScope(fields);
    for (const CorrectionField &field : correctionFields())
        scoped.corrections.*field.value = fields.number(std::string(field.id), {field.low, field.high}, field.factor ? 1 : 0);
    for (JsonFields &load : fields.objects("loads"))
        scoped.loads.push_back(readLoad(load));
    scoped.tokenTimeSpread = fields.number("token_time_spread", {0, 10}, 0);
    scoped.firstTokenSpread = fields.number("first_token_spread", {0, 10}, 0);
    scoped.relativeError = fields.number("relative_error", {0, 10}, 0);
    scoped.citations = readCitations(fields);
    fields.refuseUnknownKeys();
    return scoped;
}

nlohmann::ordered_json toJson(const CorrectionScope &scope)
{
    auto json = nlohmann::ordered_json::object();
    const auto addText = [&](const char *key, const std::string &text) {
        if (!text.empty())
            json[key] = text;
    };
    addText("engine", scope.engineId);
    addText("accelerator", scope.acceleratorId);
    addText("model", scope.modelId);
    if (scope.weightFormat)
        json["weights"] = info(*scope.weightFormat).id;
    return json;
}

nlohmann::ordered_json toJson(const ScopedCorrections &scoped)
{
    nlohmann::ordered_json json = toJson(scoped.scope);
    if (!scoped.calibration.empty())
        json["calibration"] = scoped.calibration;
    const Corrections neutral;
    for (const CorrectionField &field : correctionFields()) {
        if (scoped.corrections.*field.value != neutral.*field.value)
            json[std::string(field.id)] = scoped.corrections.*field.value;
    }
    for (const MeasuredLoad &load : scoped.loads) {
        auto &entry = json["loads"].emplace_back();
        for (const LoadField &field : loadFields)
            entry[field.key] = load.*field.value;
    }
    if (scoped.tokenTimeSpread > 0)
        json["token_time_spread"] = scoped.tokenTimeSpread;
    if (scoped.firstTokenSpread > 0)
        json["first_token_spread"] = scoped.firstTokenSpread;
    if (scoped.relativeError > 0)
        json["relative_error"] = scoped.relativeError;
    return json;
}

} // namespace trilemma::catalog
