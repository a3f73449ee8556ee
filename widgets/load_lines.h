// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/simulated_load.h"
#include "widgets/chart_input.h"
#include "widgets/plot_scene.h"

#include <memory>
#include <optional>
#include <vector>

namespace trilemma::widgets {

using SharedSimulatedLoad = std::shared_ptr<const scenario::SimulatedLoad>;

/// What a load chart shows over the request rate: percentiles of a latency, or what the mean TTFT is made of.
enum class LoadFigure { Ttft, Itl, EndToEnd, TtftParts };
serving::LatencyMetric latencyOf(LoadFigure figure);

/// One curve, in shown units, as far as it is finite: past capacity there is none.
struct LoadLine {
    QString name;               ///< "p99", "queue"
    Polyline line;              ///< over the fleet's QPS
    Polyline low, high;         ///< ends of the 95 % confidence interval, same x; NaN where unknown
    std::optional<double> here; ///< at the scenario's own load; empty where overloaded
    double hereHalfWidth = 0;
};

/// All curves of one scenario, of one tier alone.
struct LoadLines {
    bool isSimulated = false;
    std::vector<LoadLine> lines;      ///< the highest percentile first
    Polyline closedForm;              ///< what the closed form says of the first, whichever tier the lines are of
    Polyline batch;                   ///< running batch of one replica over the fleet's QPS, closed form
    double capacity = 0, offered = 0; ///< QPS of the fleet
    bool overloaded = false;
    double backlogGrowthPerSecond = 0; ///< requests per second of the fleet, where overloaded
    bool kneeKnown = false, kneeIsSimulated = false;
    serving::Knee knee; ///< of one replica
    int replicas = 1;

    double kneeRate() const { return knee.requestsPerSecond * replicas; }
};

/// From the simulation where there is one and it has curves, else from the closed form.
LoadLines loadLines(const ChartScenario &shown, const scenario::SimulatedLoad *simulated, LoadFigure figure);

} // namespace trilemma::widgets
