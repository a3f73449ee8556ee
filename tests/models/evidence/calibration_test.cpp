// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/calibration.h"

#include "models/evidence/cross_validation.h"
#include "models/evidence/fit.h"
#include "models/scenario/evaluation.h"
#include "models/scenario/levers.h"
#include "tests/models/catalog_fixture.h"

#include <gmock/gmock.h>

#include <cmath>

namespace trilemma::evidence {
namespace {

using test::shippedCatalog;
using testing::HasSubstr;

MeasuredPoint runOf(const std::string &model, const std::string &gpu, double concurrency, double inputTokens = 1024)
{
    MeasuredPoint point;
    PointConfiguration &c = point.configuration;
    c.id = model + gpu + std::to_string(concurrency);
    c.engine = "vllm";
    c.model = model;
    c.gpu = gpu;
    c.weightFormat = "fp8";
    c.mode = "concurrency";
    c.gpus = c.tp = 4;
    c.inputTokens = inputTokens;
    c.outputTokens = 256;
    c.promptsPerSlot = 10;
    c.concurrency = concurrency;
    return point;
}

catalog::Catalog corrected(const catalog::Corrections &corrections)
{
    catalog::Catalog catalog = shippedCatalog();
    catalog.corrections.push_back({"", {}, corrections, {}, 0, 0, 0, {}});
    return catalog;
}

/// Runs as they would be measured on a cluster that the corrections describe.
std::vector<MeasuredPoint> measuredUnder(const catalog::Corrections &truth, const std::string &model = "Llama-3.3-70B",
                                         const std::string &gpu = "H100")
{
    std::vector<MeasuredPoint> points;
    for (const double tokens : {512.0, 4096.0}) {
        for (const double concurrency : {1.0, 4.0, 16.0, 64.0, 128.0})
            points.push_back(runOf(model, gpu, concurrency, tokens));
    }
    const auto answers = predictAll(points, corrected(truth));
    for (std::size_t i = 0; i < points.size(); ++i) {
        EXPECT_TRUE(answers[i].ok()) << answers[i].status;
        points[i].measured.itlSeconds = answers[i].itlSeconds;
        points[i].measured.ttftSeconds = answers[i].ttftSeconds;
    }
    return points;
}

TEST(Corrections, NeutralOnesChangeNothing)
{
    const MeasuredPoint run = runOf("Llama-3.3-70B", "H100", 32);
    EXPECT_EQ(predict(run.configuration, corrected({})).itlSeconds, predict(run.configuration, shippedCatalog()).itlSeconds);
}

TEST(Corrections, KernelTimeScalesTheStepAndIngestAddsToTheFirstToken)
{
    const MeasuredPoint run = runOf("Llama-3.3-70B", "H100", 1);
    const Prediction plain = predict(run.configuration, shippedCatalog());
    const Prediction slow = predict(run.configuration, corrected({.gpuTime = 1.5}));
    EXPECT_GT(slow.itlSeconds, 1.2 * plain.itlSeconds);     // collectives, norms and the host are not kernels of the tables
    EXPECT_LE(slow.itlSeconds, 1.5 * plain.itlSeconds);
    const Prediction late = predict(run.configuration, corrected({.ingestSeconds = 0.2}));
    EXPECT_NEAR(late.ttftSeconds, plain.ttftSeconds + 0.2, 1e-9);
    EXPECT_EQ(late.itlSeconds, plain.itlSeconds);
    const Prediction cold = predict(run.configuration, corrected({.coldStartSeconds = 3}));
    EXPECT_NEAR(cold.ttftSeconds, plain.ttftSeconds + 0.3, 1e-9);    // ten prompts per slot
}

TEST(Fit, FindsTheClusterThatMadeTheMeasurements)
{
    const auto points = measuredUnder({.gpuTime = 1.25, .hostSecondsPerSequence = 3e-5, .ingestSeconds = 0.08});
    const auto calibration = calibrate(points, shippedCatalog(), "mine");
    ASSERT_TRUE(calibration) << calibration.error().sentence();
    EXPECT_GT(calibration->medianErrorBefore, 0.10);
    EXPECT_LT(calibration->medianErrorAfter, 0.02);
    EXPECT_LT(calibration->medianErrorLeftOut, 0.04);
    ASSERT_EQ(calibration->corrections.size(), 1u);
    EXPECT_NEAR(calibration->corrections[0].corrections.gpuTime, 1.25, 0.08);
    // What ingest, prompt time and cold start have each in a first token cannot be told apart from ten runs; their sum can.
    const PointConfiguration unseen = runOf("Llama-3.3-70B", "H100", 32, 2048).configuration;
    catalog::Catalog found = shippedCatalog();
    found.corrections.insert(found.corrections.end(), calibration->corrections.begin(), calibration->corrections.end());
    const catalog::Catalog truth = corrected({.gpuTime = 1.25, .hostSecondsPerSequence = 3e-5, .ingestSeconds = 0.08});
    EXPECT_NEAR(predict(unseen, found).itlSeconds / predict(unseen, truth).itlSeconds, 1, 0.03);
    EXPECT_NEAR(predict(unseen, found).ttftSeconds / predict(unseen, truth).ttftSeconds, 1, 0.10);
}

TEST(Fit, StaysInBoundsWhateverWasMeasured)
{
    auto points = measuredUnder({});
    for (MeasuredPoint &point : points)
        *point.measured.itlSeconds *= 1000;
    for (const auto &scoped : fit(points, shippedCatalog(), clusterTerms(points, shippedCatalog())).corrections) {
        for (const catalog::CorrectionField &field : catalog::correctionFields()) {
            EXPECT_GE(scoped.corrections.*field.value, field.low * (1 - 1e-9)) << field.id;
            EXPECT_LE(scoped.corrections.*field.value, field.high * (1 + 1e-9)) << field.id;
        }
    }
}

TEST(Fit, NeverHasMoreTermsThanPoints)
{
    auto points = measuredUnder({.gpuTime = 1.3});
    points.resize(4);
    EXPECT_LE(fit(points, shippedCatalog(), clusterTerms(points, shippedCatalog())).terms, 4);
}

TEST(Calibration, NeedsFourPoints)
{
    auto points = measuredUnder({});
    points.resize(3);
    const auto calibration = calibrate(points, shippedCatalog(), "mine");
    ASSERT_FALSE(calibration);
    EXPECT_THAT(calibration.error().sentence(), HasSubstr("at least 4 points"));
    EXPECT_FALSE(calibrate({}, shippedCatalog(), "mine"));
}

TEST(Calibration, PassesByTheMeasuredPointsWhateverTheConstantsCannotSay)
{
    auto points = measuredUnder({.gpuTime = 1.2});
    for (MeasuredPoint &point : points) {   // a bump that no constant has
        const double bump = point.configuration.concurrency == 16 ? 1.3 : 1;
        *point.measured.itlSeconds *= bump;
        *point.measured.ttftSeconds *= bump;
    }
    const auto calibration = calibrate(points, shippedCatalog(), "mine");
    ASSERT_TRUE(calibration) << calibration.error().sentence();
    catalog::Catalog found = shippedCatalog();
    found.corrections.insert(found.corrections.end(), calibration->corrections.begin(), calibration->corrections.end());
    for (const MeasuredPoint &point : points) {
        const Prediction answer = predict(point.configuration, found);
        EXPECT_NEAR(answer.itlSeconds / *point.measured.itlSeconds, 1, 0.08) << point.configuration.id;
        // What is stretched keeps Little's law: X = C / E2E.
        EXPECT_NEAR(answer.outputTokensPerSecond, point.configuration.concurrency * 256 / answer.endToEndSeconds,
                    1e-9 * answer.outputTokensPerSecond);
        EXPECT_LT(answer.itlLow, answer.itlSeconds);
        EXPECT_GT(answer.itlHigh, answer.itlSeconds);
    }
    // Far from all loads, the constants stand alone.
    catalog::Catalog constantsOnly = found;
    constantsOnly.corrections.back().loads.clear();
    const PointConfiguration far = runOf("Llama-3.3-70B", "H100", 8, 100000).configuration;
    EXPECT_NEAR(predict(far, found).itlSeconds / predict(far, constantsOnly).itlSeconds, 1, 0.01);
}

TEST(Calibration, OneRulesWhereSeveralCover)
{
    catalog::Catalog both = shippedCatalog(), second = both;
    both.corrections.push_back({"first", {}, {.gpuTime = 2}, {}, 0, 0, 0, {}});
    for (catalog::Catalog *catalog : {&both, &second})
        catalog->corrections.push_back({"second", {}, {.gpuTime = 1.1}, {}, 0, 0, 0, {}});
    const PointConfiguration run = runOf("Llama-3.3-70B", "H100", 8).configuration;
    EXPECT_EQ(predict(run, both).itlSeconds, predict(run, second).itlSeconds);
}

TEST(Calibration, IsACatalogueFileThatHoldsWhereItWasMeasured)
{
    const auto calibration = calibrate(measuredUnder({.gpuTime = 1.25}), shippedCatalog(), "mine");
    ASSERT_TRUE(calibration);
    const auto catalog = catalog::extendCatalog(shippedCatalog(), {"mine.json", toJson(*calibration, "mine")});
    ASSERT_TRUE(catalog) << catalog.error().sentence();

    scenario::Scenario scenario = scenario::defaultScenario(*catalog);
    const auto calibrated = scenario::evaluate(scenario, *catalog);
    EXPECT_EQ(calibrated.provenance, catalog::Provenance::Calibrated);
    EXPECT_LT(calibrated.relativeError, 0.1);
    const auto off = scenario::evaluate(*scenario::withLeverText(scenario, "calibration", "off", *catalog), *catalog);
    EXPECT_EQ(off.provenance, catalog::Provenance::Fitted);
    EXPECT_EQ(off.replica.tpotSeconds, scenario::evaluate(scenario, shippedCatalog()).replica.tpotSeconds);
    EXPECT_GT(calibrated.replica.tpotSeconds, 1.1 * off.replica.tpotSeconds);
    const auto elsewhere = *scenario::withLeverText(scenario, "gpu", "h200-sxm", *catalog);
    EXPECT_EQ(scenario::evaluate(elsewhere, *catalog).replica.tpotSeconds,
              scenario::evaluate(elsewhere, shippedCatalog()).replica.tpotSeconds);
}

TEST(Calibration, ABrokenFileIsRefusedWithItsField)
{
    const auto refused = [](const std::string &entry) {
        const auto catalog = catalog::extendCatalog(shippedCatalog(), {"c.json", R"({"schema": 1, "corrections": [)" + entry + "]}"});
        EXPECT_FALSE(catalog) << entry;
        return catalog ? std::string() : catalog.error().sentence();
    };
    EXPECT_THAT(refused(R"({"gpu_time": -1})"), HasSubstr("gpu_time"));
    EXPECT_THAT(refused(R"({"gpu_time": 1e9})"), HasSubstr("gpu_time"));
    EXPECT_THAT(refused(R"({"gpu_time": "fast"})"), HasSubstr("gpu_time"));
    EXPECT_THAT(refused(R"({"weights": "fp7"})"), HasSubstr("fp7"));
    EXPECT_THAT(refused(R"({"colour": 1})"), HasSubstr("colour"));
}

TEST(CrossValidation, AnswersKnowNothingOfTheGroupLeftOut)
{
    auto points = measuredUnder({.gpuTime = 1.2});
    const auto others = measuredUnder({.gpuTime = 1.2}, "Qwen3-32B", "H200");
    points.insert(points.end(), others.begin(), others.end());
    for (const LeftOut leftOut : {LeftOut::Model, LeftOut::Accelerator}) {
        const auto before = predictLeftOut(points, shippedCatalog(), leftOut);
        auto changed = points;
        for (std::size_t i = 0; i < changed.size() / 2; ++i)
            *changed[i].measured.itlSeconds *= 3;
        const auto after = predictLeftOut(changed, shippedCatalog(), leftOut);
        for (std::size_t i = 0; i < points.size() / 2; ++i)
            EXPECT_EQ(before[i].itlSeconds, after[i].itlSeconds);
        EXPECT_NE(before.back().itlSeconds, after.back().itlSeconds);
    }
}

TEST(CrossValidation, TheOtherHalfIsAnsweredAndTheFittedOneIsNot)
{
    const auto points = measuredUnder({.gpuTime = 1.25});
    const auto answers = predictLeftOut(points, shippedCatalog(), LeftOut::OtherHalf);
    int answered = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (!answers[i].ok())
            continue;
        ++answered;
        EXPECT_NEAR(answers[i].itlSeconds / *points[i].measured.itlSeconds, 1, 0.06);
    }
    EXPECT_EQ(answered, 4);     // the second and fourth of five loads at two lengths
}

} // namespace
} // namespace trilemma::evidence
