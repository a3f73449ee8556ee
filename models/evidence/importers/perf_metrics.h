// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/evidence/importers/reading.h"

namespace trilemma::evidence::importers {

/// What GenAI-Perf and AIPerf report in one shape: an object {unit, avg, p50, ...} for each metric.
ImportedPoint readPerfMetrics(catalog::JsonFields &metrics);

/// The mapping that all their files share.
std::span<const MappingRow> perfMapping();

} // namespace trilemma::evidence::importers
