// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/evaluation.h"

#include <optional>
#include <string>

namespace trilemma::decision {

/// The WHY line: what binds, what moved against the baseline, what would help most.
struct Explanation {
    std::string binds;          ///< "Memory-bound: 61 % of a step reads weights, 22 % reads KV. ..."
    std::string moved;          ///< empty without a baseline or a difference
    std::string nextMove;       ///< the single lever step that helps most, tried, not guessed; empty where none
};

Explanation explain(const scenario::Scenario &scenario, const scenario::Evaluation &evaluation,
                    const scenario::Scenario *baseline, const scenario::Evaluation *baselineEvaluation,
                    const catalog::Catalog &catalog);

} // namespace trilemma::decision
