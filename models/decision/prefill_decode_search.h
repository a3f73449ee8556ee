// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/evaluation.h"

#include <string>
#include <vector>

namespace trilemma::decision {

/// A way to spend GPUs on prefill and decode: xPyD, or replicas that do both.
struct PrefillDecodeSplit {
    int prefillInstances = 0, decodeInstances = 0; ///< 0 prefill: replicas that do both, `decodeInstances` of them
    int gpus = 0;                                  ///< that it uses; at most the budget
    scenario::Evaluation evaluation;               ///< of the whole traffic on them
    std::string problem;                           ///< why it has no answer; else empty

    bool isAggregated() const { return prefillInstances == 0; }
    /// "2P1D"; "3 aggregated"
    std::string name() const;
    /// QPS of all GPUs at the SLO; 0 where no rate keeps it.
    double kneeRequestsPerSecond() const;
};

/// Every number of prefill instances that leaves GPUs for a decode instance, with as many of these as then fit, and the
/// same GPUs as replicas that do both. Instances are placed as in the scenario, whose replicas, and numbers of instances,
/// are not used. Best knee first, those without one last; pure.
std::vector<PrefillDecodeSplit> searchPrefillDecode(const scenario::Scenario &scenario, const catalog::Catalog &catalog, int gpus);

} // namespace trilemma::decision
