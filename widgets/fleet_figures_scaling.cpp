// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What each way to scale saves against the minutes above capacity that it costs.
#include "widgets/fleet_figures.h"

#include "models/scenario/levers.h"
#include "widgets/chart_text.h"
#include "widgets/text.h"

#include <algorithm>
#include <cmath>

namespace trilemma::widgets {

namespace {

using Texts = FleetTexts;
using scenario::ScalingPoint, scenario::ScalingTradeoff;

/// In $ where a price is known.
double saved(const ScalingPoint &point, const ScalingTradeoff &tradeoff)
{
    return tradeoff.priceKnown ? point.savedUsdPerMonth : point.savedGpuHours;
}

QString outcomeText(const ScalingPoint &point, const ScalingTradeoff &tradeoff)
{
    const QString hours = Texts::tr("saves %1 GPU-h a week, %2 min above capacity")
                              .arg(number(point.savedGpuHours), number(point.violationMinutes));
    if (!tradeoff.priceKnown)
        return hours;
    const QString usd = number(std::abs(point.savedUsdPerMonth));
    return point.savedUsdPerMonth < 0 ? Texts::tr("%1, $%2 a month more").arg(hours, usd) : Texts::tr("%1, $%2 a month").arg(hours, usd);
}

/// "scaling threshold 75 %"; empty without a knob.
QString knobText(const ScalingPoint &point, const scenario::Scenario &scenario, const catalog::Catalog &catalog)
{
    const scenario::Lever *lever = scenario::findLever(scenario::mainKnob(point.policy));
    return lever
               ? Texts::tr("%1 %2").arg(qString(lever->label).toLower(),
                                        QString::fromStdString(scenario::formatLeverValue(*lever, point.knob, scenario, catalog)))
               : QString();
}

} // namespace

Figure scalingFigure(const ScalingTradeoff *tradeoff, const scenario::Scenario &scenario, const catalog::Catalog &catalog)
{
    Figure figure;
    if (!tradeoff || tradeoff->policies.empty()) {
        figure.message = tradeoff ? Texts::tr("nothing to scale") : Texts::tr("working it out");
        return figure;
    }
    constexpr FigureColour policyColour{3}, alongColour{0}, hereColour{1};
    figure.table = scenario::scalingTable(*tradeoff);
    const auto isStatic = [&first = tradeoff->policies.front()](const ScalingPoint &point) {
        return point.savedGpuHours == first.savedGpuHours && point.violationMinutes == first.violationMinutes;
    };
    if (std::ranges::all_of(tradeoff->policies, isStatic) && std::ranges::all_of(tradeoff->along, isStatic)) {
        figure.message = Texts::tr("no policy saves an hour here");
        return figure;
    }
    const ScalingPoint &here = tradeoff->policies[static_cast<std::size_t>(tradeoff->chosen)];
    const double unscaled = tradeoff->policies.front().violationMinutes;
    figure.subtitle = tradeoff->priceKnown ? Texts::tr("$/month by min/week") : Texts::tr("GPU-h by min, a week");
    figure.x.most = figure.y.most = 1;
    const auto add = [&](const ScalingPoint &point, const QString &name, const QString &id, FigureColour colour) {
        const double x = point.violationMinutes - unscaled, y = saved(point, *tradeoff);
        figure.x.most = std::max(figure.x.most, x);
        figure.y.most = std::max(figure.y.most, y);
        figure.y.least = std::min(figure.y.least, y);
        const QString knob = knobText(point, scenario, catalog), policy = QLatin1String(fleet::label(point.policy));
        const QString what = knob.isEmpty() ? policy : Texts::tr("%1, %2").arg(policy, knob);
        figure.points.push_back({.name = name,
                                 .x = x,
                                 .y = y,
                                 .colour = colour,
                                 .tip = Texts::tr("%1: %2").arg(what, outcomeText(point, *tradeoff)),
                                 .id = id});
        if (!name.isEmpty())
            figure.facts.push_back({name, outcomeText(point, *tradeoff)});
    };
    FigureCurve along{.colour = alongColour, .dash = Qt::DotLine, .width = 1.5, .named = FigureCurve::Name::Nowhere};
    for (const ScalingPoint &point : tradeoff->along) {
        add(point, {}, QStringLiteral("knob:%1").arg(point.knob, 0, 'g', 17), alongColour);
        along.line.emplace_back(point.violationMinutes - unscaled, saved(point, *tradeoff));
    }
    std::ranges::stable_sort(along.line, {}, [](const QPointF &point) { return point.x(); });
    if (!along.line.empty())
        figure.curves.push_back(std::move(along));
    for (std::size_t i = 0; i < tradeoff->policies.size(); ++i) {
        const ScalingPoint &point = tradeoff->policies[i];
        if (static_cast<int>(i) != tradeoff->chosen)
            add(point, QLatin1String(fleet::label(point.policy)), QStringLiteral("policy:%1").arg(i), policyColour);
    }
    add(here, Texts::tr("%1, now").arg(QLatin1String(fleet::label(here.policy))), {}, hereColour);
    return figure;
}

} // namespace trilemma::widgets
