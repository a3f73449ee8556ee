// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decision/explanation.h"

#include "models/scenario/metrics.h"
#include "tests/models/catalog_fixture.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace trilemma::decision {
namespace {

using scenario::Evaluation;
using scenario::Scenario;
using test::shippedCatalog;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const catalog::Catalog &catalog()
{
    return shippedCatalog();
}

Scenario with(Scenario scenario, std::initializer_list<std::pair<const char *, const char *>> levers)
{
    for (const auto &[id, text] : levers) {
        auto changed = scenario::withLeverText(scenario, id, text, catalog());
        EXPECT_TRUE(changed) << id << "=" << text << ": " << (changed ? "" : changed.error().sentence());
        if (changed)
            scenario = std::move(changed).value();
    }
    return scenario;
}

Scenario base()
{
    return scenario::defaultScenario(catalog());
}

Evaluation answer(const Scenario &scenario)
{
    return scenario::evaluate(scenario, catalog());
}

double fleetKnee(const Evaluation &evaluation)
{
    return evaluation.knee.exists ? evaluation.knee.requestsPerSecond * evaluation.replicas : 0;
}

/// A spread of scenarios, some of which fit, overload or fail.
std::vector<Scenario> manyScenarios()
{
    std::mt19937 random(11);
    const auto pick = [&](std::initializer_list<const char *> values) { return *(values.begin() + random() % values.size()); };
    std::vector<Scenario> scenarios;
    for (int i = 0; i < 40; ++i) {
        scenarios.push_back(with(base(), {{"gpu", pick({"h100-sxm", "h200-sxm", "b200", "mi300x", "a100-80-sxm"})},
                                          {"weights", pick({"bf16", "fp8", "int4"})},
                                          {"kv", pick({"bf16", "fp8"})},
                                          {"tp", pick({"1", "2", "4", "8"})},
                                          {"replicas", pick({"1", "2", "4"})},
                                          {"max_sequences", pick({"16", "128", "512"})},
                                          {"qps", pick({"0.5", "4", "20", "100"})},
                                          {"isl", pick({"200", "1000", "8000"})}}));
    }
    return scenarios;
}

TEST(WhatBinds, NamesTheBottleneckAndTheLargestPartOfTheBreakdown)
{
    for (const Scenario &scenario : manyScenarios()) {
        const Evaluation evaluation = answer(scenario);
        const std::string text = whatBinds(scenario, evaluation);
        if (evaluation.state == scenario::State::Infeasible) {
            EXPECT_EQ(text, evaluation.reason);
            EXPECT_THAT(text, Not(IsEmpty()));
            continue;
        }
        std::string bottleneck = replica::label(evaluation.step.bottleneck);
        bottleneck[0] = static_cast<char>(std::toupper(bottleneck[0]));
        EXPECT_THAT(text, testing::StartsWith(bottleneck));
        const double largest = *std::ranges::max_element(evaluation.step.seconds);
        EXPECT_THAT(text, HasSubstr(": " + std::to_string(std::lround(100 * largest / evaluation.step.total)) + " % of a step"));
        EXPECT_THAT(text, HasSubstr("B_sat is "));
    }
}

TEST(WhatBinds, NamesTheLimitOnTheBatch)
{
    const Scenario capped = with(base(), {{"max_sequences", "8"}});
    EXPECT_THAT(whatBinds(capped, answer(capped)), HasSubstr("admits 8 sequences"));
    const Scenario longContext = with(base(), {{"isl", "30000"}, {"kv", "bf16"}, {"max_sequences", "1024"}});
    const Evaluation evaluation = answer(longContext);
    ASSERT_EQ(evaluation.saturation.binding, replica::Saturation::Binding::KvMemory);
    EXPECT_THAT(whatBinds(longContext, evaluation),
                HasSubstr("KV memory allows " + scenario::formatNumber(std::floor(evaluation.saturation.kvBatch)) + " sequences"));
}

TEST(WhatBinds, OverloadSaysHowFastTheQueueGrows)
{
    const Scenario flooded = with(base(), {{"qps", "1000"}});
    const Evaluation evaluation = answer(flooded);
    ASSERT_EQ(evaluation.state, scenario::State::Overloaded);
    EXPECT_THAT(whatBinds(flooded, evaluation), HasSubstr("queue grows"));
}

TEST(WhatMoved, IsEmptyWithoutADifference)
{
    EXPECT_THAT(whatMoved(base(), answer(base()), base(), answer(base()), catalog()), IsEmpty());
    EXPECT_THAT(explain(base(), answer(base()), nullptr, nullptr, catalog()).moved, IsEmpty());
}

TEST(WhatMoved, OneLeverMovesTheKneeFromTheBaselinesToOurs)
{
    const Scenario changed = with(base(), {{"weights", "bf16"}});
    const Evaluation before = answer(base()), after = answer(changed);
    const std::string text = whatMoved(changed, after, base(), before, catalog());
    EXPECT_THAT(text, HasSubstr("from " + scenario::formatNumber(fleetKnee(before)) + " QPS"));
    EXPECT_THAT(text, HasSubstr("to " + scenario::formatNumber(fleetKnee(after)) + " QPS"));
}

TEST(WhatMoved, NamesTheLeverThatAloneDoesMost)
{
    const Scenario changed = with(base(), {{"tp", "8"}, {"replicas", "4"}, {"draft_cost", "6 %"}});
    const Scenario onlyReplicas = with(base(), {{"replicas", "4"}});
    const std::string text = whatMoved(changed, answer(changed), base(), answer(base()), catalog());
    EXPECT_THAT(text, HasSubstr(std::string(scenario::findLever("replicas")->label)));
    EXPECT_THAT(text, HasSubstr("to " + scenario::formatNumber(fleetKnee(answer(onlyReplicas))) + " QPS"));
    EXPECT_THAT(text, HasSubstr("2 more changes"));
}

TEST(WhatMoved, PricesMoveTheCost)
{
    const Scenario changed = with(base(), {{"gpu_hour", "10"}});
    const Evaluation before = answer(base()), after = answer(changed);
    const std::string text = whatMoved(changed, after, base(), before, catalog());
    EXPECT_THAT(text, HasSubstr("cost from $" + scenario::formatNumber(before.cost.usdPerMillionOutput)));
    EXPECT_THAT(text, HasSubstr("to $" + scenario::formatNumber(after.cost.usdPerMillionOutput)));
}

TEST(BestMove, GivesWhatItSaysWhenMade)
{
    int moves = 0;
    for (const Scenario &scenario : manyScenarios()) {
        const Evaluation before = answer(scenario);
        const auto move = bestMove(scenario, before, catalog());
        if (!move)
            continue;
        ++moves;
        const auto made = scenario::withLever(scenario, move->leverId, move->value, catalog());
        ASSERT_TRUE(made) << made.error().sentence();
        const Evaluation after = answer(*made);
        EXPECT_NE(after.state, scenario::State::Infeasible) << move->sentence;
        if (move->goal == Move::Goal::LowerCost) {
            EXPECT_DOUBLE_EQ(move->before, before.cost.usdPerMillionOutput);
            EXPECT_DOUBLE_EQ(move->after, after.cost.usdPerMillionOutput);
            EXPECT_LT(move->after, move->before);
            EXPECT_TRUE(serving::meets(after.replica, scenario.slo)) << move->sentence;
            EXPECT_THAT(move->sentence, HasSubstr("to $" + scenario::formatNumber(move->after)));
        } else {
            EXPECT_DOUBLE_EQ(move->before, fleetKnee(before));
            EXPECT_DOUBLE_EQ(move->after, fleetKnee(after));
        }
        if (move->goal == Move::Goal::RaiseKnee) {
            EXPECT_GE(move->after, 1.01 * move->before);
            EXPECT_LE(after.cost.usdPerMillionOutput, before.cost.usdPerMillionOutput * 1.006) << move->sentence;
            EXPECT_THAT(move->sentence,
                        HasSubstr(std::to_string(std::lround((move->after / move->before - 1) * 100)) + " % more"));
        }
    }
    EXPECT_GT(moves, 20);
}

TEST(BestMove, NeverLeavesTheSloItFound)
{
    for (const Scenario &scenario : manyScenarios()) {
        const Evaluation before = answer(scenario);
        const auto move = bestMove(scenario, before, catalog());
        if (!move || !before.replica.finite || !serving::meets(before.replica, scenario.slo))
            continue;
        const Scenario made = scenario::withLever(scenario, move->leverId, move->value, catalog()).value();
        EXPECT_EQ(made.slo, scenario.slo);
        EXPECT_TRUE(serving::meets(answer(made).replica, scenario.slo)) << move->sentence;
    }
}

TEST(BestMove, AnOverloadedFleetIsToldWhatMeetsItsDemand)
{
    const double knee = fleetKnee(answer(base()));
    ASSERT_GT(knee, 0);
    Scenario tooMuch = base();
    tooMuch.workload.requestsPerSecond = 1.3 * knee;
    const auto move = bestMove(tooMuch, answer(tooMuch), catalog());
    ASSERT_TRUE(move);
    EXPECT_EQ(move->goal, Move::Goal::MeetDemand);
    const Scenario made = scenario::withLever(tooMuch, move->leverId, move->value, catalog()).value();
    EXPECT_TRUE(serving::meets(answer(made).replica, tooMuch.slo));
    EXPECT_THAT(move->sentence, HasSubstr("meets the SLO"));
}

TEST(BestMove, FewerBitsComeWithAWordOnQuality)
{
    for (const Scenario &scenario : manyScenarios()) {
        const auto move = bestMove(scenario, answer(scenario), catalog());
        if (!move || (move->leverId != "weights" && move->leverId != "kv"))
            continue;
        const Scenario made = scenario::withLever(scenario, move->leverId, move->value, catalog()).value();
        const bool fewerBits = catalog::info(made.weightFormat).bytesPerWeight < catalog::info(scenario.weightFormat).bytesPerWeight ||
                               catalog::info(made.kvFormat).bytesPerElement < catalog::info(scenario.kvFormat).bytesPerElement;
        EXPECT_EQ(move->sentence.find("if quality permits") != std::string::npos, fewerBits) << move->sentence;
    }
}

} // namespace
} // namespace trilemma::decision
