// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/hockey_stick.h"

#include "widgets/chart_text.h"

#include <cmath>
#include <limits>

namespace trilemma::widgets {

using serving::LatencyMetric;
using serving::Percentile;

namespace {

const serving::Latency &latencyIn(const serving::OperatingPoint &point, LatencyMetric metric)
{
    switch (metric) {
    case LatencyMetric::Ttft: return point.ttft;
    case LatencyMetric::EndToEnd: return point.endToEnd;
    case LatencyMetric::Itl: break;
    }
    return point.itl;
}

/// How far from `a` to `b` the share of tokens that wait passes `share`; empty where it does not.
std::optional<double> passing(const serving::OperatingPoint &a, const serving::OperatingPoint &b, double share)
{
    if (!(a.mixedStepShare <= share && b.mixedStepShare > share))
        return std::nullopt;
    return (share - a.mixedStepShare) / (b.mixedStepShare - a.mixedStepShare);
}

void append(HockeyStick &stick, const QPointF &latency, double batch, double waitingShare)
{
    stick.latency.push_back(latency);
    stick.batch.emplace_back(latency.x(), batch);
    stick.waitingShare.emplace_back(latency.x(), waitingShare);
}

void appendStep(HockeyStick &stick, double along, const QPointF &next, double nextBatch, double share)
{
    const QPointF last = stick.latency.back();
    const double batch = std::lerp(stick.batch.back().y(), nextBatch, along);
    const double x = std::lerp(last.x(), next.x(), along);
    stick.step = LatencyStep{stick.latency.size(), x, last.y(), next.y()};
    append(stick, {x, last.y()}, batch, share);
    append(stick, {x, next.y()}, batch, share);
}

} // namespace

double shownLatency(const serving::OperatingPoint &point, LatencyMetric metric, Percentile percentile)
{
    return latencyIn(point, metric).at(percentile) * unitOf(metric).perSecond;
}

catalog::Band bandOf(const scenario::Evaluation &evaluation, LatencyMetric metric)
{
    if (metric == LatencyMetric::Ttft)
        return evaluation.firstTokenBand;
    const scenario::Metric &endToEnd = *scenario::findMetric("e2e.mean");
    const auto interval = metric == LatencyMetric::EndToEnd ? scenario::intervalOf(endToEnd, evaluation) : std::nullopt;
    if (!interval)
        return evaluation.tokenTimeBand;
    const double value = *endToEnd.read(evaluation);
    return {interval->low / value, interval->high / value};
}

double shareAbove(Percentile percentile)
{
    switch (percentile) {
    case Percentile::P50: return 0.50;
    case Percentile::P95: return 0.05;
    case Percentile::P99: return 0.01;
    case Percentile::Mean: break;
    }
    return 0;
}

bool isClosedLoop(const ChartScenario &shown)
{
    return shown.scenario.workload.arrivals == serving::Workload::Arrivals::ClosedLoop;
}

double offeredThroughput(const ChartScenario &shown)
{
    const scenario::Evaluation &evaluation = shown.curves->evaluation;
    if (evaluation.replica.finite || isClosedLoop(shown))
        return evaluation.fleetOutputTokensPerSecond();
    return evaluation.replica.offeredRequestsPerSecond * evaluation.replicas * shown.scenario.workload.outputTokensMean;
}

HockeyStick hockeyStick(const ChartScenario &shown, LatencyMetric metric, Percentile percentile)
{
    HockeyStick stick;
    stick.shown = &shown;
    if (!shown.curves)
        return stick;
    const auto &load = shown.curves->load;
    const double replicas = shown.curves->evaluation.replicas;
    const bool steps = metric == LatencyMetric::Itl && percentile != Percentile::Mean;
    const double share = shareAbove(percentile);
    for (Polyline *line : {&stick.latency, &stick.batch, &stick.waitingShare})
        line->reserve(load.size() + 2);
    std::optional<std::size_t> previewFrom;
    const serving::OperatingPoint *last = nullptr;
    for (const serving::OperatingPoint &point : load) {
        const QPointF next(point.outputTokensPerSecond * replicas, shownLatency(point, metric, percentile));
        if (!point.finite || !std::isfinite(next.x()) || !std::isfinite(next.y()) || (last && next.x() < stick.latency.back().x()))
            continue;
        if (const auto along = steps && last && !stick.step ? passing(*last, point, share) : std::nullopt)
            appendStep(stick, *along, next, point.runningBatch, share);
        if (!previewFrom && point.tailIsPreview && percentile >= Percentile::P95)
            previewFrom = stick.latency.size();
        append(stick, next, point.runningBatch, point.mixedStepShare);
        last = &point;
    }
    stick.previewFrom = previewFrom.value_or(stick.latency.size());
    return stick;
}

Polyline drawnLine(const HockeyStick &stick)
{
    Polyline line = stick.latency;
    if (stick.step) {
        const auto above = line.begin() + static_cast<std::ptrdiff_t>(stick.step->after) + 1;
        line.insert(above, QPointF(stick.step->x, std::numeric_limits<double>::quiet_NaN()));
    }
    return line;
}

} // namespace trilemma::widgets
