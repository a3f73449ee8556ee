// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/load_lines.h"

#include "widgets/chart_text.h"
#include "widgets/hockey_stick.h"

#include <QCoreApplication>

#include <array>
#include <cmath>
#include <functional>

namespace trilemma::widgets {

using serving::LatencyMetric, serving::Percentile, serving::Rank, serving::SimulationResult;

namespace {

/// How one curve is read from either tier, seconds.
struct Reading {
    QString name;
    std::function<double(const serving::OperatingPoint &)> closed;
    std::function<serving::Estimate(const SimulationResult &)> simulated;
};

const serving::SimulatedLatency &latencyIn(const SimulationResult &result, LatencyMetric metric)
{
    return metric == LatencyMetric::Ttft ? result.ttft : metric == LatencyMetric::Itl ? result.itl : result.endToEnd;
}

Reading percentile(LatencyMetric metric, Percentile closed, Rank rank)
{
    return {nameOf(closed),
            [=](const serving::OperatingPoint &point) { return shownLatency(point, metric, closed) / unitOf(metric).perSecond; },
            [=](const SimulationResult &result) { return latencyIn(result, metric).at(rank); }};
}

Reading part(const char *name, double serving::OperatingPoint::*closed, double SimulationResult::*simulated)
{
    return {QCoreApplication::translate("LoadChart", name), [=](const serving::OperatingPoint &point) { return point.*closed; },
            [=](const SimulationResult &result) {
                return serving::Estimate{result.*simulated, NAN};
            }};
}

std::vector<Reading> readings(LoadFigure figure)
{
    using serving::OperatingPoint;
    if (figure == LoadFigure::TtftParts) {
        return {
            {nameOf(Percentile::Mean), [](const OperatingPoint &point) { return point.ttft.mean; },
             [](const SimulationResult &result) { return result.ttft.at(Rank::Mean); }},
            part(QT_TRANSLATE_NOOP("LoadChart", "queue"), &OperatingPoint::ttftQueueSeconds, &SimulationResult::ttftQueueSeconds),
            part(QT_TRANSLATE_NOOP("LoadChart", "prefill"), &OperatingPoint::ttftPrefillSeconds,
                 &SimulationResult::ttftPrefillSeconds),
            part(QT_TRANSLATE_NOOP("LoadChart", "ingest"), &OperatingPoint::ttftIngestSeconds,
                 &SimulationResult::ttftIngestSeconds)};
    }
    const LatencyMetric metric = latencyOf(figure);
    return {percentile(metric, Percentile::P99, Rank::P99), percentile(metric, Percentile::P95, Rank::P95),
            percentile(metric, Percentile::P50, Rank::P50)};
}

bool isOverloaded(const SimulationResult &result)
{
    return result.state == serving::LoadState::Overloaded;
}

LoadLine closedLine(const Reading &reading, const scenario::OverviewCurves &curves, double scale)
{
    LoadLine line;
    line.name = reading.name;
    for (const serving::OperatingPoint &point : curves.load) {
        const double value = reading.closed(point) * scale;
        if (point.finite && std::isfinite(value))
            line.line.emplace_back(point.offeredRequestsPerSecond * curves.evaluation.replicas, value);
    }
    if (curves.evaluation.replica.finite)
        line.here = reading.closed(curves.evaluation.replica) * scale;
    return line;
}

LoadLine simulatedLine(const Reading &reading, const scenario::SimulatedLoad &load, double scale)
{
    LoadLine line;
    line.name = reading.name;
    for (std::size_t i = 0; i < load.curve.size() && !isOverloaded(load.curve[i]); ++i) {
        const serving::Estimate estimate = reading.simulated(load.curve[i]);
        if (!std::isfinite(estimate.value))
            continue;
        const double x = load.requestsPerSecond[i] * load.replicas;
        line.line.emplace_back(x, estimate.value * scale);
        line.low.emplace_back(x, (estimate.value - estimate.halfWidth) * scale);
        line.high.emplace_back(x, (estimate.value + estimate.halfWidth) * scale);
    }
    const serving::Estimate here = reading.simulated(load.here);
    if (!isOverloaded(load.here) && std::isfinite(here.value)) {
        line.here = here.value * scale;
        line.hereHalfWidth = here.halfWidth * scale;
    }
    return line;
}

void takeSimulated(LoadLines &lines, const scenario::SimulatedLoad &load)
{
    lines.isSimulated = true;
    lines.overloaded = isOverloaded(load.here);
    lines.backlogGrowthPerSecond = load.here.backlogGrowthPerSecond * load.replicas;
    if (!load.kneeKnown)
        return;
    lines.kneeIsSimulated = true;
    lines.knee = load.knee;
    lines.capacity = load.capacityRequestsPerSecond * load.replicas;
}

} // namespace

LatencyMetric latencyOf(LoadFigure figure)
{
    return figure == LoadFigure::Itl        ? LatencyMetric::Itl
           : figure == LoadFigure::EndToEnd ? LatencyMetric::EndToEnd
                                            : LatencyMetric::Ttft;
}

LoadLines loadLines(const ChartScenario &shown, const scenario::SimulatedLoad *simulated, LoadFigure figure)
{
    LoadLines lines;
    if (!shown.curves || shown.curves->load.empty())
        return lines;
    const scenario::Evaluation &evaluation = shown.curves->evaluation;
    lines.replicas = evaluation.replicas;
    lines.capacity = shown.curves->load.back().offeredRequestsPerSecond * evaluation.replicas;
    lines.offered = evaluation.replica.offeredRequestsPerSecond * evaluation.replicas;
    lines.overloaded = !evaluation.replica.finite;
    lines.backlogGrowthPerSecond = evaluation.replica.backlogGrowthPerSecond * evaluation.replicas;
    lines.knee = evaluation.knee;
    lines.kneeKnown = true;
    for (const serving::OperatingPoint &point : shown.curves->load)
        lines.batch.emplace_back(point.offeredRequestsPerSecond * evaluation.replicas, point.runningBatch);
    const bool fromSimulation = simulated && !simulated->curve.empty();
    if (fromSimulation)
        takeSimulated(lines, *simulated);
    if (fromSimulation && isClosedLoop(shown))
        lines.offered = simulated->here.requestsPerSecond * simulated->replicas;
    const double scale = unitOf(latencyOf(figure)).perSecond;
    const std::vector<Reading> all = readings(figure);
    for (const Reading &reading : all)
        lines.lines.push_back(fromSimulation ? simulatedLine(reading, *simulated, scale)
                                             : closedLine(reading, *shown.curves, scale));
    lines.closedForm = closedLine(all.front(), *shown.curves, scale).line;
    return lines;
}

} // namespace trilemma::widgets
