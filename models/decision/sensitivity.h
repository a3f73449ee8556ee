// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/evaluation.h"
#include "models/scenario/levers.h"

#include <functional>
#include <string_view>
#include <vector>

namespace trilemma::decision {

/// What a scenario comes to; NaN where it has no such figure.
struct SensitiveFigures {
    double usdPerMillionOutput = 0; ///< reservation basis
    double usdPerMonth = 0;
    double itlP99Seconds = 0;
};

/// One input at both ends of its range, everything else as it is: what setting its lever gives.
struct Swing {
    const scenario::Lever *lever = nullptr;
    double lowValue = 0, highValue = 0; ///< of the lever, SI
    SensitiveFigures low, high;
};

struct Sensitivity {
    SensitiveFigures here;
    std::vector<Swing> swings;
};

/// Traffic has no range of its own and is moved so far either way.
inline constexpr double trafficSwing = 0.2;

/// Every assumption over its low and high, and traffic and lengths over `trafficSwing`, the largest change of $/M first.
/// Empty where the scenario has no cost or `isWanted` says no.
Sensitivity sensitivity(const scenario::Scenario &scenario, const catalog::Catalog &catalog,
                        const std::function<bool()> &isWanted = {});

/// The larger change of a figure to either side, unsigned; 0 where there is none.
double swingOf(const Swing &swing, const SensitiveFigures &here, double SensitiveFigures::*figure);

} // namespace trilemma::decision
