// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/evaluation.h"
#include "models/scenario/simulated_load.h"

#include <QString>

namespace trilemma::app {

/// What a simulated load says in words. Past capacity no latency is a number.
struct LoadText {
    QString state; ///< "STABLE", "OVERLOADED: the queue grows by 2.1 requests/s"
    bool isBad = false;
    QString summary; ///< TTFT and its parts, knee and what binds it
    QString how;     ///< "simulated: 20 rates, 4,000 requests each, seed 1"
};
LoadText loadText(const scenario::SimulatedLoad &load);
/// The same of the closed form, until the simulator answers.
LoadText loadText(const scenario::Evaluation &evaluation);

} // namespace trilemma::app
