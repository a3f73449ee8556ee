// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/evidence/points.h"

#include <span>
#include <vector>

namespace trilemma::evidence {

/// Closed-loop runs of one deployment without a draft model, which the general constants are fitted to and checked on.
std::vector<MeasuredPoint> closedLoopOnly(std::vector<MeasuredPoint> points);

enum class LeftOut {
    Model,              ///< each model answered by constants that were fitted to all others
    Accelerator,        ///< each accelerator likewise
    OtherHalf           ///< every second load of a configuration answered by a calibration to those between
};

/// Answers that know nothing of the points they answer, one to one. Constants that ship fitted to measurements are set
/// aside first, for they have seen the points. With OtherHalf, only points of configurations that were measured at
/// four loads or more, and not those fitted to, are answered; the rest say so in their status.
std::vector<Prediction> predictLeftOut(std::span<const MeasuredPoint> points, const catalog::Catalog &catalog, LeftOut leftOut);

} // namespace trilemma::evidence
