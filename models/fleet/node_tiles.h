// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/node_packing.h"

#include <vector>

namespace trilemma::fleet {

/// A node, or many that are taken alike.
struct NodeTile {
    int firstNode = 0, count = 1;
    int firstReplica = 0;   ///< that begins the first of these nodes; the replicas of further parts follow it
    std::vector<int> parts; ///< GPUs of each replica on a node
    int strandedGpus = 0;   ///< of a node
    int guestGpus = 0;      ///< of a node: otherwise stranded, used by another model

    bool operator==(const NodeTile &) const = default;
};
/// Every node by itself where there are `most` or fewer, else one tile for all that are alike. Their GPUs sum to the packing's.
std::vector<NodeTile> nodeTiles(const NodePacking &packing, int most);

/// Replicas of another model on the stranded GPUs, node after node as many as fit; tiles of nodes that then differ are split.
void seatGuests(std::vector<NodeTile> &tiles, int replicas, int gpusPerReplica);

} // namespace trilemma::fleet
