// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/serving/simulated_replica.h"
#include "models/serving/simulation_recorder.h"
#include "models/serving/workload.h"

#include <functional>
#include <span>
#include <vector>

namespace trilemma::serving {

/// Told the share done, 0 to 1, now and then, from any thread; false cancels. May be empty.
using SimulationProgress = std::function<bool(double)>;

/// One replica under its traffic, by discrete events. The same plan gives the same bits on any machine thread.
/// Traffic without an end is measured in its steady state: `plan.requests` after `plan.warmUpRequests`, with later ones
/// still coming until those have finished. Traces and bursts are measured whole, benchmarks from their warm-up on.
/// Of several decode instances one is simulated; rates and goodput are those of all.
SimulationResult simulate(const SimulatedReplica &replica, const SimulatedTraffic &traffic, const SimulationPlan &plan,
                          const SimulationProgress &progress = {});

/// The same with seeds plan.seed, plan.seed+1, ... on up to `threads` threads; each result as simulate() gives it.
std::vector<SimulationResult> replicate(const SimulatedReplica &replica, const SimulatedTraffic &traffic,
                                        const SimulationPlan &plan, int replications, int threads,
                                        const SimulationProgress &progress = {});

/// One result for each rate, in their order, with the same draws stretched. The rates of open classes that are no
/// background keep their proportions; others stay.
std::vector<SimulationResult> simulateLoadCurve(const SimulatedReplica &replica, const SimulatedTraffic &traffic,
                                                const SimulationPlan &plan, std::span<const double> requestsPerSecond,
                                                int threads, const SimulationProgress &progress = {});

/// The traffic with its open classes, but for those in the background, at a total rate of requests: all turns count.
SimulatedTraffic atRate(SimulatedTraffic traffic, double requestsPerSecond);
/// That rate.
double openRate(const SimulatedTraffic &traffic);

/// The closed form's workload: one class with log-normal lengths, an endless closed loop or, where prompts per slot are
/// given, a benchmark; and behind it the batch class, if any, without spread and SLO.
SimulatedTraffic trafficOf(const Workload &workload, const Slo &slo);

} // namespace trilemma::serving
