// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The bill as a stack of four parts, of every scenario.
#include "widgets/cost_figures.h"

#include "models/cost/units.h"
#include "widgets/chart_text.h"
#include "widgets/text.h"

#include <algorithm>
#include <cmath>

namespace trilemma::widgets {

namespace {

using Texts = CostTexts;

constexpr std::array parts{cost::Part::Capital, cost::Part::Operations, cost::Part::Opportunity, cost::Part::Engineering};
constexpr std::array<int, cost::partCount> seriesOfPart{0, 2, 1, 4}; // as in the chart of the Overview
constexpr std::array<const char *, cost::partCount> metricOfPart{"cost.capital", "cost.operations", "cost.opportunity",
                                                                 "cost.engineering"};
constexpr double strength = 0.6;

/// Parts as `attribution` has them, whatever the scenario itself says: bars side by side are told alike.
cost::TotalCost attributed(const scenario::Evaluation &evaluation, cost::Attribution attribution)
{
    if (evaluation.paid.attribution == attribution)
        return evaluation.cost;
    cost::Assumptions assumptions = evaluation.paid;
    assumptions.attribution = attribution;
    return cost::totalCost(assumptions, evaluation.fleetUse, evaluation.traffic);
}

BarRow barOf(const ChartScenario &shown, const cost::TotalCost &cost, CostUnit unit,
             const std::array<QString, cost::partCount> &names)
{
    const CostUnitText text = textOf(unit);
    BarRow row{.name = shown.name};
    for (const cost::Part part : parts) {
        const auto index = static_cast<std::size_t>(part);
        const double value = inUnit(cost.usd(part), unit, cost);
        row.parts.push_back(
            {.name = names[index],
             .value = value,
             .colour = {seriesOfPart[index], strength},
             .tip = Texts::tr("%1: %2 %3, %4, %5")
                        .arg(shown.name, QLatin1String(cost::label(part)), dollars(value), text.label, text.basis),
             .id = unit == CostUnit::MillionOutput ? QLatin1String(metricOfPart[index]) : qString(text.metricId)});
    }
    const double total = inUnit(cost.totalUsdPerMonth, unit, cost);
    const catalog::Band &band = shown.curves->evaluation.costBand;
    const QString low = dollars(total * band.low), high = dollars(total * band.high);
    row.text = dollars(total);
    row.saying = Texts::tr("%1, %2 to %3").arg(row.text, low, high);
    row.range = {.low = total * band.low,
                 .high = total * band.high,
                 .highText = high,
                 .tip = Texts::tr("%1: %2 with every price at its low end, %3 at its high end").arg(shown.name, low, high)};
    return row;
}

Table::Row cellsOf(const ChartScenario &shown, const BarRow &row)
{
    Table::Row cells{shown.name.toStdString(), {}};
    for (const BarPart &part : row.parts)
        cells.figures.push_back(part.value);
    for (const double value : {row.end(), row.range->low, row.range->high})
        cells.figures.push_back(value);
    return cells;
}

/// Columns of the table: parts, their sum, and the sum with prices low and high.
std::vector<std::string> columnsOf(const CostUnitText &text)
{
    std::vector<std::string> columns{"scenario"};
    const std::string unit = " [" + text.label.toStdString() + ", " + text.basis.toStdString() + "]";
    for (const cost::Part part : parts)
        columns.push_back(std::string(cost::label(part)) + unit);
    for (const char *column : {"total", "total, prices low", "total, prices high"})
        columns.push_back(column + unit);
    return columns;
}

} // namespace

CostUnitText textOf(CostUnit unit)
{
    const QString reservation = Texts::tr("reservation basis");
    switch (unit) {
    case CostUnit::Month:
        return {Texts::tr("$/month"), Texts::tr("$ per month"), Texts::tr("whole fleet, 730 hours"), "cost.month"};
    case CostUnit::Lifetime:
        return {Texts::tr("$/lifetime"), Texts::tr("$ over the lifetime"), Texts::tr("whole fleet, years of amortisation"),
                "cost.lifetime"};
    case CostUnit::MillionOutput:
        return {Texts::tr("$/M output"), Texts::tr("$ per M output tokens"), reservation, "cost.output"};
    case CostUnit::MillionTotal:
        return {Texts::tr("$/M in and out"), Texts::tr("$ per M tokens, in and out"), reservation, "cost.total_tokens"};
    case CostUnit::Request:
        break;
    }
    return {Texts::tr("$/request"), Texts::tr("$ per request"), reservation, "cost.request"};
}

double inUnit(double usdPerMonth, CostUnit unit, const cost::TotalCost &cost)
{
    const double share = cost.totalUsdPerMonth > 0 ? usdPerMonth / cost.totalUsdPerMonth : 0;
    switch (unit) {
    case CostUnit::Month:
        return usdPerMonth;
    case CostUnit::Lifetime:
        return share * cost.lifetimeUsd;
    case CostUnit::MillionOutput:
        return share * cost.perMillionOutput.reservation;
    case CostUnit::MillionTotal:
        return share * cost.perMillionTotal.reservation;
    case CostUnit::Request:
        break;
    }
    return share * cost.perRequest.reservation;
}

QString dollars(double usd)
{
    if (!std::isfinite(usd))
        return QStringLiteral("-");
    return (usd < 0 ? QStringLiteral("−$") : QStringLiteral("$")) + number(std::abs(usd));
}

QString reasonForNoCost(const ChartScenario &shown)
{
    if (!shown.curves)
        return Texts::tr("no answer");
    const scenario::Evaluation &evaluation = shown.curves->evaluation;
    if (evaluation.state == scenario::State::Infeasible)
        return QString::fromStdString(evaluation.reason);
    if (!evaluation.priceKnown)
        return Texts::tr("Nobody knows a price for this hardware, bought this way: set one among the levers of cost.");
    if (!std::isfinite(evaluation.cost.usdPerMillionOutput))
        return Texts::tr("It serves no tokens, so it has no price per token.");
    return {};
}

Bars costStackBars(const std::vector<ChartScenario> &shown, CostUnit unit)
{
    Bars bars;
    const ChartScenario &current = shown.front();
    const CostUnitText text = textOf(unit);
    const cost::Attribution attribution = current.scenario.cost.attribution;
    bars.subtitle = Texts::tr("%1, %2; %3")
                        .arg(text.label, text.basis,
                             attribution == cost::Attribution::FourParts ? Texts::tr("four parts") : Texts::tr("three terms"));
    bars.message = reasonForNoCost(current);
    if (!bars.message.isEmpty())
        return bars;
    std::array<QString, cost::partCount> names;
    const cost::TotalCost first = attributed(current.curves->evaluation, attribution);
    for (const cost::Part part : parts)
        names[static_cast<std::size_t>(part)] =
            Texts::tr("%1 %2").arg(QLatin1String(cost::label(part)), dollars(inUnit(first.usd(part), unit, first)));
    bars.prefix = QStringLiteral("$");
    bars.rangeName = Texts::tr("low to high of every price");
    bars.table.columns = columnsOf(text);
    for (const ChartScenario &one : shown) {
        if (const QString reason = reasonForNoCost(one); !reason.isEmpty()) {
            bars.rows.push_back({.name = one.name, .text = Texts::tr("no bill"), .saying = reason});
            continue;
        }
        bars.rows.push_back(barOf(one, attributed(one.curves->evaluation, attribution), unit, names));
        bars.table.rows.push_back(cellsOf(one, bars.rows.back()));
    }
    return bars;
}

} // namespace trilemma::widgets
