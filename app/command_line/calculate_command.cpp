// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line/commands.h"
#include "app/command_line/text_table.h"

#include "models/scenario/calculator.h"
#include "models/scenario/metrics.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <ostream>

namespace trilemma::app {

namespace {

using scenario::Calculation;

Result<Calculation::Given> givenIn(const std::vector<std::string> &settings)
{
    Calculation::Given given;
    for (const std::string &setting : settings) {
        const std::size_t equals = setting.find('=');
        const std::string text = equals == std::string::npos ? std::string() : setting.substr(equals + 1);
        double value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (text.empty() || error != std::errc() || end != text.data() + text.size())
            return Error{{}, setting, "is not valid; NAME=NUMBER is expected"};
        given[setting.substr(0, equals)] = value;
    }
    return given;
}

void listCalculations(std::ostream &out)
{
    TextTable table({Align::Left, Align::Left, Align::Left});
    table.add({"calculation", "inputs", ""});
    for (const Calculation &calculation : scenario::calculations()) {
        std::string inputs;
        for (const auto &input : calculation.inputs)
            inputs += (inputs.empty() ? "" : " ") + std::string(input.id);
        table.add({std::string(calculation.id), inputs, std::string(calculation.sentence)});
    }
    table.print(out);
}

} // namespace

Outcome calculateCommand(const CalculateOptions &options, std::ostream &out)
{
    if (options.calculation.empty()) {
        listCalculations(out);
        return Done;
    }
    const auto given = givenIn(options.given);
    if (!given)
        return given.error();
    const auto figures = scenario::calculate(options.calculation, *given);
    if (!figures)
        return figures.error();
    if (options.format == "json") {
        auto json = nlohmann::ordered_json::object();
        for (const Calculation::Figure &figure : *figures)
            json[std::string(figure.id)] = figure.value;
        out << json.dump(2) << '\n';
        return Done;
    }
    TextTable table({Align::Left, Align::Right, Align::Left});
    for (const Calculation::Figure &figure : *figures)
        table.add({std::string(figure.id), scenario::formatNumber(figure.value), std::string(figure.unit)});
    table.print(out);
    return Done;
}

} // namespace trilemma::app
