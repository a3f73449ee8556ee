// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/handoff/csv.h"
#include "models/result.h"

#include <optional>
#include <span>
#include <string>

namespace trilemma::handoff {

/// Writes an Office Open XML workbook: a sheet with every lever and metric, one column per scenario, and a sheet
/// with the points of each chart. Numbers stay numbers, units are in the headers. The path is written to
/// directly because the library asks for one; callers who need it whole or not at all rename it into place.
std::optional<Error> writeWorkbook(const std::string &path, std::span<const EvaluatedScenario> scenarios,
                                   const catalog::Catalog &catalog);

} // namespace trilemma::handoff
