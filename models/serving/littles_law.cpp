// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/littles_law.h"

#include <algorithm>
#include <cmath>

namespace trilemma::serving {

namespace {

bool isUsable(const std::optional<double> &value)
{
    return !value || (std::isfinite(*value) && *value >= 0);
}

} // namespace

Result<LittlesLaw> solve(LittlesLaw law)
{
    const int given = int(law.inFlight.has_value()) + int(law.requestsPerSecond.has_value()) + int(law.seconds.has_value());
    if (given != 2)
        return Error{{}, "Little's law", std::to_string(given) + " of three values given: give exactly two"};
    if (!isUsable(law.inFlight) || !isUsable(law.requestsPerSecond) || !isUsable(law.seconds))
        return Error{{}, "Little's law", "a value is negative or not finite: 0 or more"};
    if (!law.inFlight) {
        law.inFlight = *law.requestsPerSecond * *law.seconds;
        return law;
    }
    const double divisor = law.seconds ? *law.seconds : *law.requestsPerSecond;
    if (divisor == 0)
        return Error{{}, law.seconds ? "seconds" : "requestsPerSecond", "0 leaves the third value open: more than 0"};
    (law.seconds ? law.requestsPerSecond : law.seconds) = *law.inFlight / divisor;
    return law;
}

} // namespace trilemma::serving
