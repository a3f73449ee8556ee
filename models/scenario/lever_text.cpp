// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/lever_text.h"

#include "models/scenario/lever_check.h"
#include "models/scenario/number_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>

namespace trilemma::scenario {

namespace {

enum class Dimension { Count, Time, Rate, Power, Span };

struct KnownUnit {
    std::string_view text;
    Dimension dimension;
    double scale;
};

/// What people write besides a lever's own unit. Spans are in years.
constexpr std::array<KnownUnit, 19> knownUnits{{
    {"tokens", Dimension::Count, 1},
    {"token", Dimension::Count, 1},
    {"tok", Dimension::Count, 1},
    {"us", Dimension::Time, 1e-6},
    {"µs", Dimension::Time, 1e-6},
    {"ms", Dimension::Time, 1e-3},
    {"s", Dimension::Time, 1},
    {"min", Dimension::Time, 60},
    {"h", Dimension::Time, 3600},
    {"QPS", Dimension::Rate, 1},
    {"req/s", Dimension::Rate, 1},
    {"/s", Dimension::Rate, 1},
    {"W", Dimension::Power, 1},
    {"kW", Dimension::Power, 1e3},
    {"years", Dimension::Span, 1},
    {"year", Dimension::Span, 1},
    {"y", Dimension::Span, 1},
    {"months", Dimension::Span, 1.0 / 12},
    {"month", Dimension::Span, 1.0 / 12},
}};

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool sameWord(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b, {}, lower, lower);
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

const KnownUnit *knownUnit(std::string_view text)
{
    const auto found = std::ranges::find_if(knownUnits, [&](const KnownUnit &unit) { return sameWord(unit.text, text); });
    return found == knownUnits.end() ? nullptr : &*found;
}

double multiplier(char letter)
{
    switch (letter) {
    case 'k':
    case 'K':
        return 1e3;
    case 'M':
        return 1e6;
    case 'G':
        return 1e9;
    case 'T':
        return 1e12;
    default:
        return 0;
    }
}

/// Nearest double to the decimal that was meant: what a person types has fewer digits than the noise of scaling.
double scaled(double number, double scale)
{
    if (scale == 1 || !std::isfinite(number))
        return number;
    std::array<char, 32> digits;
    double value = number * scale;
    const auto text = std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::scientific, 14);
    std::from_chars(digits.data(), text.ptr, value);
    return value;
}

std::optional<double> scaledByUnit(const Lever &lever, double number, std::string_view unit)
{
    const std::string_view own = lever.unit.starts_with('$') ? lever.unit.substr(1) : lever.unit;
    const bool bare = unit.empty();
    if (bare && lever.unit == "%" && std::abs(number) <= 1)
        return number;
    if (bare || sameWord(unit, own) || sameWord(unit, lever.unit))
        return scaled(number, lever.unitScale);
    const KnownUnit *wanted = knownUnit(lever.unit);
    const KnownUnit *given = knownUnit(unit);
    if (wanted && given && wanted->dimension == given->dimension)
        return scaled(number, given->scale);
    if (const double factor = multiplier(unit.front()))
        return scaledByUnit(lever, number * factor, trimmed(unit.substr(1)));
    return std::nullopt;
}

/// Digits with commas between groups of three only: "1,5" is nobody's thousand.
std::optional<std::string> withoutThousands(std::string_view text)
{
    std::string digits;
    const std::size_t point = std::min(text.find('.'), text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != ',') {
            digits += text[i];
            continue;
        }
        const bool groups = i > 0 && i < point && (point - i) % 4 == 0;
        if (!groups)
            return std::nullopt;
    }
    return digits;
}

struct NumberAndUnit {
    double number = 0;
    std::string_view unit;
};

std::optional<NumberAndUnit> splitNumber(std::string_view text)
{
    if (text.starts_with('$') || text.starts_with('+'))
        text.remove_prefix(1);
    text = trimmed(text);
    std::size_t length = std::min(text.find_first_not_of("0123456789.,-"), text.size());
    const bool exponent =
        length + 1 < text.size() && lower(text[length]) == 'e' &&
        (std::isdigit(static_cast<unsigned char>(text[length + 1])) || text[length + 1] == '-' || text[length + 1] == '+');
    if (exponent)
        length = std::min(text.find_first_not_of("0123456789", length + 2), text.size());
    const std::optional<std::string> digits = withoutThousands(text.substr(0, length));
    if (!digits)
        return std::nullopt;
    NumberAndUnit split{.unit = trimmed(text.substr(length))};
    std::string cleaned = *digits;
    std::erase(cleaned, '+');
    const auto [end, error] = std::from_chars(cleaned.data(), cleaned.data() + cleaned.size(), split.number);
    if (error != std::errc() || end != cleaned.data() + cleaned.size())
        return std::nullopt;
    return split;
}

Error unreadable(const Lever &lever, std::string_view text, const std::string &why, const LeverRange &range)
{
    return {.file = {},
            .field = std::string(lever.id),
            .message = "\"" + std::string(text) + "\" " + why + "; valid is " + validText(lever, range)};
}

Result<LeverValue> parseNumber(const Lever &lever, std::string_view text, const LeverRange &range)
{
    if (!lever.zeroText.empty() && sameWord(text, lever.zeroText))
        return LeverValue(0.0);
    const std::optional<NumberAndUnit> split = splitNumber(text);
    if (!split)
        return unreadable(lever, text, "is not a number", range);
    const std::optional<double> value = scaledByUnit(lever, split->number, split->unit);
    if (!value)
        return unreadable(lever, text, "has a unit that does not fit", range);
    return LeverValue(*value);
}

/// An id, or a label as people read it.
std::string choiceId(std::string_view text, const LeverRange &range)
{
    for (const LeverOption &option : range.options) {
        if (sameWord(option.id, text))
            return option.id;
    }
    for (const LeverOption &option : range.options) {
        if (sameWord(option.label, text))
            return option.id;
    }
    return std::string(text);
}

} // namespace

std::string numberWithUnit(const Lever &lever, double value)
{
    if (value == 0 && !lever.zeroText.empty())
        return std::string(lever.zeroText);
    const std::string number = shortText(value / lever.unitScale);
    if (lever.unit.starts_with('$'))
        return (value < 0 ? "-$" + number.substr(1) : "$" + number) + std::string(lever.unit.substr(1));
    return lever.unit.empty() ? number : number + " " + std::string(lever.unit);
}

Result<LeverValue> parseLeverValue(const Lever &lever, std::string_view text, const Scenario &scenario,
                                   const catalog::Catalog &catalog)
{
    const LeverRange range = lever.range(scenario, catalog);
    Result<LeverValue> value = lever.scale == LeverScale::Choice ? Result<LeverValue>(LeverValue(choiceId(trimmed(text), range)))
                                                                 : parseNumber(lever, trimmed(text), range);
    if (!value)
        return value;
    if (auto problem = leverProblem(lever, *value, scenario, catalog, Strictness::Interactive))
        return *std::move(problem);
    return value;
}

std::string formatLeverValue(const Lever &lever, const LeverValue &value, const Scenario &scenario,
                             const catalog::Catalog &catalog)
{
    if (const double *number = std::get_if<double>(&value))
        return numberWithUnit(lever, *number);
    const std::string &id = std::get<std::string>(value);
    for (const LeverOption &option : lever.range(scenario, catalog).options) {
        if (option.id == id)
            return option.label;
    }
    return id;
}

} // namespace trilemma::scenario
