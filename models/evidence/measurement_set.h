// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/evidence/importers/imported_file.h"
#include "models/result.h"

#include <nlohmann/json.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace trilemma::evidence {

inline constexpr int measurementSetSchema = 1;

/// Imported points as sessions and the reference set keep them: an array with an object a file. Units are in the
/// keys, SI throughout; what is not known is left out. Single requests are not kept.
nlohmann::ordered_json measurementsJson(std::span<const ImportedFile *const> files);

/// The reverse. `path` prefixes the field that the Error names. Points whose own source or date is empty have that of
/// their file.
Result<std::vector<ImportedFile>> measurementsFromJson(const nlohmann::json &array, const std::string &path);

/// A file of its own: {"schema": 1, "measurements": [...]}. A newer schema, wrong types, unknown keys and values out of
/// range give one Error that names the field.
Result<std::vector<ImportedFile>> readMeasurementSet(std::string_view json, const std::string &fileName);

} // namespace trilemma::evidence
