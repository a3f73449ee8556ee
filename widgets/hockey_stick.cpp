// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/hockey_stick.h"

#include "widgets/chart_text.h"

#include <cmath>

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

void append(HockeyStick &stick, const QPointF &latency, double batch, double waitingShare)
{
    stick.latency.push_back(latency);
    stick.batch.emplace_back(latency.x(), batch);
    stick.waitingShare.emplace_back(latency.x(), waitingShare);
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
    for (Polyline *line : {&stick.latency, &stick.batch, &stick.waitingShare})
        line->reserve(load.size() + 2);
    std::optional<std::size_t> previewFrom;
    const serving::OperatingPoint *last = nullptr;
    for (const serving::OperatingPoint &point : load) {
        const QPointF next(point.outputTokensPerSecond * replicas, shownLatency(point, metric, percentile));
        if (!point.finite || !std::isfinite(next.x()) || !std::isfinite(next.y()) || (last && next.x() < stick.latency.back().x()))
            continue;
        if (!previewFrom && point.tailIsPreview && percentile >= Percentile::P95)
            previewFrom = stick.latency.size();
        append(stick, next, point.runningBatch, point.mixedStepShare);
        last = &point;
    }
    stick.previewFrom = previewFrom.value_or(stick.latency.size());
    return stick;
}

} // namespace trilemma::widgets
