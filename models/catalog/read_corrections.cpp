// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/corrections_json.h"
#include "models/catalog/entry_readers.h"

namespace trilemma::catalog {

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
    if (scoped.relativeError > 0)
        json["relative_error"] = scoped.relativeError;
    return json;
}

} // namespace trilemma::catalog
