// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/lever_rows.h"

// What rows of the section "Cost" are made of. Private to this room.
namespace trilemma::scenario {

inline constexpr std::string_view costGroup = "Cost";

/// Row for one figure of the assumptions.
template<double cost::Assumptions::*Figure, NumberBounds Bounds>
Lever figure(std::string_view id, std::string_view label, LeverUnit unit, std::string_view glossary, bool basic = false)
{
    return number<Bounds, &Scenario::cost, Figure>({id, label, costGroup, glossary, basic}, unit, LeverScale::Linear);
}

/// Row for a figure of which 0 stands for something.
template<double cost::Assumptions::*Figure, NumberBounds Bounds>
Lever figureOr(std::string_view zeroText, std::string_view id, std::string_view label, LeverUnit unit, std::string_view glossary,
               bool basic = false)
{
    Lever lever = figure<Figure, Bounds>(id, label, unit, glossary, basic);
    lever.zeroText = zeroText;
    return lever;
}

} // namespace trilemma::scenario
