// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/engine_profile.h"
#include "models/catalog/measured_load.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace trilemma::catalog {

struct Accelerator;
struct LanguageModel;

/// What running engines show beyond kernel measurements. Neutral as it is built: factors of 1, times of 0.
struct Corrections {
    double gpuTime = 1;             ///< factor on every kernel
    double promptTime = 1;          ///< factor on what is bound by compute
    double raggedAttention = 1;     ///< factor on the engine's stretch of decode attention
    double collectiveTime = 1;      ///< factor on all that crosses links
    double hostSecondsPerPass = 0, hostSecondsPerSequence = 0;      ///< added to the engine's
    double ingestSeconds = 0, ingestSecondsPerToken = 0;            ///< added to the engine's
    /// Of benchmark runs: seconds that the first prompts wait for compilation and capture, and a factor on the prompts
    /// per slot that are assumed where a run does not state them.
    double coldStartSeconds = 0, unstatedPrompts = 1;

    bool operator==(const Corrections &) const = default;
    /// Both one after the other: factors multiply, times add.
    Corrections &operator*=(const Corrections &other);
};

/// A row for each field of Corrections: files, fits and tables walk these.
struct CorrectionField {
    std::string_view id, label;
    double Corrections::*value;
    bool factor;                ///< else seconds that are added
    double spread;              ///< usual size: of a factor's logarithm, or seconds
    double low, high;           ///< what a file or a fit may set
};
std::span<const CorrectionField> correctionFields();

/// Where corrections hold. An empty id and an unset format stand for all.
struct CorrectionScope {
    std::string engineId, acceleratorId, modelId;
    std::optional<WeightFormat> weightFormat;

    bool operator==(const CorrectionScope &) const = default;
    bool covers(const EngineProfile &engine, const Accelerator &accelerator, const LanguageModel &model, WeightFormat format) const;
};

struct ScopedCorrections {
    std::string calibration;        ///< name of the user's calibration it belongs to; empty = shipped
    CorrectionScope scope;
    Corrections corrections;
    std::vector<MeasuredLoad> loads;        ///< what the corrections leave at the points that were fitted
    /// Deviation in the logarithm, of TPOT and TTFT, within which 80 % of measurements lie where no load near was measured;
    /// 0 = not known.
    double tokenTimeSpread = 0, firstTokenSpread = 0;
    double relativeError = 0;       ///< 80 % band of step times on points left out of the fit; 0 = as without
    std::vector<Citation> citations;

    bool operator==(const ScopedCorrections &) const = default;
};

/// All shipped ones that cover a configuration, one after the other, and the last calibration that does; null where there
/// is none. One calibration rules: each was fitted on top of what ships.
struct CombinedCorrections {
    Corrections corrections;
    const ScopedCorrections *calibration = nullptr;

    std::span<const MeasuredLoad> measuredLoads() const
    {
        return calibration ? std::span<const MeasuredLoad>(calibration->loads) : std::span<const MeasuredLoad>();
    }
};
CombinedCorrections combined(std::span<const ScopedCorrections> all, const EngineProfile &engine, const Accelerator &accelerator,
                             const LanguageModel &model, WeightFormat format, bool withCalibrations = true);

/// Sets the figures of `corrected` to those of the base ones under corrections; what is no figure stays as it is.
void correct(const EngineProfile &base, const Corrections &corrections, EngineProfile &corrected);
void correct(const KernelConstants &base, const Corrections &corrections, KernelConstants &corrected);

} // namespace trilemma::catalog
