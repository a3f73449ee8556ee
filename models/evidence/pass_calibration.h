// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/evidence/accuracy.h"
#include "models/evidence/calibration.h"
#include "models/evidence/pass_trace.h"

namespace trilemma::evidence {

/// Errors of pass times, of all passes and by what they hold.
struct PassAccuracy {
    ErrorSummary all, decode, prompt, mixed;
};
PassAccuracy passAccuracy(std::span<const MeasuredPass> passes, const replica::Configuration &configuration,
                          const catalog::Corrections &corrections = {});

/// A calibration to the passes of one configuration, valid for its model, accelerator, engine and weight format at any
/// parallelism. Errors are of pass times; those left out are of passes that a fit to the others answers. The Error says
/// what is missing.
Result<Calibration> calibratePasses(std::span<const MeasuredPass> passes, const replica::Configuration &configuration,
                                    const std::string &name);

} // namespace trilemma::evidence
