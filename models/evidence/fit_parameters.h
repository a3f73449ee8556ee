// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/corrections.h"

#include <ceres/problem.h>
#include <ceres/solver.h>

#include <string_view>

namespace trilemma::evidence {

/// Fits turn fields of Corrections by parameters in their usual sizes. Neutral is 1, so that relative difference steps
/// are well sized: a factor is exp((parameter - 1) * spread), a time (parameter - 1) * spread.
inline constexpr double neutralParameter = 1;

/// The row of correctionFields() of that id.
const catalog::CorrectionField *correctionField(std::string_view id);
void applyParameter(const catalog::CorrectionField &field, double parameter, catalog::Corrections &corrections);
/// Keeps the parameter in the field's bounds and pulls it to neutral by a normal prior of `spread` usual sizes.
void boundParameter(ceres::Problem &problem, const catalog::CorrectionField &field, double spread, double &parameter);
ceres::Solver::Options solverOptions();

} // namespace trilemma::evidence
