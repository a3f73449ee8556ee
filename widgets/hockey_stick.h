// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart_input.h"
#include "widgets/plot_scene.h"

#include "models/serving/slo.h"

namespace trilemma::widgets {

/// One scenario's latency over throughput, in shown units, as far as it is finite.
struct HockeyStick {
    const ChartScenario *shown = nullptr;
    Polyline latency;                       ///< over output tok/s of the fleet
    Polyline batch;                         ///< running batch of one replica, same x
    Polyline waitingShare;                  ///< tokens that wait for a prefill, of all; same x
    std::size_t previewFrom = 0;            ///< first point whose tail is only a preview
};

/// `shown` must outlive the stick. Empty lines where the scenario has no curves.
HockeyStick hockeyStick(const ChartScenario &shown, serving::LatencyMetric metric, serving::Percentile percentile);
/// Latency in shown units.
double shownLatency(const serving::OperatingPoint &point, serving::LatencyMetric metric, serving::Percentile percentile);
/// The multiples of a predicted latency that 80 % of measurements lie between, as read-outs state them.
catalog::Band bandOf(const scenario::Evaluation &evaluation, serving::LatencyMetric metric);
/// Output tok/s that the fleet would serve if it could keep up.
double offeredThroughput(const ChartScenario &shown);
bool isClosedLoop(const ChartScenario &shown);

} // namespace trilemma::widgets
