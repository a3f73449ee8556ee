// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/hugging_face_fields.h"

#include <algorithm>
#include <cctype>

namespace trilemma::catalog {

namespace {

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

std::string upper(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

WeightFormat fourBitFormat(bool isFloat)
{
    return isFloat ? WeightFormat::Nvfp4 : WeightFormat::Int4;
}

/// compressed-tensors: the weights of the first group stand for all.
std::optional<WeightFormat> compressedTensorsFormat(JsonFields &config)
{
    JsonFields groups = config.object("config_groups");
    const std::vector<std::string> names = groups.keys();
    if (names.empty())
        return {};
    JsonFields weights = groups.object(names.front()).object("weights");
    const int bits = weights.integer("num_bits", {1, 64}, 8);
    const bool isFloat = weights.text("type", "int") == "float";
    if (bits == 8)
        return !isFloat ? WeightFormat::Int8 : weights.text("strategy", "") == "block" ? WeightFormat::Fp8Block : WeightFormat::Fp8;
    if (bits == 4)
        return fourBitFormat(isFloat);
    return {};
}

std::optional<WeightFormat> modelOptFormat(JsonFields &config)
{
    const std::string algorithm = upper(config.text("quant_algo", ""));
    if (contains(algorithm, "NVFP4") || algorithm == "FP4")
        return WeightFormat::Nvfp4;
    if (contains(algorithm, "W4A") || contains(algorithm, "INT4"))
        return WeightFormat::Int4;
    if (contains(algorithm, "FP8"))
        return contains(algorithm, "BLOCK") || contains(algorithm, "PB") ? WeightFormat::Fp8Block : WeightFormat::Fp8;
    return {};
}

std::optional<WeightFormat> formatOf(JsonFields &config)
{
    const std::string method = config.text("quant_method", "");
    if (method == "fp8")
        return config.has("weight_block_size") ? WeightFormat::Fp8Block : WeightFormat::Fp8;
    if (method == "fbgemm_fp8")
        return WeightFormat::Fp8;
    if (method == "mxfp4")
        return WeightFormat::Mxfp4;
    if (method == "awq" || method == "gptq" || method == "auto-round")
        return config.integer("bits", {1, 64}, 4) == 8 ? WeightFormat::Int8 : WeightFormat::Int4;
    if (method == "bitsandbytes")
        return config.flag("load_in_8bit", false) ? WeightFormat::Int8 : WeightFormat::Int4;
    if (method == "compressed-tensors")
        return compressedTensorsFormat(config);
    if (method == "modelopt" || config.has("quant_algo"))
        return modelOptFormat(config);
    return {};
}

/// How much of each tensor class a list of module names leaves unquantised, in layers.
struct Coverage {
    double attention = 0, dense = 0, shared = 0, routed = 0;
};

/// Layers that a module name stands for: one where it names one, else all.
double layersNamed(std::string_view module, double layers)
{
    constexpr std::string_view marker = "layers.";
    const auto found = module.find(marker);
    const bool numbered = found != std::string_view::npos && found + marker.size() < module.size()
                          && std::isdigit(static_cast<unsigned char>(module[found + marker.size()]));
    return numbered ? 1 : layers;
}

/// A whole block counts fully, one of its projections as the share it usually is.
double shareNamed(std::string_view module, double projections)
{
    return contains(module, "_proj") || contains(module, "_a_") || contains(module, "_b_") ? 1 / projections : 1;
}

Coverage coverageOf(const std::vector<std::string> &modules, double layers)
{
    constexpr double attentionProjections = 4, feedForwardProjections = 3;
    Coverage covered;
    for (const std::string &module : modules) {
        const double named = layersNamed(module, layers);
        const bool routes = contains(module, "router") || module.ends_with("gate") || contains(module, "e_score");
        if (routes)
            continue;
        if (contains(module, "attn") || contains(module, "attention") || contains(module, "mixer"))
            covered.attention += named * shareNamed(module, attentionProjections);
        else if (contains(module, "shared_expert"))
            covered.shared += named * shareNamed(module, feedForwardProjections);
        else if (contains(module, "experts"))
            covered.routed += contains(module, "experts.") && named < layers ? 0 : named;
        else if (contains(module, "mlp") || contains(module, "feed_forward") || contains(module, "ffn"))
            covered.dense += named * shareNamed(module, feedForwardProjections);
    }
    return covered;
}

std::vector<std::string> unquantisedModules(JsonFields &config)
{
    std::vector<std::string> modules;
    for (const char *key : {"modules_to_not_convert", "ignore", "ignored_layers", "exclude_modules", "exclude"}) {
        for (std::string &module : config.texts(key))
            modules.push_back(std::move(module));
    }
    return modules;
}

} // namespace

void readQuantisation(HuggingFaceFields &fields, LanguageModel &model)
{
    const std::string key = fields.text.has("quantization_config") || fields.outer.has("quantization_config")
                                ? "quantization_config"
                                : "compression_config";
    JsonFields &holder = fields.holding(key);
    if (!holder.has(key))
        return;
    JsonFields config = holder.object(key);
    const std::optional<WeightFormat> format = formatOf(config);
    if (!format) {
        note(model.approximation, "its quantisation is not known and read as BF16");
        return;
    }
    const double layers = std::max(model.layerCount(), 1);
    const Coverage left = coverageOf(unquantisedModules(config), layers);
    double denseLayers = 0;
    for (const LayerGroup &group : model.layers) {
        const bool dense = group.feedForward.kind == FeedForwardKind::Gated || group.feedForward.kind == FeedForwardKind::Plain;
        denseLayers += dense ? group.count : 0;
    }
    const auto mostlyQuantised = [](double unquantised, double of) { return of <= 0 || unquantised < of / 2; };
    model.nativeFormat = *format;
    model.quantisedParts.attention = mostlyQuantised(left.attention, layers);
    model.quantisedParts.denseFeedForward = mostlyQuantised(left.dense, denseLayers);
    model.quantisedParts.sharedExperts = mostlyQuantised(left.shared, layers);
    model.quantisedParts.routedExperts = mostlyQuantised(left.routed, layers);
}

} // namespace trilemma::catalog
