// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/evaluation.h"
#include "models/scenario/levers.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace trilemma::decision {

struct LeverSetting {
    std::string leverId;
    scenario::LeverValue value;
    bool operator==(const LeverSetting &) const = default;
};
/// Levers that are set together: mostly one, two where TP is traded for replicas.
using LeverStep = std::vector<LeverSetting>;

enum class RuleState { Kept, Broken, DoesNotApply };
const char *label(RuleState state);

struct RuleFinding {
    RuleState state = RuleState::DoesNotApply;
    std::string sentence; ///< why, with the figures
    bool operator==(const RuleFinding &) const = default;
};

/// What a rule is asked about. Refers to all three.
struct RuleQuestion {
    const scenario::Scenario &scenario;
    const scenario::Evaluation &evaluation; ///< of the scenario
    const catalog::Catalog &catalog;
};

/// One row of the rule table.
struct TuningRule {
    std::string_view id;    ///< "chunk-within-itl"
    std::string_view title; ///< a few words that fit a narrow column
    std::string_view why;   ///< one sentence
    std::vector<catalog::Objective> objectives;
    RuleFinding (*judge)(const RuleQuestion &);               ///< of a scenario that runs
    std::vector<LeverStep> (*remedies)(const RuleQuestion &); ///< steps worth trying, nearest first
};
std::span<const TuningRule> tuningRules();

/// A step that was tried: with it the rule is kept, and load and SLO are no worse for it.
struct RuleStep {
    LeverStep settings;
    std::string text; ///< "Token budget per step 8,192 tokens to 2,048 tokens"
    std::string then; ///< what the rule says after it
};

struct CheckedRule {
    const TuningRule *rule = nullptr;
    RuleFinding finding;
    std::optional<RuleStep> step; ///< only of a broken rule, and only where one was found
};

enum class RuleSteps { Omitted, Tried };
/// The rules of the scenario's objective, in table order. Judging takes some evaluations; trying steps one more for each
/// step tried.
std::vector<CheckedRule> checkRules(const scenario::Scenario &scenario, const scenario::Evaluation &evaluation,
                                    const catalog::Catalog &catalog, RuleSteps steps);

/// All settings in order, each checked.
Result<scenario::Scenario> withStep(const scenario::Scenario &scenario, const LeverStep &step, const catalog::Catalog &catalog);

} // namespace trilemma::decision
