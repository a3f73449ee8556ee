// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/levers.h"

#include <optional>

namespace trilemma::scenario {

/// Interactive: only what works with the other levers. Stored: whatever the lever can be at all.
enum class Strictness { Interactive, Stored };

/// Empty where the value may be written; else an Error with the lever's id, the value and what would be valid.
std::optional<Error> leverProblem(const Lever &lever, const LeverValue &value, const Scenario &scenario,
                                  const catalog::Catalog &catalog, Strictness strictness);

/// "1, 2, 4" or "1 ms to 60,000 ms": what the lever accepts, for sentences.
std::string validText(const Lever &lever, const LeverRange &range);

} // namespace trilemma::scenario
