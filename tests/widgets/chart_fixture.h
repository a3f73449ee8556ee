// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart_input.h"

#include <cmath>
#include <string>

namespace trilemma::test {

/// A scenario whose curves are simple formulas, so that tests know where every point must lie: one replica serves
/// batch / (10 ms + 50 us * batch) tokens per second, the latency of a token gap is its step.
struct SyntheticScenario {
    std::string name = "A";
    int series = 0;
    bool current = true, baseline = false;
    double offeredQps = 4, largestBatch = 128, relativeError = 0.1;
    int replicas = 2;

    static double stepSeconds(double batch) { return 0.010 + 50e-6 * batch; }
    static constexpr double outputTokens = 100;

    serving::OperatingPoint pointAt(double batch) const
    {
        serving::OperatingPoint point;
        point.finite = true;
        point.runningBatch = batch;
        point.outputTokensPerSecond = batch / stepSeconds(batch);
        point.offeredRequestsPerSecond = point.servedRequestsPerSecond = point.outputTokensPerSecond / outputTokens;
        point.capacityRequestsPerSecond = largestBatch / stepSeconds(largestBatch) / outputTokens;
        point.utilisation = point.offeredRequestsPerSecond / point.capacityRequestsPerSecond;
        const double gap = stepSeconds(batch) / (1.001 - 0.9 * point.utilisation);
        point.itl = {gap, gap, gap, gap};
        point.ttft = {10 * gap, 10 * gap, 10 * gap, 10 * gap};
        point.endToEnd = {100 * gap, 100 * gap, 100 * gap, 100 * gap};
        point.tailIsPreview = point.utilisation > 0.6;
        return point;
    }

    /// Running batch at the offered rate: solves qps * outputTokens * step(batch) = batch.
    double runningBatch() const
    {
        const double rate = offeredQps / replicas * outputTokens;
        return rate * 0.010 / (1 - 50e-6 * rate);
    }

    widgets::ChartScenario chart() const
    {
        auto curves = std::make_shared<scenario::OverviewCurves>();
        for (int i = 0; i < 128; ++i) {
            const double batch = std::pow(largestBatch, i / 127.0);
            curves->load.push_back(pointAt(batch));
            const double wide = std::pow(512, i / 127.0);
            curves->batch.batch.push_back(wide);
            curves->batch.outputTokensPerSecond.push_back(wide / stepSeconds(wide));
            curves->batch.stepSeconds.push_back(stepSeconds(wide));
        }
        scenario::Evaluation &evaluation = curves->evaluation;
        evaluation.state = scenario::State::Stable;
        evaluation.relativeError = relativeError;
        evaluation.tokenTimeBand = evaluation.firstTokenBand = {1 / (1 + relativeError), 1 + relativeError};
        evaluation.replicas = replicas;
        evaluation.replica = pointAt(runningBatch());
        evaluation.saturation = {300, 180, 140, largestBatch, replica::Saturation::Binding::EngineCap};
        evaluation.knee = {true, 40, 4000, serving::Knee::Binding::Itl, pointAt(50)};
        evaluation.cost.usdPerMillionOutput = 2.31;
        evaluation.cost.usdPerMillionOutputByPart = {0.98, 0.30, 0.51, 0.52};
        curves->roofline = {1979e12, 3.35e12, 1200e12, 2.9e12,
                            {{"decode B=1", 2, 5e12, false, 1}, {"decode B=64", 90, 200e12, false, 64},
                             {"prefill 1024", 2000, 1100e12, true, 0}}};
        widgets::ChartScenario shown;
        shown.scenario.name = name;
        shown.scenario.workload.requestsPerSecond = offeredQps;
        shown.scenario.workload.outputTokensMean = outputTokens;
        shown.curves = std::move(curves);
        shown.name = QString::fromStdString(name);
        shown.series = series;
        shown.current = current;
        shown.baseline = baseline;
        shown.hardware = QStringLiteral("H100 SXM");
        return shown;
    }

    /// More than the fleet can serve: no latency exists.
    widgets::ChartScenario overloaded() const
    {
        widgets::ChartScenario shown = chart();
        auto curves = std::make_shared<scenario::OverviewCurves>(*shown.curves);
        serving::OperatingPoint &point = curves->evaluation.replica;
        curves->evaluation.state = scenario::State::Overloaded;
        point.finite = false;
        point.offeredRequestsPerSecond = 1.2 * point.capacityRequestsPerSecond;
        point.servedRequestsPerSecond = point.capacityRequestsPerSecond;
        point.backlogGrowthPerSecond = 0.2 * point.capacityRequestsPerSecond;
        point.runningBatch = largestBatch;
        point.itl = point.ttft = point.endToEnd = {INFINITY, INFINITY, INFINITY, INFINITY};
        shown.curves = std::move(curves);
        return shown;
    }

    /// Nothing fits: an evaluation with a reason and no curves.
    widgets::ChartScenario infeasible() const
    {
        widgets::ChartScenario shown = chart();
        auto curves = std::make_shared<scenario::OverviewCurves>();
        curves->evaluation.reason = "Weights need 141 GB per GPU and 80 GB are there.";
        shown.curves = std::move(curves);
        return shown;
    }
};

/// The current scenario and three pinned ones, the first of them the baseline.
inline std::vector<widgets::ChartScenario> fourScenarios(double offeredQps = 4)
{
    return {SyntheticScenario{.offeredQps = offeredQps}.chart(),
            SyntheticScenario{.name = "B", .series = 1, .current = false, .baseline = true, .largestBatch = 96}.chart(),
            SyntheticScenario{.name = "C", .series = 2, .current = false, .largestBatch = 40}.chart(),
            SyntheticScenario{.name = "D", .series = 3, .current = false, .replicas = 1}.chart()};
}

} // namespace trilemma::test
