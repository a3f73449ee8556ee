// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cost/price_range.h"

#include <span>
#include <string>
#include <vector>

namespace trilemma::cost {

/// What more of a figure does to the cost; None where it is no price (traffic, the API's price, settings).
enum class Effect { Raises, Lowers, None };
/// Whose the figure is: it is set anew with the accelerator or with the model; one of the layout is 0 by default and then
/// follows it, see resolved().
enum class Subject { Everything, Accelerator, Model, Layout };

/// One row of the registry of assumptions, the only place that says where a figure comes from.
struct AssumptionRow {
    std::string_view id;                    ///< also the lever's
    std::string_view unit;                  ///< of the figure: "USD/kWh", "share"
    std::string_view priceId;               ///< entry of the price book; of a model: what follows "api.MODEL."
    double Assumptions::*figure;
    Effect effect;
    Subject subject = Subject::Everything;
    Range (*derived)(const PriceContext &) = nullptr;   ///< where it is not simply the entry
};

std::span<const AssumptionRow> assumptionRows();
const AssumptionRow *findAssumption(std::string_view id);

Range rangeOf(const AssumptionRow &row, const PriceContext &context);

/// Every figure at its median, those of the layout left to it.
Assumptions defaultAssumptions(const PriceContext &context);
/// The figures of one subject at their medians, the others as they are.
void adopt(Subject subject, Assumptions &assumptions, const PriceContext &context);

/// With what is left to the layout filled in: the assumptions that costs are worked out from.
Assumptions resolved(const Assumptions &assumptions, const PriceContext &context);

/// Prices at both ends: what is still at its median goes to the end that makes things cheap, or dear. What
/// somebody has set stays: it is known.
struct Ends {
    Assumptions cheap, dear;
};
/// `assumptions` are resolved.
Ends endsOf(const Assumptions &assumptions, const PriceContext &context);

/// Where a figure comes from, for people.
struct Origin {
    std::string entry;                      ///< what it is called there: a price-book id, or the accelerator's name
    std::string date;                       ///< empty for an undated assumption
    std::vector<std::string> sources;       ///< titles
    bool assumption = false;                ///< somebody's judgement, not a published figure
};
Origin originOf(const AssumptionRow &row, const PriceContext &context, std::span<const catalog::Source> sources);

} // namespace trilemma::cost
