// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The time between two tokens: around a long prompt, and of all tokens.
#include "widgets/batching_figures.h"

#include "widgets/chart_text.h"

#include <algorithm>
#include <cmath>

namespace trilemma::widgets {

namespace {

using Texts = BatchingTexts;
using scenario::PromptInjection;

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// Level while a gap lasts; a hole where nobody waits for a token. Of gaps that end together, the longest.
Polyline staircase(const std::vector<serving::TokenGap> &gaps)
{
    constexpr double instant = 1e-9;
    Polyline line;
    double last = -std::numeric_limits<double>::infinity();
    for (const serving::TokenGap &gap : gaps) {
        if (gap.start < last - instant)
            continue;
        if (gap.start > last + instant && !line.empty())
            line.emplace_back(last + instant, none);
        line.emplace_back(gap.start, gap.seconds * msPerSecond);
        line.emplace_back(gap.end, gap.seconds * msPerSecond);
        last = gap.end;
    }
    return line;
}

void addGaps(Figure &figure, const QString &name, const std::vector<serving::TokenGap> &gaps, FigureCurve curve)
{
    curve.name = name;
    curve.unit = Texts::tr("ms");
    curve.line = staircase(gaps);
    for (const serving::TokenGap &gap : gaps) {
        const double ms = gap.seconds * msPerSecond;
        figure.y.least = std::min(figure.y.least, ms);
        figure.y.most = std::max(figure.y.most, ms);
        figure.table.rows.push_back({name.toStdString(), {gap.start, gap.end, ms, static_cast<double>(gap.sequences)}});
    }
    figure.curves.push_back(std::move(curve));
}

/// Two points a bin.
Polyline outline(const std::vector<double> &edges, const std::vector<double> &shares, double floor)
{
    Polyline line;
    for (std::size_t bin = 0; bin < shares.size(); ++bin) {
        const double percent = std::max(floor, 100 * shares[bin]);
        line.emplace_back(edges[bin] * msPerSecond, percent);
        line.emplace_back(edges[bin + 1] * msPerSecond, percent);
    }
    return line;
}

Polyline flat(Polyline line, double y)
{
    for (QPointF &point : line)
        point.setY(y);
    return line;
}

} // namespace

Figure longPromptFigure(const BatchingShown &shown)
{
    Figure figure;
    figure.subtitle = Texts::tr("ms between tokens of the others, simulated");
    figure.message = reasonForNone(shown, true);
    if (!figure.message.isEmpty())
        return figure;
    const PromptInjection &chunked = shown.study->chunked, &whole = shown.study->unchunked;
    if (!chunked.problem.empty() || !whole.problem.empty()) {
        figure.message = QString::fromStdString(chunked.problem.empty() ? whole.problem : chunked.problem);
        return figure;
    }
    figure.xText = Texts::tr("%1 s after the prompt came");
    figure.x = {.least = std::min(chunked.from, whole.from), .most = std::max(chunked.to, whole.to), .asIs = true};
    figure.y = {.least = 1e9, .most = 0, .logBase = 10, .gridlines = true};
    figure.table.columns = {"run", "from [s]", "to [s]", "gap [ms]", "sequences"};
    const PromptInjection &longer = chunked.to > whole.to ? chunked : whole;
    addGaps(figure, Texts::tr("without it"), longer.without,
            {.colour = {4}, .dash = Qt::DotLine, .width = 1.5, .named = FigureCurve::Name::Nowhere});
    addGaps(figure, Texts::tr("unchunked"), whole.with,
            {.colour = {1}, .dash = Qt::DashLine, .named = FigureCurve::Name::AtPeak});
    addGaps(figure, Texts::tr("chunked"), chunked.with, {.colour = {0}, .named = FigureCurve::Name::AtPeak});
    if (!(figure.y.most > 0)) {
        figure.message = Texts::tr("nobody else was being answered");
        return figure;
    }
    constexpr double above = 1.6, below = 1.2;
    figure.y.least /= below;
    figure.y.most *= above;
    figure.y.asIs = true;
    figure.home = whole.queueSeconds + whole.prefillSeconds / 2;
    figure.lines.push_back({.name = Texts::tr("prompt comes"), .along = Qt::Vertical, .at = 0});
    if (shown.scenario.slo.itl.enabled) {
        const serving::LatencyBound &bound = shown.scenario.slo.itl;
        figure.lines.push_back(
            {.name = Texts::tr("SLO ITL %1 %2 ms").arg(nameOf(bound.percentile), number(bound.seconds * msPerSecond)),
             .at = bound.seconds * msPerSecond,
             .role = FigureLine::Role::Bound,
             .isNamedAtEnd = true});
    }
    return figure;
}

Figure gapFigure(const BatchingShown &shown)
{
    constexpr double floor = 0.01; // percent
    Figure figure;
    figure.subtitle = Texts::tr("% of tokens against ms, simulated");
    figure.message = reasonForNone(shown, true);
    if (!figure.message.isEmpty())
        return figure;
    const serving::GapHistogram &gaps = shown.study->gaps;
    const serving::SimulationResult &here = shown.study->here();
    if (gaps.edges.empty() || here.state == serving::LoadState::Overloaded) {
        figure.message =
            gaps.edges.empty() ? Texts::tr("no answer has a second token") : Texts::tr("past capacity no ITL is steady");
        return figure;
    }
    figure.xText = Texts::tr("%1 ms");
    figure.x = {.least = gaps.edges.front() * msPerSecond, .most = gaps.edges.back() * msPerSecond, .logBase = 10};
    figure.y = {.least = floor, .most = 100, .logBase = 10, .asIs = true};
    figure.hasLegend = true;
    const Polyline alone = outline(gaps.edges, gaps.decodeOnly, floor), beside = outline(gaps.edges, gaps.besidePrompts, floor);
    const double share = 100 * gaps.shareBesidePrompts();
    figure.areas = {{Texts::tr("decode alone %1 %").arg(number(100 - share)), Texts::tr("%"), flat(alone, 0.0), alone, {0, 0.7}},
                    {Texts::tr("prompts beside %1 %").arg(number(share)), Texts::tr("%"), flat(beside, 0.0), beside, {1, 0.8}}};
    for (FigureArea &area : figure.areas) // the axis begins above zero
        area.low = flat(area.high, floor);
    const auto mark = [&](const char *name, serving::Rank rank) {
        const double ms = here.itl.at(rank).value * msPerSecond;
        if (std::isfinite(ms))
            figure.lines.push_back(
                {.name = Texts::tr("%1 %2").arg(QLatin1String(name), number(ms)), .along = Qt::Vertical, .at = ms});
    };
    mark("p50", serving::Rank::P50);
    mark("p99", serving::Rank::P99);
    figure.home = here.itl.at(serving::Rank::P50).value * msPerSecond;
    if (const serving::LatencyBound &bound = shown.scenario.slo.itl; bound.enabled)
        figure.lines.push_back({.name = Texts::tr("SLO %1").arg(nameOf(bound.percentile)),
                                .along = Qt::Vertical,
                                .at = bound.seconds * msPerSecond,
                                .role = FigureLine::Role::Bound});
    figure.table.columns = {"from [ms]", "to [ms]", "decode alone [% of tokens]", "prompts beside [% of tokens]"};
    for (std::size_t bin = 0; bin + 1 < gaps.edges.size(); ++bin)
        figure.table.rows.push_back({{},
                                     {gaps.edges[bin] * msPerSecond, gaps.edges[bin + 1] * msPerSecond,
                                      100 * gaps.decodeOnly[bin], 100 * gaps.besidePrompts[bin]}});
    return figure;
}

} // namespace trilemma::widgets
