// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/corrections_json.h"
#include "models/catalog/entry_readers.h"

#include <cmath>

namespace trilemma::catalog {

namespace {

Band readBand(JsonFields &fields, const std::string &key)
{
    const std::vector<double> ends = fields.numbers(key, {1e-3, 1e3}, 2);
    if (fields.ok() && !(ends[0] < ends[1]))
        fields.fail(key, "the lower end first, then the higher one");
    return {ends[0], ends[1]};
}

} // namespace

CheckedScope readChecked(JsonFields &fields)
{
    CheckedScope checked;
    checked.scope = readScope(fields);
    checked.points = fields.integer("points", {1, 1e9});
    checked.deployments = fields.integer("deployments", {1, 1e9});
    checked.tokenTime = readBand(fields, "token_time");
    checked.firstToken = readBand(fields, "first_token");
    const auto readLoad = [&](const char *key) {
        const std::vector<double> figures = fields.numbers(key, {1, 1e8}, 4);
        return MeasuredLoad{figures[0], figures[1], figures[2], figures[3], 0, 0};
    };
    checked.least = readLoad("least");
    checked.most = readLoad("most");
    checked.citations = readCitations(fields);
    fields.refuseUnknownKeys();
    return checked;
}

nlohmann::ordered_json toJson(const CheckedScope &checked)
{
    nlohmann::ordered_json json = toJson(checked.scope);
    json["points"] = checked.points;
    json["deployments"] = checked.deployments;
    const auto band = [](const Band &ends) {
        constexpr double figures = 1000;
        return nlohmann::ordered_json{std::round(ends.low * figures) / figures, std::round(ends.high * figures) / figures};
    };
    json["token_time"] = band(checked.tokenTime);
    json["first_token"] = band(checked.firstToken);
    const auto load = [](const MeasuredLoad &l) {
        return nlohmann::ordered_json{l.gpus, l.inputTokens, l.outputTokens, l.sequences};
    };
    json["least"] = load(checked.least);
    json["most"] = load(checked.most);
    return json;
}

} // namespace trilemma::catalog
