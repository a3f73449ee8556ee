// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/fitted_catalog.h"

#include "models/evidence/checked_scopes.h"
#include "models/evidence/cross_validation.h"
#include "tests/models/catalog_fixture.h"

#include <gtest/gtest.h>

namespace trilemma::evidence {
namespace {

using test::shippedCatalog;
using test::textOf;

TEST(ShippedConstants, AreOfEnginesAcceleratorsAndFormatsNeverOfAModel)
{
    ASSERT_FALSE(shippedCatalog().corrections.empty());
    for (const catalog::ScopedCorrections &scoped : shippedCatalog().corrections) {
        EXPECT_EQ(scoped.scope.modelId, "");
        EXPECT_EQ(scoped.calibration, "");
    }
}

TEST(ShippedConstants, LeaveRunsWithoutClientsTheHostTimeTheyHad)
{
    PointConfiguration run;
    run.engine = "trtllm";
    run.model = "Llama-3.1-8B";
    run.gpu = "H100";
    run.weightFormat = "fp8";
    run.mode = "offline_max";
    run.gpus = run.tp = 1;
    run.inputTokens = run.outputTokens = 128;
    catalog::Catalog withoutHostTimes = shippedCatalog();
    for (catalog::ScopedCorrections &scoped : withoutHostTimes.corrections)
        scoped.corrections.hostSecondsPerPass = scoped.corrections.hostSecondsPerSequence = 0;
    const Prediction offline = predict(run, shippedCatalog());
    ASSERT_TRUE(offline.ok()) << offline.status;
    EXPECT_EQ(offline.outputTokensPerSecond, predict(run, withoutHostTimes).outputTokensPerSecond);
    run.mode = "concurrency";
    run.concurrency = 64;
    EXPECT_LT(predict(run, shippedCatalog()).outputTokensPerSecond, predict(run, withoutHostTimes).outputTokensPerSecond);
}

/// Whoever has the measurements can write what ships from them, byte for byte.
class MeasuredReference : public testing::Test {
protected:
    void SetUp() override
    {
        const std::string file = std::string(TRILEMMA_REFERENCE_DIR) + "/data/measurements/measured.csv";
        if (!std::filesystem::exists(file))
            GTEST_SKIP() << "no reference measurements here";
        auto read = readPoints(textOf(file), "measured.csv");
        ASSERT_TRUE(read) << read.error().sentence();
        points = closedLoopOnly(std::move(read).value());
    }
    std::vector<MeasuredPoint> points;
};

TEST_F(MeasuredReference, MakesTheShippedFiles)
{
    const catalog::Catalog fitted = fittedTo(points, shippedCatalog());
    EXPECT_EQ(fitted.corrections, shippedCatalog().corrections);
    const std::string shipped = std::string(TRILEMMA_CATALOG_DIR) + "/corrections.json";
    EXPECT_EQ(correctionsJson(fitted, points), textOf(shipped));
    const auto checks = checkedScopes(points, predictAll(points, fitted), fitted);
    EXPECT_EQ(confidenceJson(checks, points), textOf(std::string(TRILEMMA_CATALOG_DIR) + "/confidence.json"));
}

} // namespace
} // namespace trilemma::evidence
