// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/serving/simulation_result.h"

#include <array>
#include <span>
#include <string>

// What is said of a simulation, in whichever format.
namespace trilemma::app {

inline constexpr double perMillisecond = 1e3;
inline constexpr std::array shownRanks{serving::Rank::Mean, serving::Rank::P50, serving::Rank::P90,
                                       serving::Rank::P95,  serving::Rank::P99, serving::Rank::P999};

struct LatencyRow {
    const char *id, *label;
    serving::SimulatedLatency serving::SimulationResult::*latency;
};
inline constexpr std::array latencyRows{
    LatencyRow{"ttft", "TTFT", &serving::SimulationResult::ttft},
    LatencyRow{"queue", "  of it queue", &serving::SimulationResult::queue},
    LatencyRow{"itl", "ITL", &serving::SimulationResult::itl},
    LatencyRow{"tpot", "TPOT", &serving::SimulationResult::tpot},
    LatencyRow{"e2e", "E2E", &serving::SimulationResult::endToEnd},
};

/// A part of the mean TTFT.
struct PartRow {
    const char *id, *label;
    double serving::SimulationResult::*seconds;
};
inline constexpr std::array partRows{
    PartRow{"ingest", "  of it ingest", &serving::SimulationResult::ttftIngestSeconds},
    PartRow{"queue", "  of it queue", &serving::SimulationResult::ttftQueueSeconds},
    PartRow{"prefill", "  of it prefill", &serving::SimulationResult::ttftPrefillSeconds},
};

enum class Basis { Fleet, Replica, Requests };
const char *label(Basis basis);

struct SimulatedFigure {
    const char *id, *label, *unit;
    Basis basis;
    double scale; ///< to the shown unit
    serving::Estimate (*read)(const serving::SimulationResult &);

    /// In the shown unit; NaN where it has no value.
    serving::Estimate shown(const serving::SimulationResult &result, int replicas) const;
};
std::span<const SimulatedFigure> simulatedFigures();

serving::Estimate times(const serving::Estimate &estimate, double factor);

/// Why all is not plainly well: the state, and what was left out. Empty where it is.
std::string reasonOf(const serving::SimulationResult &result, int replicas);

/// No latency is finite, or none was seen.
bool isUnanswered(const serving::SimulationResult &result);

} // namespace trilemma::app
