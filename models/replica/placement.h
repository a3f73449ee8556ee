// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/accelerator.h"
#include "models/catalog/language_model.h"

#include <string>

namespace trilemma::replica {

/// How GPUs of one node reach each other where they share PCIe. Where they have a fabric, they use that.
enum class GpuLink {
    Direct,     ///< peer to peer, as the kernel constants were measured
    ThroughHost ///< every message staged in the host's memory: no peer access, or sockets apart
};

/// How one copy of a model lies on its GPUs.
struct Placement {
    int tensorParallel = 1;
    int pipelineParallel = 1;
    int expertParallel = 1;        ///< GPUs over which routed experts are spread; 1 = sliced by TP instead
    int attentionDataParallel = 1; ///< ranks with their own attention and KV cache inside the replica
    GpuLink link = GpuLink::Direct;

    bool operator==(const Placement &) const = default;
    int gpus() const { return tensorParallel * pipelineParallel * attentionDataParallel; }
    /// Tensor slices of one routed expert.
    int expertTensorParallel() const
    {
        const int ranks = tensorParallel * attentionDataParallel;
        return ranks > expertParallel ? ranks / expertParallel : 1;
    }
};

/// Empty where the model can be placed so; else one sentence ("TP 3 does not divide 64 heads").
std::string placementProblem(const Placement &placement, const catalog::LanguageModel &model);
/// True where tensor or expert parallelism leaves the scale-up domain (warning W-TP-NODE).
bool crossesScaleUpDomain(const Placement &placement, const catalog::Accelerator &accelerator);

} // namespace trilemma::replica
