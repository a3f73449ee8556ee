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

ScopedCorrections readCorrections(JsonFields &fields)
{
    ScopedCorrections scoped;
    scoped.calibration = fields.text("calibration", "");
    scoped.scope = {fields.text("engine", ""), fields.text("accelerator", ""), fields.text("model", ""), {}};
    if (fields.has("weights")) {
        const std::string weights = fields.text("weights");
        scoped.scope.weightFormat = weightFormatFromId(weights);
        if (fields.ok() && !scoped.scope.weightFormat)
            fields.fail("weights", "\"" + weights + "\" is not a weight format");
    }
    for (const CorrectionField &field : correctionFields())
        scoped.corrections.*field.value = fields.number(std::string(field.id), {field.low, field.high}, field.factor ? 1 : 0);
    for (JsonFields &load : fields.objects("loads"))
        scoped.loads.push_back(readLoad(load));
    scoped.relativeError = fields.number("relative_error", {0, 10}, 0);
    scoped.citations = readCitations(fields);
    fields.refuseUnknownKeys();
    return scoped;
}

nlohmann::ordered_json toJson(const ScopedCorrections &scoped)
{
    nlohmann::ordered_json json;
    const auto addText = [&](const char *key, const std::string &text) {
        if (!text.empty())
            json[key] = text;
    };
    addText("calibration", scoped.calibration);
    addText("engine", scoped.scope.engineId);
    addText("accelerator", scoped.scope.acceleratorId);
    addText("model", scoped.scope.modelId);
    if (scoped.scope.weightFormat)
        json["weights"] = info(*scoped.scope.weightFormat).id;
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
    if (scoped.relativeError > 0)
        json["relative_error"] = scoped.relativeError;
    return json;
}

} // namespace trilemma::catalog
