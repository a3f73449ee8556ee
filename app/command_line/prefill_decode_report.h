// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/decision/prefill_decode_search.h"

#include <nlohmann/json.hpp>

#include <iosfwd>
#include <vector>

namespace trilemma::app {

/// The splits as `evaluate --pd-search` prints them, in both formats.
nlohmann::ordered_json prefillDecodeJson(const std::vector<decision::PrefillDecodeSplit> &splits);
void printPrefillDecode(const std::vector<decision::PrefillDecodeSplit> &splits, int gpus, std::ostream &out);

} // namespace trilemma::app
