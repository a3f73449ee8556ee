// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/json_fields.h"
#include "models/catalog/language_model.h"

namespace trilemma::catalog {

/// A model in the layout of the catalogue's "models" entries, leaving out what is default.
/// languageModelFromJson() gives the same model back.
nlohmann::ordered_json languageModelJson(const LanguageModel &model);
/// Fields in errors carry `path` in front.
Result<LanguageModel> languageModelFromJson(const nlohmann::json &object, const std::string &path);

/// How the kinds are written.
const std::vector<std::pair<std::string_view, MixerKind>> &mixerKinds();
const std::vector<std::pair<std::string_view, FeedForwardKind>> &feedForwardKinds();

} // namespace trilemma::catalog
