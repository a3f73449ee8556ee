// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/corrections.h"
#include "models/evidence/points.h"

#include <span>

namespace trilemma::evidence {

/// Gives each of the corrections the loads that its scope covers, with what it leaves of TPOT and TTFT there, so that
/// curves pass by the measured points and interpolate between them. Closed-loop points only. `catalog` is
/// the one that `corrections` were fitted on top of.
void addMeasuredLoads(std::span<const MeasuredPoint> points, const catalog::Catalog &catalog,
                      std::vector<catalog::ScopedCorrections> &corrections);

} // namespace trilemma::evidence
