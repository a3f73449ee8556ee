// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/catalog.h"
#include "models/evidence/points.h"

#include <span>
#include <string>
#include <vector>

namespace trilemma::evidence {

/// How far closed-loop measurements lie from answers, for all deployments, each engine, each accelerator under it, and
/// each model in its weight format there. A kind is read as a member not yet seen would find it: its deployments
/// count alike, however many points they have, and few of them lean on the wider kind. `predictions`
/// answer `points` one to one; they should not have been fitted to them.
std::vector<catalog::CheckedScope> checkedScopes(std::span<const MeasuredPoint> points, std::span<const Prediction> predictions,
                                                 const catalog::Catalog &catalog);

} // namespace trilemma::evidence
