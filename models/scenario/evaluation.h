// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cost/total_cost.h"
#include "models/fleet/node_packing.h"
#include "models/replica/batch_curve.h"
#include "models/replica/memory_plan.h"
#include "models/replica/roofline.h"
#include "models/replica/step_time.h"
#include "models/scenario/scenario.h"
#include "models/serving/knee.h"
#include "models/serving/operating_point.h"

#include <string>
#include <vector>

namespace trilemma::scenario {

enum class State { Stable, NearKnee, Overloaded, Infeasible };
const char *label(State state);

/// Something a user ought to know about an answer, with a stable id ("W-TP-NODE").
struct Warning {
    std::string id, message;
    bool operator==(const Warning &) const = default;
};

/// Every output for one scenario. Fleet figures are replicas times the replica's.
struct Evaluation {
    State state = State::Infeasible;
    std::string reason;                     ///< why infeasible or overloaded, naming the limit; else empty
    std::vector<Warning> warnings;
    catalog::Provenance provenance = catalog::Provenance::Datasheet;
    double relativeError = 0.35;            ///< 80 % band of step times, from the kernel constants

    int replicas = 0, gpus = 0;
    replica::MemoryPlan memory;
    replica::StepBreakdown step;            ///< decode pass at the operating point
    replica::Saturation saturation;
    serving::OperatingPoint replica;        ///< one replica
    serving::Knee knee;                     ///< one replica
    fleet::NodePacking packing;
    cost::TotalCost cost;

    double fleetRequestsPerSecond() const { return replica.servedRequestsPerSecond * replicas; }
    double fleetOutputTokensPerSecond() const { return replica.outputTokensPerSecond * replicas; }
};

/// The one answer to one question. Pure and deterministic.
Evaluation evaluate(const Scenario &scenario, const catalog::Catalog &catalog);

} // namespace trilemma::scenario
