// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/checked_scopes.h"
#include "models/evidence/cross_validation.h"
#include "models/evidence/fitted_catalog.h"
#include "tests/models/catalog_fixture.h"

#include <gtest/gtest.h>

namespace trilemma::evidence {
namespace {

using test::shippedCatalog;

/// Runs whose TPOT is `tpotRatio` times what is predicted, and TTFT twice that.
std::vector<MeasuredPoint> runs(const std::string &model, const std::string &gpu, double tpotRatio)
{
    std::vector<MeasuredPoint> points;
    for (const double concurrency : {1.0, 4.0, 16.0, 64.0}) {
        MeasuredPoint point;
        PointConfiguration &c = point.configuration;
        c.engine = "vllm";
        c.model = model;
        c.gpu = gpu;
        c.weightFormat = "fp8";
        c.mode = "concurrency";
        c.gpus = c.tp = 4;
        c.inputTokens = 1024;
        c.outputTokens = 256;
        c.promptsPerSlot = 10;
        c.concurrency = concurrency;
        const Prediction answer = predict(c, shippedCatalog());
        EXPECT_TRUE(answer.ok()) << answer.status;
        point.measured.itlSeconds = tpotRatio * answer.itlSeconds;
        point.measured.ttftSeconds = 2 * tpotRatio * answer.ttftSeconds;
        point.source = "made up";
        points.push_back(point);
    }
    return points;
}

std::vector<MeasuredPoint> threeDeployments()
{
    auto points = runs("Llama-3.3-70B", "H100", 0.8);
    for (const auto &more : {runs("Llama-3.1-8B", "H100", 1.0), runs("Llama-3.3-70B", "H200", 1.5)})
        points.insert(points.end(), more.begin(), more.end());
    return points;
}

TEST(CheckedScopes, AreNestedAndCountPointsDeploymentsAndLoads)
{
    const auto points = threeDeployments();
    const auto checks = checkedScopes(points, predictAll(points, shippedCatalog()), shippedCatalog());
    ASSERT_EQ(checks.size(), 1u + 1u + 2u + 3u);    // all, vLLM, two accelerators, three deployments
    EXPECT_EQ(checks[0].points, 12);
    EXPECT_EQ(checks[0].deployments, 3);
    EXPECT_EQ(checks[0].least.sequences, 1);
    EXPECT_EQ(checks[0].most.sequences, 64);
    // 10th and 90th percentile of 0.8, 1 and 1.5, each a third.
    EXPECT_NEAR(checks[0].tokenTime.low, 0.8, 1e-9);
    EXPECT_NEAR(checks[0].tokenTime.high, 1.5, 1e-9);
    EXPECT_NEAR(checks[0].firstToken.high, 3.0, 1e-9);
}

TEST(CheckedScopes, FewMeasurementsLeanOnTheWiderKind)
{
    const auto points = threeDeployments();
    const auto checks = checkedScopes(points, predictAll(points, shippedCatalog()), shippedCatalog());
    for (const catalog::CheckedScope &checked : checks) {
        if (checked.scope.modelId.empty())
            continue;
        EXPECT_GT(checked.tokenTime.high, checked.tokenTime.low);   // four points of one ratio are no certainty
        EXPECT_GE(checked.tokenTime.low, checks[0].tokenTime.low - 1e-9);
        EXPECT_LE(checked.tokenTime.high, checks[0].tokenTime.high + 1e-9);
    }
}

TEST(CheckedScopes, TravelAsACatalogueFile)
{
    const auto points = threeDeployments();
    const auto checks = checkedScopes(points, predictAll(points, shippedCatalog()), shippedCatalog());
    const auto catalog = catalog::extendCatalog({}, {"confidence.json", confidenceJson(checks, points)});
    ASSERT_TRUE(catalog) << catalog.error().sentence();
    ASSERT_EQ(catalog->checks.size(), checks.size());
    for (std::size_t i = 0; i < checks.size(); ++i) {
        EXPECT_EQ(catalog->checks[i].scope, checks[i].scope);
        EXPECT_EQ(catalog->checks[i].points, checks[i].points);
        EXPECT_NEAR(catalog->checks[i].firstToken.high, checks[i].firstToken.high, 1e-3);
    }
    EXPECT_FALSE(catalog::extendCatalog({}, {"c.json", R"({"schema":1,"checks":[{"points":1,"deployments":1,
        "token_time":[2,1],"first_token":[1,2],"least":[1,1,1,1],"most":[1,1,1,1]}]})"}));
}

TEST(CheckedScopes, TheShippedOnesKnowWhatIsFarOff)
{
    ASSERT_FALSE(shippedCatalog().checks.empty());
    MeasuredPoint run = runs("Llama-3.3-70B", "H100", 1)[2];
    const Prediction near = predict(run.configuration, shippedCatalog());
    run.configuration.inputTokens = 60000;
    const Prediction far = predict(run.configuration, shippedCatalog());
    ASSERT_TRUE(near.ok() && far.ok()) << far.status;
    EXPECT_GT(far.itlHigh / far.itlSeconds, near.itlHigh / near.itlSeconds);
    EXPECT_LT(far.ttftLow / far.ttftSeconds, near.ttftLow / near.ttftSeconds);
}

} // namespace
} // namespace trilemma::evidence
