// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/batching_study.h"

#include "tests/models/catalog_fixture.h"

#include <cmath>
#include <numeric>

namespace trilemma::scenario {
namespace {

using Batching = replica::Scheduling::Batching;
using serving::LoadState, serving::Rank;

constexpr int longPromptTokens = 20'000;

class BatchingStudyTest : public testing::Test {
protected:
    const catalog::Catalog &catalog = test::shippedCatalog();
    Scenario scenario = defaultScenario(catalog);

    BatchingStudy study(int tokens = longPromptTokens) const
    {
        return studyBatching(scenario, catalog, {.seed = 1, .requests = 1000}, tokens, 2);
    }
    std::size_t indexOf(int tokenBudget) const
    {
        const auto budgets = studiedTokenBudgets();
        return static_cast<std::size_t>(std::ranges::find(budgets, tokenBudget) - budgets.begin());
    }
};

TEST_F(BatchingStudyTest, PartsOfAPassSumUpAtEveryBatch)
{
    const BatchingCurves curves = batchingCurves(scenario, catalog);
    ASSERT_TRUE(curves.problem.empty());
    ASSERT_EQ(curves.batch.size(), curves.passes.size());
    EXPECT_DOUBLE_EQ(curves.batch.front(), 1);
    double last = 0;
    for (const replica::StepBreakdown &pass : curves.passes) {
        EXPECT_NEAR(std::accumulate(pass.seconds.begin(), pass.seconds.end(), 0.0) / pass.total, 1, 1e-9);
        EXPECT_GT(pass.total, last);
        last = pass.total;
    }
    EXPECT_NEAR(curves.runningBatch, evaluate(scenario, catalog).replica.runningBatch, 1e-9);
    EXPECT_GT(curves.pieceSeconds, 0);
}

TEST_F(BatchingStudyTest, TheScenariosOwnSchedulingIsWhatEvaluateSays)
{
    const BatchingCurves curves = batchingCurves(scenario, catalog);
    const Evaluation evaluation = evaluate(scenario, catalog);
    const auto &own = curves.batchings[2];
    EXPECT_EQ(own.scheduling, scenario.scheduling);
    EXPECT_DOUBLE_EQ(own.point.capacityRequestsPerSecond, evaluation.replica.capacityRequestsPerSecond);
    EXPECT_DOUBLE_EQ(own.point.itl.p99, evaluation.replica.itl.p99);
    EXPECT_DOUBLE_EQ(own.knee.requestsPerSecond, evaluation.knee.requestsPerSecond);
    EXPECT_DOUBLE_EQ(curves.budgets[indexOf(8192)].point.capacityRequestsPerSecond, evaluation.replica.capacityRequestsPerSecond);
}

// REQ-065
TEST_F(BatchingStudyTest, EachKindOfBatchingServesMore)
{
    const auto forms = batchingCurves(scenario, catalog).batchings;
    EXPECT_LT(forms[0].point.capacityRequestsPerSecond, forms[1].point.capacityRequestsPerSecond);
    EXPECT_LE(forms[1].point.capacityRequestsPerSecond, 1.001 * forms[2].point.capacityRequestsPerSecond);
    EXPECT_LE(forms[0].knee.requestsPerSecond, forms[1].knee.requestsPerSecond);
    EXPECT_LE(forms[1].knee.requestsPerSecond, forms[2].knee.requestsPerSecond);
}

// REQ-091: the U, in closed form and simulated, from the same draws.
TEST_F(BatchingStudyTest, SmallBudgetsCostCapacityAndLargeOnesEvenTokens)
{
    scenario.workload.inputTokensMean = 8000; // heavy in prompts
    scenario.workload.requestsPerSecond = 0.6;
    const BatchingCurves curves = batchingCurves(scenario, catalog);
    const std::size_t small = indexOf(512), usual = indexOf(2048), large = indexOf(8192);
    EXPECT_LT(curves.budgets[small].point.capacityRequestsPerSecond, curves.budgets[usual].point.capacityRequestsPerSecond);
    const BatchingStudy simulated = study();
    ASSERT_EQ(simulated.budgets.size(), curves.budgets.size());
    const auto itl = [&](std::size_t i) { return simulated.budgets[i].load.itl.at(Rank::P99).value; };
    EXPECT_LT(itl(small), itl(usual));
    EXPECT_LT(itl(usual), itl(large));
    EXPECT_GT(simulated.budgets[small].load.ttft.at(Rank::P50).value, simulated.budgets[usual].load.ttft.at(Rank::P50).value);
    for (const std::size_t i : {small, usual})
        EXPECT_NEAR(curves.budgets[i].point.itl.p99 / itl(i), 1, 0.35);
    EXPECT_EQ(simulated.budgets[small].load.offeredRequestsPerSecond, simulated.budgets[large].load.offeredRequestsPerSecond);
}

TEST_F(BatchingStudyTest, RecommendedBudgetsKeepTheSlo)
{
    const BatchingCurves curves = batchingCurves(scenario, catalog);
    const TokenBudgetRange range = recommendedBudgets(curves, scenario.slo);
    ASSERT_FALSE(range.isEmpty());
    EXPECT_LE(range.least, range.most);
    serving::Slo strict = scenario.slo;
    strict.itl = {true, serving::Percentile::P99, 0.001};
    EXPECT_TRUE(recommendedBudgets(curves, strict).isEmpty());
    const BatchingStudy simulated = study();
    EXPECT_FALSE(recommendedBudgets(simulated, scenario.slo).isEmpty());
    EXPECT_TRUE(recommendedBudgets(simulated, strict).isEmpty());
    const TokenBudgetRange known = recommendedBudgets({{256, 8, true}, {512, 9.6, true}, {1024, 10, true}, {2048, 12, false}});
    EXPECT_EQ(known.least, 512);
    EXPECT_EQ(known.most, 1024);
}

// REQ-088 to REQ-090: a long prompt in the midst of the scenario's own traffic.
TEST_F(BatchingStudyTest, ALongPromptStallsOthersAtOnceOrInPieces)
{
    const BatchingStudy whole = study();
    EXPECT_EQ(whole.injectedTokens, longPromptTokens);
    ASSERT_TRUE(whole.unchunked.problem.empty()) << whole.unchunked.problem;
    ASSERT_TRUE(whole.chunked.problem.empty()) << whole.chunked.problem;
    // One gap, as long as its whole prefill and a decode pass.
    EXPECT_GE(whole.unchunked.longestGap, whole.unchunked.prefillSeconds);
    EXPECT_LE(whole.unchunked.longestGap, whole.unchunked.prefillSeconds + 3 * whole.unchunked.usualGap);
    EXPECT_GT(whole.unchunked.sequences, 0);
    EXPECT_GT(whole.unchunked.delayedTokens, whole.unchunked.sequences);
    EXPECT_LT(whole.chunked.longestGap, whole.unchunked.longestGap);
    EXPECT_GE(whole.chunked.promptPasses, 3); // 8,192 at a time, less what decodes

    scenario.scheduling.tokenBudget = 512;
    const BatchingStudy pieces = study();
    EXPECT_GE(pieces.chunked.promptPasses, 40);
    EXPECT_GE(pieces.unchunked.longestGap, 10 * pieces.chunked.longestGap);
    EXPECT_LT(pieces.chunked.longestGap, whole.chunked.longestGap);
    EXPECT_GT(pieces.chunked.prefillSeconds, pieces.unchunked.prefillSeconds);
    EXPECT_NEAR(pieces.chunked.usualGap / pieces.unchunked.usualGap, 1, 0.25);
}

TEST_F(BatchingStudyTest, ThePromptIsNoLongerThanTheReplicaHolds)
{
    const BatchingStudy answer = study(100'000'000);
    EXPECT_LT(answer.injectedTokens, 131'073); // the model's context
    EXPECT_GT(answer.injectedTokens, longPromptTokens);
}

TEST_F(BatchingStudyTest, FirstRequestsGoThroughQueuePrefillAndDecode)
{
    const BatchingStudy answer = study();
    ASSERT_EQ(answer.requests.size(), 40U);
    for (std::size_t i = 0; i < answer.requests.size(); ++i) {
        const serving::RequestRecord &request = answer.requests[i];
        EXPECT_LE(request.arrival, request.firstScheduled);
        EXPECT_LT(request.firstScheduled, request.firstToken);
        EXPECT_LE(request.firstToken, request.finish);
        EXPECT_LE(answer.requests[i > 0 ? i - 1 : i].arrival, request.arrival);
    }
    EXPECT_NEAR(answer.gaps.shareBesidePrompts(), answer.here().mixedTokenShare, 0.03);
}

TEST_F(BatchingStudyTest, ThreadsChangeNothing)
{
    const SimulationEffort effort{.seed = 3, .requests = 300, .kneeReplications = 0};
    const BatchingStudy one = studyBatching(scenario, catalog, effort, longPromptTokens, 1);
    const BatchingStudy four = studyBatching(scenario, catalog, effort, longPromptTokens, 4);
    EXPECT_EQ(one.requests, four.requests);
    EXPECT_EQ(one.gaps.besidePrompts, four.gaps.besidePrompts);
    for (std::size_t i = 0; i < one.budgets.size(); ++i)
        EXPECT_EQ(one.budgets[i].load.itl.at(Rank::P99).value, four.budgets[i].load.itl.at(Rank::P99).value);
    EXPECT_EQ(one.unchunked.longestGap, four.unchunked.longestGap);
}

TEST_F(BatchingStudyTest, PastCapacityNothingIsFinite)
{
    scenario.workload.requestsPerSecond = 5000;
    const BatchingStudy answer = study();
    EXPECT_EQ(answer.here().state, LoadState::Overloaded);
    EXPECT_FALSE(std::isfinite(answer.here().ttft.at(Rank::P99).value));
    EXPECT_FALSE(answer.chunked.problem.empty());
    EXPECT_FALSE(batchingCurves(scenario, catalog).batchings[2].point.finite);
}

TEST_F(BatchingStudyTest, InfeasibleIsAnAnswerAndCancellingIsNone)
{
    int calls = 0;
    EXPECT_TRUE(studyBatching(scenario, catalog, {}, longPromptTokens, 2, [&](double) { return ++calls < 2; }).cancelled);
    scenario.weightFormat = catalog::WeightFormat::Bf16;
    scenario.placement.tensorParallel = 1;
    EXPECT_FALSE(study().problem.empty());
    EXPECT_EQ(study().problem, batchingCurves(scenario, catalog).problem);
}

} // namespace
} // namespace trilemma::scenario
