// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Where one way to pay overtakes another: by utilisation, by months, by tokens a day.
#include "widgets/cost_figures.h"

#include "models/cost/units.h"
#include "models/decision/cost_curves.h"
#include "widgets/chart_text.h"

#include <algorithm>
#include <cmath>

namespace trilemma::widgets {

namespace {

using Texts = CostTexts;

/// The curves' scenario, its answer and an empty figure with their subtitle and, where there is nothing, its reason.
Figure begun(const ChartScenario &shown, const QString &subtitle)
{
    Figure figure;
    figure.subtitle = subtitle;
    figure.message = reasonForNoCost(shown);
    return figure;
}

FigureLine upright(const QString &name, double at, FigureLine::Role role = FigureLine::Role::Note)
{
    return {.name = name, .along = Qt::Vertical, .at = at, .role = role, .isNamedAtEnd = true};
}

} // namespace

Figure utilisationFigure(const ChartScenario &shown)
{
    Figure figure = begun(shown, Texts::tr("$ per M output tokens against mean over peak"));
    if (!figure.message.isEmpty())
        return figure;
    const scenario::Evaluation &evaluation = shown.curves->evaluation;
    const double api = evaluation.cost.alternatives.apiUsdPerMillionOutput;
    const double breakEven = evaluation.cost.alternatives.apiBreakEvenUtilisation;
    FigureCurve reservation{.name = Texts::tr("reservation basis"), .unit = Texts::tr("$/M")};
    FigureCurve usage{.name = Texts::tr("usage basis"), .unit = Texts::tr("$/M"), .colour = {2}, .dash = Qt::DashLine};
    figure.table.columns = {"mean over peak [%]", "reservation basis [$/M output]", "usage basis [$/M output]",
                            "API [$/M output]"};
    for (const decision::UtilisationCost &point : decision::costOverUtilisation(evaluation)) {
        const double x = 100 * point.utilisation;
        reservation.line.emplace_back(x, point.perMillionOutput.reservation);
        usage.line.emplace_back(x, point.perMillionOutput.usage);
        figure.table.rows.push_back({{}, {x, point.perMillionOutput.reservation, point.perMillionOutput.usage, api}});
    }
    // The hyperbola leaves the plot at its left: a fifth of the way is where it begins to matter.
    const double here = 100 * evaluation.fleetUse.servedShare;
    const double tenth = reservation.line[reservation.line.size() / 10].y();
    figure.x = {.most = 100, .asIs = true};
    figure.y = {.most = std::max({tenth, 1.2 * evaluation.cost.usdPerMillionOutput, std::isfinite(api) ? 1.2 * api : 0.0}),
                .gridlines = true};
    figure.xText = Texts::tr("%1 % mean over peak");
    figure.home = here;
    figure.curves = {std::move(reservation), std::move(usage)};
    figure.lines.push_back(upright(Texts::tr("here, %1 %").arg(number(here)), here));
    if (std::isfinite(api)) {
        figure.lines.push_back(
            {.name = Texts::tr("API, input blended, %1").arg(dollars(api)), .at = api, .role = FigureLine::Role::Bound});
        const bool isReached = std::isfinite(breakEven) && breakEven > 0 && breakEven <= 1;
        if (isReached)
            figure.lines.push_back(upright(Texts::tr("break-even %1 %").arg(number(100 * breakEven)), 100 * breakEven));
        figure.facts.push_back({Texts::tr("beats the API"), isReached ? Texts::tr("above %1 %").arg(number(100 * breakEven))
                                                                      : Texts::tr("at no utilisation")});
    } else {
        figure.facts.push_back({Texts::tr("API"), Texts::tr("no price is known for this model")});
    }
    return figure;
}

Figure ownRentFigure(const ChartScenario &shown)
{
    Figure figure = begun(shown, Texts::tr("$ paid until then, whole fleet, without engineering"));
    if (!figure.message.isEmpty())
        return figure;
    const std::vector<decision::CumulativeCost> paid = decision::ownAgainstRent(shown.curves->evaluation);
    if (paid.empty()) {
        figure.message = Texts::tr("Own against rent needs a node price and a rent; one of them is unknown.");
        return figure;
    }
    const cost::Alternatives &alternatives = shown.curves->evaluation.cost.alternatives;
    FigureCurve own{.name = Texts::tr("own"), .unit = Texts::tr("$")};
    FigureCurve rent{.name = Texts::tr("rent"), .unit = Texts::tr("$"), .colour = {1}, .dash = Qt::DashLine};
    figure.table.columns = {"months", "own [$]", "rent [$]"};
    for (const decision::CumulativeCost &point : paid) {
        own.line.emplace_back(point.months, point.ownUsd);
        rent.line.emplace_back(point.months, point.rentUsd);
        figure.table.rows.push_back({{}, {point.months, point.ownUsd, point.rentUsd}});
    }
    figure.x = {.most = paid.back().months, .asIs = true};
    figure.y = {.most = 1.1 * std::max(paid.back().ownUsd, paid.back().rentUsd), .gridlines = true};
    figure.xText = Texts::tr("%1 months");
    figure.curves = {std::move(own), std::move(rent)};
    const double months = alternatives.ownBreakEvenMonths;
    figure.home = std::min(months, paid.back().months);
    if (months <= paid.back().months)
        figure.lines.push_back(upright(Texts::tr("break-even %1 months").arg(number(months)), months));
    figure.facts.push_back({Texts::tr("purchase"), dollars(alternatives.ownUpfrontUsd)});
    figure.facts.push_back({Texts::tr("break-even"), std::isfinite(months) ? Texts::tr("%1 months").arg(number(months))
                                                                           : Texts::tr("never: renting costs less to run")});
    return figure;
}

Figure apiFigure(const ChartScenario &shown)
{
    Figure figure = begun(shown, Texts::tr("$ per month against M output tokens a day"));
    if (!figure.message.isEmpty())
        return figure;
    const scenario::Evaluation &evaluation = shown.curves->evaluation;
    const cost::Alternatives &alternatives = evaluation.cost.alternatives;
    FigureCurve fleet{.name = Texts::tr("this fleet"), .unit = Texts::tr("$")};
    FigureCurve api{.name = Texts::tr("API"), .unit = Texts::tr("$"), .colour = {1}, .dash = Qt::DashLine};
    figure.table.columns = {"output tokens a day [M]", "this fleet [$/month]", "API [$/month]"};
    figure.x = {.most = 0, .asIs = true};
    figure.y = {.most = 0, .gridlines = true};
    const std::vector<decision::TrafficCost> bills = decision::fleetAgainstApi(evaluation);
    if (bills.empty()) {
        figure.message = Texts::tr("No rent is known for this hardware.");
        return figure;
    }
    for (const decision::TrafficCost &point : bills) {
        const double x = point.outputTokensPerDay / cost::million;
        fleet.line.emplace_back(x, point.fleetUsdPerMonth);
        figure.y.most = std::max(figure.y.most, 1.1 * point.fleetUsdPerMonth);
        if (std::isfinite(point.apiUsdPerMonth)) {
            api.line.emplace_back(x, point.apiUsdPerMonth);
            figure.y.most = std::max(figure.y.most, 1.1 * point.apiUsdPerMonth);
        }
        figure.table.rows.push_back({{}, {x, point.fleetUsdPerMonth, point.apiUsdPerMonth}});
        figure.x.most = x;
    }
    figure.xText = Texts::tr("%1 M output tokens a day");
    const double here = evaluation.fleetUse.servedShare * figure.x.most;
    figure.home = here;
    figure.curves = {std::move(fleet)};
    if (api.line.size() > 1)
        figure.curves.push_back(std::move(api));
    figure.lines.push_back(upright(Texts::tr("here, %1 M").arg(number(here)), here));
    const double breakEven = alternatives.apiBreakEvenOutputTokensPerDay / cost::million;
    const bool isReached = breakEven > 0 && breakEven <= figure.x.most;
    if (isReached)
        figure.lines.push_back(upright(Texts::tr("break-even %1 M").arg(number(breakEven)), breakEven));
    figure.facts.push_back(
        {Texts::tr("fleet cheaper"), !std::isfinite(alternatives.apiUsdPerMillionOutput)
                                         ? Texts::tr("unknown: no API price for this model")
                                     : isReached ? Texts::tr("from %1 M a day").arg(number(breakEven))
                                                 : Texts::tr("never, up to its peak of %1 M").arg(number(figure.x.most))});
    return figure;
}

} // namespace trilemma::widgets
