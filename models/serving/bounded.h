// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

namespace trilemma::serving {

/// The nearest value between two; not a number counts as the least.
constexpr double bounded(double value, double least, double most)
{
    return std::min(most, std::max(least, value));
}

} // namespace trilemma::serving
