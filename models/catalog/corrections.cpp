// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/corrections.h"

#include "models/catalog/accelerator.h"
#include "models/catalog/language_model.h"

#include <algorithm>
#include <array>

namespace trilemma::catalog {

namespace {

constexpr std::array fields{
    CorrectionField{"gpu_time", "Kernel time", &Corrections::gpuTime, true, 0.2, 0.3, 3},
    CorrectionField{"prompt_time", "Compute-bound time", &Corrections::promptTime, true, 0.2, 0.3, 3},
    CorrectionField{"ragged_attention", "Decode attention", &Corrections::raggedAttention, true, 0.2, 0.3, 3},
    CorrectionField{"collective_time", "Collectives", &Corrections::collectiveTime, true, 0.3, 0.2, 5},
    CorrectionField{"host_seconds_per_pass", "Host time of a pass", &Corrections::hostSecondsPerPass, false, 5e-4, -5e-3, 2e-2},
    CorrectionField{"host_seconds_per_sequence", "Host time of a sequence in a pass", &Corrections::hostSecondsPerSequence, false,
                    2e-5, -1e-4, 5e-4},
    CorrectionField{"ingest_seconds", "Ingest", &Corrections::ingestSeconds, false, 3e-2, -2e-2, 2},
    CorrectionField{"ingest_seconds_per_token", "Ingest of a token", &Corrections::ingestSecondsPerToken, false, 1e-5, -1e-5, 1e-3},
    CorrectionField{"cold_start_seconds", "Cold start of a benchmark", &Corrections::coldStartSeconds, false, 1, 0, 60},
    CorrectionField{"unstated_prompts", "Prompts per slot where not stated", &Corrections::unstatedPrompts, true, 1, 0.5, 50}};

void stretch(OperatorLaw &law, const OperatorLaw &base, double time, double computeTime)
{
    law = base;
    law.fixedSeconds *= time;
    law.computeEfficiency /= computeTime;
}

} // namespace

std::span<const CorrectionField> correctionFields()
{
    return fields;
}

Corrections &Corrections::operator*=(const Corrections &other)
{
    for (const CorrectionField &field : fields) {
        if (field.factor)
            this->*field.value *= other.*field.value;
        else
            this->*field.value += other.*field.value;
    }
    return *this;
}

bool CorrectionScope::covers(const EngineProfile &engine, const Accelerator &accelerator, const LanguageModel &model,
                             WeightFormat format) const
{
    return (engineId.empty() || engineId == engine.id) && (acceleratorId.empty() || acceleratorId == accelerator.id) &&
           (modelId.empty() || modelId == model.id) && (!weightFormat || *weightFormat == format);
}

CombinedCorrections combined(std::span<const ScopedCorrections> all, const EngineProfile &engine, const Accelerator &accelerator,
                             const LanguageModel &model, WeightFormat format, bool withCalibrations)
{
    CombinedCorrections result;
    for (const ScopedCorrections &scoped : all) {
        const bool calibration = !scoped.calibration.empty();
        if ((calibration && !withCalibrations) || !scoped.scope.covers(engine, accelerator, model, format))
            continue;
        if (calibration)
            result.calibration = &scoped;
        else
            result.corrections *= scoped.corrections;
    }
    if (result.calibration)
        result.corrections *= result.calibration->corrections;
    return result;
}

void correct(const EngineProfile &base, const Corrections &corrections, EngineProfile &corrected)
{
    corrected.raggedAttention = base.raggedAttention * corrections.raggedAttention;
    corrected.hostSecondsPerPass = std::max(0.0, base.hostSecondsPerPass + corrections.hostSecondsPerPass);
    corrected.hostSecondsPerSequence = std::max(0.0, base.hostSecondsPerSequence + corrections.hostSecondsPerSequence);
    corrected.ingestSeconds = std::max(0.0, base.ingestSeconds + corrections.ingestSeconds);
    corrected.ingestSecondsPerToken = std::max(0.0, base.ingestSecondsPerToken + corrections.ingestSecondsPerToken);
}

void correct(const KernelConstants &base, const Corrections &corrections, KernelConstants &corrected)
{
    corrected.memoryBytesPerSecond = base.memoryBytesPerSecond / corrections.gpuTime;
    corrected.linkBytesPerSecond = base.linkBytesPerSecond / corrections.collectiveTime;
    for (std::size_t i = 0; i < base.peakFlops.size(); ++i)
        corrected.peakFlops[i] = base.peakFlops[i] / corrections.gpuTime;
    for (std::size_t i = 0; i < base.gemm.size(); ++i) {
        stretch(corrected.gemm[i], base.gemm[i], corrections.gpuTime, corrections.promptTime);
        stretch(corrected.moe[i], base.moe[i], corrections.gpuTime, corrections.promptTime);
    }
    for (std::size_t i = 0; i < base.decodeAttention.size(); ++i) {
        stretch(corrected.decodeAttention[i], base.decodeAttention[i], corrections.gpuTime, 1);
        stretch(corrected.prefillAttention[i], base.prefillAttention[i], corrections.gpuTime, corrections.promptTime);
    }
    for (std::size_t i = 0; i < base.allReduce.size(); ++i)
        corrected.allReduce[i] = {base.allReduce[i].latencySeconds * corrections.collectiveTime, base.allReduce[i].busEfficiency};
}

} // namespace trilemma::catalog
