// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/catalog.h"

#include "tests/models/catalog_fixture.h"

#include <gmock/gmock.h>

#include <cmath>

namespace trilemma::catalog {
namespace {

using testing::HasSubstr;

TEST(Catalog, HoldsWhatItPromises)
{
    const Catalog &catalog = test::shippedCatalog();
    EXPECT_GE(catalog.accelerators.size(), 38u);
    EXPECT_GE(catalog.models.size(), 62u);
    EXPECT_GE(catalog.presets.size(), 8u);
    for (const char *engine : {"vllm", "sglang", "trtllm"}) {
        for (const char *accelerator : {"h100-sxm", "h200-sxm", "b200", "b300", "gb200-nvl72", "gb300-nvl72"}) {
            const KernelConstants k = catalog.kernelConstants(*catalog.engine(engine), *catalog.accelerator(accelerator));
            EXPECT_EQ(k.provenance, Provenance::Fitted) << engine << " " << accelerator;
        }
    }
}

TEST(Catalog, FindsEntriesByIdAndByTheNamesThatMeasurementsUse)
{
    const Catalog &catalog = test::shippedCatalog();
    const std::pair<const char *, const char *> models[]{{"Llama-3-8B", "llama-3-8b"}, {"DeepSeek-R1-0528", "deepseek-r1"},
                                                         {"MiniMax-M2.5", "minimax-m2.5"}, {"Kimi-K2.5", "kimi-k2"},
                                                         {"GPT-J-6B", "gpt-j-6b"}, {"qwen3-32b", "qwen3-32b"}};
    for (const auto &[name, id] : models) {
        ASSERT_TRUE(catalog.model(name)) << name;
        EXPECT_EQ(catalog.model(name)->id, id);
    }
    const std::pair<const char *, const char *> accelerators[]{{"H100", "h100-sxm"}, {"A100", "a100-80-sxm"},
                                                               {"A100-40GB", "a100-40-sxm"}, {"MI355X", "mi355x"},
                                                               {"RTX PRO 6000", "rtx-pro-6000-bse"}, {"MI250", "mi250"}};
    for (const auto &[name, id] : accelerators) {
        ASSERT_TRUE(catalog.accelerator(name)) << name;
        EXPECT_EQ(catalog.accelerator(name)->id, id);
    }
    ASSERT_TRUE(catalog.engine("dynamo+trtllm"));
    EXPECT_EQ(catalog.engine("dynamo+trtllm")->id, "trtllm");
    ASSERT_TRUE(catalog.engine("nim (trtllm)"));
    EXPECT_EQ(catalog.engine("nim (trtllm)")->kernelsLike, "trtllm");
    EXPECT_FALSE(catalog.model("Llama-9"));
    EXPECT_FALSE(catalog.accelerator(""));
}

TEST(Catalog, ConvertsUnitsToSi)
{
    const Accelerator &h100 = *test::shippedCatalog().accelerator("h100-sxm");
    EXPECT_DOUBLE_EQ(h100.memoryBytes, 80e9);
    EXPECT_NEAR(h100.usableMemoryBytes, 79.18 * 1024 * 1024 * 1024, 1);
    EXPECT_DOUBLE_EQ(h100.memoryBytesPerSecond, 3.35e12);
    EXPECT_DOUBLE_EQ(*h100.peak(ComputeRate::Bf16), 989e12);
    EXPECT_DOUBLE_EQ(*h100.nicBytesPerSecond, 400e9 / 8);
    EXPECT_DOUBLE_EQ(*h100.nodeMaxWatts, 10200);
}

/// Means and variations computed from the published traces themselves.
TEST(Catalog, PresetsOfTracesHaveTheirLengths)
{
    struct Trace {
        const char *preset;
        double inputMean, inputCv, outputMean, outputCv;
    };
    for (const Trace &trace : {Trace{"chat", 1154.7, 0.960, 211.1, 0.771}, {"chat-and-overnight", 1154.7, 0.960, 211.1, 0.771},
                               {"code-completion", 2047.8, 0.964, 27.9, 2.147}, {"long-conversation", 12035.1, 1.313, 342.6, 0.729},
                               {"batch-summarisation", 2588.1, 0.365, 291.4, 1.820}}) {
        const WorkloadPreset *preset = test::shippedCatalog().preset(trace.preset);
        ASSERT_TRUE(preset) << trace.preset;
        EXPECT_NEAR(preset->inputTokensMean, trace.inputMean, 0.5) << trace.preset;
        EXPECT_NEAR(preset->outputTokensMean, trace.outputMean, 0.5) << trace.preset;
        EXPECT_NEAR(preset->inputTokensCv, trace.inputCv, 0.006) << trace.preset;
        EXPECT_NEAR(preset->outputTokensCv, trace.outputCv, 0.006) << trace.preset;
    }
}

TEST(Catalog, PresetsHaveTheBoundsOfTheirObjective)
{
    int throughput = 0;
    for (const WorkloadPreset &preset : test::shippedCatalog().presets) {
        const bool interactive = preset.objective != Objective::Throughput;
        EXPECT_EQ(preset.ttftP99Seconds.has_value(), interactive) << preset.id;
        EXPECT_EQ(preset.itlP99Seconds.has_value(), interactive) << preset.id;
        EXPECT_GT(preset.inputTokensCv, 0) << preset.id;
        EXPECT_GT(preset.outputTokensCv, 0) << preset.id;
        throughput += interactive ? 0 : 1;
    }
    EXPECT_GE(throughput, 4);
}

TEST(KernelConstants, WithoutMeasurementsTakeTheAcceleratorsOwnPeaksAndSaySo)
{
    const Catalog &catalog = test::shippedCatalog();
    const Accelerator &mi300x = *catalog.accelerator("mi300x");
    const KernelConstants k = catalog.kernelConstants(*catalog.engine("vllm"), mi300x);
    EXPECT_EQ(k.provenance, Provenance::Datasheet);
    EXPECT_GE(k.relativeError, 0.35);
    EXPECT_EQ(k.acceleratorId, "mi300x");
    EXPECT_EQ(k.engineId, "vllm");
    EXPECT_DOUBLE_EQ(k.memoryBytesPerSecond, mi300x.memoryBytesPerSecond);
    EXPECT_DOUBLE_EQ(k.peakFlops[0], 1307e12);
    EXPECT_DOUBLE_EQ(k.gemm[0].computeEfficiency, 0.60);
    EXPECT_DOUBLE_EQ(k.gemm[1].computeEfficiency, 0.45);
}

TEST(KernelConstants, AnUnmeasuredVariantTakesTheLawsOfItsArchitecture)
{
    const Catalog &catalog = test::shippedCatalog();
    const EngineProfile &vllm = *catalog.engine("vllm");
    const KernelConstants pcie = catalog.kernelConstants(vllm, *catalog.accelerator("h100-pcie"));
    const KernelConstants sxm = catalog.kernelConstants(vllm, *catalog.accelerator("h100-sxm"));
    EXPECT_EQ(pcie.gemm, sxm.gemm);
    EXPECT_EQ(pcie.provenance, Provenance::Datasheet);
    EXPECT_DOUBLE_EQ(pcie.memoryBytesPerSecond, 2e12);
    EXPECT_DOUBLE_EQ(sxm.memoryBytesPerSecond, 3.35e12);
}

TEST(KernelConstants, UnknownEnginesShareTheFitsOfTheirFamily)
{
    const Catalog &catalog = test::shippedCatalog();
    const Accelerator &h100 = *catalog.accelerator("h100-sxm");
    EXPECT_EQ(catalog.kernelConstants(*catalog.engine("generic"), h100).gemm, catalog.kernelConstants(*catalog.engine("vllm"), h100).gemm);
}

TEST(KernelConstants, AreWithinPhysicalLimits)
{
    for (const KernelConstants &k : test::shippedCatalog().kernels) {
        const std::string pair = k.engineId + " on " + k.acceleratorId;
        for (const auto &laws : {k.gemm, k.moe}) {
            for (const OperatorLaw &law : laws) {
                EXPECT_GT(law.computeEfficiency, 0) << pair;
                EXPECT_GT(law.memoryEfficiency, 0) << pair;
                EXPECT_LE(law.memoryEfficiency, 1.3) << pair;
                EXPECT_LT(law.fixedSeconds, 500e-6) << pair;
                EXPECT_GE(law.exponent, 1) << pair;
            }
        }
        for (const AllReduceLaw &law : k.allReduce) {
            EXPECT_LT(law.latencySeconds, 100e-6) << pair;
            EXPECT_LE(law.busEfficiency, 1) << pair;
        }
    }
}

constexpr const char *smallAccelerator = R"({"schema": 1, "accelerators": [{"id": "x1", "name": "X1", "memory_gb": 10,
    "memory_bandwidth_gb_s": 100, "peak_tflops_dense": {"bf16": 10}, "native_formats": ["bf16"]}]})";

TEST(ExtendCatalog, AddsAndOverridesById)
{
    const Catalog &shipped = test::shippedCatalog();
    const auto added = extendCatalog(shipped, {"mine.json", smallAccelerator});
    ASSERT_TRUE(added) << added.error().sentence();
    EXPECT_EQ(added->accelerators.size(), shipped.accelerators.size() + 1);
    ASSERT_TRUE(added->accelerator("x1"));
    EXPECT_DOUBLE_EQ(added->accelerator("x1")->usableMemoryBytes, 10e9);
    EXPECT_FALSE(added->accelerator("x1")->tdpWatts);

    std::string again = smallAccelerator;
    again.replace(again.find("100,"), 4, "200,");
    const auto overridden = extendCatalog(*added, {"mine.json", again});
    ASSERT_TRUE(overridden);
    EXPECT_EQ(overridden->accelerators.size(), added->accelerators.size());
    EXPECT_DOUBLE_EQ(overridden->accelerator("x1")->memoryBytesPerSecond, 200e9);
}

struct BadFile {
    const char *name, *text, *field, *partOfMessage;
};

class ExtendCatalogBad : public testing::TestWithParam<BadFile> {};

TEST_P(ExtendCatalogBad, IsRefusedWithOneSentence)
{
    const auto result = extendCatalog(test::shippedCatalog(), {"mine.json", GetParam().text});
    ASSERT_FALSE(result);
    const Error &error = result.error();
    EXPECT_EQ(error.file, "mine.json");
    EXPECT_EQ(error.field, GetParam().field) << error.sentence();
    EXPECT_THAT(error.message, HasSubstr(GetParam().partOfMessage));
    EXPECT_EQ(error.sentence().find('\n'), std::string::npos);
}

const BadFile badFiles[] = {
    {"Empty", "", "", "the file is empty"},
    {"Blank", "  \n ", "", "the file is empty"},
    {"Truncated", R"({"schema": 1, "accelerators": [{"id": "x1",)", "", "before its JSON is complete"},
    {"NotJson", "id: x1", "", "not valid JSON at line 1, column 1"},
    {"NanLiteral", "{\"schema\": 1,\n \"presets\": NaN}", "", "not valid JSON at line 2"},
    {"Overflow", R"({"schema": 1e999})", "", "too large to represent"},
    {"List", "[1, 2]", "", "holds array where a JSON object is expected"},
    {"NoSchema", "{}", "schema", "is missing"},
    {"NewerSchema", R"({"schema": 7})", "schema", "7 is newer than this program understands"},
    {"SchemaText", R"({"schema": "1"})", "schema", "\"1\" is not valid"},
    {"UnknownSection", R"({"schema": 1, "acelerators": []})", "acelerators", "is not a field of this entry"},
    {"SectionNoList", R"({"schema": 1, "models": {}})", "models", "a list of objects is expected"},
    {"EntryNoObject", R"({"schema": 1, "models": [3]})", "models", "element 0 is 3; an object is expected"},
    {"NoId", R"({"schema": 1, "models": [{"name": "x"}]})", "models[0].id", "is missing; a text is expected"},
    {"NegativeMemory", R"({"schema": 1, "accelerators": [{"id": "x1", "name": "X1", "memory_gb": -3}]})",
     "accelerators[x1].memory_gb", "-3 is not valid; a number from 0.1 to 100000.0 is expected"},
    {"HugeMemory", R"({"schema": 1, "accelerators": [{"id": "x1", "name": "X1", "memory_gb": 1e300}]})",
     "accelerators[x1].memory_gb", "1e+300 is not valid"},
    {"MemoryAsText", R"({"schema": 1, "accelerators": [{"id": "x1", "name": "X1", "memory_gb": "80 GB"}]})",
     "accelerators[x1].memory_gb", "\"80 GB\" is not valid"},
    {"MisspeltField",
     R"({"schema": 1, "accelerators": [{"id": "x1", "name": "X1", "memory_gb": 10, "memory_bandwidth_gb_s": 100, "tdp": 3}]})",
     "accelerators[x1].tdp", "is not a field of this entry"},
    {"FractionalHeads",
     R"({"schema": 1, "models": [{"id": "m", "name": "M", "hidden": 8, "vocabulary": 8, "max_context": 8, "layers": [
        {"count": 1, "mixer": {"kind": "grouped-query", "query_heads": 1.5}, "feed_forward": {"kind": "none"}}]}]})",
     "models[m].layers[0].mixer.query_heads", "1.5 is not valid; a whole number is expected"},
    {"UnknownMixer",
     R"({"schema": 1, "models": [{"id": "m", "name": "M", "hidden": 8, "vocabulary": 8, "max_context": 8, "layers": [
        {"count": 1, "mixer": {"kind": "magic"}, "feed_forward": {"kind": "none"}}]}]})",
     "models[m].layers[0].mixer.kind", "\"magic\" is not one of none, grouped-query"},
    {"MoreExpertsThanThereAre",
     R"({"schema": 1, "models": [{"id": "m", "name": "M", "hidden": 8, "vocabulary": 8, "max_context": 8, "layers": [
        {"count": 1, "mixer": {"kind": "none"},
         "feed_forward": {"kind": "mixture-of-experts", "width": 4, "experts": 4, "experts_per_token": 5}}]}]})",
     "models[m].layers[0].feed_forward.experts_per_token", "5 is not valid"},
    {"NoLayers", R"({"schema": 1, "models": [{"id": "m", "name": "M", "hidden": 8, "vocabulary": 8, "max_context": 8}]})",
     "models[m].layers", "is missing or empty"},
    {"RangeUpsideDown",
     R"({"schema": 1, "prices": [{"id": "p", "label": "P", "unit": "USD", "low": 3, "median": 2, "high": 4}]})",
     "prices[p].median", "low <= median <= high is expected"},
    {"ShortLaw",
     R"({"schema": 1, "kernels": [{"engine": "vllm", "accelerator": "x1", "gemm": {"bf16": [0.5, 0.7]}, "relative_error": 0.3}]})",
     "kernels[0].gemm.bf16", "a list is not valid; a list of 4 numbers"},
    {"CitationAsNumber",
     R"({"schema": 1, "presets": [{"id": "p", "name": "P", "objective": "latency", "input_tokens_mean": 1,
        "output_tokens_mean": 1, "citations": {"input_tokens_mean": 4}}]})",
     "presets[p].citations.input_tokens_mean", "4 is not valid; a list of texts is expected"},
};

INSTANTIATE_TEST_SUITE_P(Catalog, ExtendCatalogBad, testing::ValuesIn(badFiles),
                         [](const auto &param) { return std::string(param.param.name); });

TEST(ExtendCatalog, SurvivesDeepNestingAndBrokenText)
{
    const std::string deep = "{\"schema\": 1, \"models\": " + std::string(200000, '[') + std::string(200000, ']') + "}";
    EXPECT_FALSE(extendCatalog({}, {"deep.json", deep}));
    EXPECT_FALSE(extendCatalog({}, {"latin1.json", "{\"schema\": \"\xff\xfe\"}"}));
}

TEST(ExtendCatalog, EveryTruncationIsAnErrorNotACrash)
{
    for (const NamedText &file : test::shippedCatalogFiles()) {
        const std::size_t end = file.text.find_last_of('}');
        const std::size_t step = std::max<std::size_t>(end / 40, 1);
        for (std::size_t length = 0; length <= end; length += step) {
            const auto result = extendCatalog({}, {file.name, file.text.substr(0, length)});
            ASSERT_FALSE(result) << file.name << " cut at " << length;
            EXPECT_FALSE(result.error().message.empty());
        }
    }
}

TEST(PriceBook, MissingEntriesAreNotANumber)
{
    EXPECT_TRUE(std::isnan(test::shippedCatalog().prices.median("no.such.price")));
    EXPECT_FALSE(test::shippedCatalog().prices.find("no.such.price"));
    EXPECT_DOUBLE_EQ(test::shippedCatalog().prices.median("pue.industry-average"), 1.54);
}

} // namespace
} // namespace trilemma::catalog
