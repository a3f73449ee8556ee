// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decision/prefill_decode_search.h"

#include "tests/models/catalog_fixture.h"

#include <gtest/gtest.h>

#include <set>

namespace trilemma::decision {
namespace {

TEST(PrefillDecodeSearch, TriesEverySplitOfTheBudget)
{
    const catalog::Catalog &catalog = test::shippedCatalog();
    scenario::Scenario chat = scenario::defaultScenario(catalog);
    chat.slo.itl.seconds = 0.05;
    chat.workload.requestsPerSecond = 6;
    const auto splits = searchPrefillDecode(chat, catalog, 17); // instances of 4
    std::set<std::string> names;
    double before = 1e300;
    for (const PrefillDecodeSplit &split : splits) {
        names.insert(split.name());
        EXPECT_LE(split.gpus, 17);
        EXPECT_LE(split.kneeRequestsPerSecond(), before);
        before = split.kneeRequestsPerSecond();
        if (split.kneeRequestsPerSecond() == 0) {
            EXPECT_FALSE(split.problem.empty()) << split.name();
        }
    }
    EXPECT_EQ(names, (std::set<std::string>{"4 aggregated", "1P3D", "2P2D", "3P1D"}));
}

TEST(PrefillDecodeSearch, SaysWhatIsWrongWithASplit)
{
    const catalog::Catalog &catalog = test::shippedCatalog();
    scenario::Scenario chat = scenario::defaultScenario(catalog);
    EXPECT_TRUE(searchPrefillDecode(chat, catalog, 3).empty());
    chat.workload.requestsPerSecond = 20; // more than one prefill instance computes
    for (const PrefillDecodeSplit &split : searchPrefillDecode(chat, catalog, 16)) {
        if (split.name() == "1P3D") {
            EXPECT_NE(split.problem.find("capacity"), std::string::npos) << split.problem;
        }
    }
    chat.pools.prefillTensorParallel = 1; // where the weights leave no room
    for (const PrefillDecodeSplit &split : searchPrefillDecode(chat, catalog, 8)) {
        EXPECT_EQ(split.problem.find("hold no prompt") != std::string::npos, !split.isAggregated()) << split.name();
    }
}

} // namespace
} // namespace trilemma::decision
