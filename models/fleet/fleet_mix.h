// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/day_profile.h"
#include "models/fleet/node_packing.h"

#include <span>
#include <string>
#include <vector>

namespace trilemma::fleet {

struct ModelDemand {
    std::string name{};
    DayProfile profile{};
    double peakRequestsPerSecond = 0, replicaRequestsPerSecond = 0; ///< load at the peak; capacity of a replica within its SLO
    int gpusPerReplica = 1;

    bool operator==(const ModelDemand &) const = default;
};

/// What it costs that any replica may have to serve any model.
struct SharingPenalty {
    double capacityShare = 0; ///< lost to interference and memory of the others, 0..1
    double swapSeconds = 0;   ///< a replica serves neither model while it changes; rounded up to minutes

    bool operator==(const SharingPenalty &) const = default;
};

struct MixComparison {
    std::vector<int> dedicatedReplicas; ///< of each model, for its own peak
    int dedicatedGpus = 0, dedicatedNodes = 0;
    int pooledGpus = 0, pooledNodes = 0; ///< for the peak of the sum, penalty included; nodes at least
    double saving = 0;                   ///< GPUs of pooling without penalty, share of the dedicated
    bool shouldPool = false;
    std::string recommendation; ///< one sentence
};
/// Dedicated unless pooling needs fewer GPUs. A penalty as large as the saving flips it. Error: a model without capacity.
Result<MixComparison> comparePools(std::span<const ModelDemand> models, const SharingPenalty &penalty, int gpusPerNode);

/// A second model on the stranded GPUs of the first one's nodes; no node is added.
struct CoHosting {
    int replicas = 0, gpus = 0; ///< that fit, of those asked for
    int strandedGpus = 0;       ///< left
    double guestCostShare = 0;  ///< of the nodes: the guest's part of all used GPUs
};
CoHosting coHost(const NodePacking &host, int guestReplicas, int guestGpusPerReplica);

} // namespace trilemma::fleet
