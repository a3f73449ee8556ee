// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decision/tuning_rules.h"

#include "tests/models/catalog_fixture.h"
#include "tests/models/scenario/lever_walk.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>
#include <sstream>

namespace trilemma::decision {
namespace {

using scenario::Scenario;
using test::shippedCatalog;

/// "preset=chat tp=8" on top of the default scenario.
Scenario with(const std::string &settings)
{
    Scenario scenario = scenario::defaultScenario(shippedCatalog());
    std::istringstream words(settings);
    for (std::string word; words >> word;) {
        const auto equals = word.find('=');
        auto changed = scenario::withLeverText(scenario, word.substr(0, equals), word.substr(equals + 1), shippedCatalog());
        EXPECT_TRUE(changed) << word << ": " << (changed ? "" : changed.error().sentence());
        if (changed)
            scenario = std::move(changed).value();
    }
    return scenario;
}

std::vector<CheckedRule> check(const Scenario &scenario, RuleSteps steps = RuleSteps::Tried)
{
    return checkRules(scenario, scenario::evaluate(scenario, shippedCatalog()), shippedCatalog(), steps);
}

CheckedRule checked(const char *rule, const Scenario &scenario)
{
    for (const CheckedRule &row : check(scenario)) {
        if (row.rule->id == rule)
            return row;
    }
    ADD_FAILURE() << rule << " is not asked";
    return {};
}

struct Case {
    const char *rule, *keeps, *breaks;
    const char *lever; ///< that the proposed step turns
};

void PrintTo(const Case &row, std::ostream *out)
{
    *out << row.rule;
}

class TuningRules : public testing::TestWithParam<Case> {};

TEST_P(TuningRules, HaveAScenarioThatKeepsThemAndOneThatBreaksThem)
{
    const CheckedRule keeps = checked(GetParam().rule, with(GetParam().keeps));
    EXPECT_EQ(keeps.finding.state, RuleState::Kept) << keeps.finding.sentence;
    EXPECT_FALSE(keeps.step);
    const CheckedRule breaks = checked(GetParam().rule, with(GetParam().breaks));
    EXPECT_EQ(breaks.finding.state, RuleState::Broken) << breaks.finding.sentence;
}

TEST_P(TuningRules, ProposeAStepThatKeepsThem)
{
    const Scenario breaks = with(GetParam().breaks);
    const CheckedRule row = checked(GetParam().rule, breaks);
    ASSERT_TRUE(row.step) << row.finding.sentence;
    EXPECT_EQ(row.step->settings.front().leverId, GetParam().lever) << row.step->text;
    const auto changed = withStep(breaks, row.step->settings, shippedCatalog());
    ASSERT_TRUE(changed);
    const CheckedRule after = checked(GetParam().rule, *changed);
    EXPECT_EQ(after.finding.state, RuleState::Kept) << after.finding.sentence;
    EXPECT_EQ(after.finding.sentence, row.step->then);
}

const Case cases[] = {
    {"bounds-set", "", "slo_itl=0", "slo_itl"},
    {"tail-bound", "", "slo_percentile=mean", "slo_percentile"},
    {"headroom", "qps=1", "qps=9", "replicas"},
    {"batch-below-bsat", "", "qps=60 slo_ttft=0 slo_itl=0", "replicas"},
    {"full-batch-itl", "max_sequences=8 token_budget=512", "token_budget=512 slo_itl=60", "max_sequences"},
    {"drafting", "", "slo_itl=25", "draft_tokens"},
    {"chunked-prefill", "", "batching=continuous", "batching"},
    {"chunk-within-itl", "token_budget=1024", "token_budget=8192", "token_budget"},
    {"chunk-not-too-small", "", "token_budget=128", "token_budget"},
    {"prefix-cache", "preset=rag", "preset=rag prefix_hit=0", "prefix_hit"},
    {"tp-in-domain", "", "tp=16", "tp"},
    {"tp-reaches-itl", "", "qps=4 tp=2 slo_itl=18", "tp"},
    {"tp-smallest", "tp=1 model=llama-3.1-8b", "tp=8 replicas=2", "tp"},
    {"fp8-first", "", "weights=bf16", "weights"},
    {"no-tight-bounds", "preset=synthetic-data", "preset=synthetic-data slo_itl=25", "slo_itl"},
    {"batch-to-bsat", "preset=synthetic-data max_sequences=2048", "preset=synthetic-data max_sequences=16", "max_sequences"},
    {"large-budget", "preset=extraction token_budget=32768", "preset=extraction token_budget=512", "token_budget"},
    {"refilled-slots", "preset=synthetic-data", "preset=synthetic-data batching=static", "batching"},
    {"keeps-up", "preset=synthetic-data qps=1", "preset=synthetic-data qps=100", "replicas"},
    {"gpus-busy", "preset=synthetic-data qps=100", "preset=synthetic-data replicas=4 qps=6", "replicas"},
    {"queue-ready", "preset=synthetic-data arrivals=closed concurrency=2048",
     "preset=synthetic-data arrivals=closed concurrency=16", "concurrency"},
    {"replicas-not-tp", "preset=synthetic-data model=llama-3.1-8b tp=1", "preset=synthetic-data model=llama-3.1-8b tp=8", "tp"},
    {"no-stranded-gpus", "preset=synthetic-data replicas=2", "preset=synthetic-data replicas=1", "replicas"},
    {"fp8-cache", "preset=synthetic-data", "preset=synthetic-data kv=bf16", "kv"},
    {"four-bit-weights", "preset=synthetic-data weights=int4", "preset=synthetic-data gpu=b200 tp=1", "weights"},
    {"spare-for-batch", "preset=chat-and-overnight qps=1", "preset=chat-and-overnight qps=10", "replicas"},
    {"goodput", "preset=chat-and-overnight token_budget=1024", "preset=chat-and-overnight slo_itl=60", "token_budget"},
};

INSTANTIATE_TEST_SUITE_P(, TuningRules, testing::ValuesIn(cases), [](const auto &instance) {
    std::string name;
    for (const char *c = instance.param.rule; *c; ++c) {
        if (*c != '-')
            name += *c;
    }
    return name;
});

TEST(RuleTable, EveryRowIsTestedHasWordsAndAnObjective)
{
    std::set<std::string_view> ids;
    for (const TuningRule &rule : tuningRules()) {
        EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
        EXPECT_LE(rule.title.size(), 27u) << rule.title;
        EXPECT_TRUE(rule.why.ends_with('.')) << rule.id;
        EXPECT_FALSE(rule.objectives.empty()) << rule.id;
        EXPECT_TRUE(std::ranges::any_of(cases, [&](const Case &row) { return rule.id == row.rule; })) << rule.id;
    }
    EXPECT_EQ(ids.size(), std::size(cases));
}

TEST(CheckRules, AsksTheRulesOfTheObjectiveAlone)
{
    for (const char *objective : {"latency", "throughput", "hybrid"}) {
        const Scenario scenario = with(std::string("objective=") + objective);
        const auto rows = check(scenario);
        EXPECT_GE(rows.size(), 10u) << objective;
        for (const CheckedRule &row : rows)
            EXPECT_NE(std::ranges::find(row.rule->objectives, scenario.objective), row.rule->objectives.end()) << row.rule->id;
    }
}

TEST(CheckRules, NothingAppliesWhereNothingRuns)
{
    for (const CheckedRule &row : check(with("model=llama-3.1-405b tp=1"))) {
        EXPECT_EQ(row.finding.state, RuleState::DoesNotApply) << row.rule->id;
        EXPECT_THAT(row.finding.sentence, testing::HasSubstr("Weights do not fit"));
    }
}

TEST(CheckRules, StepsAreTriedOnlyWhereAskedForAndChangeNoFinding)
{
    const Scenario scenario = with("weights=bf16 token_budget=16384");
    const auto judged = check(scenario, RuleSteps::Omitted), tried = check(scenario, RuleSteps::Tried);
    ASSERT_EQ(judged.size(), tried.size());
    for (std::size_t i = 0; i < judged.size(); ++i) {
        EXPECT_EQ(judged[i].finding, tried[i].finding);
        EXPECT_FALSE(judged[i].step);
    }
    EXPECT_TRUE(std::ranges::any_of(tried, [](const CheckedRule &row) { return row.step.has_value(); }));
}

TEST(CheckRules, EveryScenarioGetsASentenceForEveryRuleAndStepsDoNoHarm)
{
    std::mt19937 random(7);
    for (int walk = 0; walk < 60; ++walk) {
        const Scenario scenario = test::walkedFrom(with(""), 12, random, shippedCatalog());
        const auto now = scenario::evaluate(scenario, shippedCatalog());
        for (const CheckedRule &row : check(scenario)) {
            EXPECT_TRUE(row.finding.sentence.ends_with('.')) << row.rule->id << ": " << row.finding.sentence;
            EXPECT_THAT(row.finding.sentence, testing::Not(testing::ContainsRegex("nan|inf[^e]| - "))) << row.rule->id;
            if (!row.step)
                continue;
            const auto then = scenario::evaluate(*withStep(scenario, row.step->settings, shippedCatalog()), shippedCatalog());
            EXPECT_NE(then.state, scenario::State::Infeasible) << row.rule->id << ": " << row.step->text;
            EXPECT_TRUE(then.replica.finite || !now.replica.finite) << row.rule->id << ": " << row.step->text;
        }
    }
}

} // namespace
} // namespace trilemma::decision
