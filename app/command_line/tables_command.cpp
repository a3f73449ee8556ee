// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line/commands.h"
#include "app/command_line/text_table.h"

#include "models/scenario/levers.h"
#include "models/scenario/metrics.h"

#include <nlohmann/json.hpp>

#include <ostream>

namespace trilemma::app {

namespace {

using nlohmann::ordered_json;
using scenario::Lever;
using scenario::LeverRange;
using scenario::LeverScale;
using scenario::Scenario;

std::string_view label(LeverScale scale)
{
    switch (scale) {
    case LeverScale::Linear: return "linear";
    case LeverScale::Logarithmic: return "logarithmic";
    case LeverScale::Choice: return "choice";
    }
    return {};
}

std::string_view label(scenario::Better better)
{
    switch (better) {
    case scenario::Better::Up: return "up";
    case scenario::Better::Down: return "down";
    case scenario::Better::Neither: return "neither";
    }
    return {};
}

/// "1 to 64", or the choices; long lists are cut, their number stays.
std::string rangeText(const Lever &lever, const Scenario &scenario, const catalog::Catalog &catalog)
{
    const LeverRange range = lever.range(scenario, catalog);
    if (lever.scale != LeverScale::Choice) {
        return scenario::formatLeverValue(lever, range.minimum, scenario, catalog) + " to " +
               scenario::formatLeverValue(lever, range.maximum, scenario, catalog);
    }
    constexpr std::size_t shown = 8;
    std::string text;
    for (std::size_t i = 0; i < range.options.size() && i < shown; ++i)
        text += (i > 0 ? ", " : "") + range.options[i].id;
    return range.options.size() <= shown ? text : text + ", ... (" + std::to_string(range.options.size()) + ")";
}

ordered_json toJson(const Lever &lever, const Scenario &scenario, const catalog::Catalog &catalog)
{
    const LeverRange range = lever.range(scenario, catalog);
    const scenario::LeverValue value = lever.read(scenario, catalog);
    ordered_json entry{{"id", lever.id},     {"label", lever.label},          {"group", lever.group}, {"unit", lever.unit},
                       {"scale", label(lever.scale)}, {"basic", lever.basic}, {"definition", lever.glossary}};
    if (const auto *number = std::get_if<double>(&value)) {
        entry["default"] = *number / lever.unitScale;
        entry["minimum"] = range.minimum / lever.unitScale;
        entry["maximum"] = range.maximum / lever.unitScale;
        entry["whole"] = range.whole;
    } else {
        entry["default"] = std::get<std::string>(value);
        entry["choices"] = ordered_json::array();
        for (const scenario::LeverOption &option : range.options) {
            entry["choices"].push_back({{"id", option.id}, {"label", option.label}});
            if (!option.disabledReason.empty())
                entry["choices"].back()["disabled"] = option.disabledReason;
        }
    }
    return entry;
}

} // namespace

Outcome leversCommand(const std::string &format, const catalog::Catalog &catalog, std::ostream &out)
{
    const Scenario scenario = scenario::defaultScenario(catalog);
    if (format == "json") {
        auto list = ordered_json::array();
        for (const Lever &lever : scenario::levers())
            list.push_back(toJson(lever, scenario, catalog));
        out << list.dump(2) << '\n';
        return Done;
    }
    TextTable table({Align::Left, Align::Left, Align::Left, Align::Right, Align::Left, Align::Left});
    table.add({"id", "label", "group", "default", "unit", "range or choices"});
    for (const Lever &lever : scenario::levers()) {
        table.add({std::string(lever.id), std::string(lever.label), std::string(lever.group),
                   scenario::formatLeverValue(lever, lever.read(scenario, catalog), scenario, catalog), std::string(lever.unit),
                   rangeText(lever, scenario, catalog)});
    }
    table.print(out);
    return Done;
}

Outcome metricsCommand(const std::string &format, std::ostream &out)
{
    if (format == "json") {
        auto list = ordered_json::array();
        for (const scenario::Metric &metric : scenario::metrics())
            list.push_back({{"id", metric.id}, {"label", metric.label}, {"unit", metric.unit}, {"basis", metric.basis},
                            {"better", label(metric.better)}, {"definition", metric.definition}});
        out << list.dump(2) << '\n';
        return Done;
    }
    TextTable table(std::vector<Align>(6, Align::Left));
    table.add({"id", "label", "unit", "basis", "better", "definition"});
    for (const scenario::Metric &metric : scenario::metrics())
        table.add({std::string(metric.id), std::string(metric.label), std::string(metric.unit), std::string(metric.basis),
                   std::string(label(metric.better)), std::string(metric.definition)});
    table.print(out);
    return Done;
}

} // namespace trilemma::app
