// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/catalog.h"
#include "models/cost/assumption_table.h"
#include "models/replica/configuration.h"
#include "models/scenario/fleet_plan.h"
#include "models/serving/kv_transfer.h"
#include "models/serving/slo.h"
#include "models/serving/workload.h"

#include <optional>
#include <string>

namespace trilemma::scenario {

/// Prefill and decode on instances of their own ("xPyD"): a replica is then a group of both.
struct PrefillDecode {
    int prefillInstances = 0;      ///< of one replica; 0 = each instance does both
    int decodeInstances = 1;       ///< of one replica, each placed as Scenario::placement says
    int prefillTensorParallel = 0; ///< 0 = as the decode instances
    serving::KvTransfer transfer;

    bool operator==(const PrefillDecode &) const = default;
    bool isOn() const { return prefillInstances > 0; }
};

/// Every input of one question. A plain value; what it refers to by id lives in the catalogue.
struct Scenario {
    std::string name = "A";
    std::string modelId, acceleratorId, engineId;
    std::optional<catalog::LanguageModel> customModel;   ///< from a config.json; wins over modelId
    catalog::WeightFormat weightFormat = catalog::WeightFormat::Fp8;
    catalog::KvFormat kvFormat = catalog::KvFormat::Fp8;
    replica::Placement placement;
    PrefillDecode pools;
    int replicas = 1;                       ///< as set; a sized fleet has its own count
    replica::Scheduling scheduling;
    replica::Speculation speculation;
    double routingSkew = 0;
    bool calibrated = true;                 ///< use the user's calibrations that cover this configuration
    std::string presetId;                   ///< workload preset it started from; empty = own
    std::string trafficTitle;               ///< trace that the workload was taken from, in words; empty = none
    catalog::Objective objective = catalog::Objective::Latency;     ///< which tuning rules apply; changes no figure
    serving::Workload workload;             ///< of the whole fleet
    double callsPerTask = 0;                ///< requests that one task of a user takes; 0 = as many as it has turns
    serving::Slo slo;
    FleetPlan fleet;
    cost::Assumptions cost;

    bool operator==(const Scenario &) const = default;
    /// Where one prefill instance lies; without pools, the whole replica.
    replica::Placement prefillPlacement() const;
    int gpusPerReplica() const;
    double requestsPerTask() const { return callsPerTask > 0 ? callsPerTask : workload.turns.count; }
};

/// What the program shows at first start: Llama-3.3-70B FP8, TP4 on one 8xH100 SXM node, chat.
Scenario defaultScenario(const catalog::Catalog &catalog);

/// The model that a scenario speaks of; null where the catalogue does not know the id.
const catalog::LanguageModel *modelOf(const Scenario &scenario, const catalog::Catalog &catalog);

/// The scenario with a model of the user's own, in the precision its checkpoint is stored in.
Scenario withCustomModel(Scenario scenario, catalog::LanguageModel model, const catalog::Catalog &catalog);

/// What decides its prices; speaks of both arguments.
cost::PriceContext priceContext(const Scenario &scenario, const catalog::Catalog &catalog);

// What turning one lever does to others. Each keeps the rest as it is.

/// Weights as the checkpoint stores them where it is quantised; else FP8 where the hardware multiplies it
/// natively, else BF16. A spread of experts is dropped where the model has none, and the
/// API prices become those of the model.
void adoptModel(Scenario &scenario, const catalog::Catalog &catalog);
/// Prices, power and node of the accelerator in the present acquisition mode. Every other assumption stays.
void adoptPrices(Scenario &scenario, const catalog::Catalog &catalog);
/// Objective, workload and SLO of a preset; a bound that the preset does not state is switched off.
void adoptPreset(Scenario &scenario, const catalog::WorkloadPreset &preset);
/// The engine's own memory fraction, whose meaning differs from engine to engine. Other limits stay.
void adoptEngine(Scenario &scenario, const catalog::Catalog &catalog);

} // namespace trilemma::scenario
