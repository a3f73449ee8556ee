// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/pass_calibration.h"

#include "models/evidence/gunzip.h"
#include "tests/models/replica_fixture.h"

#include <gmock/gmock.h>

#include <cmath>
#include <iostream>

namespace trilemma::evidence {
namespace {

using testing::HasSubstr;

constexpr const char *heading = "phase,ctx_tokens,ctx_requests,ctx_kv_tokens,decode_requests,mean_decode_kv_tokens,latency_ms\n";

TEST(PassTrace, ReadsColumnsByName)
{
    const auto passes =
        readPassTrace(std::string(heading) + "mixed,512,2,1024,32,900.5,21.5\ndecode,0,0,0,8,100,7\nidle,0,0,0,0,0,1\n", "t");
    ASSERT_TRUE(passes) << passes.error().sentence();
    ASSERT_EQ(passes->size(), 2u);
    const MeasuredPass &mixed = passes->front();
    EXPECT_EQ(mixed.pass.promptTokens, 512);
    EXPECT_EQ(mixed.pass.promptPast, 512);
    EXPECT_EQ(mixed.pass.decodeSequences, 32);
    EXPECT_EQ(mixed.pass.meanContext, 900.5);
    EXPECT_DOUBLE_EQ(mixed.seconds, 0.0215);
    EXPECT_TRUE(mixed.mixed());
    EXPECT_TRUE(passes->back().decodeOnly());
}

TEST(PassTrace, IsToldByItsFirstLine)
{
    EXPECT_TRUE(isPassTrace(heading));
    EXPECT_TRUE(isPassTrace(std::string(heading) + "decode,0,0,0,8,100,7\n"));
    EXPECT_FALSE(isPassTrace(""));
    EXPECT_FALSE(isPassTrace("id,engine,model\n"));
    EXPECT_FALSE(isPassTrace("\"ctx_tokens"));
}

TEST(PassTrace, RefusesWhatIsNoTrace)
{
    const auto refused = [](const std::string &text) {
        const auto passes = readPassTrace(text, "trace.csv");
        return passes ? std::string() : passes.error().sentence();
    };
    EXPECT_THAT(refused(""), HasSubstr("trace.csv"));
    EXPECT_THAT(refused(heading), HasSubstr("no passes"));
    EXPECT_THAT(refused("a,b\n1,2\n"), HasSubstr("ctx_tokens"));
    EXPECT_THAT(refused(std::string(heading) + "context,512,0,0,0,0,7\n"),
                HasSubstr("ctx_requests: prompt tokens of no request (line 2)"));
    for (const char *value : {"nan", "-1", "x", "", "1e300"})
        EXPECT_THAT(refused(std::string(heading) + "decode,0,0,0,8," + value + ",7\n"), HasSubstr("mean_decode_kv_tokens"))
            << value;
}

/// Passes that an engine with these corrections makes.
std::vector<MeasuredPass> passesUnder(const test::ReplicaParts &parts, const catalog::Corrections &truth,
                                      std::initializer_list<double> prompts, std::initializer_list<double> contexts)
{
    auto slow = parts;
    catalog::correct(parts.engine, truth, slow.engine);
    catalog::correct(parts.kernels, truth, slow.kernels);
    const replica::StepTime step = slow.step();
    std::vector<MeasuredPass> passes;
    for (double sequences = 1; sequences <= 128; sequences *= 2) {
        for (const double prompt : prompts) {
            for (const double context : contexts) {
                const replica::Pass pass{sequences, context, prompt, prompt > 0 ? 1.0 : 0.0, 0, 1};
                passes.push_back({pass, step.seconds(pass)});
            }
        }
    }
    return passes;
}

TEST(PassTrace, FindsTheEngineThatMadeIt)
{
    const auto parts = test::shippedParts("qwen3-32b", "b300", 1);
    const auto configuration = parts.configuration();
    const auto passes = passesUnder(parts, {.raggedAttention = 1.3, .hostSecondsPerPass = 8e-4}, {0}, {100, 1000, 10000});
    const catalog::Corrections found = fitPasses(passes, configuration);
    EXPECT_LT(passAccuracy(passes, configuration, found).decode.median, 0.005);
    EXPECT_NEAR(found.raggedAttention, 1.3, 0.1);
}

TEST(PassCalibration, AnswersForPassesLeftOutAndReadsBack)
{
    const auto parts = test::shippedParts("qwen3-32b", "b300", 1);
    const auto passes = passesUnder(parts, {.promptTime = 1.4, .hostSecondsPerPass = 3e-3}, {0, 512, 2048}, {1000});
    const auto calibration = calibratePasses(passes, parts.configuration(), "mine");
    ASSERT_TRUE(calibration) << calibration.error().sentence();
    EXPECT_EQ(calibration->points, 24);
    EXPECT_GT(calibration->medianErrorBefore, 0.05);
    EXPECT_LT(calibration->medianErrorAfter, 0.01);
    EXPECT_LT(calibration->medianErrorLeftOut, 0.03);
    ASSERT_EQ(calibration->corrections.size(), 1u);
    const catalog::ScopedCorrections &scoped = calibration->corrections.front();
    EXPECT_TRUE(scoped.scope.covers(parts.engine, parts.accelerator, parts.model, parts.weightFormat));
    EXPECT_GE(scoped.relativeError, 0.02);

    const auto read = catalog::extendCatalog(test::shippedCatalog(), {"mine.json", toJson(*calibration, "mine")});
    ASSERT_TRUE(read) << read.error().sentence();
    EXPECT_EQ(read->corrections.back().scope, scoped.scope);
    EXPECT_EQ(read->corrections.back().corrections, scoped.corrections);
    EXPECT_EQ(read->corrections.back().calibration, "mine");
}

TEST(PassCalibration, NeedsPassesOfSeveralLoads)
{
    const auto parts = test::shippedParts("qwen3-32b", "b300", 1);
    const std::vector<MeasuredPass> same(50, {{8, 1000}, 0.02});
    const auto calibration = calibratePasses(same, parts.configuration(), "mine");
    ASSERT_FALSE(calibration);
    EXPECT_THAT(calibration.error().sentence(), HasSubstr("at least 4 loads"));
}

/// Real passes of vLLM on B300: fitted to one GPU, tested on two.
std::vector<MeasuredPass> referencePasses(const std::string &run)
{
    const std::string zipped =
        test::textOf(TRILEMMA_REFERENCE_DIR "/data/kernels/vllm_passes/" + run + "/fpm_metrics_phase.csv.gz");
    const auto text = zipped.empty() ? Result<std::string>(std::string()) : gunzip(zipped, run);
    return text && !text->empty() ? readPassTrace(*text, run).value() : std::vector<MeasuredPass>();
}

TEST(PassTrace, OneGpuAnswersForTwo)
{
    const auto one = referencePasses("qwen3-32b_tp1"), two = referencePasses("qwen3-32b_tp2");
    if (one.empty() || two.empty())
        GTEST_SKIP() << "the reference measurements are not here";
    auto parts = test::shippedParts("qwen3-32b", "b300", 1);
    parts.weightFormat = catalog::WeightFormat::Bf16;
    parts.kvFormat = catalog::KvFormat::Bf16;
    const catalog::Corrections found = fitPasses(one, parts.configuration());
    parts.placement.tensorParallel = 2;
    const PassAccuracy before = passAccuracy(two, parts.configuration()), after = passAccuracy(two, parts.configuration(), found);
    std::cout << "passes on two GPUs, median error: decode " << 100 * before.decode.median << " % to "
              << 100 * after.decode.median << " %, mixed " << 100 * before.mixed.median << " % to " << 100 * after.mixed.median
              << " %\n";
    EXPECT_LE(after.decode.median, 0.04);
    EXPECT_LE(after.mixed.median, 0.10);
}

} // namespace
} // namespace trilemma::evidence
