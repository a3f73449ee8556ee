// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/evidence/importers/imported_file.h"

#include <memory>
#include <vector>

namespace trilemma::app {

/// A benchmark file as imported, complete: nothing is missing. Shared, never changed: equal where it is the same one.
using MeasurementFile = std::shared_ptr<const evidence::ImportedFile>;
/// What a session keeps beside its scenarios, in the order of import.
using Measurements = std::vector<MeasurementFile>;

} // namespace trilemma::app
