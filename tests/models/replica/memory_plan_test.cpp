// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/memory_plan.h"

#include "models/replica/minimum_gpus.h"
#include "tests/models/replica_fixture.h"

#include <cmath>

namespace trilemma::replica {
namespace {

using catalog::KvFormat;
using catalog::WeightFormat;
using test::gib;
using test::shippedCatalog;
using test::shippedParts;
using test::withMeasuredOverhead;

const catalog::LanguageModel &model(std::string_view id)
{
    return *shippedCatalog().model(id);
}

// Oracle W1.
TEST(WeightBytes, OfLlama70bInThreeFormats)
{
    catalog::LanguageModel llama = model("llama-3.3-70b");
    EXPECT_NEAR(weightBytes(llama, WeightFormat::Bf16), 141.1e9, 0.005 * 141.1e9);
    EXPECT_NEAR(weightBytes(llama, WeightFormat::Bf16) / gib, 131.4, 0.005 * 131.4);
    // Embedding and head stay BF16 in real checkpoints: 2.1 G parameters at one more byte.
    EXPECT_NEAR(weightBytes(llama, WeightFormat::Fp8), 70.6e9 + 2 * 128256.0 * 8192, 0.005 * 70.6e9);
    test::quantiseEverything(llama);
    EXPECT_NEAR(weightBytes(llama, WeightFormat::Fp8), 70.6e9, 0.005 * 70.6e9);
    EXPECT_NEAR(weightBytes(llama, WeightFormat::Int4), 37.5e9, 0.005 * 37.5e9);
}

TEST(WeightBytes, DoubleWithTheLayers)
{
    catalog::LanguageModel llama = model("llama-3.3-70b");
    const double once = weightBytes(llama, WeightFormat::Bf16);
    for (auto &group : llama.layers)
        group.count *= 2;
    const double tables = 2.0 * 2 * 128256 * 8192;
    EXPECT_NEAR(weightBytes(llama, WeightFormat::Bf16), 2 * once - tables, 1e-9 * once);
}

// Oracle K1 and the golden values of each attention kind, BF16, one GPU, exact.
TEST(KvBytesPerToken, GoldenValues)
{
    const std::pair<const char *, double> golden[] = {
        {"llama-3.1-8b", 131072},    {"llama-3.1-70b", 327680}, {"llama-3.3-70b", 327680},     {"qwen3-32b", 262144},
        {"qwen3-235b-a22b", 192512}, {"deepseek-v3", 70272},    {"kimi-k2", 70272},            {"gpt-oss-120b", 36864},
        {"qwen3.5-397b-a17b", 30720}};
    for (const auto &[id, bytes] : golden)
        EXPECT_DOUBLE_EQ(kvBytesPerToken(model(id), KvFormat::Bf16), bytes) << id;
    EXPECT_DOUBLE_EQ(kvBytesPerToken(model("llama-3.3-70b"), KvFormat::Fp8), 163840);
    EXPECT_DOUBLE_EQ(kvBytesPerToken(model("deepseek-v3"), KvFormat::Fp8), 35136);
}

TEST(KvBytesPerToken, HeadsAreSplitUntilThereIsOnePerGpuAndLatentsNever)
{
    const auto &llama = model("llama-3.3-70b"); // 8 KV heads
    EXPECT_DOUBLE_EQ(kvBytesPerToken(llama, KvFormat::Bf16, 8), 327680.0 / 8);
    EXPECT_DOUBLE_EQ(kvBytesPerToken(llama, KvFormat::Bf16, 16), 327680.0 / 8);
    EXPECT_DOUBLE_EQ(kvBytesPerToken(model("deepseek-v3"), KvFormat::Bf16, 8), 70272);
}

TEST(KvBytesOfSequence, WindowsStopGrowing)
{
    auto parts = shippedParts("gpt-oss-120b", "h100-sxm", 1);
    parts.kvFormat = KvFormat::Bf16;
    parts.engine.kvBlockTokens = 0;
    const double window = 18 * 2.0 * 8 * 64 * 2 * 128; // 4.7 MB
    EXPECT_NEAR(kvBytesOfSequence(parts.configuration(), 1e4), 36864e4 + window, 1);
    EXPECT_NEAR(kvBytesOfSequence(parts.configuration(), 2e4), 36864 * 2e4 + window, 1);
    EXPECT_NEAR(window, 4.7e6, 0.05e6);
}

TEST(KvBytesOfSequence, RecurrentStateIsThereFromTheFirstToken)
{
    auto parts = shippedParts("qwen3.5-397b-a17b", "h200-sxm", 1);
    parts.kvFormat = KvFormat::Bf16;
    parts.engine.kvBlockTokens = 0;
    const double state = kvBytesOfSequence(parts.configuration(), 0);
    EXPECT_NEAR(state, 188.7e6, 0.03 * 188.7e6); // 45 layers of 64 heads x 128 x 128 in FP32, and convolution tails
    EXPECT_NEAR(kvBytesOfSequence(parts.configuration(), 1000) - state, 30720e3, 1);
}

TEST(KvBytesOfSequence, MaverickLocalLayersAreCappedAtTheirChunk)
{
    auto parts = shippedParts("llama-4-maverick", "h200-sxm", 1);
    parts.kvFormat = KvFormat::Bf16;
    parts.engine.kvBlockTokens = 0;
    const double all = 196608; // global and local layers, inside the chunk of 8192
    EXPECT_NEAR(kvBytesOfSequence(parts.configuration(), 8192), all * 8192, 1);
    EXPECT_LT(kvBytesOfSequence(parts.configuration(), 131072), 0.4 * all * 131072);
}

// Oracle K2.
TEST(MemoryPlan, Llama70bFp8OnH100)
{
    auto parts = withMeasuredOverhead(shippedParts("llama-3.3-70b", "h100-sxm", 2));
    const MemoryPlan two = planMemory(parts.configuration(), 4096, 0, 0, 1);
    EXPECT_NEAR(two.kvPoolBytes / gib, 32.0, 0.1 * 32.0);
    EXPECT_EQ(two.verdict, MemoryVerdict::Fits);
    parts.placement.tensorParallel = 1;
    const MemoryPlan one = planMemory(parts.configuration(), 4096, 0, 0, 1);
    EXPECT_EQ(one.kvPoolBytes, 0);
    EXPECT_EQ(one.verdict, MemoryVerdict::KvStarved);
}

TEST(MemoryPlan, ShippedEngineAgreesWithTheMeasuredPool)
{
    const auto parts = shippedParts("llama-3.3-70b", "h100-sxm", 2);
    EXPECT_NEAR(planMemory(parts.configuration(), 4096, 0, 0, 1).kvPoolBytes / gib, 32.0, 0.1 * 32.0);
}

// Oracle K3 and correction S9: weights in INT4 alone do not quadruple the sequences.
TEST(MemoryPlan, SequencesOnFourH100)
{
    auto parts = withMeasuredOverhead(shippedParts("llama-3.3-70b", "h100-sxm", 4));
    parts.engine.kvBlockTokens = 0;
    test::quantiseEverything(parts.model);
    const auto sequences = [&](WeightFormat weights, KvFormat kv) {
        parts.weightFormat = weights;
        parts.kvFormat = kv;
        const MemoryPlan plan = planMemory(parts.configuration(), 4096, 0, 0, 1);
        return kvLimitedSequences(parts.configuration(), plan, 4096, 0, 0);
    };
    EXPECT_EQ(std::floor(sequences(WeightFormat::Bf16, KvFormat::Bf16)), 105);
    EXPECT_EQ(std::floor(sequences(WeightFormat::Int4, KvFormat::Bf16)), 182);
    EXPECT_EQ(std::floor(sequences(WeightFormat::Int4, KvFormat::Fp8)), 364);
    // 729 at exactly 4 bits; NVFP4 spends another half bit on its block scales.
    EXPECT_NEAR(sequences(WeightFormat::Int4, KvFormat::Nvfp4) * catalog::info(KvFormat::Nvfp4).bytesPerElement / 0.5, 729, 1);
}

// Correction S2: weights fit on two H100, a workload does not.
TEST(MemoryPlan, Llama70bBf16OnTwoH100IsStarved)
{
    auto parts = withMeasuredOverhead(shippedParts("llama-3.3-70b", "h100-sxm", 2));
    parts.weightFormat = WeightFormat::Bf16;
    parts.kvFormat = KvFormat::Bf16;
    const MemoryPlan tight = planMemory(parts.configuration(), 4096, 0, 0, 1);
    EXPECT_EQ(tight.verdict, MemoryVerdict::KvStarved);
    EXPECT_LT(tight.kvPoolTokens, 500);
    parts.scheduling.memoryFraction = 0.92;
    const MemoryPlan wider = planMemory(parts.configuration(), 4096, 0, 0, 28);
    EXPECT_NEAR(wider.kvPoolTokens, 10400, 0.06 * 10400);
    EXPECT_EQ(wider.verdict, MemoryVerdict::KvStarved);
}

TEST(MemoryPlan, Llama70bBf16OnOneMi300x)
{
    auto parts = withMeasuredOverhead(shippedParts("llama-3.3-70b", "mi300x", 1));
    parts.accelerator.usableMemoryBytes = 192 * gib;
    parts.weightFormat = WeightFormat::Bf16;
    parts.kvFormat = KvFormat::Bf16;
    const MemoryPlan plan = planMemory(parts.configuration(), 4096, 0, 0, 28);
    EXPECT_NEAR(plan.kvPoolTokens, 117000, 0.02 * 117000);
    EXPECT_EQ(plan.verdict, MemoryVerdict::Fits);
}

TEST(MemoryPlan, PartsFillTheDeviceUnderEveryRule)
{
    for (const char *engine : {"vllm", "sglang", "trtllm"}) {
        for (const int tp : {1, 2, 4, 8}) {
            const auto parts = shippedParts("llama-3.3-70b", "h200-sxm", tp, engine);
            const MemoryPlan plan = planMemory(parts.configuration(), 1024, 256, 0, 1);
            if (plan.verdict == MemoryVerdict::WeightsDoNotFit)
                continue;
            const double parts4 = plan.weightBytes + plan.activationBytes + plan.runtimeBytes + plan.kvPoolBytes;
            EXPECT_GE(plan.kvPoolBytes, 0);
            EXPECT_NEAR(parts4 + plan.reservedBytes, plan.deviceBytes, 1) << engine << tp;
        }
    }
}

TEST(MemoryPlan, WithoutEvictionFewerSequencesAreAdmitted)
{
    auto parts = shippedParts("llama-3.3-70b", "h100-sxm", 4);
    const MemoryPlan plan = planMemory(parts.configuration(), 1024, 1024, 0, 1);
    const double optimistic = kvLimitedSequences(parts.configuration(), plan, 1024, 1024, 0);
    parts.engine.guaranteesNoEviction = true;
    const double safe = kvLimitedSequences(parts.configuration(), plan, 1024, 1024, 0);
    EXPECT_NEAR(optimistic / safe, 2048.0 / 1536.0, 0.01);
}

std::optional<int> minimum(std::string_view modelId, WeightFormat format, std::string_view accelerator, bool workload)
{
    const auto &engine = *shippedCatalog().engine("vllm");
    for (const auto &entry : minimumGpus(model(modelId), format, KvFormat::Bf16, engine, shippedCatalog(), 1024, 256, 4)) {
        if (entry.acceleratorId == accelerator)
            return workload ? entry.workloadFits : entry.weightsFit;
    }
    return std::nullopt;
}

TEST(MinimumGpus, Llama70bBf16)
{
    EXPECT_EQ(minimum("llama-3.3-70b", WeightFormat::Bf16, "h100-sxm", false), 2);
    EXPECT_EQ(minimum("llama-3.3-70b", WeightFormat::Bf16, "h100-sxm", true), 4);
    EXPECT_EQ(minimum("llama-3.3-70b", WeightFormat::Bf16, "mi300x", false), 1);
    EXPECT_EQ(minimum("llama-3.3-70b", WeightFormat::Bf16, "h200-sxm", false), 2);
}

// Correction S1: Maverick in BF16 does not fit a node of eight H100.
TEST(MinimumGpus, MaverickBf16NeedsMoreThanEightH100)
{
    EXPECT_EQ(minimum("llama-4-maverick", WeightFormat::Bf16, "h100-sxm", false), std::nullopt);
    EXPECT_EQ(minimum("llama-4-maverick", WeightFormat::Bf16, "h200-sxm", false), 8);
    EXPECT_EQ(minimum("llama-4-maverick", WeightFormat::Bf16, "b200", false), 8);
    EXPECT_EQ(minimum("llama-4-maverick", WeightFormat::Bf16, "mi300x", false), 8);
    EXPECT_EQ(minimum("llama-4-maverick", WeightFormat::Fp8, "h100-sxm", false), 8);
}

// Correction S14: experts in every second layer only.
TEST(Maverick, HasExpertsInHalfItsLayers)
{
    int withExperts = 0;
    for (const auto &group : model("llama-4-maverick").layers)
        withExperts += group.feedForward.experts > 0 ? group.count : 0;
    EXPECT_EQ(withExperts, 24);
    EXPECT_EQ(model("llama-4-maverick").layerCount(), 48);
}

} // namespace
} // namespace trilemma::replica
