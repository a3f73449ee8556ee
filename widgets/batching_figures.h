// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/batching_study.h"
#include "widgets/figure.h"

#include <QCoreApplication>

namespace trilemma::widgets {

/// What the pictures of batching are of. Refers to values that outlive the call.
struct BatchingShown {
    const scenario::Scenario &scenario;
    const scenario::BatchingCurves &curves;
    const scenario::BatchingStudy *study = nullptr; ///< null: not simulated yet
};

Figure passFigure(const BatchingShown &shown);           ///< parts of a decode pass against the running batch
Figure budgetLatencyFigure(const BatchingShown &shown);  ///< p99 of TTFT and ITL against the token budget
Figure budgetCapacityFigure(const BatchingShown &shown); ///< capacity against the token budget
Figure longPromptFigure(const BatchingShown &shown);     ///< gaps of others around a long prompt
Figure gapFigure(const BatchingShown &shown);            ///< time between tokens, with and without prompts beside
Figure batchingFigure(const BatchingShown &shown);       ///< static, continuous and chunked in figures
Figure requestFigure(const BatchingShown &shown);        ///< queue, prefill and decode of the first requests

/// Texts and empty figures that several of them need.
struct BatchingTexts {
    Q_DECLARE_TR_FUNCTIONS(BatchingTexts)
};
/// Why there is nothing to draw, where there is nothing: the scenario's problem or, for what only a simulation tells,
/// that none is done; else empty.
QString reasonForNone(const BatchingShown &shown, bool needsStudy);
inline constexpr double msPerSecond = 1e3;

} // namespace trilemma::widgets
