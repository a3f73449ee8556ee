// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/language_model.h"

#include "tests/models/catalog_fixture.h"

#include <numeric>

namespace trilemma::catalog {
namespace {

const LanguageModel &shipped(const char *id)
{
    const LanguageModel *model = test::shippedCatalog().model(id);
    if (!model)
        throw std::runtime_error(std::string("not in the catalogue: ") + id);
    return *model;
}

int layersWith(const LanguageModel &model, bool (*holds)(const LayerGroup &))
{
    return std::accumulate(model.layers.begin(), model.layers.end(), 0,
                           [holds](int sum, const LayerGroup &group) { return sum + (holds(group) ? group.count : 0); });
}

TEST(ParameterCount, CountsADenseLayerByHand)
{
    LanguageModel model;
    model.hidden = 10;
    model.vocabulary = 100;
    Mixer mixer;
    mixer.kind = MixerKind::GroupedQuery;
    mixer.queryHeads = 4;
    mixer.kvHeads = 2;
    mixer.headDim = 3;
    FeedForward feedForward;
    feedForward.kind = FeedForwardKind::Gated;
    feedForward.width = 7;
    model.layers = {{2, mixer, feedForward}};
    const LayerParameters layer = layerParameters(model, model.layers[0]);
    EXPECT_EQ(layer.attention, 10 * 12 + 2 * 10 * 6 + 12 * 10);
    EXPECT_EQ(layer.denseFeedForward, 3 * 10 * 7);
    EXPECT_EQ(layer.norms, 20);
    EXPECT_EQ(countParameters(model).total, 2 * (360 + 210 + 20) + 2 * 1000 + 10);
    model.tiedEmbeddings = true;
    EXPECT_EQ(countParameters(model).total, 2 * (360 + 210 + 20) + 1000 + 10);

    mixer.queryKeyValueBias = mixer.outputBias = mixer.queryKeyNorm = mixer.outputGate = true;
    feedForward.bias = true;
    const LayerParameters biased = layerParameters(model, {1, mixer, feedForward});
    EXPECT_EQ(biased.attention, 10 * 24 + 2 * 10 * 6 + 12 * 10 + (12 + 2 * 6) + 10 + 2 * 3);
    EXPECT_EQ(biased.denseFeedForward, 3 * 10 * 7 + 2 * 7 + 10);
}

TEST(ParameterCount, CountsExpertsByHand)
{
    LanguageModel model;
    model.hidden = 10;
    model.vocabulary = 1;
    model.normsPerLayer = 0;
    FeedForward ff;
    ff.kind = FeedForwardKind::MixtureOfExperts;
    ff.width = 4;
    ff.experts = 8;
    ff.expertsPerToken = 2;
    ff.sharedExpertWidth = 5;
    ff.routerBias = ff.sharedGate = true;
    model.layers = {{1, {}, ff}};
    const LayerParameters layer = layerParameters(model, model.layers[0]);
    EXPECT_EQ(layer.routedExperts, 8 * 3 * 10 * 4);
    EXPECT_EQ(layer.sharedExperts, 3 * 10 * 5 + 10);
    EXPECT_EQ(layer.router, 10 * 8 + 8);
    const ParameterCount count = countParameters(model);
    EXPECT_EQ(count.total - count.active, 6 * 3 * 10 * 4);

    ff.latentSize = 6;
    ff.gatedExperts = false;
    ff.sharedExpertWidth = 0;
    ff.sharedGate = false;
    const LayerParameters latent = layerParameters(model, {1, {}, ff});
    EXPECT_EQ(latent.routedExperts, 8 * 2 * 6 * 4);
    EXPECT_EQ(latent.sharedExperts, 2 * 10 * 6);
}

TEST(ParameterCount, Llama33HoldsWhatItsFilesHold)
{
    EXPECT_EQ(countParameters(shipped("llama-3.3-70b")).total, 70553706496.0);
    EXPECT_EQ(countParameters(shipped("llama-3.1-8b")).total, 8030261248.0);
}

TEST(ParameterCount, DeepSeekV3IsSparseWithThreeDenseLayersAndASeparatePredictionLayer)
{
    const LanguageModel &model = shipped("deepseek-v3");
    const ParameterCount count = countParameters(model);
    EXPECT_NEAR(count.total, 671e9, 0.01 * 671e9);
    EXPECT_NEAR(count.active, 37e9, 0.05 * 37e9);
    EXPECT_EQ(layersWith(model, [](const LayerGroup &g) { return g.feedForward.kind == FeedForwardKind::Gated; }), 3);
    EXPECT_EQ(model.layerCount(), 61);
    EXPECT_EQ(model.multiTokenPredictionLayers, 1);
    // The checkpoint's 685 B are the model, the prediction layer and its copies of embedding and head.
    EXPECT_NEAR(count.total + count.multiTokenPrediction + count.embedding + count.languageModelHead, 685e9, 0.005 * 685e9);
}

TEST(ParameterCount, HybridPredictionLayerHasAttentionAndExperts)
{
    EXPECT_NEAR(countParameters(shipped("nemotron-3-super-120b-a12b")).multiTokenPrediction, 2942324736.0, 0.01 * 2.94e9);
}

TEST(ParameterCount, MaverickHasExpertsInEverySecondLayerAndFullAttentionInEveryFourth)
{
    const LanguageModel &model = shipped("llama-4-maverick");
    EXPECT_EQ(model.layerCount(), 48);
    EXPECT_EQ(layersWith(model, [](const LayerGroup &g) { return g.feedForward.kind == FeedForwardKind::MixtureOfExperts; }), 24);
    EXPECT_EQ(layersWith(model, [](const LayerGroup &g) { return g.mixer.window == 8192; }), 36);
    EXPECT_EQ(layersWith(model, [](const LayerGroup &g) { return g.mixer.window == 0; }), 12);
    EXPECT_NEAR(countParameters(model).total, 400e9, 0.02 * 400e9);
    EXPECT_NEAR(countParameters(model).active, 17e9, 0.02 * 17e9);
}

TEST(ParameterCount, ActiveIsNeverMoreThanTotalAndEqualForDense)
{
    for (const LanguageModel &model : test::shippedCatalog().models) {
        const ParameterCount count = countParameters(model);
        EXPECT_GT(count.active, 0) << model.id;
        if (model.isMixtureOfExperts())
            EXPECT_LT(count.active, count.total) << model.id;
        else
            EXPECT_EQ(count.active, count.total) << model.id;
    }
}

TEST(ParameterCount, PartsOfALayerSumToTheModel)
{
    for (const LanguageModel &model : test::shippedCatalog().models) {
        const ParameterCount count = countParameters(model);
        double sum = count.embedding + count.languageModelHead + model.hidden;
        for (const LayerGroup &group : model.layers) {
            const LayerParameters l = layerParameters(model, group);
            sum += group.count * (l.attention + l.denseFeedForward + l.sharedExperts + l.routedExperts + l.router + l.norms);
            EXPECT_LE(l.latentDown, l.attention) << model.id;
        }
        EXPECT_NEAR(sum, count.total, 1e-9 * count.total) << model.id;
    }
}

} // namespace
} // namespace trilemma::catalog
