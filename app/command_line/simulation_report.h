// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/evidence/scenario_simulation.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace trilemma::app {

/// Simulations of one scenario, and what is to be said of them.
struct SimulationReport {
    std::string scenario, heading, known; ///< `known`: how well constants are
    std::string reason;                   ///< why nothing was simulated; empty where it was
    std::string traffic, slo;             ///< in words
    std::uint64_t seed = 1;
    evidence::ScenarioSimulation simulation;
    bool isCurve = false; ///< a row for each load
    std::vector<std::string> notes;
};

/// By how much the batch class lengthens a percentile of the others, as a share.
struct BatchEffectRow {
    const char *id, *label;
    double change;
};
/// TTFT and ITL p99 and E2E p99; empty where there is no batch class or no figure.
std::vector<BatchEffectRow> batchEffect(const evidence::ScenarioSimulation &simulation);

void printSimulationTable(const SimulationReport &report, std::ostream &out);
void printSimulationJson(const SimulationReport &report, std::ostream &out);

} // namespace trilemma::app
