// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/step_time.h"

#include "models/replica/collective.h"
#include "models/replica/memory_plan.h"
#include "tests/models/replica_fixture.h"

#include <cmath>
#include <numeric>
#include <random>

namespace trilemma::replica {
namespace {

using catalog::WeightFormat;
using test::shippedCatalog;
using test::shippedParts;
using test::withIdealKernels;

constexpr double chatContext = 1152;

Pass decode(double sequences, double context = chatContext)
{
    return {.decodeSequences = sequences, .meanContext = context};
}

Pass prompt(double tokens)
{
    return {.promptTokens = tokens, .promptSequences = 1};
}

// Oracle D1: all weights once per token at full bandwidth.
TEST(StepTime, FloorIsWeightsOverBandwidth)
{
    auto parts = withIdealKernels(shippedParts("llama-3.3-70b", "h100-sxm", 8));
    parts.weightFormat = WeightFormat::Bf16;
    const auto floorOf = [&](double memoryEfficiency) {
        const auto ideal = withIdealKernels(parts, 1, memoryEfficiency);
        return ideal.step().breakdown(decode(1, 1)).part(StepPart::Weights);
    };
    // The oracle reads all 70.55 G parameters; a decode step only looks rows up in the embedding (1.5 %).
    EXPECT_NEAR(floorOf(1), 5.27e-3, 0.02 * 5.27e-3);
    EXPECT_NEAR(floorOf(0.8), 6.58e-3, 0.02 * 6.58e-3);
    parts.accelerator.memoryBytesPerSecond /= 2;
    EXPECT_NEAR(floorOf(1), 2 * 5.27e-3, 0.02 * 10.54e-3);
}

// Oracle C1: a 20k prompt at 50 % MFU.
TEST(StepTime, LongPromptIsLinearPlusCausalAttention)
{
    auto parts = withIdealKernels(shippedParts("llama-3.3-70b", "h100-sxm", 8), 0.5, 1);
    parts.weightFormat = WeightFormat::Bf16;
    const StepTime step = parts.step();
    const StepBreakdown whole = step.breakdown(prompt(20000));
    const double parameters = 70.554e9, tables = 2.0 * 128256 * 8192; // no logits but for the last row
    EXPECT_NEAR(whole.part(StepPart::DenseCompute), 0.713 * (parameters - tables) / parameters, 0.005);
    EXPECT_NEAR(whole.part(StepPart::AttentionCompute), 0.133, 0.001);
    // The oracle counts products and attention; norms and the like come on top.
    EXPECT_NEAR(whole.total - whole.part(StepPart::Overhead), 0.846, 0.04 * 0.846);
    EXPECT_EQ(whole.bottleneck, Bottleneck::Compute);
    EXPECT_NEAR(step.seconds(prompt(20000)) / step.seconds(prompt(2000)), 11.6, 0.3);
    EXPECT_EQ(std::ceil(20000.0 / 512), 40);
    EXPECT_EQ(std::ceil(20000.0 / 2048), 10);
}

TEST(StepTime, ChunksOfAPromptDoTheSameAttention)
{
    const auto parts = withIdealKernels(shippedParts("llama-3.3-70b", "h100-sxm", 8));
    const StepTime step = parts.step();
    double chunks = 0;
    for (int i = 0; i < 10; ++i) {
        chunks += step.breakdown({.promptTokens = 2000, .promptSequences = 1, .promptPast = 2000.0 * i})
                      .part(StepPart::AttentionCompute);
    }
    EXPECT_NEAR(chunks / step.breakdown(prompt(20000)).part(StepPart::AttentionCompute), 1, 1e-6);
}

TEST(StepTime, SixteenTokensOfPromptAreMemoryBound)
{
    const StepTime step = shippedParts("llama-3.3-70b", "h100-sxm", 1).step();
    EXPECT_EQ(step.breakdown(prompt(16)).bottleneck, Bottleneck::Memory);
    EXPECT_EQ(step.breakdown(prompt(4096)).bottleneck, Bottleneck::Compute);
}

TEST(StepTime, MixedPassReadsTheWeightsOnce)
{
    const StepTime step = shippedParts("llama-3.3-70b", "h100-sxm", 4).step();
    Pass mixed = decode(64);
    mixed.promptTokens = 512;
    mixed.promptSequences = 1;
    EXPECT_LT(step.seconds(mixed), step.seconds(decode(64)) + step.seconds(prompt(512)));
    EXPECT_GT(step.seconds(mixed), std::max(step.seconds(decode(64)), step.seconds(prompt(512))));
}

// REQ-050.
TEST(StepTime, AllReduceGrowsWithTensorParallelAndIsAbsentOnOneGpu)
{
    double before = -1;
    for (const int tp : {1, 2, 4, 8}) {
        auto parts = shippedParts("llama-3.3-70b", "h100-sxm", tp);
        const double seconds = parts.step().breakdown(decode(32)).part(StepPart::AllReduce);
        if (tp == 1) {
            EXPECT_EQ(seconds, 0);
        }
        EXPECT_GT(seconds, before) << tp;
        before = seconds;
    }
}

TEST(StepTime, AllReduceMovesTheWholeActivationTwiceALayer)
{
    auto parts = withIdealKernels(shippedParts("llama-3.3-70b", "h100-sxm", 8));
    parts.kernels.linkBytesPerSecond = 450e9;
    const double message = 8192.0 * 2 * 32;
    EXPECT_DOUBLE_EQ(message, 524288);
    const double expected = 80 * 2 * 2.0 * 7 / 8 * message / 450e9;
    EXPECT_NEAR(parts.step().breakdown(decode(32)).part(StepPart::AllReduce), expected, 1e-9 * expected);
}

TEST(StepTime, StagedAllReduceCostsAQuarterOfThePcieRateAndALatencyPerDoubling)
{
    const auto allReduceSeconds = [](const std::string &accelerator, int tp, GpuLink link) {
        auto parts = shippedParts("qwen3-32b", accelerator, tp);
        parts.engine.launchOverlap = 1;
        parts.placement.link = link;
        parts.kernels.linkBytesPerSecond = 64e9;
        return parts.step().breakdown(decode(64)).part(StepPart::AllReduce);
    };
    const double message = 5120.0 * 2 * 64, sums = 64 * 2;
    EXPECT_NEAR(allReduceSeconds("rtx-pro-6000-bse", 2, GpuLink::ThroughHost), sums * (20e-6 + message / 16e9), 1e-9);
    EXPECT_NEAR(allReduceSeconds("rtx-pro-6000-bse", 4, GpuLink::ThroughHost), sums * (40e-6 + 1.5 * message / 16e9), 1e-9);
    EXPECT_EQ(allReduceSeconds("h100-sxm", 2, GpuLink::ThroughHost), allReduceSeconds("h100-sxm", 2, GpuLink::Direct));
}

double itl(const std::string &accelerator, int tp, std::optional<double> nicBytesPerSecond = {})
{
    auto parts = shippedParts("llama-3.3-70b", accelerator, tp);
    if (nicBytesPerSecond)
        parts.accelerator.nicBytesPerSecond = nicBytesPerSecond;
    return parts.step().tokenPeriod(16, chatContext);
}

// REQ-051, REQ-059 and correction S11: the cliff is at the scale-up domain, wherever that is.
TEST(StepTime, TensorParallelBeyondTheNodeDoesNotPay)
{
    const double one = itl("h200-sxm", 1), eight = itl("h200-sxm", 8), sixteen = itl("h200-sxm", 16);
    EXPECT_GE(sixteen, eight);
    EXPECT_LT(one / sixteen / 16, 0.6 * one / eight / 8);
    const double ethernet = itl("h100-sxm", 16, 12.5e9), infiniband = itl("h100-sxm", 16, 50e9);
    EXPECT_GT(ethernet, infiniband);
    EXPECT_GT(infiniband, itl("h100-sxm", 8));
}

TEST(StepTime, RackScaleFabricHasNoCliffAtEight)
{
    EXPECT_LT(itl("gb200-nvl72", 16), itl("gb200-nvl72", 8));
    EXPECT_GT(itl("b200", 16), 1.4 * itl("b200", 8));
    // Beyond eight ranks the fitted law only gains latency, a hop per doubling.
    const auto allReduceSeconds = [](int tp) {
        return shippedParts("llama-3.3-70b", "gb200-nvl72", tp).step().breakdown(decode(16)).part(StepPart::AllReduce);
    };
    EXPECT_NEAR(allReduceSeconds(16) - allReduceSeconds(8), allReduceSeconds(32) - allReduceSeconds(16), 0.1e-3);
}

StepBreakdown deepSeekAcrossNodes(double nicBytesPerSecond)
{
    auto parts = shippedParts("deepseek-v3", "h100-sxm", 1);
    parts.weightFormat = WeightFormat::Fp8Block;
    parts.placement = {.tensorParallel = 1, .expertParallel = 32, .attentionDataParallel = 32};
    parts.accelerator.nicBytesPerSecond = nicBytesPerSecond;
    return parts.step().breakdown(decode(2048));
}

// REQ-037.
TEST(StepTime, SlowerNodesLinksRaiseTheShareOfAllToAll)
{
    const StepBreakdown fast = deepSeekAcrossNodes(50e9), slow = deepSeekAcrossNodes(12.5e9);
    EXPECT_GT(fast.part(StepPart::AllToAll), 0);
    EXPECT_GT(slow.part(StepPart::AllToAll) / slow.total, fast.part(StepPart::AllToAll) / fast.total);
    auto dense = shippedParts("llama-3.3-70b", "h100-sxm", 8);
    const auto before = dense.step().breakdown(decode(64));
    dense.accelerator.nicBytesPerSecond = *dense.accelerator.nicBytesPerSecond / 4;
    EXPECT_EQ(dense.step().breakdown(decode(64)).seconds, before.seconds);
}

/// Fewest GPUs of one copy on which BF16 weights leave room for the chat workload: decode is bound by memory there.
int fewestGpus(test::ReplicaParts parts)
{
    parts.weightFormat = WeightFormat::Bf16;
    for (const int tp : {1, 2, 4, 8}) {
        parts.placement.tensorParallel = tp;
        const auto configuration = parts.configuration();
        if (kvLimitedSequences(configuration, planMemory(configuration, 1024, 256, 0, 1), 1024, 256, 0) >= 8)
            return tp;
    }
    return 0;
}

double fp8SpeedUp(const std::string &accelerator, double context)
{
    auto parts = shippedParts("llama-3.3-70b", accelerator, 1);
    parts.kvFormat = catalog::KvFormat::Bf16;
    parts.placement.tensorParallel = fewestGpus(parts);
    parts.weightFormat = WeightFormat::Bf16;
    const double bf16 = parts.step().tokenPeriod(8, context);
    parts.weightFormat = WeightFormat::Fp8;
    return bf16 / parts.step().tokenPeriod(8, context);
}

// REQ-044 and correction S8: FP8 is faster by what it saves, not by a constant 2.
TEST(StepTime, Fp8SpeedsUpDecodeByLessThanTwo)
{
    for (const char *accelerator : {"h100-sxm", "h200-sxm", "b300", "mi300x"}) {
        const double chat = fp8SpeedUp(accelerator, chatContext);
        EXPECT_GE(chat, 1.4) << accelerator;
        EXPECT_LE(chat, 2.0) << accelerator;
        EXPECT_LT(fp8SpeedUp(accelerator, 65536), chat) << accelerator;
    }
    EXPECT_LE(fp8SpeedUp("a100-80-sxm", chatContext), 1.6);
}

// REQ-049 and correction S15: weight-only INT4 is faster for few sequences and slower for many.
TEST(StepTime, Int4CrossesFp8)
{
    auto parts = shippedParts("llama-3.3-70b", "h100-sxm", 4);
    parts.weightFormat = WeightFormat::Int4;
    const StepTime int4 = parts.step();
    parts.weightFormat = WeightFormat::Fp8;
    const StepTime fp8 = parts.step();
    EXPECT_LE(int4.tokenPeriod(1, chatContext), fp8.tokenPeriod(1, chatContext));
    EXPECT_GE(int4.tokenPeriod(2048, chatContext), fp8.tokenPeriod(2048, chatContext));
}

// REQ-046: a format that the hardware does not multiply earns smaller reads and no faster compute.
TEST(StepTime, Nvfp4OnHopperComputesAtTheBf16Rate)
{
    auto parts = withIdealKernels(shippedParts("llama-3.3-70b", "h100-sxm", 4));
    const auto compute = [&](WeightFormat format) {
        parts.weightFormat = format;
        return parts.step().breakdown(prompt(8192)).part(StepPart::DenseCompute);
    };
    EXPECT_NEAR(compute(WeightFormat::Nvfp4) / compute(WeightFormat::Bf16), 1, 1e-6);
    EXPECT_NEAR(compute(WeightFormat::Fp8) / compute(WeightFormat::Bf16), 0.5, 0.01);
}

// REQ-099.
TEST(StepTime, CopiesOfASmallModelBeatSlicesOfIt)
{
    const StepTime eight = shippedParts("llama-3.1-8b", "h100-sxm", 8).step();
    const StepTime one = shippedParts("llama-3.1-8b", "h100-sxm", 1).step();
    for (const double sequences : {1024.0, 2048.0})
        EXPECT_GT(sequences / one.tokenPeriod(sequences / 8, chatContext), 1.1 * sequences / eight.tokenPeriod(sequences, chatContext));
    EXPECT_EQ(one.breakdown(decode(64)).byBottleneck[static_cast<std::size_t>(Bottleneck::Network)], 0);
}

// REQ-079.
TEST(StepTime, BandwidthHelpsDecodeAndFlopsHelpPrefill)
{
    auto parts = shippedParts("llama-3.3-70b", "h100-sxm", 4);
    const StepTime base = parts.step();
    parts.kernels.memoryBytesPerSecond *= 2;
    const StepTime bandwidth = parts.step();
    parts.kernels.memoryBytesPerSecond /= 2;
    for (double &peak : parts.kernels.peakFlops)
        peak *= 2;
    const StepTime flops = parts.step();
    EXPECT_LT(bandwidth.seconds(decode(32)), flops.seconds(decode(32)));
    EXPECT_GT(bandwidth.seconds(prompt(8192)), flops.seconds(prompt(8192)));
    EXPECT_LT(flops.seconds(prompt(8192)), base.seconds(prompt(8192)));
}

TEST(StepTime, PipelineStagesDoNotShortenTheTokenPeriod)
{
    auto parts = shippedParts("llama-3.3-70b", "h100-sxm", 2);
    const double alone = parts.step().tokenPeriod(1, chatContext);
    parts.placement.pipelineParallel = 4;
    EXPECT_GT(parts.step().tokenPeriod(1, chatContext), 0.99 * alone);
    EXPECT_GT(parts.step().breakdown(decode(4)).part(StepPart::Pipeline), 0);
}

// Oracle SD1 and REQ-093.
TEST(Speculation, TokensPerStep)
{
    EXPECT_NEAR((Speculation{.draftTokens = 4, .acceptance = 0.7}.tokensPerStep()), 2.7731, 5e-5);
    EXPECT_NEAR((Speculation{.draftTokens = 3, .acceptance = 0.8}.tokensPerStep()), 2.9520, 5e-5);
    EXPECT_EQ((Speculation{.draftTokens = 0, .acceptance = 0.8}.tokensPerStep()), 1);
    EXPECT_EQ((Speculation{.draftTokens = 3, .acceptance = 1}.tokensPerStep()), 4);
    EXPECT_EQ((Speculation{.draftTokens = 3, .acceptance = 0}.tokensPerStep()), 1);
}

TEST(Speculation, PaysForFewSequencesAndNotForMany)
{
    auto parts = shippedParts("llama-3.3-70b", "h100-sxm", 4);
    const StepTime plain = parts.step();
    parts.speculation = {.draftTokens = 4, .acceptance = 0.7, .draftCostShare = 0.05};
    const StepTime speculative = parts.step();
    EXPECT_LT(speculative.tokenPeriod(1, chatContext), plain.tokenPeriod(1, chatContext));
    EXPECT_GT(speculative.tokenPeriod(2048, chatContext), plain.tokenPeriod(2048, chatContext));
}

// Properties over random configurations.
class RandomConfigurations : public testing::Test {
protected:
    template<class Check> void forEach(Check check)
    {
        const auto &catalog = shippedCatalog();
        std::mt19937_64 random(20261123);
        const auto pick = [&](const auto &from) { return from[random() % from.size()]; };
        int checked = 0;
        for (int i = 0; i < 4000 && checked < 400; ++i) {
            const auto &accelerator = catalog.accelerators[random() % catalog.accelerators.size()];
            auto parts = shippedParts(catalog.models[random() % catalog.models.size()].id, accelerator.id,
                                      pick(std::array{1, 2, 4, 8, 16}), pick(std::array{"vllm", "sglang", "trtllm"}));
            parts.placement.pipelineParallel = pick(std::array{1, 1, 1, 2, 4});
            if (parts.model.isMixtureOfExperts() && random() % 2 == 0) {
                parts.placement.attentionDataParallel = pick(std::array{1, 1, 8});
                parts.placement.expertParallel = parts.placement.tensorParallel * parts.placement.attentionDataParallel;
                parts.routingSkew = pick(std::array{0.0, 1.0, 1.2});
            }
            parts.weightFormat = catalog::weightFormats()[random() % catalog::weightFormatCount].format;
            parts.kvFormat = catalog::kvFormats()[random() % catalog::kvFormatCount].format;
            if (!placementProblem(parts.placement, parts.model).empty() || parts.kernels.memoryBytesPerSecond <= 0
                || parts.kernels.peakFlops[0] <= 0
                || catalog::support(accelerator, parts.weightFormat) == catalog::Support::No)
                continue;
            ++checked;
            SCOPED_TRACE(parts.model.id + " on " + accelerator.id + " " + parts.engine.id + " tp "
                         + std::to_string(parts.placement.tensorParallel));
            check(parts, random);
        }
        EXPECT_GT(checked, 200);
    }
};

TEST_F(RandomConfigurations, StepTimeGrowsWithBatchContextAndPrompt)
{
    forEach([](const test::ReplicaParts &parts, std::mt19937_64 &random) {
        const StepTime step = parts.step();
        std::uniform_real_distribution<double> logBatch(0, 7), logContext(3, 11);
        const double batch = std::exp(logBatch(random)), context = std::exp(logContext(random));
        const double base = step.tokenPeriod(batch, context);
        ASSERT_TRUE(std::isfinite(base));
        EXPECT_GT(base, 0);
        EXPECT_GE(step.tokenPeriod(batch * 1.05, context), base * (1 - 1e-9));
        EXPECT_GE(step.tokenPeriod(batch, context * 1.05), base * (1 - 1e-9));
        EXPECT_GE(step.mixedPeriod(batch, context, 100, 1, 0), base * step.tokensPerStep());
        EXPECT_GE(step.mixedPeriod(batch, context, 200, 1, 0), step.mixedPeriod(batch, context, 100, 1, 0));
    });
}

TEST_F(RandomConfigurations, BreakdownSumsToTheStepAndNamesTheLargestPart)
{
    forEach([](const test::ReplicaParts &parts, std::mt19937_64 &random) {
        const StepTime step = parts.step();
        std::uniform_real_distribution<double> logBatch(0, 7);
        Pass pass = decode(std::exp(logBatch(random)), 2000);
        pass.promptTokens = random() % 2 == 0 ? 0 : 700;
        pass.promptSequences = 1;
        const StepBreakdown breakdown = step.breakdown(pass);
        EXPECT_NEAR(breakdown.total / step.seconds(pass), 1, 1e-9);
        EXPECT_NEAR(std::accumulate(breakdown.seconds.begin(), breakdown.seconds.end(), 0.0) / breakdown.total, 1, 1e-12);
        EXPECT_NEAR(std::accumulate(breakdown.byBottleneck.begin(), breakdown.byBottleneck.end(), 0.0) / breakdown.total, 1,
                    1e-9);
        const auto largest = std::max_element(breakdown.byBottleneck.begin(), breakdown.byBottleneck.end());
        EXPECT_EQ(static_cast<std::size_t>(breakdown.bottleneck),
                  static_cast<std::size_t>(largest - breakdown.byBottleneck.begin()));
        for (const double seconds : breakdown.seconds)
            EXPECT_GE(seconds, 0);
    });
}

TEST_F(RandomConfigurations, DoublingTensorParallelNeverMoreThanHalvesTheStep)
{
    forEach([](test::ReplicaParts parts, std::mt19937_64 &random) {
        std::uniform_real_distribution<double> logBatch(0, 7);
        const double batch = std::exp(logBatch(random));
        const double once = parts.step().tokenPeriod(batch, 2000);
        parts.placement.tensorParallel *= 2;
        parts.placement.expertParallel = std::min(parts.placement.expertParallel * 2, parts.placement.tensorParallel);
        if (!placementProblem(parts.placement, parts.model).empty() || parts.placement.attentionDataParallel > 1)
            return;
        EXPECT_GE(parts.step().tokenPeriod(batch, 2000), 0.45 * once);
    });
}

} // namespace
} // namespace trilemma::replica
