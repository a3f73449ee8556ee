// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/evaluation.h"
#include "models/scenario/levers.h"

#include <optional>
#include <string>

namespace trilemma::decision {

/// The WHY line: what binds, what moved against the baseline, what would help most.
struct Explanation {
    std::string binds;          ///< "Memory-bound: 61 % of a step reads weights, 22 % reads KV. ..."
    std::string moved;          ///< empty without a baseline or a difference
    std::string nextMove;       ///< the single lever step that helps most, tried, not guessed; empty where none
};

/// What binds now and by how much, from the evaluation alone: cheap enough for every tick.
std::string whatBinds(const scenario::Scenario &scenario, const scenario::Evaluation &evaluation);

/// The differing lever that moves the knee most (else the cost) when it alone goes from the baseline's
/// value to the scenario's. One evaluation per differing lever.
std::string whatMoved(const scenario::Scenario &scenario, const scenario::Evaluation &evaluation,
                      const scenario::Scenario &baseline, const scenario::Evaluation &baselineEvaluation,
                      const catalog::Catalog &catalog);

/// One lever step that was tried and helps.
struct Move {
    enum class Goal {
        MeetDemand,     ///< the SLO fails at the present traffic; this step makes it hold
        RaiseKnee,      ///< more traffic within the SLO at no more cost
        LowerCost       ///< less $/M output tokens, the SLO still met
    };
    std::string leverId;
    scenario::LeverValue value;
    Goal goal = Goal::RaiseKnee;
    double before = 0, after = 0;   ///< fleet knee in requests per second, or dollars per million output tokens
    std::string sentence;
};

/// Tries neighbouring values of the basic levers (about twenty evaluations) and returns the step that
/// helps most without breaking the SLO or memory; empty where none helps by 1 % or more.
std::optional<Move> bestMove(const scenario::Scenario &scenario, const scenario::Evaluation &evaluation,
                             const catalog::Catalog &catalog);

/// All three sentences.
Explanation explain(const scenario::Scenario &scenario, const scenario::Evaluation &evaluation,
                    const scenario::Scenario *baseline, const scenario::Evaluation *baselineEvaluation,
                    const catalog::Catalog &catalog);

} // namespace trilemma::decision
