// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/precision.h"

#include "models/catalog/accelerator.h"

#include <algorithm>

namespace trilemma::catalog {

namespace {

constexpr double bf16Bytes = 2;

bool contains(const std::vector<std::string> &formats, std::string_view format)
{
    return std::find(formats.begin(), formats.end(), format) != formats.end();
}

/// The name under which accelerators list a format; block scales are a matter of storage.
std::string_view hardwareName(WeightFormat format)
{
    return format == WeightFormat::Fp8Block ? "fp8" : info(format).id;
}

/// Sentences by format: why weight-only, why not at all.
struct Reasons {
    std::string_view weightOnly, no;
};

Reasons reasons(WeightFormat format)
{
    switch (format) {
    case WeightFormat::Bf16: return {"", "no BF16 tensor rate: the model's weights cannot be multiplied as stored"};
    case WeightFormat::Fp8:
    case WeightFormat::Fp8Block:
        return {"no native FP8 compute: weights are stored in FP8 and multiplied at the BF16 rate (weight-only)",
                "no FP8 compute, and no engine is known to run FP8 weights on this hardware"};
    case WeightFormat::Int8:
        return {"no native INT8 compute: weights are stored in INT8 and multiplied at the BF16 rate (weight-only)",
                "no INT8 rate is listed for this hardware"};
    case WeightFormat::Int4:
        return {"INT4 checkpoints are weight-only (W4A16): small to read, multiplied at the BF16 rate",
                "no weight-only INT4 kernels are known for this hardware"};
    case WeightFormat::Nvfp4:
        return {"no native NVFP4 compute: weights are stored in 4 bits and multiplied at the BF16 rate (weight-only)",
                "NVFP4 runs only on NVIDIA hardware"};
    case WeightFormat::Mxfp4:
        return {"no native MXFP4 compute: weights are stored in 4 bits and multiplied at the BF16 rate (weight-only)",
                "no MXFP4 compute, and no engine is known to run MXFP4 weights on this hardware"};
    }
    return {};
}

} // namespace

const std::array<WeightFormatInfo, weightFormatCount> &weightFormats()
{
    // Block overheads: OCP Microscaling v1.0 (E8M0 over 32), NVFP4 (E4M3 over 16), DeepSeek-V3 (FP32 over
    // 128x128), AWQ/GPTQ g128 with a 16-bit scale and zero-point.
    static const std::array<WeightFormatInfo, weightFormatCount> formats{{
        {WeightFormat::Bf16, "bf16", "BF16", bf16Bytes, bf16Bytes, ComputeRate::Bf16,
         "16-bit brain float, unquantised: 2 bytes per weight."},
        {WeightFormat::Fp8, "fp8", "FP8", 1, 1, ComputeRate::Fp8,
         "8-bit float (E4M3), one scale per tensor or output channel: 8 effective bits."},
        {WeightFormat::Fp8Block, "fp8-block", "FP8 block", 1 + 4.0 / (128 * 128), 1, ComputeRate::Fp8,
         "8-bit float (E4M3), one FP32 scale per 128x128 block: 8.002 effective bits."},
        {WeightFormat::Int8, "int8", "INT8", 1, 1, ComputeRate::Int8,
         "8-bit integer weights and activations (W8A8), one scale per output channel: 8 effective bits."},
        {WeightFormat::Int4, "int4", "INT4 g128", 4.25 / 8, bf16Bytes, ComputeRate::Bf16,
         "4-bit integer weights (AWQ, GPTQ), scale and zero-point per group of 128: 4.25 effective bits; activations stay BF16."},
        {WeightFormat::Nvfp4, "nvfp4", "NVFP4", 4.5 / 8, 4.5 / 8, ComputeRate::Fp4,
         "4-bit float (E2M1), one E4M3 scale per 16 weights: 4.5 effective bits."},
        {WeightFormat::Mxfp4, "mxfp4", "MXFP4", 4.25 / 8, 1, ComputeRate::Fp4,
         "4-bit float (E2M1), one E8M0 scale per 32 weights: 4.25 effective bits."},
    }};
    return formats;
}

const std::array<KvFormatInfo, kvFormatCount> &kvFormats()
{
    static const std::array<KvFormatInfo, kvFormatCount> formats{{
        {KvFormat::Bf16, "bf16", "BF16", bf16Bytes},
        {KvFormat::Fp8, "fp8", "FP8", 1},
        {KvFormat::Nvfp4, "nvfp4", "NVFP4", 4.5 / 8},
    }};
    return formats;
}

const WeightFormatInfo &info(WeightFormat format)
{
    return weightFormats()[static_cast<std::size_t>(format)];
}

const KvFormatInfo &info(KvFormat format)
{
    return kvFormats()[static_cast<std::size_t>(format)];
}

std::optional<WeightFormat> weightFormatFromId(std::string_view id)
{
    for (const WeightFormatInfo &candidate : weightFormats()) {
        if (candidate.id == id)
            return candidate.format;
    }
    return {};
}

std::optional<KvFormat> kvFormatFromId(std::string_view id)
{
    for (const KvFormatInfo &candidate : kvFormats()) {
        if (candidate.id == id)
            return candidate.format;
    }
    return {};
}

Support support(const Accelerator &accelerator, WeightFormat format)
{
    // Some accelerators list INT4 tensor rates, but no serving engine multiplies INT4 checkpoints natively.
    if (format != WeightFormat::Int4 && contains(accelerator.nativeFormats, hardwareName(format)))
        return Support::Native;
    return contains(accelerator.weightOnlyFormats, hardwareName(format)) ? Support::WeightOnly : Support::No;
}

std::string_view supportReason(const Accelerator &accelerator, WeightFormat format)
{
    switch (support(accelerator, format)) {
    case Support::Native: return {};
    case Support::WeightOnly: return reasons(format).weightOnly;
    case Support::No: return reasons(format).no;
    }
    return {};
}

ComputeRate computeRate(const Accelerator &accelerator, WeightFormat format)
{
    return support(accelerator, format) == Support::Native ? info(format).nativeRate : ComputeRate::Bf16;
}

} // namespace trilemma::catalog
