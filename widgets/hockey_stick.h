// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart_input.h"
#include "widgets/plot_scene.h"

#include "models/serving/slo.h"

#include <optional>

namespace trilemma::widgets {

/// Where a percentile of the ITL steps from the plain decode step to the step that carries a prefill: there the
/// share of tokens that wait for a prefill passes what the percentile leaves out.
struct LatencyStep {
    std::size_t after = 0;                  ///< index of the last point below the step; the next one lies above it
    double x = 0, from = 0, to = 0;         ///< output tok/s of the fleet, shown latency unit
};

/// One scenario's latency over throughput, in shown units, as far as it is finite.
struct HockeyStick {
    const ChartScenario *shown = nullptr;
    Polyline latency;                       ///< over output tok/s of the fleet
    Polyline batch;                         ///< running batch of one replica, same x
    Polyline waitingShare;                  ///< tokens that wait for a prefill, of all; same x
    std::size_t previewFrom = 0;            ///< first point whose tail is only a preview
    std::optional<LatencyStep> step;
};

/// `shown` must outlive the stick. Empty lines where the scenario has no curves.
HockeyStick hockeyStick(const ChartScenario &shown, serving::LatencyMetric metric, serving::Percentile percentile);
/// The line to draw: with a gap in place of the step, which no load lies on.
Polyline drawnLine(const HockeyStick &stick);

/// Latency in shown units.
double shownLatency(const serving::OperatingPoint &point, serving::LatencyMetric metric, serving::Percentile percentile);
/// The multiples of a predicted latency that 80 % of measurements lie between, as read-outs state them.
catalog::Band bandOf(const scenario::Evaluation &evaluation, serving::LatencyMetric metric);
/// Output tok/s that the fleet would serve if it could keep up.
double offeredThroughput(const ChartScenario &shown);
bool isClosedLoop(const ChartScenario &shown);
/// Share of all tokens that a percentile leaves above it: 0.01 for p99; 0 for the mean, which has no step.
double shareAbove(serving::Percentile percentile);

} // namespace trilemma::widgets
