// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/memory_plan.h"

#include "models/catalog/catalog.h"

#include <optional>
#include <vector>

namespace trilemma::replica {

/// Smallest tensor-parallel placement of a model on one accelerator, by both verdicts.
struct MinimumGpus {
    std::string acceleratorId;
    std::optional<int> weightsFit, workloadFits; ///< GPUs; empty = not within one scale-up domain
};
std::vector<MinimumGpus> minimumGpus(const catalog::LanguageModel &model, catalog::WeightFormat weights, catalog::KvFormat kv,
                                     const catalog::EngineProfile &engine, const catalog::Catalog &catalog, double inputTokens,
                                     double outputTokens, double sequencesWanted);

} // namespace trilemma::replica
