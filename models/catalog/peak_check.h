// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/accelerator.h"

#include <string>
#include <vector>

namespace trilemma::catalog {

/// What is wrong with an accelerator's peaks: figures that datasheets state with structured sparsity,
/// and rates that break the ladder of dense rates (FP8 and INT8 about twice BF16, FP4 about four times)
/// where no note on the peaks says why. One sentence each.
std::vector<std::string> peakProblems(const Accelerator &accelerator);

} // namespace trilemma::catalog
