// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/simulation_heading.h"
#include "widgets/batching_figures.h"

namespace trilemma::app {

/// Batching in words: where a decode pass goes, which token budgets keep the SLO. `evaluation` is of the same scenario.
SimulationHeading::Text batchingText(const widgets::BatchingShown &shown, const scenario::Evaluation &evaluation);
/// What a long prompt does to the others; empty where nothing was simulated.
QString longPromptText(const scenario::BatchingStudy *study);

} // namespace trilemma::app
