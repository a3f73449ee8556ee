// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/node_tiles.h"

#include <gtest/gtest.h>

#include <numeric>

namespace trilemma::fleet {
namespace {

TEST(NodeTiles, SayWhichReplicaUsesANode)
{
    const auto tiles = nodeTiles(packNodes(7, 4, 8), 12);
    ASSERT_EQ(tiles.size(), 4U);
    EXPECT_EQ(tiles[2], (NodeTile{2, 1, 4, {4, 4}, 0}));
    EXPECT_EQ(tiles[3], (NodeTile{3, 1, 6, {4}, 4}));
}

TEST(NodeTiles, ALargeReplicaLiesOnSeveral)
{
    const auto tiles = nodeTiles(packNodes(2, 12, 8), 12);
    ASSERT_EQ(tiles.size(), 4U);
    EXPECT_EQ(tiles[1], (NodeTile{1, 1, 0, {4}, 4}));
    EXPECT_EQ(tiles[2], (NodeTile{2, 1, 1, {8}, 0}));
}

TEST(NodeTiles, ManyAreSummarised)
{
    const auto tiles = nodeTiles(packNodes(239, 4, 8), 12);
    ASSERT_EQ(tiles.size(), 2U);
    EXPECT_EQ(tiles[0].count, 119);
    EXPECT_EQ(tiles[1], (NodeTile{119, 1, 238, {4}, 4}));
    EXPECT_EQ(nodeTiles(packNodes(240, 4, 8), 12).size(), 1U);
    EXPECT_TRUE(nodeTiles(packNodes(0, 4, 8), 12).empty());
}

TEST(NodeTiles, SumToThePacking)
{
    for (const int perNode : {1, 2, 4, 8, 72}) {
        for (int perReplica = 1; perReplica <= 100; ++perReplica) {
            for (const int replicas : {1, 2, 7, 9, 40}) {
                const NodePacking packing = packNodes(replicas, perReplica, perNode);
                for (const int most : {0, 12, 1000}) {
                    int nodes = 0, used = 0, stranded = 0;
                    for (const NodeTile &tile : nodeTiles(packing, most)) {
                        const int taken = std::accumulate(tile.parts.begin(), tile.parts.end(), 0);
                        EXPECT_EQ(taken + tile.strandedGpus, perNode);
                        nodes += tile.count;
                        used += tile.count * taken;
                        stranded += tile.count * tile.strandedGpus;
                    }
                    EXPECT_EQ(nodes, packing.nodes);
                    EXPECT_EQ(used, packing.usedGpus);
                    EXPECT_EQ(stranded, packing.strandedGpus);
                }
            }
        }
    }
}

} // namespace
} // namespace trilemma::fleet
