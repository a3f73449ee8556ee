// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/evaluation.h"

#include "models/scenario/curves.h"
#include "models/scenario/levers.h"
#include "models/scenario/metrics.h"
#include "tests/models/catalog_fixture.h"
#include "tests/models/scenario/lever_walk.h"

#include <gmock/gmock.h>

#include <cmath>

namespace trilemma::scenario {
namespace {

using test::shippedCatalog;
using testing::Contains;
using testing::Field;
using testing::HasSubstr;
using testing::Not;

class Evaluating : public testing::Test {
protected:
    const catalog::Catalog &catalog = shippedCatalog();
    const Scenario base = defaultScenario(catalog);

    Scenario with(Scenario scenario, std::initializer_list<std::pair<const char *, const char *>> levers) const
    {
        for (const auto &[id, text] : levers) {
            const auto changed = withLeverText(scenario, id, text, catalog);
            EXPECT_TRUE(changed) << (changed ? "" : changed.error().sentence());
            if (changed)
                scenario = *changed;
        }
        return scenario;
    }
    Evaluation answer(std::initializer_list<std::pair<const char *, const char *>> levers) const
    {
        return evaluate(with(base, levers), catalog);
    }
};

testing::Matcher<std::vector<Warning>> warns(const char *id)
{
    return Contains(Field(&Warning::id, id));
}

std::vector<std::optional<double>> readings(const Evaluation &evaluation)
{
    std::vector<std::optional<double>> values;
    for (const Metric &metric : metrics())
        values.push_back(metric.read(evaluation));
    return values;
}

TEST_F(Evaluating, DefaultScenarioIsStableAndKnown)
{
    const Evaluation evaluation = evaluate(base, catalog);
    EXPECT_EQ(evaluation.state, State::Stable);
    EXPECT_EQ(evaluation.reason, "");
    EXPECT_EQ(evaluation.provenance, catalog::Provenance::Fitted);
    EXPECT_EQ(evaluation.gpus, 4);
    EXPECT_THAT(evaluation.warnings, warns("W-STRANDED"));
    EXPECT_TRUE(evaluation.knee.exists);
    EXPECT_GT(evaluation.knee.requestsPerSecond, base.workload.requestsPerSecond);
}

TEST_F(Evaluating, SameInputGivesTheSameBits)
{
    const auto once = readings(evaluate(base, catalog));
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(readings(evaluate(base, catalog)), once);
    EXPECT_EQ(readings(overviewCurves(base, catalog).evaluation), once);
}

// REQ-001: a larger batch under a load that saturates it buys throughput and cost with latency.
TEST_F(Evaluating, TheThreeCornersPullAgainstEachOther)
{
    const Scenario saturated = with(base, {{"arrivals", "closed"}, {"concurrency", "512"}});
    const Evaluation few = evaluate(with(saturated, {{"max_sequences", "8"}}), catalog);
    const Evaluation many = evaluate(with(saturated, {{"max_sequences", "256"}}), catalog);
    EXPECT_GT(many.fleetOutputTokensPerSecond(), few.fleetOutputTokensPerSecond());
    EXPECT_GT(many.replica.itl.p99, few.replica.itl.p99);
    EXPECT_LT(many.cost.usdPerMillionOutput, few.cost.usdPerMillionOutput);
}

// REQ-067: the cap is not the running batch.
TEST_F(Evaluating, AtLowLoadMovingTheCapChangesNothing)
{
    const Evaluation narrow = answer({{"qps", "1"}, {"max_sequences", "128"}});
    const Evaluation wide = answer({{"qps", "1"}, {"max_sequences", "512"}});
    EXPECT_LT(narrow.replica.runningBatch, 128);
    EXPECT_NEAR(narrow.replica.runningBatch, wide.replica.runningBatch, 1e-6 * wide.replica.runningBatch);
    EXPECT_NEAR(narrow.replica.itl.p99, wide.replica.itl.p99, 1e-6 * wide.replica.itl.p99);
    EXPECT_THAT(narrow.warnings, warns("W-CAP-IDLE"));
    EXPECT_THAT(answer({{"arrivals", "closed"}, {"concurrency", "512"}, {"max_sequences", "64"}}).warnings,
                Not(warns("W-CAP-IDLE")));
}

TEST_F(Evaluating, StateFollowsTheLoad)
{
    const Evaluation evaluation = evaluate(base, catalog);
    const auto at = [&](double share) {
        Scenario scenario = base;
        scenario.workload.requestsPerSecond = share * evaluation.knee.requestsPerSecond;
        return evaluate(scenario, catalog);
    };
    EXPECT_EQ(at(0.79).state, State::Stable);
    EXPECT_EQ(at(0.81).state, State::NearKnee);
    EXPECT_THAT(at(0.81).reason, HasSubstr("knee"));
    EXPECT_THAT(at(0.99).warnings, Not(warns("W-SLO")));

    Scenario flooded = base;
    flooded.workload.requestsPerSecond = 1.05 * evaluation.replica.capacityRequestsPerSecond;
    const Evaluation overloaded = evaluate(flooded, catalog);
    EXPECT_EQ(overloaded.state, State::Overloaded);
    EXPECT_THAT(overloaded.reason, AllOf(HasSubstr("capacity"), HasSubstr("grows by")));
    EXPECT_FALSE(overloaded.replica.finite);
}

TEST_F(Evaluating, AnSloThatNothingMeetsIsNamedNotLoosened)
{
    const Evaluation evaluation = answer({{"slo_itl", "1 ms"}});
    EXPECT_FALSE(evaluation.knee.exists);
    EXPECT_EQ(evaluation.state, State::NearKnee);
    EXPECT_THAT(evaluation.reason, AllOf(HasSubstr("No rate meets the SLO"), HasSubstr("ITL")));
    EXPECT_THAT(evaluation.warnings, warns("W-SLO"));
}

TEST_F(Evaluating, WeightsThatDoNotFitSayByHowMuch)
{
    const Evaluation evaluation = answer({{"weights", "bf16"}, {"tp", "1"}});
    EXPECT_EQ(evaluation.state, State::Infeasible);
    EXPECT_THAT(evaluation.reason, AllOf(HasSubstr("Weights do not fit"), HasSubstr("141 GB")));
    EXPECT_GT(evaluation.memory.weightBytes, 140e9);
}

TEST_F(Evaluating, UnknownIdsAreAnAnswerNotACrash)
{
    Scenario lost = base;
    lost.acceleratorId = "abacus";
    EXPECT_THAT(evaluate(lost, catalog).reason, HasSubstr("abacus"));
    lost = base;
    lost.modelId.clear();
    EXPECT_EQ(overviewCurves(lost, catalog).evaluation.state, State::Infeasible);
    lost = base;
    lost.engineId = "ghost";
    EXPECT_THAT(evaluate(lost, catalog).reason, HasSubstr("ghost"));
    EXPECT_EQ(evaluate(Scenario(), catalog::Catalog()).state, State::Infeasible);
    EXPECT_EQ(evaluate(defaultScenario(catalog::Catalog()), catalog::Catalog()).state, State::Infeasible);
}

TEST_F(Evaluating, ImpossiblePlacementSaysWhy)
{
    Scenario odd = base;
    odd.placement.tensorParallel = 3;
    EXPECT_EQ(evaluate(odd, catalog).reason, "TP 3 does not divide 64 heads");
}

TEST_F(Evaluating, AnUnknownPeakIsNotGuessed)
{
    EXPECT_THAT(answer({{"gpu", "h100-nvl"}, {"tp", "2"}}).reason, HasSubstr("rate is unknown"));
}

TEST_F(Evaluating, WarningsNameWhatAUserOughtToKnow)
{
    EXPECT_THAT(answer({{"tp", "16"}}).warnings, warns("W-TP-NODE"));
    EXPECT_THAT(answer({{"gpu", "gb200-nvl72"}, {"tp", "16"}}).warnings, Not(warns("W-TP-NODE")));
    EXPECT_THAT(answer({{"gpu", "a100-80-sxm"}, {"weights", "fp8"}}).warnings, warns("W-FP8-NOT-NATIVE"));
    EXPECT_THAT(answer({{"weights", "nvfp4"}}).warnings, warns("W-WEIGHT-ONLY"));
    EXPECT_THAT(answer({{"weights", "fp8"}}).warnings, Not(warns("W-FP8-NOT-NATIVE")));
    EXPECT_THAT(answer({{"model", "deepseek-v3"}, {"gpu", "h200-sxm"}, {"tp", "16"}, {"weights", "bf16"}}).warnings,
                warns("W-UPCAST"));
    EXPECT_THAT(answer({{"token_budget", "128"}}).warnings, warns("W-CHUNK-SMALL"));
    EXPECT_THAT(answer({{"gpu", "mi300x"}}).warnings, warns("W-DATASHEET"));
    EXPECT_THAT(answer({{"gpu_hour", "unknown"}}).warnings, warns("W-NO-PRICE"));
    EXPECT_THAT(answer({{"isl", "200k"}, {"qps", "0.01"}}).warnings, warns("W-CONTEXT"));
    EXPECT_THAT(answer({{"isl_cv", "0"}, {"osl_cv", "0"}}).warnings, warns("W-TAIL-UNKNOWN"));
    EXPECT_THAT(answer({{"isl_cv", "0"}}).warnings, Not(warns("W-TAIL-UNKNOWN")));
    EXPECT_THAT(answer({{"isl_cv", "0"}, {"osl_cv", "0"}, {"arrivals", "closed"}}).warnings, Not(warns("W-TAIL-UNKNOWN")));
}

// Correction S2: two H100 hold the 70B weights in BF16 and next to no cache.
TEST_F(Evaluating, KvStarvedIsNotTheSameAsNotFitting)
{
    const Scenario tight = with(base, {{"tp", "2"}, {"weights", "bf16"}, {"kv", "bf16"}});
    const Evaluation none = evaluate(with(tight, {{"memory_fraction", "90 %"}}), catalog);
    EXPECT_EQ(none.state, State::Infeasible);
    EXPECT_NE(none.memory.verdict, replica::MemoryVerdict::WeightsDoNotFit);
    EXPECT_THAT(none.reason, HasSubstr("No room for KV cache"));
    EXPECT_THAT(none.warnings, warns("W-KV-STARVED"));
    const Evaluation little = evaluate(with(tight, {{"memory_fraction", "92 %"}}), catalog);
    EXPECT_EQ(little.state, State::Overloaded);
    EXPECT_THAT(little.warnings, warns("W-KV-STARVED"));
    EXPECT_THAT(evaluate(base, catalog).warnings, Not(warns("W-KV-STARVED")));
}

TEST_F(Evaluating, EfficienciesStayBelowTheHardware)
{
    for (const char *batch : {"1", "16", "256"}) {
        const Evaluation evaluation = answer({{"arrivals", "closed"}, {"concurrency", batch}});
        EXPECT_GT(evaluation.efficiency.mfu, 0);
        EXPECT_LT(evaluation.efficiency.mfu, 1);
        EXPECT_GT(evaluation.efficiency.mbu, 0);
        EXPECT_LT(evaluation.efficiency.mbu, 1);
        EXPECT_GT(evaluation.efficiency.prefillFlopsPerByte, evaluation.efficiency.decodeFlopsPerByte);
    }
}

TEST_F(Evaluating, ReplicasNeededUseThePriceBooksHeadroom)
{
    Scenario busy = base;
    const double knee = evaluate(base, catalog).knee.requestsPerSecond;
    busy.workload.requestsPerSecond = 3 * knee;
    busy.replicas = 6;
    const Evaluation evaluation = evaluate(busy, catalog);
    const double headroom = catalog.prices.median("planning.headroom");
    EXPECT_NEAR(evaluation.fleet.needed.unrounded, 3 * (1 + headroom), 0.02);
    EXPECT_EQ(evaluation.fleet.needed.replicas, static_cast<int>(std::ceil(evaluation.fleet.needed.unrounded)));
}

TEST_F(Evaluating, CurvesAgreeWithTheEvaluation)
{
    const OverviewCurves curves = overviewCurves(base, catalog);
    ASSERT_GT(curves.load.size(), 32u);
    EXPECT_NEAR(curves.load.back().offeredRequestsPerSecond, curves.evaluation.replica.capacityRequestsPerSecond,
                0.02 * curves.evaluation.replica.capacityRequestsPerSecond);
    for (std::size_t i = 1; i < curves.load.size(); ++i) {
        if (curves.load[i].finite) {
            EXPECT_GE(curves.load[i].tpotSeconds, curves.load[i - 1].tpotSeconds * (1 - 1e-9));
        }
    }
    EXPECT_EQ(curves.batch.batch.size(), curves.batch.stepSeconds.size());
    EXPECT_EQ(curves.batch.batch.front(), 1);
    EXPECT_FALSE(curves.roofline.points.empty());
}

TEST_F(Evaluating, NoWalkThroughTheLeversYieldsANumberThatIsNone)
{
    std::mt19937 random(11);
    for (int walk = 0; walk < 400; ++walk) {
        const Scenario scenario = test::walkedFrom(base, 12, random, catalog);
        const OverviewCurves curves = overviewCurves(scenario, catalog);
        for (const Metric &metric : metrics()) {
            if (const auto read = metric.read(curves.evaluation)) {
                // Changes may go either way: beside more decoding sequences a budgeted step carries less of a long prompt.
                const bool signedMetric = metric.id.ends_with("_change") || metric.id == "backfill.slack" ||
                                          metric.id == "day.gpu_hours_saved" || metric.id.starts_with("bill.guest");
                EXPECT_TRUE(std::isfinite(*read) && (*read >= 0 || signedMetric))
                    << metric.id << " in walk " << walk << ": " << *read;
            }
        }
        EXPECT_EQ(curves.evaluation.reason.empty(), curves.evaluation.state == State::Stable);
        for (const double seconds : curves.batch.stepSeconds)
            EXPECT_TRUE(std::isfinite(seconds) && seconds > 0);
    }
}

} // namespace
} // namespace trilemma::scenario
