// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/measurements.h"
#include "models/evidence/accuracy.h"
#include "models/evidence/point_matching.h"
#include "models/scenario/scenario.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace trilemma::app {

/// The figures that can be held against each other.
enum class AccuracyFigure { Tpot, Ttft, Throughput };

/// Measured points with what the model says about each, in one order.
struct AccuracyReport {
    Measurements files;                                 ///< keep what `imported` points into
    std::vector<const evidence::ImportedPoint *> imported;
    std::vector<evidence::MeasuredPoint> points;
    std::vector<evidence::Prediction> predictions;
    std::vector<bool> fitted;                           ///< the accelerator's kernels were measured
};

/// The published points that the program ships, a file a source. Never empty; a broken resource is a defect.
Measurements referenceMeasurements();

/// Predicts all points of `files`. For another thread: takes no reference to what may change meanwhile.
AccuracyReport accuracyReport(Measurements files, const catalog::Catalog &catalog);

/// Measured and predicted figure of a point, SI; empty where either is not known.
struct FigurePair {
    double measured = 0, predicted = 0;
    double ratio() const { return predicted / measured; }
};
std::optional<FigurePair> figureAt(const AccuracyReport &report, std::size_t point, AccuracyFigure figure);
const evidence::ErrorSummary &summaryOf(const evidence::AccuracyRow &row, AccuracyFigure figure);

/// Indices of the points that the model misses by the largest factor, worst first.
std::vector<std::size_t> worstPoints(const AccuracyReport &report, AccuracyFigure figure, std::size_t most);
/// What may explain a miss, short: quality, notes, what the source leaves open, hardware that nobody measured.
QStringList unusual(const AccuracyReport &report, std::size_t point);
/// "Llama-3.3-70B · H100 · vllm · fp8 · TP4".
QString deploymentText(const evidence::PointConfiguration &configuration);

/// The point's run as a scenario, with prices and SLO of `base`. The Error says what has no counterpart.
Result<scenario::Scenario> scenarioOf(const evidence::PointConfiguration &configuration, const scenario::Scenario &base,
                                      const catalog::Catalog &catalog);

} // namespace trilemma::app
