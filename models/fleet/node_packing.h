// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace trilemma::fleet {

/// Replicas on whole nodes: half a node cannot be bought. Oracle N1.
struct NodePacking {
    int replicas = 0, gpusPerReplica = 0, gpusPerNode = 0;
    int nodes = 0, usedGpus = 0, strandedGpus = 0;
    double strandedShare = 0;       ///< of all GPUs paid for

    bool operator==(const NodePacking &) const = default;
    int paidGpus() const { return nodes * gpusPerNode; }
};
/// A replica larger than a node takes whole nodes of its own; smaller ones never straddle nodes.
/// Zero replicas or GPUs need no node.
NodePacking packNodes(int replicas, int gpusPerReplica, int gpusPerNode);

} // namespace trilemma::fleet
