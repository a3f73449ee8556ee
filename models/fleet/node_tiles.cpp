// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/node_tiles.h"

#include <algorithm>
#include <numeric>

namespace trilemma::fleet {

namespace {

/// Nodes of one replica where it is larger than a node, else 1.
int nodesPerReplica(const NodePacking &packing)
{
    return std::max(1, packing.nodes / packing.replicas);
}

NodeTile tileOf(const NodePacking &packing, int node)
{
    NodeTile tile;
    tile.firstNode = node;
    if (packing.gpusPerReplica > packing.gpusPerNode) {
        const int nodes = nodesPerReplica(packing);
        tile.firstReplica = node / nodes;
        tile.parts = {std::min(packing.gpusPerNode, packing.gpusPerReplica - node % nodes * packing.gpusPerNode)};
    } else {
        const int perNode = packing.gpusPerNode / packing.gpusPerReplica;
        tile.firstReplica = node * perNode;
        tile.parts.assign(std::min(perNode, packing.replicas - tile.firstReplica), packing.gpusPerReplica);
    }
    tile.strandedGpus = packing.gpusPerNode - std::accumulate(tile.parts.begin(), tile.parts.end(), 0);
    return tile;
}

/// Every node of the tile has as many guests.
NodeTile withGuests(NodeTile tile, int nodes, int guestGpus)
{
    tile.count = nodes;
    tile.guestGpus = guestGpus;
    tile.strandedGpus -= guestGpus;
    return tile;
}

} // namespace

std::vector<NodeTile> nodeTiles(const NodePacking &packing, int most)
{
    std::vector<NodeTile> tiles;
    if (packing.nodes == 0)
        return tiles;
    if (packing.nodes <= most) {
        for (int node = 0; node < packing.nodes; ++node)
            tiles.push_back(tileOf(packing, node));
        return tiles;
    }
    // Alike are all whole parts of large replicas and all their ends, or all nodes but the last.
    const bool isLarge = packing.gpusPerReplica > packing.gpusPerNode;
    const NodeTile last = tileOf(packing, isLarge ? nodesPerReplica(packing) - 1 : packing.nodes - 1);
    tiles.push_back(tileOf(packing, 0));
    tiles.front().count = packing.nodes;
    if (last.parts != tiles.front().parts) {
        tiles.push_back(last);
        tiles.back().count = isLarge ? packing.replicas : 1;
        tiles.front().count -= tiles.back().count;
    }
    return tiles;
}

void seatGuests(std::vector<NodeTile> &tiles, int replicas, int gpusPerReplica)
{
    if (gpusPerReplica <= 0)
        return;
    std::vector<NodeTile> seated;
    for (const NodeTile &tile : tiles) {
        const int perNode = tile.strandedGpus / gpusPerReplica;
        const int here = std::min(replicas, perNode * tile.count);
        replicas -= here;
        const int full = perNode > 0 ? here / perNode : 0, partly = here > full * perNode ? 1 : 0;
        if (full > 0)
            seated.push_back(withGuests(tile, full, perNode * gpusPerReplica));
        if (partly > 0)
            seated.push_back(withGuests(tile, 1, (here - full * perNode) * gpusPerReplica));
        if (tile.count > full + partly)
            seated.push_back(withGuests(tile, tile.count - full - partly, 0));
    }
    tiles = std::move(seated);
}

} // namespace trilemma::fleet
