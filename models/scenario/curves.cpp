// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/curves.h"

#include "models/scenario/resolved_scenario.h"

#include <algorithm>

namespace trilemma::scenario {

namespace {

constexpr int loadPoints = 64;
constexpr int batchPoints = 64;
constexpr double batchAxisEnd = 1024; ///< the usual axis; a larger engine cap stretches it

} // namespace

OverviewCurves overviewCurves(const Scenario &scenario, const catalog::Catalog &catalog)
{
    OverviewCurves curves;
    const ResolvedScenario resolved(scenario, catalog);
    if (!resolved.problem().empty()) {
        curves.evaluation = infeasible(resolved);
        return curves;
    }
    const serving::ReplicaUnderLoad replica = resolved.underLoad();
    curves.evaluation = judged(resolved, replica);
    if (curves.evaluation.state == State::Infeasible)
        return curves;

    const double largest = std::max(batchAxisEnd, static_cast<double>(scenario.scheduling.maxSequences));
    const double batch = std::max(curves.evaluation.replica.runningBatch, 1.0);
    curves.load = replica.loadCurve(loadPoints);
    curves.batch = replica::batchCurve(replica.step(), replica.meanContext(), largest, batchPoints);
    curves.roofline = replica::roofline(resolved.configuration(), replica.step(), batch, replica.meanContext(),
                                        replica.workload().inputTokensMean);
    return curves;
}

} // namespace trilemma::scenario
