// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/batch_curve.h"
#include "models/replica/roofline.h"
#include "models/scenario/evaluation.h"
#include "models/serving/operating_point.h"

#include <vector>

namespace trilemma::scenario {

/// Everything that the Overview draws for one scenario.
struct OverviewCurves {
    Evaluation evaluation;
    std::vector<serving::OperatingPoint> load;      ///< one replica, idle to capacity; fleet = times replicas
    replica::BatchCurve batch;                      ///< one replica, continuous batching with chunks
    replica::Roofline roofline;
};
OverviewCurves overviewCurves(const Scenario &scenario, const catalog::Catalog &catalog);

} // namespace trilemma::scenario
