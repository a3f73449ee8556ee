// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/confidence.h"

#include <nlohmann/json.hpp>

namespace trilemma::catalog {

/// As the "corrections" section of a catalogue file holds it, without what is neutral and without citations.
nlohmann::ordered_json toJson(const ScopedCorrections &scoped);
/// As the "checks" section holds it, without citations.
nlohmann::ordered_json toJson(const CheckedScope &checked);
nlohmann::ordered_json toJson(const CorrectionScope &scope);

} // namespace trilemma::catalog
