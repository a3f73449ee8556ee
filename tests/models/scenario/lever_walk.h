// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/levers.h"

#include <cmath>
#include <random>

namespace trilemma::test {

/// A scenario after turning `steps` levers drawn at random to values drawn from their ranges; what does not
/// suit the others is left out.
inline scenario::Scenario walkedFrom(scenario::Scenario scenario, int steps, std::mt19937 &random, const catalog::Catalog &catalog)
{
    for (int step = 0; step < steps; ++step) {
        const scenario::Lever &lever = scenario::levers()[random() % scenario::levers().size()];
        const scenario::LeverRange range = lever.range(scenario, catalog);
        scenario::LeverValue value;
        if (lever.scale == scenario::LeverScale::Choice) {
            value = range.options[random() % range.options.size()].id;
        } else {
            // Squared: more draws where people work than near the far end.
            const double share = std::uniform_real_distribution<>(0, 1)(random);
            const double number = range.minimum + share * share * (range.maximum - range.minimum);
            value = range.whole ? std::round(number) : number;
        }
        if (auto changed = scenario::withLever(scenario, lever.id, value, catalog))
            scenario = std::move(changed).value();
    }
    return scenario;
}

} // namespace trilemma::test
