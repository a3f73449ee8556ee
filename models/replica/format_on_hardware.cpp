// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/format_on_hardware.h"

namespace trilemma::replica {

using catalog::ComputeRate;
using catalog::WeightFormat;

namespace {

double peakOf(const catalog::KernelConstants &kernels, ComputeRate rate)
{
    const double peak = kernels.peakFlops[static_cast<std::size_t>(rate)];
    return peak > 0 ? peak : kernels.peakFlops[static_cast<std::size_t>(ComputeRate::Bf16)];
}

} // namespace

FormatOnHardware::FormatOnHardware(const catalog::KernelConstants &kernels, const catalog::Accelerator &accelerator,
                                   WeightFormat format)
    : m_gemm(&kernels.gemm[static_cast<std::size_t>(format)]), m_experts(&kernels.moe[static_cast<std::size_t>(format)])
{
    constexpr double bf16Bytes = 2;
    const auto &stored = catalog::info(format);
    const ComputeRate rate = catalog::computeRate(accelerator, format);
    m_bytesPerWeight = stored.bytesPerWeight;
    m_bytesPerActivation = rate == stored.nativeRate ? stored.bytesPerActivation : bf16Bytes;
    m_peakFlops = peakOf(kernels, rate);
    m_expertPeakFlops = m_peakFlops;
    if (format == WeightFormat::Mxfp4 && kernels.provenance == catalog::Provenance::Fitted) {
        // The MXFP4 expert kernels of today multiply with FP8 or BF16 activations; the fit is to that rate.
        m_expertPeakFlops = peakOf(kernels, kernels.mxfp4AtFp8Rate ? ComputeRate::Fp8 : ComputeRate::Bf16);
    }
}

} // namespace trilemma::replica
