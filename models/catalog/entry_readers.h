// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/catalog.h"
#include "models/catalog/json_fields.h"

namespace trilemma::catalog {

/// One reader per kind of catalogue entry. Problems are noted in the fields' error.
Source readSource(JsonFields &fields);
Accelerator readAccelerator(JsonFields &fields);
LanguageModel readLanguageModel(JsonFields &fields);
EngineProfile readEngine(JsonFields &fields);
KernelConstants readKernels(JsonFields &fields);
ScopedCorrections readCorrections(JsonFields &fields);
CheckedScope readChecked(JsonFields &fields);
/// "engine", "accelerator", "model" and "weights", each of which may be absent.
CorrectionScope readScope(JsonFields &fields);
PriceEntry readPrice(JsonFields &fields);
WorkloadPreset readPreset(JsonFields &fields);

/// "citations": {field: ["source", ...] or {"sources": [...], "assumption": true, "note": "..."}}.
std::vector<Citation> readCitations(JsonFields &fields);
/// FLOP/s by rate from tera-FLOP/s under "bf16", "fp8", "int8", "fp4"; null is unknown.
std::array<std::optional<double>, computeRateCount> readPeaks(JsonFields &fields, const std::string &key);

} // namespace trilemma::catalog
