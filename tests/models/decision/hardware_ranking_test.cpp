// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decision/hardware_ranking.h"

#include "models/scenario/levers.h"
#include "tests/models/catalog_fixture.h"

#include <gmock/gmock.h>

namespace trilemma::decision {
namespace {

using scenario::Scenario;
using test::shippedCatalog;
using testing::HasSubstr;

/// REQ-119: a preset as shipped, in which the cheapest GPU-hour is not the cheapest deployment.
TEST(HardwareRanking, TheCheapestHourIsNotTheCheapestDeployment)
{
    const Scenario scenario = scenario::defaultScenario(shippedCatalog());
    const auto ranking = rankHardware(scenario, shippedCatalog());
    ASSERT_EQ(ranking.size(), shippedCatalog().accelerators.size());
    const std::string text = inversionText(ranking);
    EXPECT_THAT(text, HasSubstr("is not the cheapest deployment"));
    EXPECT_THAT(text, HasSubstr(ranking.front().name));
    for (const RankedHardware &one : ranking) {
        if (one.problem.empty()) {
            EXPECT_GE(one.usdPerMillionOutput, ranking.front().usdPerMillionOutput);
        }
    }
}

/// Each row is what setting accelerator, layout and a sized fleet gives, and keeps the SLO.
TEST(HardwareRanking, EachRowIsADeployment)
{
    const Scenario scenario = scenario::defaultScenario(shippedCatalog());
    int ranked = 0;
    for (const RankedHardware &one : rankHardware(scenario, shippedCatalog())) {
        if (!one.problem.empty())
            continue;
        ++ranked;
        Scenario deployed = scenario;
        for (const auto &[id, text] : {std::pair<std::string, std::string>{"gpu", one.acceleratorId},
                                       {"tp", std::to_string(one.tensorParallel)},
                                       {"fleet_size", "sized"}}) {
            const auto changed = scenario::withLeverText(deployed, id, text, shippedCatalog());
            ASSERT_TRUE(changed) << changed.error().sentence();
            deployed = *changed;
        }
        const scenario::Evaluation answer = evaluate(deployed, shippedCatalog());
        EXPECT_DOUBLE_EQ(answer.cost.usdPerMillionOutput, one.usdPerMillionOutput) << one.name;
        EXPECT_EQ(answer.packing.paidGpus(), one.paidGpus) << one.name;
        EXPECT_TRUE(serving::meets(answer.replica, scenario.slo)) << one.name;
    }
    EXPECT_GE(ranked, 5);
}

TEST(HardwareRanking, WhatCannotServeSaysWhyAndComesLast)
{
    const auto ranking = rankHardware(scenario::defaultScenario(shippedCatalog()), shippedCatalog());
    bool wasUnranked = false;
    for (const RankedHardware &one : ranking) {
        wasUnranked = wasUnranked || !one.problem.empty();
        EXPECT_EQ(wasUnranked, !one.problem.empty()) << one.name;
    }
    EXPECT_EQ(inversionText({}), "");
}

} // namespace
} // namespace trilemma::decision
