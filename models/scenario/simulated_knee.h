// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/simulated_load.h"

namespace trilemma::scenario {

/// The knee of one replica by discrete events alone, without a load curve; see SimulatedLoad. The Error says why there is
/// nothing to simulate. Of the effort, requests and replications count.
Result<serving::Knee> simulatedKnee(const Scenario &scenario, const catalog::Catalog &catalog, const SimulationEffort &effort,
                                    int threads);

/// The scenario with the simulated knee as its measured one, on which its fleet is sized, its day played and its bill made.
/// The Error also says so where no rate meets the SLO.
Result<Scenario> onSimulatedKnee(Scenario scenario, const catalog::Catalog &catalog, const SimulationEffort &effort, int threads);

} // namespace trilemma::scenario
