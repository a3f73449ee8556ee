// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace trilemma::catalog {

struct Accelerator;

/// Storage format of quantised weight tensors. What stays unquantised is the model's affair
/// (LanguageModel::quantisedParts).
enum class WeightFormat : std::uint8_t { Bf16, Fp8, Fp8Block, Int8, Int4, Nvfp4, Mxfp4 };
inline constexpr int weightFormatCount = 7;

/// Storage format of the KV cache, independent of the weights (GPTQ and AWQ do not touch it).
enum class KvFormat : std::uint8_t { Bf16, Fp8, Nvfp4 };
inline constexpr int kvFormatCount = 3;

/// The tensor-core rate an operation runs at.
enum class ComputeRate : std::uint8_t { Bf16, Fp8, Int8, Fp4 };
inline constexpr int computeRateCount = 4;

struct WeightFormatInfo {
    WeightFormat format;
    std::string_view id;            ///< "fp8", as levers, sessions and scripts write it
    std::string_view label;         ///< "FP8", as people read it
    double bytesPerWeight;          ///< with block scales
    double bytesPerActivation;      ///< what the GEMM reads as its other operand
    ComputeRate nativeRate;         ///< rate where the hardware multiplies this format natively
    std::string_view definition;    ///< one sentence: block, scale, effective bits
};

struct KvFormatInfo {
    KvFormat format;
    std::string_view id;
    std::string_view label;
    double bytesPerElement;
};

const std::array<WeightFormatInfo, weightFormatCount> &weightFormats();
const std::array<KvFormatInfo, kvFormatCount> &kvFormats();
const WeightFormatInfo &info(WeightFormat format);
const KvFormatInfo &info(KvFormat format);
std::optional<WeightFormat> weightFormatFromId(std::string_view id);
std::optional<KvFormat> kvFormatFromId(std::string_view id);

/// Native: multiplied at its own tensor rate. WeightOnly: stored small, computed at BF16.
enum class Support : std::uint8_t { Native, WeightOnly, No };

/// What the hardware does with a weight format; the reason sentence says why not native.
Support support(const Accelerator &accelerator, WeightFormat format);
std::string_view supportReason(const Accelerator &accelerator, WeightFormat format);
/// Rate at which GEMMs in this format run on this hardware (BF16 for weight-only).
ComputeRate computeRate(const Accelerator &accelerator, WeightFormat format);

} // namespace trilemma::catalog
