// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/catalog.h"
#include "models/cost/assumptions.h"
#include "models/replica/configuration.h"
#include "models/serving/slo.h"
#include "models/serving/workload.h"

#include <optional>
#include <string>

namespace trilemma::scenario {

/// Every input of one question. A plain value; what it refers to by id lives in the catalogue.
struct Scenario {
    std::string name = "A";
    std::string modelId, acceleratorId, engineId;
    std::optional<catalog::LanguageModel> customModel;   ///< from a config.json; wins over modelId
    catalog::WeightFormat weightFormat = catalog::WeightFormat::Fp8;
    catalog::KvFormat kvFormat = catalog::KvFormat::Fp8;
    replica::Placement placement;
    int replicas = 1;
    replica::Scheduling scheduling;
    replica::Speculation speculation;
    double routingSkew = 0;
    std::string presetId;                   ///< workload preset it started from; empty = own
    serving::Workload workload;             ///< of the whole fleet
    serving::Slo slo;
    cost::Assumptions cost;

    bool operator==(const Scenario &) const = default;
};

/// What the program shows at first start: Llama-3.3-70B FP8, TP4 on one 8xH100 SXM node, chat.
Scenario defaultScenario(const catalog::Catalog &catalog);

} // namespace trilemma::scenario
