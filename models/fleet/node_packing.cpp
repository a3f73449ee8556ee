// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/node_packing.h"

#include <algorithm>

namespace trilemma::fleet {

namespace {

int divideRoundingUp(int dividend, int divisor)
{
    return dividend / divisor + (dividend % divisor != 0 ? 1 : 0);
}

} // namespace

NodePacking packNodes(int replicas, int gpusPerReplica, int gpusPerNode)
{
    NodePacking packing{.replicas = std::max(replicas, 0),
                        .gpusPerReplica = std::max(gpusPerReplica, 0),
                        .gpusPerNode = std::max(gpusPerNode, 1)};
    if (packing.replicas == 0 || packing.gpusPerReplica == 0)
        return packing;

    if (packing.gpusPerReplica > packing.gpusPerNode)
        packing.nodes = packing.replicas * divideRoundingUp(packing.gpusPerReplica, packing.gpusPerNode);
    else
        packing.nodes = divideRoundingUp(packing.replicas, packing.gpusPerNode / packing.gpusPerReplica);

    packing.usedGpus = packing.replicas * packing.gpusPerReplica;
    packing.strandedGpus = packing.paidGpus() - packing.usedGpus;
    packing.strandedShare = static_cast<double>(packing.strandedGpus) / packing.paidGpus();
    return packing;
}

} // namespace trilemma::fleet
