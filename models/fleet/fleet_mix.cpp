// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/fleet_mix.h"

#include "models/fleet/autoscaler.h"
#include "models/fleet/sizing.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace trilemma::fleet {

namespace {

using GpusByMinute = std::array<int, minutesPerWeek>;

ScaledFleet ownFleet(const ModelDemand &model)
{
    return {.peakRequestsPerSecond = model.peakRequestsPerSecond,
            .replicaRequestsPerSecond = model.replicaRequestsPerSecond,
            .replicas = roundedUp(model.peakRequestsPerSecond / model.replicaRequestsPerSecond)};
}

/// GPUs of the replicas that the model needs, from one swap ahead on.
void addDemand(GpusByMinute &gpus, const ModelDemand &model, int swapMinutes)
{
    const ReplicasByMinute needed = mostAhead(replicasNeeded(model.profile, ownFleet(model), 0), swapMinutes);
    for (int minute = 0; minute < minutesPerWeek; ++minute)
        gpus[minute] += needed[minute] * model.gpusPerReplica;
}

int mostGpus(std::span<const ModelDemand> models, int swapMinutes)
{
    GpusByMinute gpus{};
    for (const ModelDemand &model : models)
        addDemand(gpus, model, swapMinutes);
    return *std::ranges::max_element(gpus);
}

std::string recommendation(const MixComparison &mix)
{
    const std::string numbers =
        std::to_string(mix.pooledGpus) + " GPUs pooled, " + std::to_string(mix.dedicatedGpus) + " dedicated";
    if (mix.shouldPool)
        return "Pool the models: " + numbers + ", sharing penalty included.";
    const std::string nodes = mix.pooledNodes < mix.dedicatedNodes
                                  ? " On shared nodes they would take " + std::to_string(mix.pooledNodes) + " rather than " +
                                        std::to_string(mix.dedicatedNodes) + "."
                                  : "";
    return (mix.saving > 0 ? "Keep pools of their own: the sharing penalty takes all that pooling saves (" + numbers + ")."
                           : "Keep pools of their own: the models peak together (" + numbers + ").") +
           nodes;
}

} // namespace

Result<MixComparison> comparePools(std::span<const ModelDemand> models, const SharingPenalty &penalty, int gpusPerNode)
{
    MixComparison mix;
    constexpr double mostOfOneModel = 32'767;
    for (const ModelDemand &model : models) {
        if (!(model.replicaRequestsPerSecond > 0) ||
            !(model.peakRequestsPerSecond / model.replicaRequestsPerSecond < mostOfOneModel))
            return Error{{}, model.name, "no fleet carries its peak within its SLO: more capacity of a replica"};
        mix.dedicatedReplicas.push_back(ownFleet(model).replicas);
        const NodePacking own = packNodes(mix.dedicatedReplicas.back(), model.gpusPerReplica, gpusPerNode);
        mix.dedicatedGpus += own.usedGpus;
        mix.dedicatedNodes += own.nodes;
    }
    if (mix.dedicatedGpus == 0)
        return Error{{}, "models", "none has any load: at least one"};
    constexpr double secondsPerMinute = 60, leastCapacity = 1e-3;
    mix.saving = 1 - double(mostGpus(models, 0)) / mix.dedicatedGpus;
    const int swapMinutes = roundedUp(std::clamp(penalty.swapSeconds / secondsPerMinute, 0.0, double(minutesPerWeek)));
    mix.pooledGpus = roundedUp(mostGpus(models, swapMinutes) / std::clamp(1 - penalty.capacityShare, leastCapacity, 1.0));
    mix.pooledNodes = packNodes(mix.pooledGpus, 1, gpusPerNode).nodes;
    mix.shouldPool = mix.pooledGpus < mix.dedicatedGpus;
    mix.recommendation = recommendation(mix);
    return mix;
}

CoHosting coHost(const NodePacking &host, int guestReplicas, int guestGpusPerReplica)
{
    CoHosting guest{.strandedGpus = host.strandedGpus};
    if (host.nodes == 0 || guestGpusPerReplica <= 0)
        return guest;
    const int nodesPerReplica = std::max(1, (host.gpusPerReplica + host.gpusPerNode - 1) / host.gpusPerNode);
    const int perGroup = std::max(1, host.gpusPerNode / host.gpusPerReplica); // replicas on one node, or on one group of nodes
    const int groups = host.nodes / nodesPerReplica;
    const int usedOfFullNode = nodesPerReplica > 1 ? host.gpusPerReplica % host.gpusPerNode : perGroup * host.gpusPerReplica;
    const int usedOfLastNode =
        nodesPerReplica > 1 ? usedOfFullNode : (host.replicas - (groups - 1) * perGroup) * host.gpusPerReplica;
    const auto fit = [&](int used) { return (host.gpusPerNode - used) % host.gpusPerNode / guestGpusPerReplica; };
    const int room = (groups - 1) * fit(usedOfFullNode) + fit(usedOfLastNode);
    guest.replicas = std::clamp(guestReplicas, 0, room);
    guest.gpus = guest.replicas * guestGpusPerReplica;
    guest.strandedGpus -= guest.gpus;
    guest.guestCostShare = double(guest.gpus) / (host.usedGpus + guest.gpus);
    return guest;
}

} // namespace trilemma::fleet
