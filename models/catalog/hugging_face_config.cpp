// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/hugging_face_config.h"

#include "models/catalog/hugging_face_fields.h"

namespace trilemma::catalog {

namespace {

/// Where files of multimodal models keep the language model.
constexpr std::array nestingKeys{"text_config", "language_config", "llm_config", "language_model"};

std::string modelTypeOf(JsonFields &text)
{
    const std::string type = text.text("model_type", "");
    const std::vector<std::string> classes = text.texts("architectures");
    // These classes share the model_type of another architecture.
    if (!classes.empty() && classes.front() == "DeciLMForCausalLM")
        return "nemotron-nas";
    return type;
}

void readVocabularyAndContext(HuggingFaceFields &fields, LanguageModel &model)
{
    const Architecture &architecture = fields.architecture;
    JsonFields &vocabularyFields = fields.holding("vocab_size");
    const auto assumed = [&](const char *field, int value) {
        model.citations.push_back({field, {}, true, "absent from the file; taken as " + std::to_string(value)});
        return value;
    };
    if (!vocabularyFields.has("vocab_size") && architecture.defaultVocabulary > 0)
        model.vocabulary = assumed("vocabulary", architecture.defaultVocabulary);
    else
        model.vocabulary = vocabularyFields.integer("vocab_size", bounds::vocabulary);

    constexpr int usualContext = 8192;
    const std::string key = fields.text.firstOf({"max_position_embeddings", "n_positions", "max_seq_len", "seq_length"});
    if (fields.text.has(key))
        model.maxContext = fields.text.integer(key, bounds::tokens);
    else
        model.maxContext = assumed("max_context", architecture.defaultContext > 0 ? architecture.defaultContext : usualContext);
}

int readPredictionLayers(JsonFields &text)
{
    const std::string key = text.firstOf({"num_nextn_predict_layers", "mtp_num_hidden_layers", "num_mtp_modules"});
    return text.flag("use_mtp", true) ? text.integer(key, bounds::optionalCount, 0) : 0;
}

LanguageModel readModel(HuggingFaceFields &fields, std::string_view name, const std::string &modelType)
{
    LanguageModel model;
    model.id = model.name = std::string(name);
    model.citations.push_back({"layers", {}, false, "read from " + std::string(name)});
    if (fields.architecture.modelType.empty()) {
        note(model.approximation, "architecture \"" + modelType + "\" is not known: approximated as a decoder of the attention and "
                                      "feed-forward sizes that the file states");
    }
    if (fields.outer.flag("is_encoder_decoder", false))
        note(model.approximation, "the encoder and cross-attention are left out");
    model.hidden = fields.text.integer(fields.text.firstOf({"hidden_size", "n_embd", "d_model"}), bounds::width);
    model.layers = readLayers(fields, model.hidden, model.approximation);
    readVocabularyAndContext(fields, model);
    model.tiedEmbeddings = fields.holding("tie_word_embeddings").flag("tie_word_embeddings", fields.architecture.tiedEmbeddings);
    model.normsPerLayer = fields.architecture.normsPerLayer;
    model.multiTokenPredictionLayers = readPredictionLayers(fields.text);
    readQuantisation(fields, model);
    return model;
}

} // namespace

Result<LanguageModel> readHuggingFaceConfig(std::string_view text, std::string_view name)
{
    const auto document = parseJsonObject(text, std::string(name));
    if (!document)
        return document.error();
    Error error;
    JsonFields outer(*document, {}, error);
    JsonFields inner = outer;
    for (const char *key : nestingKeys) {
        if (outer.has(key)) {
            inner = outer.object(key);
            break;
        }
    }
    std::string modelType = modelTypeOf(inner);
    if (modelType.empty())
        modelType = modelTypeOf(outer);
    HuggingFaceFields fields{inner, outer, architectureOf(modelType)};
    LanguageModel model = readModel(fields, name, modelType);
    if (!outer.ok()) {
        error.file = std::string(name);
        return error;
    }
    return model;
}

} // namespace trilemma::catalog
