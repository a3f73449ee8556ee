// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/serving/slo.h"
#include "widgets/crosshair.h"

#include <QPointF>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace trilemma::widgets {

/// A latency as a benchmark file states it, seconds; what it does not state is empty.
struct MeasuredLatency {
    std::optional<double> mean, p50, p95, p99;
    std::optional<double> standardError;        ///< of the mean

    std::optional<double> at(serving::Percentile percentile) const;
};

/// A measured operating point of the shown configuration, with what the model says about the same run.
struct MeasuredDot {
    QString heading;                            ///< "run.json · vLLM 0.11.0 · 2026-05-01"
    QString conditions;                         ///< "ISL 1,020 · OSL 128 · 32 in flight"
    bool sameLengths = true;                    ///< its ISL and OSL are about those of the scenario
    /// Output tokens and requests served by as many replicas as the scenario has; 0 where not stated.
    double fleetTokensPerSecond = 0, fleetRequestsPerSecond = 0;
    double replicaTokensPerSecond = 0, replicaRequestsPerSecond = 0, replicaConcurrency = 0;    ///< the same of one replica
    MeasuredLatency ttft, itl, endToEnd;
    /// Means over requests, as the model predicts the run; throughput of one replica.
    std::optional<double> predictedTokensPerSecond, predictedTtft, predictedTpot, predictedEndToEnd;

    const MeasuredLatency &latency(serving::LatencyMetric metric) const;
};

struct MeasuredDots {
    std::vector<MeasuredDot> dots;
    int others = 0;                             ///< measured points of other configurations
};
using SharedMeasuredDots = std::shared_ptr<const MeasuredDots>;

/// Where a chart draws a dot, plot coordinates of the left axis.
struct MeasuredMark {
    QPointF at;
    std::optional<double> low{}, high{};        ///< ends of the error bar
    bool open = false;                          ///< measured under other lengths, or the mean for want of the percentile
};

/// Latency over `rate`, which is one of the dot's; empty where the file lacks either.
std::optional<MeasuredMark> latencyMark(const MeasuredDot &dot, double rate, serving::LatencyMetric metric,
                                        serving::Percentile percentile);
/// p50, p95 and p99 as far as the file states them, else the mean; the error bar is the first one's.
std::vector<MeasuredMark> percentileMarks(const MeasuredDot &dot, double rate, serving::LatencyMetric metric);
/// Throughput of one replica over its concurrency.
std::optional<MeasuredMark> throughputMark(const MeasuredDot &dot);

/// For charts that draw one mark a point at most.
inline std::vector<MeasuredMark> listed(const std::optional<MeasuredMark> &mark)
{
    return mark ? std::vector{*mark} : std::vector<MeasuredMark>();
}

/// What the file says against what the model says, for the box beside the mark.
ReadOut measuredReadOut(const MeasuredDot &dot, const Theme &theme);
/// "8 measured, 24 of other configurations" and shorter forms of it, longest first; empty where nothing was imported.
QStringList measuredCount(const SharedMeasuredDots &dots, std::size_t drawn);

/// The colour of measured marks: ink, so that they belong to no series.
void paintMark(QPainter &painter, const QPointF &at, const std::optional<QLineF> &bar, bool open, const Theme &theme);

} // namespace trilemma::widgets
