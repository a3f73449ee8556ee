// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/configuration.h"

#include <algorithm>
#include <cmath>

namespace trilemma::replica {

double Speculation::tokensPerStep() const
{
    if (draftTokens <= 0)
        return 1;
    const double alpha = std::clamp(acceptance, 0.0, 1.0);
    constexpr double certain = 1 - 1e-9;
    if (alpha >= certain)
        return draftTokens + 1;
    return (1 - std::pow(alpha, draftTokens + 1)) / (1 - alpha);
}

} // namespace trilemma::replica
