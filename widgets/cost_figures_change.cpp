// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What moves a bill: from the untuned default to here, and each assumption over its range.
#include "widgets/cost_figures.h"

#include "models/decision/cost_waterfall.h"
#include "models/decision/sensitivity.h"
#include "widgets/chart_text.h"
#include "widgets/text.h"

#include <algorithm>
#include <cmath>

namespace trilemma::widgets {

namespace {

using Texts = CostTexts;

constexpr double strength = 0.6, halfBar = 0.3, roomForText = 0.3;
constexpr int totalSeries = 0, dearerSeries = 1, cheaperSeries = 2;
constexpr std::size_t mostSwings = 12;

FigureBlock bar(int row, double from, double to, int series, const QString &tip)
{
    return {.name = {},
            .left = std::min(from, to),
            .right = std::max(from, to),
            .bottom = row - halfBar,
            .top = row + halfBar,
            .colour = {series, strength},
            .tip = tip};
}

FigureBlock note(double row, double at, const QString &text)
{
    return {.name = {}, .left = at, .right = at, .bottom = row - halfBar, .top = row + halfBar, .colour = {}, .text = text};
}

/// Rows from the top, and so many more below for notes.
void setRows(Figure &figure, double notes)
{
    figure.y.least = static_cast<double>(figure.y.names.size()) + notes + 0.5;
    figure.y.most = 0.5;
    figure.y.asIs = true;
}

QString signedDollars(double usd)
{
    return usd > 0 ? QLatin1Char('+') + dollars(usd) : dollars(usd);
}

/// "untuned: BF16, TP 4, ..."
QString untunedText(const scenario::Scenario &untuned)
{
    return Texts::tr("Untuned: same model, traffic and GPU; %1, TP %2, engine defaults,")
        .arg(qString(catalog::info(untuned.weightFormat).label))
        .arg(untuned.placement.tensorParallel);
}

} // namespace

Figure waterfallFigure(const decision::CostWaterfall *waterfall)
{
    Figure figure;
    figure.subtitle = Texts::tr("$ per M output tokens, reservation basis");
    figure.message = !waterfall ? Texts::tr("working it out…") : QString::fromStdString(waterfall->problem);
    if (!figure.message.isEmpty())
        return figure;
    figure.table.columns = {"step", "change [$/M output, reservation basis]", "change [ms ITL p99]"};
    double at = waterfall->fromUsd, most = std::max(at, waterfall->toUsd), least = 0;
    int row = 1;
    figure.y.names.push_back(Texts::tr("Untuned default"));
    figure.blocks.push_back(bar(row, 0, at, totalSeries, {}));
    figure.blocks.push_back(note(row, at, dollars(at)));
    figure.table.rows.push_back({"Untuned default", {at, 1e3 * waterfall->fromItl}});
    for (const decision::WaterfallStep &step : waterfall->steps) {
        const QString name = QString::fromStdString(step.group);
        const double next = at + step.usdPerMillionOutput;
        const QString tip =
            Texts::tr("%1: %2 per M output tokens, ITL p99 %3")
                .arg(name, signedDollars(step.usdPerMillionOutput),
                     number(std::isfinite(step.itlP99Seconds) ? std::optional(1e3 * step.itlP99Seconds) : std::nullopt,
                            Texts::tr("ms")));
        figure.y.names.push_back(name);
        figure.blocks.push_back(bar(++row, at, next, next > at ? dearerSeries : cheaperSeries, tip));
        figure.blocks.push_back(note(row, std::max(at, next), signedDollars(step.usdPerMillionOutput)));
        figure.facts.push_back({name, signedDollars(step.usdPerMillionOutput)});
        figure.table.rows.push_back({step.group, {step.usdPerMillionOutput, 1e3 * step.itlP99Seconds}});
        at = next;
        most = std::max(most, at);
        least = std::min(least, at);
    }
    figure.y.names.push_back(Texts::tr("Here"));
    figure.blocks.push_back(bar(++row, 0, waterfall->toUsd, totalSeries, {}));
    figure.blocks.push_back(note(row, waterfall->toUsd, dollars(waterfall->toUsd)));
    figure.table.rows.push_back({"Here", {waterfall->toUsd, 1e3 * waterfall->toItl}});
    figure.blocks.push_back(note(row + 1, least, untunedText(waterfall->untuned)));
    figure.blocks.push_back(
        note(row + 2, least, Texts::tr("static fleet sized for the peak, on demand. Steps: mean over all orders (Shapley).")));
    figure.x = {.least = least, .most = most + roomForText * (most - least), .asIs = true, .gridlines = true};
    setRows(figure, 2);
    return figure;
}

Figure tornadoFigure(const decision::Sensitivity *sensitivity, SwingOf of, const scenario::Scenario &scenario,
                     const catalog::Catalog &catalog)
{
    using decision::SensitiveFigures;
    double SensitiveFigures::*const figures[] = {&SensitiveFigures::usdPerMillionOutput, &SensitiveFigures::usdPerMonth,
                                                 &SensitiveFigures::itlP99Seconds};
    const auto read = figures[static_cast<int>(of)];
    const bool isMoney = of != SwingOf::ItlP99;
    const double scale = isMoney ? 1 : 1e3;
    Figure figure;
    figure.subtitle =
        textOf(of) + Texts::tr("; assumptions from low to high, traffic ±%1 %").arg(number(100 * decision::trafficSwing));
    if (!sensitivity || sensitivity->swings.empty() || !std::isfinite(sensitivity->here.*read)) {
        figure.message = !sensitivity ? Texts::tr("working it out…") : Texts::tr("This scenario has no such figure.");
        return figure;
    }
    std::vector<const decision::Swing *> swings;
    for (const decision::Swing &swing : sensitivity->swings)
        swings.push_back(&swing);
    const auto change = [&](const decision::Swing *swing) { return swingOf(*swing, sensitivity->here, read); };
    std::ranges::stable_sort(swings, std::ranges::greater{}, change);
    figure.table.columns = {"lever", "low", "high", "at low [" + textOf(of).toStdString() + "]",
                            "at high [" + textOf(of).toStdString() + "]"};
    for (const decision::Swing *swing : swings)
        figure.table.rows.push_back({std::string(swing->lever->id),
                                     {swing->lowValue / swing->lever->unitScale, swing->highValue / swing->lever->unitScale,
                                      scale * (swing->low.*read), scale * (swing->high.*read)}});
    std::erase_if(swings, [&](const decision::Swing *swing) { return !(change(swing) > 0); });
    if (swings.empty()) {
        figure.message = Texts::tr("No assumption moves it.");
        return figure;
    }
    swings.resize(std::min(swings.size(), mostSwings));
    const double here = scale * (sensitivity->here.*read);
    const auto shownValue = [&](double value) { return isMoney ? dollars(value) : number(value) + Texts::tr(" ms"); };
    double least = here, most = here;
    int row = 0;
    for (const decision::Swing *swing : swings) {
        ++row;
        const auto text = [&](double value) {
            return QString::fromStdString(scenario::formatLeverValue(*swing->lever, value, scenario, catalog));
        };
        const QString name = qString(swing->lever->label), lowText = text(swing->lowValue), highText = text(swing->highValue);
        figure.y.names.push_back(name);
        double right = here;
        for (const auto &[value, valueText, series] : {std::tuple{scale * (swing->low.*read), lowText, cheaperSeries},
                                                       {scale * (swing->high.*read), highText, dearerSeries}}) {
            if (!std::isfinite(value))
                continue;
            figure.blocks.push_back(
                bar(row, here, value, series, Texts::tr("%1 at %2: %3").arg(name, valueText, shownValue(value))));
            figure.blocks.back().name = series == cheaperSeries ? Texts::tr("at the low value") : Texts::tr("at the high value");
            least = std::min(least, value);
            most = std::max(most, value);
            right = std::max(right, value);
        }
        figure.blocks.push_back(note(row, right, Texts::tr("%1 to %2").arg(lowText, highText)));
    }
    figure.hasLegend = true;
    figure.lines.push_back({.name = Texts::tr("here %1").arg(shownValue(here)), .along = Qt::Vertical, .at = here});
    figure.facts.push_back({Texts::tr("moves it most"), qString(swings.front()->lever->label)});
    const double reach = most - least;
    constexpr double pad = 0.05, roomForRange = 0.45;
    figure.x = {.least = least - pad * reach, .most = most + roomForRange * reach, .asIs = true, .gridlines = true};
    setRows(figure, 0);
    return figure;
}

QString textOf(SwingOf of)
{
    switch (of) {
    case SwingOf::MillionOutput:
        return Texts::tr("$ per M output tokens, reservation basis");
    case SwingOf::Month:
        return Texts::tr("$ per month, whole fleet");
    case SwingOf::ItlP99:
        break;
    }
    return Texts::tr("ITL p99, ms");
}

} // namespace trilemma::widgets
