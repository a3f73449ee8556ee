// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/evaluation.h"

#include <string>
#include <vector>

namespace trilemma::scenario {

/// What people say of the power of GPU fleets, held against the scenario's own figures.
struct Claim {
    std::string id, sentence;           ///< the sentence follows the figures
    bool holds = false;
};

/// Electricity of a node in a year in words of its size, cooling against computing, and how dense a rack is. Empty where
/// the scenario has no answer.
std::vector<Claim> powerClaims(const Evaluation &evaluation, const catalog::Catalog &catalog);

} // namespace trilemma::scenario
