// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/node_packing.h"

#include <gtest/gtest.h>

namespace trilemma::fleet {
namespace {

struct Case {
    int replicas, gpusPerReplica, nodes, stranded;
    double share;
};

// Oracle N1, by hand on 8-GPU nodes.
TEST(NodePacking, BuysWholeNodes)
{
    for (const Case &c : {Case{1, 4, 1, 4, 0.5}, Case{7, 4, 4, 4, 0.125}, Case{7, 8, 7, 0, 0.0}, Case{7, 2, 2, 2, 0.125},
                          Case{8, 4, 4, 0, 0.0}, Case{9, 4, 5, 4, 0.1}}) {
        const NodePacking packing = packNodes(c.replicas, c.gpusPerReplica, 8);
        EXPECT_EQ(packing.nodes, c.nodes) << c.replicas << "x" << c.gpusPerReplica;
        EXPECT_EQ(packing.strandedGpus, c.stranded) << c.replicas << "x" << c.gpusPerReplica;
        EXPECT_DOUBLE_EQ(packing.strandedShare, c.share);
    }
}

TEST(NodePacking, FifthGpuOfAReplicaHalvesReplicasPerNode)
{
    EXPECT_EQ(packNodes(2, 4, 8).nodes, 1);
    EXPECT_EQ(packNodes(2, 5, 8).nodes, 2);
}

TEST(NodePacking, LargeReplicaTakesNodesOfItsOwn)
{
    const NodePacking packing = packNodes(3, 12, 8);
    EXPECT_EQ(packing.nodes, 6);
    EXPECT_EQ(packing.strandedGpus, 12);
}

TEST(NodePacking, GpusAreConservedAndMoreReplicasNeverNeedFewerNodes)
{
    for (const int gpusPerNode : {1, 2, 4, 8, 72}) {
        for (int gpusPerReplica = 1; gpusPerReplica <= 96; ++gpusPerReplica) {
            int nodesBefore = 0;
            for (int replicas = 1; replicas <= 40; ++replicas) {
                const NodePacking packing = packNodes(replicas, gpusPerReplica, gpusPerNode);
                EXPECT_EQ(packing.usedGpus + packing.strandedGpus, packing.paidGpus());
                EXPECT_GE(packing.strandedGpus, 0);
                EXPECT_GE(packing.nodes, nodesBefore);
                nodesBefore = packing.nodes;
            }
        }
    }
}

TEST(NodePacking, NothingNeedsNoNode)
{
    EXPECT_EQ(packNodes(0, 8, 8).nodes, 0);
    EXPECT_EQ(packNodes(3, 0, 8).nodes, 0);
}

} // namespace
} // namespace trilemma::fleet
