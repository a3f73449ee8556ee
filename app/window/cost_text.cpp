// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/cost_text.h"

#include "app/window/load_text.h"
#include "widgets/chart_text.h"
#include "widgets/cost_figures.h"

#include <QCoreApplication>

#include <cmath>

namespace trilemma::app {

using widgets::dollars, widgets::number;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(CostPage)
};

QString alternativesText(const cost::TotalCost &cost)
{
    const cost::Alternatives &other = cost.alternatives;
    QStringList parts;
    if (std::isfinite(other.ownBreakEvenMonths))
        parts += Texts::tr("Owning beats renting after %1 months.").arg(number(other.ownBreakEvenMonths));
    if (!std::isfinite(other.apiUsdPerMillionOutput))
        parts += Texts::tr("No API price is known for this model.");
    else if (other.apiBreakEvenUtilisation > 0 && other.apiBreakEvenUtilisation <= 1)
        parts += Texts::tr("The fleet beats the API, %1 per M output tokens, above %2 % utilisation.")
                     .arg(dollars(other.apiUsdPerMillionOutput), number(100 * other.apiBreakEvenUtilisation));
    else
        parts += Texts::tr("The API, %1 per M output tokens, is cheaper at any utilisation.")
                     .arg(dollars(other.apiUsdPerMillionOutput));
    return parts.join(QLatin1Char(' '));
}

} // namespace

SimulationHeading::Text costText(const widgets::ChartScenario &shown)
{
    const scenario::Evaluation &evaluation = shown.curves->evaluation;
    SimulationHeading::Text text = loadText(evaluation);
    if (const QString reason = widgets::reasonForNoCost(shown); !reason.isEmpty()) {
        text.summary = reason;
        return text;
    }
    const cost::TotalCost &cost = evaluation.cost;
    const catalog::Band &band = evaluation.costBand;
    text.summary =
        Texts::tr("%1 a month, %2 of it idle. %3 per M output tokens on the reservation basis (%4 to %5 over the range "
                  "of all prices), %6 on the usage basis. %7")
            .arg(dollars(cost.totalUsdPerMonth), dollars(cost.idleUsdPerMonth), dollars(cost.usdPerMillionOutput),
                 dollars(cost.usdPerMillionOutput * band.low), dollars(cost.usdPerMillionOutput * band.high),
                 dollars(cost.perMillionOutput.usage), alternativesText(cost));
    return text;
}

QString trailText(const std::vector<scenario::TrailStep> &trail)
{
    QString text;
    for (const scenario::TrailStep &step : trail) {
        text +=
            QStringLiteral("%1 = %2 %3\n")
                .arg(QString::fromStdString(step.name), QString::number(step.value, 'g', 10), QString::fromStdString(step.unit));
        if (step.formula.empty())
            text += QStringLiteral("    %1\n").arg(QString::fromStdString(step.source));
        else
            text += QStringLiteral("    = %1\n    = %2\n")
                        .arg(QString::fromStdString(step.formula), QString::fromStdString(scenario::substituted(step, trail)));
    }
    return text;
}

} // namespace trilemma::app
