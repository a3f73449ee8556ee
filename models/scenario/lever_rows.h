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
namespace trilemma::scenario {

std::span<const Lever> hardwareLevers();
std::span<const Lever> precisionLevers();
std::span<const Lever> parallelismLevers();
std::span<const Lever> poolLevers(); ///< prefill and decode apart
std::span<const Lever> batchingLevers();
std::span<const Lever> trafficLevers();
std::span<const Lever> loadLevers(); ///< turns, bursts, batch class
std::span<const Lever> fleetLevers();
std::span<const Lever> dayLevers();
std::span<const Lever> costLevers();
std::span<const Lever> runningCostLevers();

/// What every row says besides how it is read and written.
struct LeverWords {
    std::string_view id, label, group, glossary;
    bool basic = false;
};

struct LeverUnit {
    std::string_view text = "";
    double scale = 1;
};
inline constexpr LeverUnit noUnit{}, tokensUnit{"tokens"}, percentUnit{"%", 0.01}, millisecondsUnit{"ms", 1e-3},
    kilowattUnit{"kW", 1e3};

/// Fixed bounds of a number, SI.
struct NumberBounds {
    double minimum, maximum, step;
    bool whole = false;
};

/// The field at the end of a path of members: `at<&Scenario::workload, &Workload::requestsPerSecond>(scenario)`.
template<auto First, auto... Rest> constexpr auto &at(auto &owner)
{
    if constexpr (sizeof...(Rest) == 0)
        return owner.*First;
    else
        return at<Rest...>(owner.*First);
}

template<auto... Path> LeverValue readNumber(const Scenario &scenario, const catalog::Catalog &)
{
    return static_cast<double>(at<Path...>(scenario));
}

template<auto... Path> void writeNumber(Scenario &scenario, const LeverValue &value, const catalog::Catalog &)
{
    auto &field = at<Path...>(scenario);
    field = static_cast<std::remove_cvref_t<decltype(field)>>(std::get<double>(value));
}

template<NumberBounds Bounds> LeverRange fixedRange(const Scenario &, const catalog::Catalog &)
{
    return {.minimum = Bounds.minimum, .maximum = Bounds.maximum, .step = Bounds.step, .whole = Bounds.whole, .options = {}};
}

template<NumberBounds Bounds, auto... Path> Lever number(const LeverWords &words, LeverUnit unit, LeverScale scale)
{
    return {words.id,    words.label,          words.group,           unit.text,          unit.scale, scale, words.glossary,
            words.basic, &readNumber<Path...>, &writeNumber<Path...>, &fixedRange<Bounds>};
}

/// One named value of an enumeration.
template<class Value> struct NamedValue {
    std::string_view id, label;
    Value value;
};

/// `Table` is a reference to a constant array of NamedValue.
template<const auto &Table, auto... Path> LeverValue readNamed(const Scenario &scenario, const catalog::Catalog &)
{
    for (const auto &row : Table) {
        if (row.value == at<Path...>(scenario))
            return std::string(row.id);
    }
    return std::string();
}

template<const auto &Table, auto... Path> void writeNamed(Scenario &scenario, const LeverValue &value, const catalog::Catalog &)
{
    for (const auto &row : Table) {
        if (row.id == std::get<std::string>(value))
            at<Path...>(scenario) = row.value;
    }
}

template<const auto &Table> LeverRange namedRange(const Scenario &, const catalog::Catalog &)
{
    LeverRange range;
    for (const auto &row : Table)
        range.options.push_back({std::string(row.id), std::string(row.label), {}});
    return range;
}

/// A choice among what `range` lists.
inline Lever choice(const LeverWords &words, decltype(Lever::read) read, decltype(Lever::write) write,
                    decltype(Lever::range) range)
{
    return {words.id, words.label, words.group, "", 1, LeverScale::Choice, words.glossary, words.basic, read, write, range};
}

template<const auto &Table, auto... Path> Lever namedChoice(const LeverWords &words)
{
    return choice(words, &readNamed<Table, Path...>, &writeNamed<Table, Path...>, &namedRange<Table>);
}

} // namespace trilemma::scenario
