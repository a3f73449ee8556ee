// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/evaluation.h"

#include <functional>
#include <string>
#include <vector>

namespace trilemma::decision {

/// The cheapest way that one accelerator serves the traffic within the SLO.
struct RankedHardware {
    std::string acceleratorId, name;
    std::string problem; ///< why it is not ranked; else empty
    int tensorParallel = 0;
    int replicas = 0, paidGpus = 0; ///< sized for the peak, on whole nodes
    double usdPerGpuHour = 0;       ///< rent; of an owner, capital and operations over the hours of a month
    double usdPerMonth = 0, usdPerMillionOutput = 0;
    double itlP99Seconds = 0, ttftP99Seconds = 0;
};

/// Every accelerator of the catalogue with the model, precision, engine, traffic, SLO and way to pay of `scenario`, each
/// with the tensor parallelism up to a node that costs least a month and the prices of the catalogue; a fleet sized for
/// the peak. Ranked ones first, the least $/M first. `isWanted`, asked now and then, ends the work with what is there.
std::vector<RankedHardware> rankHardware(const scenario::Scenario &scenario, const catalog::Catalog &catalog,
                                         const std::function<bool()> &isWanted = {});

/// "The cheapest GPU-hour is not the cheapest deployment: ..." where that is so; else that they are the same. Empty where
/// fewer than two are ranked.
std::string inversionText(const std::vector<RankedHardware> &ranking);

} // namespace trilemma::decision
