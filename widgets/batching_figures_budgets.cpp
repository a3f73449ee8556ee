// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One engine pass, and what the token budget of passes does.
#include "widgets/batching_figures.h"

#include "models/scenario/number_text.h"
#include "widgets/chart_text.h"

#include <algorithm>
#include <cmath>

namespace trilemma::widgets {

namespace {

using scenario::BatchingCurves, scenario::BatchingStudy;
using Texts = BatchingTexts;

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr FigureColour itlColour{0}, ttftColour{1};
constexpr double closedStrength = 0.55;

/// A line over the token budgets; what is not finite makes a gap.
template<class Value> Polyline overBudgets(const std::vector<int> &budgets, const Value &value)
{
    Polyline line;
    for (std::size_t i = 0; i < budgets.size(); ++i) {
        const double y = value(i);
        line.emplace_back(budgets[i], std::isfinite(y) && y > 0 ? y : none);
    }
    return line;
}

/// Ends that hold what is finite of the curves.
void fitLogarithmic(Figure &figure)
{
    double least = std::numeric_limits<double>::infinity(), most = 0;
    for (const FigureCurve &curve : figure.curves) {
        for (const QPointF &point : curve.line) {
            if (std::isfinite(point.y())) {
                least = std::min(least, point.y());
                most = std::max(most, point.y());
            }
        }
    }
    figure.y.least = most > 0 ? least : 1;
    figure.y.most = most > 0 ? most : 10;
}

/// Axis, present budget and recommended budgets.
Figure overTokenBudgets(const BatchingShown &shown)
{
    Figure figure;
    figure.message = reasonForNone(shown, false);
    if (!figure.message.isEmpty())
        return figure;
    const replica::Scheduling &scheduling = shown.scenario.scheduling;
    const bool isChunked = scheduling.batching == replica::Scheduling::Batching::Chunked;
    figure.x = {.least = 256, .most = 16384, .logBase = 4, .asIs = true};
    figure.xText = Texts::tr("%1 tokens a pass");
    figure.home = std::clamp<double>(scheduling.tokenBudget, figure.x.least, figure.x.most);
    const bool isSimulated = shown.study && shown.study->capacityKnown();
    const auto range = isSimulated ? scenario::recommendedBudgets(*shown.study, shown.scenario.slo)
                                   : scenario::recommendedBudgets(shown.curves, shown.scenario.slo);
    if (!range.isEmpty()) {
        const double edge = std::pow(2, 0.25); // half of the way to the next one studied
        figure.stretches.push_back({Texts::tr("keeps the SLO"), range.least / edge, range.most * edge});
    }
    const QString budget = QString::fromStdString(scenario::withThousands(std::to_string(scheduling.tokenBudget)));
    figure.lines.push_back(
        {.name = isChunked ? Texts::tr("now %1").arg(budget) : Texts::tr("budget %1, not chunked now").arg(budget),
         .along = Qt::Vertical,
         .at = static_cast<double>(scheduling.tokenBudget),
         .lever = QStringLiteral("token_budget")});
    return figure;
}

struct BudgetLine {
    QString name, unit;
    FigureColour colour;
    double scale = 1; ///< of what is shown
};

/// Simulated with markers in full and the closed form dashed, or that alone.
template<class Simulated, class Closed>
void addLines(Figure &figure, const BudgetLine &line, bool isSimulated, const Simulated &simulated, const Closed &closed)
{
    const auto budgets = scenario::studiedTokenBudgets();
    const FigureColour pale{line.colour.series, isSimulated ? closedStrength : 1};
    figure.curves.push_back({.name = isSimulated ? Texts::tr("%1, closed form").arg(line.name) : line.name,
                             .unit = line.unit,
                             .line = overBudgets(budgets, [&](std::size_t i) { return line.scale * closed(i); }),
                             .colour = pale,
                             .dash = isSimulated ? Qt::DashLine : Qt::SolidLine,
                             .width = isSimulated ? 1.5 : 2,
                             .named = isSimulated ? FigureCurve::Name::Nowhere : FigureCurve::Name::AtEnd});
    if (isSimulated) {
        figure.curves.push_back({.name = line.name,
                                 .unit = line.unit,
                                 .line = overBudgets(budgets, [&](std::size_t i) { return line.scale * simulated(i); }),
                                 .colour = line.colour,
                                 .hasMarkers = true});
    }
}

void addBound(Figure &figure, const char *latency, const serving::LatencyBound &bound)
{
    if (bound.enabled)
        figure.lines.push_back(
            {.name = Texts::tr("SLO %1 %2 %3 ms")
                         .arg(QLatin1String(latency), nameOf(bound.percentile), number(bound.seconds * msPerSecond)),
             .at = bound.seconds * msPerSecond,
             .role = FigureLine::Role::Bound});
}

QString tierText(bool isSimulated)
{
    return isSimulated ? Texts::tr("simulated, closed form dashed") : Texts::tr("closed form");
}

/// The table of both figures.
Table budgetTable(const BatchingShown &shown)
{
    Table table{{"token budget", "capacity, fleet, closed form [QPS]", "ITL p99, closed form [ms]", "TTFT p99, closed form [ms]",
                 "capacity, fleet, simulated [QPS]", "ITL p99, simulated [ms]", "TTFT p99, simulated [ms]"},
                {}};
    const double replicas = shown.curves.replicas;
    for (std::size_t i = 0; i < shown.curves.budgets.size(); ++i) {
        const scenario::SchedulingForm &form = shown.curves.budgets[i];
        const double known = form.point.finite ? msPerSecond : none;
        const scenario::ScheduledRun *run = shown.study && i < shown.study->budgets.size() ? &shown.study->budgets[i] : nullptr;
        const bool hasCapacity = run && shown.study->capacityKnown();
        table.rows.push_back({{},
                              {static_cast<double>(form.scheduling.tokenBudget), form.point.capacityRequestsPerSecond * replicas,
                               form.point.itl.p99 * known, form.point.ttft.p99 * known,
                               hasCapacity ? run->capacityRequestsPerSecond * replicas : none,
                               run ? run->load.itl.at(serving::Rank::P99).value * msPerSecond : none,
                               run ? run->load.ttft.at(serving::Rank::P99).value * msPerSecond : none}});
    }
    return table;
}

} // namespace

QString reasonForNone(const BatchingShown &shown, bool needsStudy)
{
    if (!shown.curves.problem.empty())
        return QString::fromStdString(shown.curves.problem);
    return needsStudy && !shown.study ? Texts::tr("simulating…") : QString();
}

Figure passFigure(const BatchingShown &shown)
{
    Figure figure;
    figure.subtitle = Texts::tr("ms against running batch, closed form");
    figure.message = reasonForNone(shown, false);
    if (!figure.message.isEmpty())
        return figure;
    const BatchingCurves &curves = shown.curves;
    figure.x = {.least = 1, .most = curves.batch.back(), .logBase = 4, .asIs = true};
    figure.y = {.most = curves.passes.back().total * msPerSecond};
    figure.xText = Texts::tr("batch %1");
    figure.home = curves.runningBatch;
    figure.hasLegend = true;
    figure.lines.push_back(
        {.name = Texts::tr("runs at %1").arg(number(curves.runningBatch)), .along = Qt::Vertical, .at = curves.runningBatch});
    figure.table.columns = {"running batch"};
    figure.table.rows.resize(curves.batch.size());
    Polyline below;
    for (std::size_t i = 0; i < curves.batch.size(); ++i) {
        below.emplace_back(curves.batch[i], 0);
        figure.table.rows[i].figures.push_back(curves.batch[i]);
    }
    for (int part = 0; part < replica::stepPartCount; ++part) {
        const auto which = static_cast<replica::StepPart>(part);
        constexpr double visible = 0.002;
        const auto shows = [&](const replica::StepBreakdown &pass) { return pass.part(which) > visible * pass.total; };
        if (std::ranges::none_of(curves.passes, shows))
            continue;
        Polyline above = below;
        for (std::size_t i = 0; i < above.size(); ++i) {
            const double ms = curves.passes[i].part(which) * msPerSecond;
            above[i].ry() += ms;
            figure.table.rows[i].figures.push_back(ms);
        }
        constexpr double area = 0.75;
        const QString name = QLatin1String(replica::label(which));
        figure.areas.push_back({name, Texts::tr("ms"), below, above, {static_cast<int>(figure.areas.size()), area}});
        figure.table.columns.push_back(name.toStdString() + " [ms]");
        below = std::move(above);
    }
    return figure;
}

Figure budgetLatencyFigure(const BatchingShown &shown)
{
    Figure figure = overTokenBudgets(shown);
    const BatchingStudy *study = shown.study;
    figure.subtitle = Texts::tr("p99, ms against token budget, %1").arg(tierText(study != nullptr));
    if (!figure.message.isEmpty())
        return figure;
    const auto simulated = [&](serving::SimulatedLatency serving::SimulationResult::*latency) {
        return [study, latency](std::size_t i) {
            return study ? (study->budgets[i].load.*latency).at(serving::Rank::P99).value : none;
        };
    };
    const auto closed = [&](serving::Latency serving::OperatingPoint::*latency) {
        return [&shown, latency](std::size_t i) {
            const serving::OperatingPoint &point = shown.curves.budgets[i].point;
            return point.finite ? (point.*latency).p99 : none;
        };
    };
    addLines(figure, {Texts::tr("TTFT"), Texts::tr("ms"), ttftColour, msPerSecond}, study != nullptr,
             simulated(&serving::SimulationResult::ttft), closed(&serving::OperatingPoint::ttft));
    addLines(figure, {Texts::tr("ITL"), Texts::tr("ms"), itlColour, msPerSecond}, study != nullptr,
             simulated(&serving::SimulationResult::itl), closed(&serving::OperatingPoint::itl));
    figure.y = {.logBase = 10, .gridlines = true};
    fitLogarithmic(figure);
    addBound(figure, "ITL", shown.scenario.slo.itl);
    addBound(figure, "TTFT", shown.scenario.slo.ttft);
    figure.table = budgetTable(shown);
    return figure;
}

Figure budgetCapacityFigure(const BatchingShown &shown)
{
    Figure figure = overTokenBudgets(shown);
    const bool isSimulated = shown.study && shown.study->capacityKnown();
    figure.subtitle = Texts::tr("QPS of the fleet against token budget, %1").arg(tierText(isSimulated));
    if (!figure.message.isEmpty())
        return figure;
    const double replicas = shown.curves.replicas;
    addLines(
        figure, {Texts::tr("capacity"), Texts::tr("QPS"), {2}, replicas}, isSimulated,
        [&](std::size_t i) { return shown.study->budgets[i].capacityRequestsPerSecond; },
        [&](std::size_t i) { return shown.curves.budgets[i].point.capacityRequestsPerSecond; });
    figure.y = {.gridlines = true};
    figure.y.most = 0;
    for (const FigureCurve &curve : figure.curves) {
        for (const QPointF &point : curve.line)
            figure.y.most = std::max(figure.y.most, std::isfinite(point.y()) ? 1.15 * point.y() : 0);
    }
    const serving::Workload &workload = shown.scenario.workload;
    if (workload.arrivals == serving::Workload::Arrivals::OpenLoop)
        figure.lines.push_back(
            {.name = Texts::tr("offered %1 QPS").arg(number(workload.requestsPerSecond)), .at = workload.requestsPerSecond});
    figure.table = budgetTable(shown);
    return figure;
}

} // namespace trilemma::widgets
