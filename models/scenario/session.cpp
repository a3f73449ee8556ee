// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/session.h"

#include "models/catalog/json_fields.h"
#include "models/catalog/language_model_json.h"
#include "models/scenario/levers.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

namespace trilemma::scenario {

namespace {

using Json = nlohmann::ordered_json;
using catalog::Catalog;
using catalog::JsonFields;

constexpr int indentation = 2;
constexpr double largestExactInteger = 9007199254740992.0; // 2^53

/// Whole numbers without a decimal point: a person reads and diffs the file.
Json numberJson(double value)
{
    if (value == std::round(value) && std::abs(value) < largestExactInteger && !std::signbit(value))
        return static_cast<std::int64_t>(value);
    return value;
}

Json trafficJson(const Scenario &scenario)
{
    Json json{{"title", scenario.trafficTitle}};
    if (const auto &traced = scenario.workload.tracedLengths) {
        json["input_lengths_over_mean"] = traced->input;
        json["output_lengths_over_mean"] = traced->output;
        json["length_rank_correlation"] = traced->rankCorrelation;
    }
    return json;
}

Json ownDayJson(const FleetPlan &plan)
{
    return {{"title", plan.ownDayTitle}, {"load_by_hour_over_peak", plan.ownDay->shareOfPeak}};
}

Json scenarioJson(const Scenario &scenario, const Catalog &catalog)
{
    Json levers = Json::object();
    for (const Lever &lever : scenario::levers()) {
        const LeverValue value = lever.read(scenario, catalog);
        const double *number = std::get_if<double>(&value);
        levers[std::string(lever.id)] = number ? numberJson(*number) : Json(std::get<std::string>(value));
    }
    Json json{{"name", scenario.name}, {"levers", std::move(levers)}};
    if (scenario.customModel)
        json["custom_model"] = catalog::languageModelJson(*scenario.customModel);
    if (!scenario.trafficTitle.empty() || scenario.workload.tracedLengths)
        json["traffic"] = trafficJson(scenario);
    if (scenario.fleet.ownDay)
        json["own_day"] = ownDayJson(scenario.fleet);
    return json;
}

std::optional<LeverValue> storedValue(const Lever &lever, JsonFields &fields)
{
    const std::string id(lever.id);
    if (!fields.has(id))
        return std::nullopt;
    if (lever.scale == LeverScale::Choice)
        return LeverValue(fields.text(id));
    const nlohmann::json &value = fields.raw(id);
    if (value.is_number())
        return LeverValue(value.get<double>());
    fields.fail(id, catalog::brief(value) + " is not valid; a number is expected");
    return std::nullopt;
}

/// In table order, so that a lever that sets others comes before what it sets. A lever that the file does
/// not know (it is older) keeps what the levers before it made of the default scenario.
void applyLevers(Scenario &scenario, JsonFields fields, const Catalog &catalog)
{
    for (const Lever &lever : levers()) {
        const std::optional<LeverValue> value = storedValue(lever, fields);
        if (!value || !fields.ok())
            continue;
        Result<Scenario> changed = withStoredLever(scenario, lever.id, *value, catalog);
        if (changed)
            scenario = std::move(changed).value();
        else
            fields.fail(std::string(lever.id), changed.error().message);
    }
    fields.refuseUnknownKeys();
}

serving::LengthShape readShape(JsonFields &fields, const std::string &key)
{
    constexpr double longest = 1e9;
    serving::LengthShape shape{};
    const std::vector<double> values = fields.numbers(key, {0, longest}, shape.size());
    if (!fields.ok())
        return shape;
    if (!std::ranges::is_sorted(values))
        fields.fail(key, "is not valid; lengths that never fall are expected");
    std::ranges::copy(values, shape.begin());
    return shape;
}

/// What a trace says beyond the levers.
void readTraffic(Scenario &scenario, JsonFields fields)
{
    scenario.trafficTitle = fields.text("title", "");
    if (fields.has("input_lengths_over_mean")) {
        scenario.workload.tracedLengths = {readShape(fields, "input_lengths_over_mean"), readShape(fields, "output_lengths_over_mean"),
                                           fields.number("length_rank_correlation", {-1, 1}, 0)};
    }
    fields.refuseUnknownKeys();
}

/// Before the levers: one of them says whether the fleet follows it.
void readOwnDay(Scenario &scenario, JsonFields fields)
{
    fleet::DayProfile day;
    const std::string key = "load_by_hour_over_peak";
    const std::vector<double> values = fields.numbers(key, {0, 1}, day.shareOfPeak.size());
    if (fields.ok() && *std::ranges::max_element(values) != 1)
        fields.fail(key, "is not valid; shares of the peak are expected, the largest of which is 1");
    if (fields.ok()) {
        std::ranges::copy(values, day.shareOfPeak.begin());
        scenario.fleet.ownDay = day;
        scenario.fleet.ownDayTitle = fields.text("title", "");
    }
    fields.refuseUnknownKeys();
}

Scenario readScenario(JsonFields fields, const Catalog &catalog)
{
    Scenario scenario = defaultScenario(catalog);
    scenario.name = fields.text("name", "");
    if (fields.has("custom_model")) {
        const auto model = catalog::languageModelFromJson(fields.raw("custom_model"), fields.pathOf("custom_model"));
        if (model)
            scenario.customModel = *model;
        else
            fields.fail("custom_model", model.error().sentence());
    }
    if (fields.has("own_day"))
        readOwnDay(scenario, fields.object("own_day"));
    if (!fields.has("levers"))
        fields.fail("levers", "is missing; an object with the value of each lever is expected");
    applyLevers(scenario, fields.object("levers"), catalog);
    if (fields.has("traffic"))
        readTraffic(scenario, fields.object("traffic"));
    fields.refuseUnknownKeys();
    return scenario;
}

/// Schemas older than ours would be brought up here, one step each; 1 is the first.
void checkSchema(JsonFields &fields)
{
    const int schema = fields.integer("schema", {.low = 1});
    if (fields.ok() && schema > sessionSchema)
        fields.fail("schema", std::to_string(schema) + " was written by a newer version; this one reads up to " +
                                  std::to_string(sessionSchema));
}

} // namespace

std::string writeSession(const Session &session, const Catalog &catalog)
{
    Json json{{"schema", sessionSchema},
              {"application", session.applicationVersion},
              {"current", scenarioJson(session.current, catalog)},
              {"pinned", Json::array()},
              {"baseline", session.baseline},
              {"notes", session.notes}};
    for (const Scenario &pinned : session.pinned)
        json["pinned"].push_back(scenarioJson(pinned, catalog));
    return json.dump(indentation, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<Session> readSession(std::string_view text, const Catalog &catalog)
{
    const Result<nlohmann::json> document = catalog::parseJsonObject(text, {});
    if (!document)
        return document.error();

    Error error;
    JsonFields fields(*document, {}, error);
    checkSchema(fields);
    Session session;
    session.applicationVersion = fields.text("application", "");
    session.notes = fields.text("notes", "");
    if (!fields.has("current"))
        fields.fail("current", "is missing; a scenario is expected");
    session.current = readScenario(fields.object("current"), catalog);
    std::vector<JsonFields> pinned = fields.objects("pinned");
    if (pinned.size() > mostPinned)
        fields.fail("pinned", std::to_string(pinned.size()) + " scenarios are too many; at most " + std::to_string(mostPinned) +
                                  " can be pinned");
    for (std::size_t i = 0; i < pinned.size() && fields.ok(); ++i)
        session.pinned.push_back(readScenario(pinned[i], catalog));
    session.baseline = fields.integer("baseline", {.low = -1, .high = static_cast<double>(pinned.size()) - 1}, -1);
    fields.refuseUnknownKeys();
    if (!error.message.empty())
        return error;
    return session;
}

} // namespace trilemma::scenario
