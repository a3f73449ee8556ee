// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/decision/explanation.h"
#include "models/handoff/csv.h"

#include <span>
#include <string>

namespace trilemma::handoff {

/// A page of Markdown: the answer, why, every metric of the scenarios side by side, and the assumptions it
/// rests on. The first scenario is the question; the others stand beside it.
std::string reportMarkdown(std::span<const EvaluatedScenario> scenarios, const decision::Explanation &why,
                           const catalog::Catalog &catalog);

} // namespace trilemma::handoff
