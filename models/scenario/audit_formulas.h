// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/evaluation.h"

#include <span>
#include <string_view>

// How each figure of the money side follows from others, in words of the levers. Private to this room.
namespace trilemma::scenario {

struct FormulaRow {
    std::string_view name, label, unit;
    double (*value)(const Evaluation &);
    std::string_view formula;           ///< where `condition` holds or there is none; empty = a source, not a formula
    std::string_view otherwise = {};    ///< where it does not
    bool (*condition)(const Evaluation &) = nullptr;
    std::string_view source = "performance model";      ///< where the formula is empty

    std::string_view formulaFor(const Evaluation &evaluation) const
    {
        return !condition || condition(evaluation) ? formula : otherwise;
    }
};

std::span<const FormulaRow> billFormulas();
std::span<const FormulaRow> costFormulas();
std::span<const FormulaRow> energyFormulas();
/// Null where no row has the name.
const FormulaRow *findFormula(std::string_view name);

} // namespace trilemma::scenario
