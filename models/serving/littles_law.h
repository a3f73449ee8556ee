// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"

#include <optional>

namespace trilemma::serving {

/// L = lambda * W, exactly. Give two of three, get the third.
struct LittlesLaw {
    std::optional<double> inFlight{}, requestsPerSecond{}, seconds{};
};
Result<LittlesLaw> solve(LittlesLaw twoOfThree);

} // namespace trilemma::serving
