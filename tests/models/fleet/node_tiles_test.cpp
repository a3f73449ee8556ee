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

TEST(NodeTiles, GuestsSitWhereGpusAreStranded)
{
    // Three replicas of five GPUs on three nodes: three GPUs stranded on each, room for one guest of two.
    for (const int most : {8, 2}) {
        std::vector<NodeTile> tiles = nodeTiles(packNodes(3, 5, 8), most);
        seatGuests(tiles, 2, 2);
        int nodes = 0, guests = 0, stranded = 0;
        for (const NodeTile &tile : tiles) {
            nodes += tile.count;
            guests += tile.count * tile.guestGpus;
            stranded += tile.count * tile.strandedGpus;
        }
        EXPECT_EQ(nodes, 3);
        EXPECT_EQ(guests, 4);
        EXPECT_EQ(stranded, 9 - 4);
        EXPECT_EQ(tiles.front().guestGpus, 2);
        EXPECT_EQ(tiles.back().guestGpus, 0);
    }
    std::vector<NodeTile> full = nodeTiles(packNodes(2, 8, 8), 8);
    const std::vector<NodeTile> before = full;
    seatGuests(full, 5, 1);
    EXPECT_EQ(full, before);
}

} // namespace
} // namespace trilemma::fleet
