// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/hugging_face_config.h"

#include "tests/models/catalog_fixture.h"

#include <gmock/gmock.h>

namespace trilemma::catalog {
namespace {

using testing::HasSubstr;

/// What a config.json must be read as. Counts in billions as published; cache in elements per token that
/// grow with the full context.
struct Expected {
    const char *fixture, *reference;
    double totalBillion;
    int layers, fullAttentionLayers, windowedLayers, statefulLayers, expertLayers;
    double cachedElementsPerToken;
    WeightFormat format = WeightFormat::Bf16;
    int predictionLayers = 0;
};

// Cache: 2 * KV heads * head dim * full layers; MLA: (512 + 64) * layers.
const Expected expectations[] = {
    {"llama-3.1-70b", "llama-3.1-70b", 70.554, 80, 80, 0, 0, 0, 2 * 8 * 128 * 80},
    {"qwen3-8b", "qwen3-8b", 8.19, 36, 36, 0, 0, 0, 2 * 8 * 128 * 36},
    {"qwen2.5-7b", "", 7.616, 28, 28, 0, 0, 0, 2 * 4 * 128 * 28},
    {"qwen3-235b-a22b", "qwen3-235b-a22b", 235, 94, 94, 0, 0, 94, 2 * 4 * 128 * 94},
    {"mixtral-8x7b", "mixtral-8x7b", 46.7, 32, 32, 0, 0, 32, 2 * 8 * 128 * 32},
    {"deepseek-v3", "deepseek-v3", 671, 61, 61, 0, 0, 58, 576 * 61, WeightFormat::Fp8Block, 1},
    {"deepseek-v3.2", "deepseek-v3.2", 671, 61, 61, 0, 0, 58, 576 * 61, WeightFormat::Fp8Block, 1},
    {"kimi-k2", "kimi-k2-instruct", 1026, 61, 61, 0, 0, 60, 576 * 61, WeightFormat::Fp8Block},
    {"glm-5", "glm-5", 744, 78, 78, 0, 0, 75, 576 * 78, WeightFormat::Bf16, 1},
    {"glm-4.7", "glm-4.7", 355, 92, 92, 0, 0, 89, 2 * 8 * 128 * 92, WeightFormat::Bf16, 1},
    {"gpt-oss-120b", "gpt-oss-120b", 116.8, 36, 18, 18, 0, 36, 2 * 8 * 64 * 18, WeightFormat::Mxfp4},
    {"gemma-2-9b", "gemma-2-9b", 9.24, 42, 21, 21, 0, 0, 2 * 8 * 256 * 21},
    {"gemma-3-27b", "gemma-3-27b-it", 27, 62, 10, 52, 0, 0, 2 * 16 * 128 * 10},
    {"llama-4-maverick", "llama-4-maverick", 400, 48, 12, 36, 0, 24, 2 * 8 * 128 * 12},
    {"minimax-m2.5", "minimax-m2.5", 230, 62, 62, 0, 0, 62, 2 * 8 * 128 * 62, WeightFormat::Fp8Block, 3},
    {"qwen3-next-80b-a3b", "qwen3-next-80b-a3b", 79.674, 48, 12, 0, 36, 48, 2 * 2 * 256 * 12},
    {"qwen3.5-397b-a17b", "qwen3.5-397b-a17b", 397, 60, 15, 0, 45, 60, 2 * 2 * 256 * 15, WeightFormat::Bf16, 1},
    {"nemotron-3-nano", "nemotron-3-nano-30b-a3b", 31.6, 52, 6, 0, 23, 23, 2 * 2 * 128 * 6},
    {"nemotron-super-49b", "nemotron-super-49b-nas", 49.9, 80, 49, 0, 0, 0, 2 * 8 * 128 * 49},
    {"falcon-40b", "", 41.3, 60, 60, 0, 0, 0, 2 * 8 * 64 * 60},
    {"gpt-j-6b", "", 6.05, 28, 28, 0, 0, 0, 2 * 16 * 256 * 28},
};

struct Seen {
    int full = 0, windowed = 0, stateful = 0, experts = 0;
    double cachedElements = 0;
};

Seen look(const LanguageModel &model)
{
    Seen seen;
    for (const LayerGroup &group : model.layers) {
        const Mixer &m = group.mixer;
        const bool attends = m.kind == MixerKind::GroupedQuery || m.kind == MixerKind::LatentAttention;
        const double width = m.kind == MixerKind::LatentAttention ? m.kvLoraRank + m.ropeDim : 2.0 * m.kvHeads * m.headDim;
        seen.full += attends && m.window == 0 ? group.count : 0;
        seen.windowed += attends && m.window > 0 ? group.count : 0;
        seen.stateful += !attends && m.kind != MixerKind::None ? group.count : 0;
        seen.experts += group.feedForward.kind == FeedForwardKind::MixtureOfExperts ? group.count : 0;
        seen.cachedElements += attends && m.window == 0 ? group.count * width : 0;
    }
    return seen;
}

void expectReadRight(const LanguageModel &model, const Expected &expected)
{
    EXPECT_NEAR(countParameters(model).total / 1e9, expected.totalBillion, 0.02 * expected.totalBillion);
    EXPECT_EQ(model.layerCount(), expected.layers);
    const Seen seen = look(model);
    EXPECT_EQ(seen.full, expected.fullAttentionLayers);
    EXPECT_EQ(seen.windowed, expected.windowedLayers);
    EXPECT_EQ(seen.stateful, expected.statefulLayers);
    EXPECT_EQ(seen.experts, expected.expertLayers);
    EXPECT_EQ(seen.cachedElements, expected.cachedElementsPerToken);
    EXPECT_EQ(model.nativeFormat, expected.format);
    EXPECT_EQ(model.multiTokenPredictionLayers, expected.predictionLayers);
    EXPECT_EQ(model.approximation, "");
}

std::filesystem::path fixturePath(const std::string &name)
{
    return std::filesystem::path(TRILEMMA_FIXTURE_DIR) / "config" / (name + ".json");
}

LanguageModel fixture(const std::string &name)
{
    const auto model = readHuggingFaceConfig(test::textOf(fixturePath(name)), name);
    if (!model)
        throw std::runtime_error(model.error().sentence());
    return *model;
}

class HuggingFaceConfig : public testing::TestWithParam<Expected> {
};

TEST_P(HuggingFaceConfig, ReadsTheArchitecture)
{
    expectReadRight(fixture(GetParam().fixture), GetParam());
}

class HuggingFaceReference : public HuggingFaceConfig {
};

TEST_P(HuggingFaceReference, IsReadAsOurFixture)
{
    const auto path =
        std::filesystem::path(TRILEMMA_REFERENCE_DIR) / "data/catalog/hf_configs" / (std::string(GetParam().reference) + ".json");
    if (!std::filesystem::exists(path))
        GTEST_SKIP() << "no reference files here";
    const auto model = readHuggingFaceConfig(test::textOf(path), GetParam().reference);
    ASSERT_TRUE(model) << model.error().sentence();
    expectReadRight(*model, GetParam());
    const LanguageModel own = fixture(GetParam().fixture);
    EXPECT_TRUE(std::is_permutation(model->layers.begin(), model->layers.end(), own.layers.begin(), own.layers.end()));
}

std::vector<Expected> withReference()
{
    std::vector<Expected> cases;
    std::copy_if(std::begin(expectations), std::end(expectations), std::back_inserter(cases),
                 [](const Expected &expected) { return *expected.reference != '\0'; });
    return cases;
}

const auto caseName = [](const testing::TestParamInfo<Expected> &param) {
    std::string name = param.param.fixture;
    std::replace_if(
        name.begin(), name.end(), [](unsigned char c) { return !std::isalnum(c); }, '_');
    return name;
};

INSTANTIATE_TEST_SUITE_P(Catalog, HuggingFaceConfig, testing::ValuesIn(expectations), caseName);
INSTANTIATE_TEST_SUITE_P(Catalog, HuggingFaceReference, testing::ValuesIn(withReference()), caseName);

TEST(HuggingFaceConfig, AgreesWithTheShippedCatalogue)
{
    const std::pair<const char *, const char *> pairs[]{
        {"llama-3.1-70b", "llama-3.1-70b"},       {"deepseek-v3.2", "deepseek-v3.2"},         {"gpt-oss-120b", "gpt-oss-120b"},
        {"llama-4-maverick", "llama-4-maverick"}, {"qwen3.5-397b-a17b", "qwen3.5-397b-a17b"}, {"glm-5", "glm-5"}};
    for (const auto &[file, id] : pairs) {
        const LanguageModel *shipped = test::shippedCatalog().model(id);
        ASSERT_TRUE(shipped);
        const LanguageModel read = fixture(file);
        EXPECT_NEAR(countParameters(read).total, countParameters(*shipped).total, 1e-4 * countParameters(read).total) << id;
        EXPECT_EQ(look(read).cachedElements, look(*shipped).cachedElements) << id;
        EXPECT_EQ(read.nativeFormat, shipped->nativeFormat) << id;
        EXPECT_EQ(read.maxContext, shipped->maxContext) << id;
    }
}

TEST(HuggingFaceConfig, TakesTheNameOfTheFile)
{
    const LanguageModel model = fixture("qwen3-8b");
    EXPECT_EQ(model.id, "qwen3-8b");
    EXPECT_EQ(model.name, "qwen3-8b");
}

TEST(HuggingFaceConfig, ReadsTheSparseIndexer)
{
    const Mixer mixer = fixture("glm-5").layers[0].mixer;
    EXPECT_EQ(mixer.kind, MixerKind::LatentAttention);
    EXPECT_EQ(mixer.sparseTopK, 2048);
    EXPECT_EQ(mixer.indexHeads, 32);
    EXPECT_EQ(mixer.ropeDim, 64);
    EXPECT_EQ(mixer.nopeDim, 192);
}

TEST(HuggingFaceConfig, LeavesUnquantisedWhatTheFileNames)
{
    const QuantisedParts parts = fixture("gpt-oss-120b").quantisedParts;
    EXPECT_FALSE(parts.attention);
    EXPECT_TRUE(parts.routedExperts);
    EXPECT_FALSE(parts.languageModelHead);
    EXPECT_TRUE(fixture("minimax-m2.5").quantisedParts.attention);
}

TEST(HuggingFaceConfig, FillsGemma3FromItsArchitectureAndSaysSo)
{
    const LanguageModel model = fixture("gemma-3-27b");
    EXPECT_TRUE(model.tiedEmbeddings);
    EXPECT_EQ(model.vocabulary, 262208);
    EXPECT_EQ(model.maxContext, 131072);
    const auto noted =
        std::count_if(model.citations.begin(), model.citations.end(), [](const Citation &c) { return c.assumption; });
    EXPECT_EQ(noted, 2);
}

// A small dense model to vary.
std::string tiny(const std::string &extra)
{
    return R"({"model_type": "llama", "hidden_size": 64, "num_hidden_layers": 4, "num_attention_heads": 8, "num_key_value_heads": 2,
        "intermediate_size": 128, "vocab_size": 100, "max_position_embeddings": 512)" +
           (extra.empty() ? "" : ", " + extra) + "}";
}

LanguageModel readTiny(const std::string &extra)
{
    const auto model = readHuggingFaceConfig(tiny(extra), "tiny");
    if (!model)
        throw std::runtime_error(model.error().sentence());
    return *model;
}

struct QuantisationCase {
    const char *name, *config;
    WeightFormat format;
    bool attention, dense;
};

class HuggingFaceQuantisation : public testing::TestWithParam<QuantisationCase> {
};

TEST_P(HuggingFaceQuantisation, IsRecognised)
{
    const LanguageModel model = readTiny(std::string(R"("quantization_config": )") + GetParam().config);
    EXPECT_EQ(model.nativeFormat, GetParam().format);
    EXPECT_EQ(model.quantisedParts.attention, GetParam().attention);
    EXPECT_EQ(model.quantisedParts.denseFeedForward, GetParam().dense);
    EXPECT_EQ(model.approximation, "");
}

const QuantisationCase quantisations[] = {
    {"Awq", R"({"quant_method": "awq", "bits": 4, "group_size": 128})", WeightFormat::Int4, true, true},
    {"Gptq8", R"({"quant_method": "gptq", "bits": 8})", WeightFormat::Int8, true, true},
    {"FbgemmFp8", R"({"quant_method": "fbgemm_fp8", "modules_to_not_convert": ["lm_head"]})", WeightFormat::Fp8, true, true},
    {"CompressedFp8",
     R"({"quant_method": "compressed-tensors", "ignore": ["lm_head"], "config_groups": {"group_0": {"weights":
        {"num_bits": 8, "type": "float", "strategy": "channel"}}}})",
     WeightFormat::Fp8, true, true},
    {"CompressedInt8",
     R"({"quant_method": "compressed-tensors", "config_groups": {"group_0": {"weights": {"num_bits": 8, "type": "int"}}}})",
     WeightFormat::Int8, true, true},
    {"CompressedNvfp4",
     R"({"quant_method": "compressed-tensors", "config_groups": {"group_0": {"weights": {"num_bits": 4, "type": "float"}}},
        "ignore": ["re:.*self_attn.*", "lm_head"]})",
     WeightFormat::Nvfp4, false, true},
    {"ModelOptNvfp4",
     R"({"quant_method": "modelopt", "quant_algo": "NVFP4", "exclude_modules": ["lm_head", "model.layers.*.mlp*"]})",
     WeightFormat::Nvfp4, true, false},
    {"OneLayerLeftOut", R"({"quant_method": "fp8", "ignored_layers": ["model.layers.0.self_attn", "model.layers.0.mlp"]})",
     WeightFormat::Fp8, true, true},
    {"EveryProjectionListed",
     R"({"quant_method": "fp8", "ignored_layers": ["layers.0.self_attn.q_proj", "layers.0.self_attn.k_proj",
        "layers.0.self_attn.v_proj", "layers.0.self_attn.o_proj", "layers.1.self_attn.q_proj", "layers.1.self_attn.k_proj",
        "layers.1.self_attn.v_proj", "layers.1.self_attn.o_proj", "layers.2.self_attn.q_proj", "layers.2.self_attn.k_proj",
        "layers.2.self_attn.v_proj", "layers.2.self_attn.o_proj", "layers.3.self_attn"]})",
     WeightFormat::Fp8, false, true},
};

INSTANTIATE_TEST_SUITE_P(Catalog, HuggingFaceQuantisation, testing::ValuesIn(quantisations),
                         [](const auto &param) { return std::string(param.param.name); });

TEST(HuggingFaceConfig, ApproximatesWhatItDoesNotKnowAndSaysHow)
{
    const auto strange = readHuggingFaceConfig(
        R"({"model_type": "zebra", "hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 8, "intermediate_size": 128,
            "vocab_size": 100, "max_position_embeddings": 512})",
        "zebra");
    ASSERT_TRUE(strange) << strange.error().sentence();
    EXPECT_THAT(strange->approximation, HasSubstr("architecture \"zebra\" is not known: approximated as"));
    EXPECT_THAT(readTiny(R"("quantization_config": {"quant_method": "secret"})").approximation,
                HasSubstr("quantisation is not known"));
    EXPECT_THAT(readTiny(R"("layer_types": ["full_attention", "warp", "warp", "full_attention"])").approximation,
                HasSubstr("layers of type \"warp\" are approximated as full attention"));
}

TEST(HuggingFaceConfig, ReadsWindowsByEachRule)
{
    EXPECT_EQ(look(readTiny(R"("sliding_window": 128)")).windowed, 4);
    EXPECT_EQ(look(readTiny(R"("sliding_window": 128, "use_sliding_window": false)")).windowed, 0);
    EXPECT_EQ(look(readTiny(R"("sliding_window": 128, "max_window_layers": 3)")).windowed, 1);
    EXPECT_EQ(look(readTiny(R"("sliding_window": 512)")).windowed, 0) << "a window of the whole context is none";
    EXPECT_EQ(look(readTiny(R"("sliding_window": 128, "sliding_window_pattern": 2)")).windowed, 2);
}

TEST(HuggingFaceConfig, TellsDenseBlocksFromExpertsInABlockPattern)
{
    const LanguageModel model = readTiny(R"("hybrid_override_pattern": "ME*-", "mamba_num_heads": 4, "mamba_head_dim": 8,
        "ssm_state_size": 16, "n_routed_experts": 8, "num_experts_per_tok": 2, "moe_intermediate_size": 32)");
    ASSERT_EQ(model.layers.size(), 4u);
    EXPECT_EQ(model.layers[0].mixer.kind, MixerKind::Mamba2);
    EXPECT_EQ(model.layers[1].feedForward.experts, 8);
    EXPECT_EQ(model.layers[1].feedForward.width, 32);
    EXPECT_EQ(model.layers[3].feedForward.kind, FeedForwardKind::Gated);
    EXPECT_EQ(model.layers[3].feedForward.width, 128);
}

struct BadConfig {
    const char *name;
    std::string text;
    const char *field, *partOfMessage;
};

std::string without(const std::string &field)
{
    std::string text = tiny("");
    const auto at = text.find("\"" + field + "\"");
    const auto end = text.find_first_of(",}", at);
    text.erase(at, end - at + (text[end] == ',' ? 1 : 0));
    const auto trailing = text.find_last_of(",");
    if (text.find_first_not_of(" \n}", trailing + 1) == std::string::npos)
        text.erase(trailing, 1);
    return text;
}

std::string with(const std::string &field, const std::string &value)
{
    std::string text = tiny("");
    const auto at = text.find(':', text.find("\"" + field + "\"")) + 1;
    return text.replace(at, text.find_first_of(",}", at) - at, " " + value);
}

class HuggingFaceBad : public testing::TestWithParam<BadConfig> {
};

TEST_P(HuggingFaceBad, IsRefusedWithOneSentence)
{
    const auto model = readHuggingFaceConfig(GetParam().text, "config.json");
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error().file, "config.json");
    EXPECT_EQ(model.error().field, GetParam().field) << model.error().sentence();
    EXPECT_THAT(model.error().message, HasSubstr(GetParam().partOfMessage));
    EXPECT_EQ(model.error().sentence().find('\n'), std::string::npos);
}

const BadConfig badConfigs[] = {
    {"Empty", "", "", "the file is empty"},
    {"NoJson", "model_type: llama", "", "not valid JSON"},
    {"Truncated", tiny("").substr(0, 90), "", "before its JSON is complete"},
    {"List", "[]", "", "holds array where a JSON object is expected"},
    {"EmptyObject", "{}", "hidden_size", "is missing"},
    {"NoHiddenSize", without("hidden_size"), "hidden_size", "is missing"},
    {"NoLayers", without("num_hidden_layers"), "num_hidden_layers", "is missing"},
    {"NoHeads", without("num_attention_heads"), "num_attention_heads", "is missing"},
    {"NoWidth", without("intermediate_size"), "intermediate_size", "is missing"},
    {"NoVocabulary", without("vocab_size"), "vocab_size", "is missing"},
    {"NullHiddenSize", with("hidden_size", "null"), "hidden_size", "is missing"},
    {"TextHiddenSize", with("hidden_size", "\"64\""), "hidden_size", "\"64\" is not valid"},
    {"NegativeHiddenSize", with("hidden_size", "-64"), "hidden_size", "-64 is not valid; a number from 1"},
    {"ZeroLayers", with("num_hidden_layers", "0"), "num_hidden_layers", "0 is not valid"},
    {"HugeLayers", with("num_hidden_layers", "1000000000000"), "num_hidden_layers", "1000000000000 is not valid"},
    {"FractionalLayers", with("num_hidden_layers", "1.5"), "num_hidden_layers", "a whole number is expected"},
    {"NanWidth", with("intermediate_size", "NaN"), "", "not valid JSON"},
    {"InfiniteWidth", with("intermediate_size", "1e400"), "", "too large"},
    {"HugeVocabulary", with("vocab_size", "1e18"), "vocab_size", "is not valid"},
    {"ListHeads", with("num_attention_heads", "[8]"), "num_attention_heads", "a list is not valid"},
    {"MoreKvHeadsThanHeads", with("num_key_value_heads", "16"), "num_key_value_heads",
     "16 is not valid; a number from 1.0 to 8.0"},
    {"HeadsOverHidden", with("hidden_size", "4"), "head_dim", "is missing and hidden size over attention heads is below 1"},
    {"NegativeWindow", tiny(R"("sliding_window": -1)"), "sliding_window", "-1 is not valid"},
    {"ShortLayerTypes", tiny(R"("layer_types": ["full_attention"])"), "layer_types", "lists 1 layers; 4 are expected"},
    {"LayerTypesAsNumbers", tiny(R"("layer_types": [1, 2, 3, 4])"), "layer_types", "1 in the list is not valid"},
    {"TopKAboveExperts", tiny(R"("num_experts": 4, "num_experts_per_tok": 9)"), "num_experts_per_tok", "9 is not valid"},
    {"NoTopK", tiny(R"("num_experts": 4)"), "num_experts_per_tok", "is missing"},
    {"HalfOfMla", tiny(R"("kv_lora_rank": 512)"), "qk_nope_head_dim", "is missing"},
    {"UnknownBlockLetter",
     tiny(R"("hybrid_override_pattern": "MX", "mamba_num_heads": 4, "mamba_head_dim": 8, "ssm_state_size": 16)"),
     "hybrid_override_pattern", "holds the letter \"X\""},
    {"SearchedBlockWithoutWidth", tiny(R"("block_configs": [{"attention": {"no_op": true}, "ffn": {}}])"),
     "block_configs[0].ffn.ffn_mult", "is missing"},
    {"NestedTextConfigWrong", R"({"text_config": []})", "text_config", "an object is expected"},
    {"NestedFieldNamedWithItsPath", R"({"text_config": {"hidden_size": 0}})", "text_config.hidden_size", "0 is not valid"},
    {"QuantisationAsText", tiny(R"("quantization_config": "fp8")"), "quantization_config", "an object is expected"},
    {"IgnoreListOfNumbers", tiny(R"("quantization_config": {"quant_method": "fp8", "ignored_layers": [1]})"),
     "quantization_config.ignored_layers", "a text is expected"},
};

INSTANTIATE_TEST_SUITE_P(Catalog, HuggingFaceBad, testing::ValuesIn(badConfigs),
                         [](const auto &param) { return std::string(param.param.name); });

} // namespace
} // namespace trilemma::catalog
