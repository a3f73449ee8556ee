// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/decision/tuning_rules.h"
#include "models/scenario/number_text.h"

// Rows of the rule table by what they are about, and what rows are made of. Private to this room.
namespace trilemma::decision {

std::span<const TuningRule> latencyRules();
std::span<const TuningRule> prefillRules();
std::span<const TuningRule> placementRules();
std::span<const TuningRule> precisionRules();
std::span<const TuningRule> throughputRules();
std::span<const TuningRule> hybridRules();

RuleFinding kept(std::string sentence);
RuleFinding broken(std::string sentence);
RuleFinding doesNotApply(std::string sentence);
/// Kept or broken, said with the same figures.
RuleFinding keptIf(bool holds, std::string sentence);

bool runs(const scenario::Evaluation &evaluation);
bool isOpenLoop(const RuleQuestion &question);

std::string milliseconds(double seconds); ///< "31.2 ms"
std::string percent(double share);        ///< "27 %"
std::string count(double number);         ///< "1,230"
/// How much larger `after` is: "12 % more", "3 % less".
std::string changeText(double before, double after);

/// What the step makes of the scenario; empty where a lever refuses it or nothing runs then.
std::optional<scenario::Evaluation> tried(const RuleQuestion &question, const LeverStep &step);
/// Every slot of the fleet taken, as queued batch work takes them.
scenario::Evaluation withFullBatch(const RuleQuestion &question);
/// Output tokens per second of the fleet at its open-loop capacity; 0 where nothing runs.
double outputCapacity(const RuleQuestion &question);
double outputCapacity(const RuleQuestion &question, const LeverStep &step);

/// Steps of one number lever, away from its value by powers of `factor`, within its range.
std::vector<LeverStep> scaled(const RuleQuestion &question, std::string_view leverId, double factor);
/// Tensor-parallel degrees that the model can be split by, below (or above) the present one, nearest first.
std::vector<int> tensorDegrees(const RuleQuestion &question, bool below);
LeverStep tensorStep(int degree);
LeverStep replicaStep(double replicas);
std::vector<LeverStep> joined(std::vector<LeverStep> first, const std::vector<LeverStep> &then);

} // namespace trilemma::decision
