// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/levers.h"

#include <algorithm>
#include <array>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

// Rows of the lever table by panel section, and what rows are made of. Private to this room.
// A field is a captureless lambda from a (const) Scenario to a reference into it.
namespace trilemma::scenario {

std::span<const Lever> hardwareLevers();
std::span<const Lever> precisionLevers();
std::span<const Lever> parallelismLevers();
std::span<const Lever> batchingLevers();
std::span<const Lever> trafficLevers();
std::span<const Lever> costLevers();

/// What every row says besides how it is read and written.
struct LeverWords {
    std::string_view id, label, group, glossary;
    bool basic = false;
};

struct LeverUnit {
    std::string_view text = "";
    double scale = 1;
};
inline constexpr LeverUnit noUnit{}, tokensUnit{"tokens"}, percentUnit{"%", 0.01}, millisecondsUnit{"ms", 1e-3}, kilowattUnit{"kW", 1e3};

/// Fixed bounds of a number, SI.
struct NumberBounds {
    double minimum, maximum, step;
    bool whole = false;
};

template<auto Field>
LeverValue readNumber(const Scenario &scenario, const catalog::Catalog &)
{
    return static_cast<double>(Field(scenario));
}

template<auto Field>
void writeNumber(Scenario &scenario, const LeverValue &value, const catalog::Catalog &)
{
    auto &field = Field(scenario);
    field = static_cast<std::remove_cvref_t<decltype(field)>>(std::get<double>(value));
}

template<NumberBounds Bounds>
LeverRange fixedRange(const Scenario &, const catalog::Catalog &)
{
    return {.minimum = Bounds.minimum, .maximum = Bounds.maximum, .step = Bounds.step, .whole = Bounds.whole, .options = {}};
}

template<auto Field, NumberBounds Bounds>
Lever number(const LeverWords &words, LeverUnit unit, LeverScale scale)
{
    return {words.id, words.label, words.group, unit.text, unit.scale, scale, words.glossary, words.basic,
            &readNumber<Field>, &writeNumber<Field>, &fixedRange<Bounds>};
}

/// One named value of an enumeration.
template<class Value>
struct NamedValue {
    std::string_view id, label;
    Value value;
};

/// `Table` is a reference to a constant array of NamedValue.
template<auto Field, const auto &Table>
LeverValue readNamed(const Scenario &scenario, const catalog::Catalog &)
{
    for (const auto &row : Table) {
        if (row.value == Field(scenario))
            return std::string(row.id);
    }
    return std::string();
}

template<auto Field, const auto &Table>
void writeNamed(Scenario &scenario, const LeverValue &value, const catalog::Catalog &)
{
    for (const auto &row : Table) {
        if (row.id == std::get<std::string>(value))
            Field(scenario) = row.value;
    }
}

template<const auto &Table>
LeverRange namedRange(const Scenario &, const catalog::Catalog &)
{
    LeverRange range;
    for (const auto &row : Table)
        range.options.push_back({std::string(row.id), std::string(row.label), {}});
    return range;
}

/// A choice among what `range` lists.
inline Lever choice(const LeverWords &words, decltype(Lever::read) read, decltype(Lever::write) write, decltype(Lever::range) range)
{
    return {words.id, words.label, words.group, "", 1, LeverScale::Choice, words.glossary, words.basic, read, write, range};
}

template<auto Field, const auto &Table>
Lever namedChoice(const LeverWords &words)
{
    return choice(words, &readNamed<Field, Table>, &writeNamed<Field, Table>, &namedRange<Table>);
}

} // namespace trilemma::scenario
