// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What latency costs, and how large a fleet must be for tuning to pay.
#include "widgets/cost_figures.h"

#include "models/cost/units.h"
#include "models/decision/cost_curves.h"
#include "widgets/chart_text.h"

#include <algorithm>
#include <cmath>

namespace trilemma::widgets {

namespace {

using Texts = CostTexts;
using decision::PricedLatency;

constexpr double milliseconds = 1e3, headroom = 1.15;

QString layoutText(const PricedLatency &price)
{
    return Texts::tr("%1 × TP%2, %3 sequences, %4 tokens a step")
        .arg(number(price.replicas), QString::number(price.tensorParallel), number(price.maxSequences),
             number(price.tokenBudget));
}

/// Stretches of bounds that one deployment is the cheapest for, told by the read-out.
void addSpells(Figure &figure, const std::vector<PricedLatency> &prices)
{
    for (std::size_t i = 0; i < prices.size(); ++i) {
        const double to = i + 1 < prices.size() ? prices[i + 1].boundSeconds : prices[i].boundSeconds;
        const QString heading = Texts::tr("%1 ms").arg(number(prices[i].boundSeconds * milliseconds));
        figure.spells.push_back(
            {.from = prices[i].boundSeconds * milliseconds,
             .to = to * milliseconds,
             .heading = heading,
             .sentence = prices[i].problem.empty() ? layoutText(prices[i]) : QString::fromStdString(prices[i].problem)});
    }
}

} // namespace

PricedBound pricedBound(const serving::Slo &slo)
{
    if (slo.itl.enabled || !slo.ttft.enabled)
        return {serving::LatencyMetric::Itl, Texts::tr("token gaps (ITL)"), slo.itl.enabled ? slo.itl.seconds : 0};
    return {serving::LatencyMetric::Ttft, Texts::tr("first tokens (TTFT)"), slo.ttft.seconds};
}

Figure latencyPriceFigure(const std::vector<PricedLatency> *prices, const PricedBound &bound)
{
    Figure figure;
    figure.subtitle = Texts::tr("$ per month against the bound on %1").arg(bound.name);
    const bool isAny = prices && std::ranges::any_of(*prices, &std::string::empty, &PricedLatency::problem);
    if (!isAny) {
        figure.message = !prices           ? Texts::tr("Working it out…")
                         : prices->empty() ? Texts::tr("Nothing is known of this hardware.")
                                           : QString::fromStdString(prices->back().problem);
        return figure;
    }
    FigureCurve curve{.name = Texts::tr("cheapest fleet"), .unit = Texts::tr("$"), .hasMarkers = true};
    figure.table.columns = {"bound [ms]", "cheapest fleet [$/month]", "$/M output tokens", "replicas", "tensor parallel"};
    for (const PricedLatency &price : *prices) {
        if (!price.problem.empty())
            continue;
        const double x = price.boundSeconds * milliseconds;
        curve.line.emplace_back(x, price.usdPerMonth);
        figure.table.rows.push_back(
            {{}, {x, price.usdPerMonth, price.usdPerMillionOutput, double(price.replicas), double(price.tensorParallel)}});
    }
    const double first = curve.line.front().x(), here = bound.seconds * milliseconds;
    figure.x = {
        .least = prices->front().boundSeconds * milliseconds, .most = prices->back().boundSeconds * milliseconds, .logBase = 10};
    figure.y = {.most = headroom * curve.line.front().y(), .gridlines = true};
    figure.xText = Texts::tr("%1 ms");
    figure.home = here > 0 ? here : (*prices)[prices->size() / 2].boundSeconds * milliseconds;
    addSpells(figure, *prices);
    if (first > figure.x.least)
        figure.lines.push_back(
            {.name = Texts::tr("nothing keeps less"), .along = Qt::Vertical, .at = first, .role = FigureLine::Role::Bound});
    if (here > 0)
        figure.lines.push_back(
            {.name = Texts::tr("SLO %1 ms").arg(number(here)), .along = Qt::Vertical, .at = here, .isNamedAtEnd = true});
    figure.curves = {std::move(curve)};
    return figure;
}

Figure paybackFigure(const ChartScenario &shown)
{
    Figure figure;
    figure.subtitle = Texts::tr("months until tuning has paid, against nodes alike");
    figure.message = reasonForNoCost(shown);
    if (!figure.message.isEmpty())
        return figure;
    const scenario::Evaluation &evaluation = shown.curves->evaluation;
    const auto line = decision::paybackByFleet(evaluation);
    if (line.empty()) {
        figure.message = Texts::tr("Tuning costs nothing here, or saves nothing.");
        return figure;
    }
    FigureCurve curve{.name = Texts::tr("payback"), .unit = Texts::tr("months")};
    figure.table.columns = {"nodes", "payback [months]"};
    for (const decision::PaybackOfFleet &point : line) {
        curve.line.emplace_back(point.nodes, point.months);
        figure.table.rows.push_back({{}, {point.nodes, point.months}});
    }
    const double horizon = evaluation.paid.engineeringHorizonYears * cost::monthsPerYear, here = evaluation.packing.nodes;
    figure.x = {.least = 1, .most = line.back().nodes, .logBase = 10};
    figure.y = {.most = headroom * std::max(horizon, std::min(evaluation.cost.tuning.months, 2 * horizon)), .gridlines = true};
    figure.xText = Texts::tr("fleet of %1");
    figure.home = here;
    figure.lines = {
        {.name = Texts::tr("horizon, %1 months").arg(number(horizon)), .at = horizon, .role = FigureLine::Role::Bound},
        {.name = here == 1 ? Texts::tr("here, 1 node") : Texts::tr("here, %1 nodes").arg(number(here)),
         .along = Qt::Vertical,
         .at = here,
         .isNamedAtEnd = true}};
    figure.facts = {{Texts::tr("spent once"), dollars(evaluation.cost.tuning.upfrontUsd)},
                    {Texts::tr("saved a month"), dollars(evaluation.cost.tuning.savingUsdPerMonth)},
                    {Texts::tr("pays from"), evaluation.cost.tuning.breakEvenNodes <= 1
                                          ? Texts::tr("1 node")
                                          : Texts::tr("%1 nodes").arg(number(std::ceil(evaluation.cost.tuning.breakEvenNodes)))}};
    figure.curves = {std::move(curve)};
    return figure;
}

} // namespace trilemma::widgets
