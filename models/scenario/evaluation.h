// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cost/total_cost.h"
#include "models/fleet/node_packing.h"
#include "models/replica/batch_curve.h"
#include "models/replica/memory_plan.h"
#include "models/replica/roofline.h"
#include "models/replica/step_time.h"
#include "models/scenario/fleet_outcome.h"
#include "models/scenario/scenario.h"
#include "models/serving/knee.h"
#include "models/serving/operating_point.h"

#include <algorithm>
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

/// How well one GPU is used, against the datasheet's dense peak of the weights' compute rate.
struct Efficiency {
    double mfu = 0, mbu = 0;                ///< model FLOP and memory bandwidth utilisation of a decode pass, 0..1
    double decodeFlopsPerByte = 0, prefillFlopsPerByte = 0;     ///< arithmetic intensity of the two phases
};

/// What the batch class does to the requests that go before it, in closed form.
struct BatchClassEffect {
    double ttftChange = 0, itlChange = 0;   ///< of their p99, as shares: 0.1 is 10 % longer
    double capacityAlone = 0;               ///< requests/s of one replica without the batch class; 0 where there is none
    double outputTokensPerSecond = 0;       ///< of the batch class, one replica

    bool operator==(const BatchClassEffect &) const = default;
};

/// One replica's latencies at the peak while the rest of the fleet carries the load of what one failure takes away.
struct AfterFailure {
    bool finite = false;                    ///< something is left, and it carries the load
    double ttftP99 = 0, itlP99 = 0;         ///< seconds
    bool meetsSlo = false;

    bool operator==(const AfterFailure &) const = default;
};

/// Every output for one scenario. Fleet figures are replicas times the replica's.
struct Evaluation {
    State state = State::Infeasible;
    std::string reason;                     ///< why not simply stable, naming the limit; else empty
    std::vector<Warning> warnings;
    catalog::Provenance provenance = catalog::Provenance::Datasheet;
    double relativeError = 0.35;            ///< the larger side of tokenTimeBand
    catalog::Band tokenTimeBand, firstTokenBand;    ///< 80 % of what is measured over ITL, TPOT, and over TTFT
    std::string confidenceReason;           ///< what the bands come from and what widens them

    int replicas = 0, gpus = 0;             ///< GPUs that replicas use; packing.paidGpus() are paid for
    replica::MemoryPlan memory;
    replica::StepBreakdown step;            ///< decode pass at the operating point
    Efficiency efficiency;
    replica::Saturation saturation;
    serving::OperatingPoint replica;        ///< one replica
    serving::Knee knee;                     ///< one replica
    FleetOutcome fleet;                     ///< sized for the peak, and over the week
    fleet::NodePacking packing;
    cost::FleetUse fleetUse;                ///< what the bill is for
    cost::Traffic traffic;                  ///< what the bill is divided by
    cost::Assumptions paid;                 ///< the scenario's, with what it leaves to the layout filled in
    cost::TotalCost cost;
    catalog::Band costBand{1, 1};           ///< the bill with all prices at their low and high ends, over the bill
    double hitShare = 0;                    ///< of prompt tokens, found in the prefix cache
    double transferBytes = 0, transferSeconds = 0, prefillLoad = 0; ///< prefill apart: KV of a mean prompt, load of its instances
    double requestsPerTask = 1;
    BatchClassEffect batchClass;
    AfterFailure afterFailure;
    bool priceKnown = false;                ///< false: cost says nothing, no figure of it is shown

    double fleetRequestsPerSecond() const
    {
        return (replica.servedRequestsPerSecond + replica.batchRequestsPerSecond) * replicas;
    }
    /// Of what the fleet could serve, batch class included: drives power.
    double busyShare() const { return std::clamp(batchClass.capacityAlone > 0 ? 1 - spareShare() : replica.utilisation, 0.0, 1.0); }
    double spareShare() const
    {
        return (replica.capacityRequestsPerSecond - replica.servedRequestsPerSecond) / batchClass.capacityAlone;
    }
    double fleetOutputTokensPerSecond() const { return replica.outputTokensPerSecond * replicas; }
};

/// Share of the knee above which a load counts as near it; operating points are comfortable below.
inline constexpr double nearKneeShare = 0.8;

/// The one answer to one question. Pure and deterministic.
Evaluation evaluate(const Scenario &scenario, const catalog::Catalog &catalog);

} // namespace trilemma::scenario
