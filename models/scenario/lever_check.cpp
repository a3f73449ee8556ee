// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/lever_check.h"

#include "models/scenario/lever_text.h"

#include <charconv>
#include <cmath>

namespace trilemma::scenario {

namespace {

constexpr std::size_t listedOptions = 8;

std::string optionList(const std::vector<LeverOption> &options)
{
    std::string text;
    std::size_t listed = 0;
    std::size_t choosable = 0;
    for (const LeverOption &option : options) {
        if (!option.disabledReason.empty() || ++choosable > listedOptions)
            continue;
        text += (listed++ == 0 ? "" : ", ") + option.id;
    }
    return choosable > listed ? text + " and " + std::to_string(choosable - listed) + " more" : text;
}

Error problem(const Lever &lever, const std::string &message)
{
    return {.file = {}, .field = std::string(lever.id), .message = message};
}

std::optional<Error> numberProblem(const Lever &lever, double value, const LeverRange &range)
{
    const std::string text = std::isfinite(value) ? numberWithUnit(lever, value) : "not a number";
    if (!(value >= range.minimum && value <= range.maximum))
        return problem(lever, text + " is out of range; valid is " + validText(lever, range));
    if (range.whole && value != std::round(value))
        return problem(lever, text + " is not a whole number; valid is " + validText(lever, range));
    return std::nullopt;
}

/// A whole number that the range does not list.
bool isUnlistedNumber(const LeverRange &range, const std::string &id)
{
    int number = 0;
    const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
    return error == std::errc() && end == id.data() + id.size() && std::to_string(number) == id && number >= range.minimum &&
           number <= range.maximum;
}

const LeverOption *findOption(const LeverRange &range, const std::string &id)
{
    for (const LeverOption &option : range.options) {
        if (option.id == id)
            return &option;
    }
    return nullptr;
}

std::optional<Error> choiceProblem(const Lever &lever, const std::string &id, const Scenario &scenario,
                                   const catalog::Catalog &catalog, Strictness strictness)
{
    LeverRange range = lever.range(scenario, catalog);
    const LeverOption *option = findOption(range, id);
    const bool unlisted = !option && range.maximum > 0 && isUnlistedNumber(range, id);
    if (!option && !unlisted)
        return problem(lever, "\"" + id + "\" is not one of " + optionList(range.options));
    if (strictness == Strictness::Stored)
        return std::nullopt;
    if (unlisted) {
        // Once set, the value is listed with what is wrong about it.
        Scenario tried = scenario;
        lever.write(tried, id, catalog);
        range = lever.range(tried, catalog);
        option = findOption(range, id);
    }
    if (!option || option->disabledReason.empty())
        return std::nullopt;
    return problem(lever,
                   "\"" + id + "\" cannot be chosen: " + option->disabledReason + "; valid is " + optionList(range.options));
}

} // namespace

std::string validText(const Lever &lever, const LeverRange &range)
{
    if (lever.scale == LeverScale::Choice)
        return optionList(range.options);
    return numberWithUnit(lever, range.minimum) + " to " + numberWithUnit(lever, range.maximum);
}

std::optional<Error> leverProblem(const Lever &lever, const LeverValue &value, const Scenario &scenario,
                                  const catalog::Catalog &catalog, Strictness strictness)
{
    const bool choice = lever.scale == LeverScale::Choice;
    if (std::holds_alternative<std::string>(value) != choice)
        return problem(lever, std::string(choice ? "a name" : "a number") + " is expected; valid is " +
                                  validText(lever, lever.range(scenario, catalog)));
    if (choice)
        return choiceProblem(lever, std::get<std::string>(value), scenario, catalog, strictness);
    return numberProblem(lever, std::get<double>(value), lever.range(scenario, catalog));
}

} // namespace trilemma::scenario
