// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/language_model.h"
#include "models/result.h"

#include <string_view>

namespace trilemma::catalog {

/// Reads a Hugging Face config.json. An unknown architecture is approximated and
/// LanguageModel::approximation says how; a missing field or broken JSON is an Error naming it.
/// `name` becomes id and name (file name without ending). Touches no network, ever.
Result<LanguageModel> readHuggingFaceConfig(std::string_view text, std::string_view name);

} // namespace trilemma::catalog
