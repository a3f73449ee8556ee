// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/simulation_heading.h"
#include "models/scenario/evaluation.h"
#include "models/scenario/simulated_load.h"

namespace trilemma::app {

/// What a simulated load says in words: "OVERLOADED: the queue grows by 2.1 requests/s"; TTFT and its parts, knee and what
/// binds it; "simulated: 20 rates, 4,000 requests each, seed 1". Past capacity no latency is a number.
using LoadText = SimulationHeading::Text;
LoadText loadText(const scenario::SimulatedLoad &load);
/// The same of the closed form, until the simulator answers.
LoadText loadText(const scenario::Evaluation &evaluation);

} // namespace trilemma::app
