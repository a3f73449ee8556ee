// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/accelerator.h"
#include "models/catalog/engine_profile.h"

namespace trilemma::replica {

/// A weight format as one engine multiplies it on one accelerator: bytes, rate and kernel laws.
class FormatOnHardware {
public:
    FormatOnHardware(const catalog::KernelConstants &kernels, const catalog::Accelerator &accelerator,
                     catalog::WeightFormat format);

    double bytesPerWeight() const { return m_bytesPerWeight; }
    double bytesPerActivation() const { return m_bytesPerActivation; } ///< BF16 where weights are only stored small
    double peakFlops() const { return m_peakFlops; }                   ///< dense, of projections
    double expertPeakFlops() const { return m_expertPeakFlops; }       ///< dense, of the fused expert kernel
    const catalog::OperatorLaw &gemm() const { return *m_gemm; }
    const catalog::OperatorLaw &experts() const { return *m_experts; }

private:
    const catalog::OperatorLaw *m_gemm, *m_experts;
    double m_bytesPerWeight, m_bytesPerActivation, m_peakFlops, m_expertPeakFlops;
};

} // namespace trilemma::replica
