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
constexpr double strength = 0.6, halfBar = 0.26, halfBand = 0.05;

/// Parts as `attribution` has them, whatever the scenario itself says: bars side by side are told alike.
cost::TotalCost attributed(const scenario::Evaluation &evaluation, cost::Attribution attribution)
{
    if (evaluation.paid.attribution == attribution)
        return evaluation.cost;
    cost::Assumptions assumptions = evaluation.paid;
    assumptions.attribution = attribution;
    return cost::totalCost(assumptions, evaluation.fleetUse, evaluation.traffic);
}

void addBar(Figure &figure, int row, const ChartScenario &shown, const cost::TotalCost &cost, CostUnit unit,
            const std::array<QString, cost::partCount> &names)
{
    const CostUnitText text = textOf(unit);
    const double total = inUnit(cost.totalUsdPerMonth, unit, cost);
    const catalog::Band &band = shown.curves->evaluation.costBand;
    const auto at = static_cast<double>(row);
    double from = 0;
    Table::Row cells{shown.name.toStdString(), {}};
    for (const cost::Part part : parts) {
        const auto index = static_cast<std::size_t>(part);
        const double value = inUnit(cost.usd(part), unit, cost);
        figure.blocks.push_back(
            {.name = names[index],
             .left = from,
             .right = from + value,
             .bottom = at - halfBar,
             .top = at + halfBar,
             .colour = {seriesOfPart[index], strength},
             .tip = Texts::tr("%1: %2 %3, %4, %5")
                        .arg(shown.name, QLatin1String(cost::label(part)), dollars(value), text.label, text.basis),
             .id = unit == CostUnit::MillionOutput ? QLatin1String(metricOfPart[index]) : qString(text.metricId)});
        cells.figures.push_back(value);
        from += value;
    }
    figure.blocks.push_back({.name = Texts::tr("low to high of every price"),
                             .left = total * band.low,
                             .right = total * band.high,
                             .bottom = at - halfBand,
                             .top = at + halfBand,
                             .colour = {6, 1},
                             .tip = Texts::tr("%1: %2 with every price at its low end, %3 at its high end")
                                        .arg(shown.name, dollars(total * band.low), dollars(total * band.high)),
                             .id = qString(text.metricId)});
    const double end = std::max(total, total * band.high);
    figure.blocks.push_back({.name = {},
                             .left = end,
                             .right = end,
                             .bottom = at - halfBar,
                             .top = at + halfBar,
                             .colour = {},
                             .text = dollars(total)});
    for (const double value : {total, total * band.low, total * band.high})
        cells.figures.push_back(value);
    figure.table.rows.push_back(std::move(cells));
    figure.x.most = std::max(figure.x.most, end);
    figure.facts.push_back(
        {shown.name, Texts::tr("%1, %2 to %3").arg(dollars(total), dollars(total * band.low), dollars(total * band.high))});
}

} // namespace

CostUnitText textOf(CostUnit unit)
{
    const QString reservation = Texts::tr("reservation basis");
    switch (unit) {
    case CostUnit::Month:
        return {Texts::tr("$ per month"), Texts::tr("whole fleet, 730 hours"), "cost.month"};
    case CostUnit::Lifetime:
        return {Texts::tr("$ over the lifetime"), Texts::tr("whole fleet, years of amortisation"), "cost.lifetime"};
    case CostUnit::MillionOutput:
        return {Texts::tr("$ per M output tokens"), reservation, "cost.output"};
    case CostUnit::MillionTotal:
        return {Texts::tr("$ per M tokens, in and out"), reservation, "cost.total_tokens"};
    case CostUnit::Request:
        break;
    }
    return {Texts::tr("$ per request"), reservation, "cost.request"};
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

Figure costStackFigure(const std::vector<ChartScenario> &shown, CostUnit unit)
{
    Figure figure;
    const ChartScenario &current = shown.front();
    const CostUnitText text = textOf(unit);
    const cost::Attribution attribution = current.scenario.cost.attribution;
    figure.subtitle = Texts::tr("%1, %2; %3")
                          .arg(text.label, text.basis,
                               attribution == cost::Attribution::FourParts ? Texts::tr("four parts, idle shown")
                                                                           : Texts::tr("three terms, idle within"));
    figure.message = reasonForNoCost(current);
    if (!figure.message.isEmpty())
        return figure;
    std::array<QString, cost::partCount> names;
    const cost::TotalCost first = attributed(current.curves->evaluation, attribution);
    for (const cost::Part part : parts)
        names[static_cast<std::size_t>(part)] =
            Texts::tr("%1 %2").arg(QLatin1String(cost::label(part)), dollars(inUnit(first.usd(part), unit, first)));
    figure.hasLegend = true;
    figure.table.columns = {"scenario"};
    for (const cost::Part part : parts)
        figure.table.columns.push_back(std::string(cost::label(part)) + " [" + text.label.toStdString() + ", " +
                                       text.basis.toStdString() + "]");
    for (const char *column : {"total", "total, prices low", "total, prices high"})
        figure.table.columns.push_back(std::string(column) + " [" + text.label.toStdString() + ", " + text.basis.toStdString() +
                                       "]");
    figure.x.most = 0;
    figure.x.gridlines = true;
    int row = 0;
    for (const ChartScenario &one : shown) {
        figure.y.names.push_back(one.name);
        ++row;
        if (reasonForNoCost(one).isEmpty())
            addBar(figure, row, one, attributed(one.curves->evaluation, attribution), unit, names);
        else
            figure.blocks.push_back({.name = {},
                                     .bottom = row - halfBar,
                                     .top = row + halfBar,
                                     .colour = {},
                                     .text = Texts::tr("no bill"),
                                     .tip = reasonForNoCost(one)});
    }
    constexpr double roomForText = 1.3;
    figure.x.most *= roomForText;
    figure.y.least = std::max(3.0, static_cast<double>(row)) + 0.5;
    figure.y.most = 0.5;
    figure.y.asIs = true;
    return figure;
}

} // namespace trilemma::widgets
