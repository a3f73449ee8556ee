// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What moves a bill: from the untuned default to here, and each assumption over its range.
#include "widgets/cost_figures.h"

#include "models/decision/cost_waterfall.h"
#include "models/decision/sensitivity.h"
#include "widgets/chart_text.h"
#include "widgets/text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace trilemma::widgets {

namespace {

using Texts = CostTexts;

constexpr double strength = 0.6;
constexpr int totalSeries = 0, dearerSeries = 1, cheaperSeries = 2;
constexpr std::size_t mostSwings = 12;

QString signedDollars(double usd)
{
    return usd > 0 ? QLatin1Char('+') + dollars(usd) : dollars(usd);
}

QString untunedText(const scenario::Scenario &untuned)
{
    return Texts::tr("Untuned: same model, traffic and GPU; %1, TP %2, engine defaults, static fleet sized for the peak, on "
                     "demand. Steps: mean over all orders (Shapley).")
        .arg(qString(catalog::info(untuned.weightFormat).label))
        .arg(untuned.placement.tensorParallel);
}

QString milliseconds(double seconds)
{
    return number(std::isfinite(seconds) ? std::optional(1e3 * seconds) : std::nullopt, Texts::tr("ms"));
}

BarRow totalRow(const QString &name, double usd, double itl)
{
    const QString tip = Texts::tr("%1: %2 per M output tokens, ITL p99 %3").arg(name, dollars(usd), milliseconds(itl));
    return {.name = name, .parts = {{.value = usd, .colour = {totalSeries, strength}, .tip = tip}}, .text = dollars(usd)};
}

BarRow stepRow(const QString &name, double from, const decision::WaterfallStep &step)
{
    const double change = step.usdPerMillionOutput;
    const QString text = signedDollars(change);
    return {
        .name = name,
        .start = std::min(from, from + change),
        .parts = {{.value = std::abs(change),
                   .colour = {change > 0 ? dearerSeries : cheaperSeries, strength},
                   .tip = Texts::tr("%1: %2 per M output tokens, ITL p99 %3").arg(name, text, milliseconds(step.itlP99Seconds))}},
        .text = text};
}

/// What a figure comes to at one end of an input's range.
struct SwingEnd {
    double at = 0;
    int series = 0;
    QString name{}, tip{};
};

/// From `here` to both ends. Where both lie on one side, the farther one begins at the nearer.
BarRow swingRow(const QString &name, double here, std::vector<SwingEnd> ends)
{
    std::erase_if(ends, [](const SwingEnd &end) { return !std::isfinite(end.at); });
    std::ranges::stable_sort(ends, {}, [here](const SwingEnd &end) { return std::abs(end.at - here); });
    BarRow row{.name = name, .start = here};
    double nearer = here;
    for (const SwingEnd &end : ends) {
        const double from = (nearer - here) * (end.at - here) > 0 ? nearer : here;
        BarPart part{.name = end.name, .value = std::abs(end.at - from), .colour = {end.series, strength}, .tip = end.tip};
        row.parts.insert(end.at < here ? row.parts.begin() : row.parts.end(), std::move(part));
        row.start = std::min(row.start, end.at);
        nearer = end.at;
    }
    return row;
}

/// "1 person" for "1 people".
QString oneOf(const QString &text)
{
    constexpr std::array<std::pair<const char *, const char *>, 4> singular{
        {{"1 people", "1 person"}, {"1 months", "1 month"}, {"1 years", "1 year"}, {"1 tokens", "1 token"}}};
    const auto found = std::ranges::find_if(singular, [&](const auto &one) { return text == QLatin1String(one.first); });
    return found == singular.end() ? text : QLatin1String(found->second);
}

/// "1 to 3 people": the unit once, after the larger number.
QString rangeText(const scenario::Lever &lever, const QString &low, const QString &high)
{
    const QString unit = QLatin1Char(' ') + qString(lever.unit);
    const bool isTwice = !lever.unit.empty() && low.endsWith(unit) && high.endsWith(unit);
    return Texts::tr("%1 to %2").arg(isTwice ? low.chopped(unit.size()) : low, high);
}

Table tableOf(const std::vector<const decision::Swing *> &swings, double decision::SensitiveFigures::*read, SwingOf of,
              double scale)
{
    Table table;
    const std::string unit = of == SwingOf::ItlP99 ? textOf(of).toStdString() : (textOf(of) + ", " + basisOf(of)).toStdString();
    table.columns = {"lever", "low", "high", "at low [" + unit + "]", "at high [" + unit + "]"};
    for (const decision::Swing *swing : swings)
        table.rows.push_back({std::string(swing->lever->id),
                              {swing->lowValue / swing->lever->unitScale, swing->highValue / swing->lever->unitScale,
                               scale * (swing->low.*read), scale * (swing->high.*read)}});
    return table;
}

} // namespace

Bars waterfallBars(const decision::CostWaterfall *waterfall)
{
    Bars bars{.subtitle = Texts::tr("$ per M output tokens, reservation basis")};
    bars.message = !waterfall ? Texts::tr("working it out…") : QString::fromStdString(waterfall->problem);
    if (!bars.message.isEmpty())
        return bars;
    bars.prefix = QStringLiteral("$");
    bars.table.columns = {"step", "change [$/M output, reservation basis]", "change [ms ITL p99]"};
    bars.table.rows.push_back({"Untuned default", {waterfall->fromUsd, 1e3 * waterfall->fromItl}});
    bars.rows.push_back(totalRow(Texts::tr("Untuned default"), waterfall->fromUsd, waterfall->fromItl));
    constexpr double rounding = 1e-9; // of the mean over all orders
    double at = waterfall->fromUsd;
    QStringList unchanged;
    for (const decision::WaterfallStep &step : waterfall->steps) {
        const QString name = QString::fromStdString(step.group);
        bars.table.rows.push_back({step.group, {step.usdPerMillionOutput, 1e3 * step.itlP99Seconds}});
        if (std::abs(step.usdPerMillionOutput) <= rounding * waterfall->fromUsd)
            unchanged << name.toLower();
        else
            bars.rows.push_back(stepRow(name, at, step));
        at += step.usdPerMillionOutput;
    }
    bars.rows.push_back(totalRow(Texts::tr("Here"), waterfall->toUsd, waterfall->toItl));
    bars.table.rows.push_back({"Here", {waterfall->toUsd, 1e3 * waterfall->toItl}});
    if (!unchanged.isEmpty())
        bars.notes << Texts::tr("No change: %1.").arg(unchanged.join(QStringLiteral(", ")));
    bars.notes << untunedText(waterfall->untuned);
    return bars;
}

Bars tornadoBars(const decision::Sensitivity *sensitivity, SwingOf of, const scenario::Scenario &scenario,
                 const catalog::Catalog &catalog)
{
    using decision::SensitiveFigures;
    double SensitiveFigures::*const figures[] = {&SensitiveFigures::usdPerMillionOutput, &SensitiveFigures::usdPerMonth,
                                                 &SensitiveFigures::itlP99Seconds};
    const auto read = figures[static_cast<int>(of)];
    const bool isMoney = of != SwingOf::ItlP99;
    const double scale = isMoney ? 1 : 1e3;
    const QString basis = basisOf(of).isEmpty() ? QString() : QStringLiteral(", ") + basisOf(of);
    Bars bars{.subtitle = Texts::tr("%1; assumptions low to high, traffic ±%2 %")
                              .arg(textOf(of) + basis, number(100 * decision::trafficSwing))};
    if (!sensitivity || sensitivity->swings.empty() || !std::isfinite(sensitivity->here.*read)) {
        bars.message = !sensitivity ? Texts::tr("working it out…") : Texts::tr("This scenario has no such figure.");
        return bars;
    }
    std::vector<const decision::Swing *> swings;
    for (const decision::Swing &swing : sensitivity->swings)
        swings.push_back(&swing);
    const auto change = [&](const decision::Swing *swing) { return swingOf(*swing, sensitivity->here, read); };
    std::ranges::stable_sort(swings, std::ranges::greater{}, change);
    bars.table = tableOf(swings, read, of, scale);
    std::erase_if(swings, [&](const decision::Swing *swing) { return !(change(swing) > 0); });
    if (swings.empty()) {
        bars.message = Texts::tr("No assumption moves it.");
        return bars;
    }
    swings.resize(std::min(swings.size(), mostSwings));
    bars.isFromZero = false;
    bars.prefix = isMoney ? QStringLiteral("$") : QString();
    const auto shownValue = [&](double value) {
        return isMoney ? dollars(value) : number(std::isfinite(value) ? std::optional(value) : std::nullopt, Texts::tr("ms"));
    };
    const double here = scale * (sensitivity->here.*read);
    for (const decision::Swing *swing : swings) {
        const auto text = [&](double value) {
            return QString::fromStdString(scenario::formatLeverValue(*swing->lever, value, scenario, catalog));
        };
        const QString name = qString(swing->lever->label), low = text(swing->lowValue), high = text(swing->highValue);
        const double atLow = scale * (swing->low.*read), atHigh = scale * (swing->high.*read);
        const auto tip = [&](const QString &value, double comes) {
            return Texts::tr("%1 at %2: %3").arg(name, oneOf(value), shownValue(comes));
        };
        bars.rows.push_back(swingRow(name, here,
                                     {{atLow, cheaperSeries, Texts::tr("at the low value"), tip(low, atLow)},
                                      {atHigh, dearerSeries, Texts::tr("at the high value"), tip(high, atHigh)}}));
        bars.rows.back().text = rangeText(*swing->lever, low, high);
        bars.rows.back().saying =
            Texts::tr("%1 at %2, %3 at %4").arg(shownValue(atLow), oneOf(low), shownValue(atHigh), oneOf(high));
    }
    bars.here = {Texts::tr("here %1").arg(shownValue(here)), here};
    return bars;
}

QString textOf(SwingOf of)
{
    switch (of) {
    case SwingOf::MillionOutput:
        return Texts::tr("$ per M output tokens");
    case SwingOf::Month:
        return Texts::tr("$ per month");
    case SwingOf::ItlP99:
        break;
    }
    return Texts::tr("ITL p99, ms");
}

QString basisOf(SwingOf of)
{
    switch (of) {
    case SwingOf::MillionOutput:
        return Texts::tr("reservation basis");
    case SwingOf::Month:
        return Texts::tr("whole fleet");
    case SwingOf::ItlP99:
        break;
    }
    return {};
}

} // namespace trilemma::widgets
