// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/importers/reading.h"

#include <algorithm>
#include <array>

namespace trilemma::evidence::importers {

namespace {

struct Spelling {
    std::string_view theirs, ours;
};

/// Names that drivers and vendors give; the first that the stated name begins with, in lower case.
constexpr std::array gpuSpellings{Spelling{"a100-sxm4-40gb", "A100-40GB"},
                                  Spelling{"a100 40gb", "A100-40GB"},
                                  Spelling{"a100-sxm4-80gb", "A100"},
                                  Spelling{"a100 80gb pcie", "A100-PCIE-80GB"},
                                  Spelling{"a100 80gb", "A100"},
                                  Spelling{"h100-sxm5-80gb", "H100"},
                                  Spelling{"h100 80gb hbm3", "H100"},
                                  Spelling{"h100-80gb-hbm3", "H100"},
                                  Spelling{"h100_sxm", "H100"},
                                  Spelling{"h100 pcie", "H100-PCIE"},
                                  Spelling{"h100 nvl", "H100-NVL"},
                                  Spelling{"h200_sxm", "H200"},
                                  Spelling{"b200_sxm", "B200"},
                                  Spelling{"b300_sxm", "B300"},
                                  Spelling{"gh200 480gb", "GH200"},
                                  Spelling{"rtx pro 6000", "RTX PRO 6000"}};

constexpr std::array engineSpellings{Spelling{"vllm", "vllm"},
                                     Spelling{"sglang", "sglang"},
                                     Spelling{"tensorrt", "trtllm"},
                                     Spelling{"trt", "trtllm"},
                                     Spelling{"nim", "nim"},
                                     Spelling{"dynamo-vllm", "vllm"},
                                     Spelling{"dynamo-sglang", "sglang"},
                                     Spelling{"dynamo-trt", "trtllm"},
                                     Spelling{"atom", "atom"},
                                     Spelling{"lmdeploy", "lmdeploy"},
                                     Spelling{"tgi", "tgi"},
                                     Spelling{"deepspeed", "deepspeed"},
                                     Spelling{"llama.cpp", "llama.cpp"}};

/// Endings of model names that tell the weight format, as publishers spell them in lower case.
constexpr std::array formatEndings{Spelling{"-fp8-dynamic", "fp8"}, Spelling{"-fp8-kv", "fp8"},     Spelling{"-fp8", "fp8"},
                                   Spelling{"-nvfp4", "nvfp4"},     Spelling{"-mxfp4", "mxfp4"},    Spelling{"-fp4", "fp4"},
                                   Spelling{"-awq", "awq"},         Spelling{"-gptq-int4", "gptq"}, Spelling{"-gptq", "gptq"},
                                   Spelling{"-int8", "int8"},       Spelling{"-int4", "int4"},      Spelling{"-bf16", "bf16"}};

} // namespace

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

std::string engineName(std::string_view stated)
{
    const std::string name = lowerCase(stated);
    for (const auto &[theirs, ours] : engineSpellings) {
        if (name.starts_with(theirs))
            return std::string(ours);
    }
    return {}; // "openai" and the like name the client's protocol, not the engine
}

std::string gpuName(std::string_view stated)
{
    for (const std::string_view maker : {"NVIDIA ", "AMD ", "Intel ", "Instinct ", "GeForce "}) {
        if (stated.starts_with(maker))
            stated.remove_prefix(maker.size());
    }
    const std::string name = lowerCase(stated);
    for (const auto &[theirs, ours] : gpuSpellings) {
        if (name.starts_with(theirs))
            return std::string(ours);
    }
    if (name.starts_with("mi")) // "MI300X 192GB HBM3": the memory is part of no name
        return std::string(stated.substr(0, stated.find(' ')));
    return std::string(stated);
}

void setModel(ImportedPoint &point, const std::string &stated)
{
    point.statedModel = stated;
    std::string name = stated.substr(std::min(stated.rfind('/') + 1, stated.size()));
    const std::string lower = lowerCase(name);
    for (const auto &[theirs, ours] : formatEndings) {
        if (lower.ends_with(theirs) && lower.size() > theirs.size()) {
            name.resize(name.size() - theirs.size());
            if (point.point.configuration.weightFormat.empty())
                point.point.configuration.weightFormat = ours;
            break;
        }
    }
    point.point.configuration.model = name;
}

std::string versionOfImage(std::string_view image)
{
    const std::size_t colon = image.rfind(':');
    if (colon == std::string_view::npos)
        return {};
    image.remove_prefix(colon + 1);
    if (image.starts_with('v'))
        image.remove_prefix(1);
    return std::string(image);
}

} // namespace trilemma::evidence::importers
