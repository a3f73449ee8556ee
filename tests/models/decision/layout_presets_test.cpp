// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decision/tuning_rules.h"
#include "models/scenario/levers.h"
#include "tests/models/catalog_fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace trilemma::decision {
namespace {

using scenario::Evaluation;
using scenario::Scenario;
using test::shippedCatalog;

Scenario laidOut(const char *preset, const char *tensorParallel, const char *replicas)
{
    Scenario scenario = scenario::defaultScenario(shippedCatalog());
    for (const auto &[lever, text] : {std::pair{"preset", preset}, {"tp", tensorParallel}, {"replicas", replicas}})
        scenario = scenario::withLeverText(scenario, lever, text, shippedCatalog()).value();
    return scenario;
}

/// Requests per second within the SLO on the same eight GPUs, which cost the same.
double fleetKnee(const Scenario &scenario)
{
    const Evaluation evaluation = evaluate(scenario, shippedCatalog());
    return evaluation.knee.requestsPerSecond * evaluation.replicas;
}

// REQ-055: TP8 on one node is not always best for a dense 70B model.
TEST(LayoutPresets, TwoReplicasOfTp4BeatTp8WhereLatencyIsLoose)
{
    for (const char *preset : {"rag", "batch-summarisation", "extraction"})
        EXPECT_GT(fleetKnee(laidOut(preset, "4", "2")), 1.02 * fleetKnee(laidOut(preset, "8", "1"))) << preset;
    for (const char *preset : {"chat", "code-completion"})
        EXPECT_LT(fleetKnee(laidOut(preset, "4", "2")), fleetKnee(laidOut(preset, "8", "1"))) << preset;
}

TEST(LayoutPresets, SayInWordsThatTheSplitCarriesMore)
{
    const Scenario wide = laidOut("extraction", "8", "1");
    const auto rules = checkRules(wide, evaluate(wide, shippedCatalog()), shippedCatalog(), RuleSteps::Tried);
    const auto split = std::ranges::find_if(rules, [](const CheckedRule &rule) { return rule.rule->id == "replicas-not-tp"; });
    ASSERT_NE(split, rules.end());
    EXPECT_EQ(split->finding.state, RuleState::Broken);
    EXPECT_THAT(split->finding.sentence, testing::HasSubstr("2 replicas of TP 4 carry"));
}

} // namespace
} // namespace trilemma::decision
