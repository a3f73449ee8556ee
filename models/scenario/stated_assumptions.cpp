// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/stated_assumptions.h"

#include "models/cost/staleness.h"
#include "models/scenario/number_text.h"

namespace trilemma::scenario {

namespace {

std::string originText(const cost::Origin &origin)
{
    std::string text = origin.entry.empty() ? "no price is known" : origin.entry;
    for (const std::string &source : origin.sources)
        text += (&source == &origin.sources.front() ? ": " : "; ") + source;
    if (!origin.date.empty())
        text += ", " + origin.date;
    return origin.assumption ? text + " (assumption)" : text;
}

} // namespace

std::vector<StatedAssumption> statedAssumptions(const Scenario &scenario, const catalog::Catalog &catalog,
                                                std::optional<std::chrono::sys_days> today)
{
    const cost::PriceContext prices = priceContext(scenario, catalog);
    const cost::Assumptions resolved = cost::resolved(scenario.cost, prices);
    std::vector<StatedAssumption> stated;
    for (const cost::AssumptionRow &row : cost::assumptionRows()) {
        const cost::Origin origin = cost::originOf(row, prices, catalog.sources);
        StatedAssumption assumption;
        assumption.id = row.id;
        assumption.unit = row.unit;
        assumption.source = originText(origin);
        assumption.value = resolved.*row.figure;
        assumption.range = cost::rangeOf(row, prices);
        assumption.date = origin.date;
        assumption.isSet = assumption.value != assumption.range.median;
        assumption.isAssumption = origin.assumption;
        assumption.stale = today && !assumption.isSet && cost::isStale(origin.date, *today, resolved.staleAfterDays);
        if (row.subject == cost::Subject::Layout && !assumption.isSet)
            assumption.source += ". " + std::string(cost::reason(prices.complexity));
        if (assumption.isSet)
            assumption.source = "set; the price book says " + shortText(assumption.range.median) + ", " + assumption.source;
        stated.push_back(std::move(assumption));
    }
    return stated;
}

} // namespace trilemma::scenario
