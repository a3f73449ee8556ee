// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/placement.h"

#include "tests/models/catalog_fixture.h"

#include <gmock/gmock.h>

namespace trilemma::replica {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

std::string problem(const Placement &placement, std::string_view model)
{
    return placementProblem(placement, *test::shippedCatalog().model(model));
}

TEST(Placement, TensorParallelDividesHeads)
{
    for (const int tp : {1, 2, 4, 8, 16, 32, 64})
        EXPECT_THAT(problem({.tensorParallel = tp}, "llama-3.3-70b"), IsEmpty()) << tp;
    EXPECT_EQ(problem({.tensorParallel = 3}, "llama-3.3-70b"), "TP 3 does not divide 64 heads");
    EXPECT_THAT(problem({.tensorParallel = 0}, "llama-3.3-70b"), HasSubstr("1 or more"));
}

TEST(Placement, ExpertsNeedExpertsAndRanks)
{
    EXPECT_THAT(problem({.expertParallel = 2}, "llama-3.3-70b"), HasSubstr("no experts"));
    EXPECT_THAT(problem({.tensorParallel = 8, .expertParallel = 8}, "deepseek-v3"), IsEmpty());
    EXPECT_THAT(problem({.tensorParallel = 1, .expertParallel = 16, .attentionDataParallel = 16}, "deepseek-v3"), IsEmpty());
    EXPECT_THAT(problem({.tensorParallel = 4, .expertParallel = 8}, "deepseek-v3"), HasSubstr("EP 8"));
    EXPECT_THAT(problem({.pipelineParallel = 100}, "deepseek-v3"), HasSubstr("61 layers"));
}

TEST(Placement, CrossesTheScaleUpDomainByHardware)
{
    const auto &catalog = test::shippedCatalog();
    EXPECT_FALSE(crossesScaleUpDomain({.tensorParallel = 8}, *catalog.accelerator("h100-sxm")));
    EXPECT_TRUE(crossesScaleUpDomain({.tensorParallel = 16}, *catalog.accelerator("h100-sxm")));
    EXPECT_FALSE(crossesScaleUpDomain({.tensorParallel = 16}, *catalog.accelerator("gb200-nvl72")));
}

} // namespace
} // namespace trilemma::replica
