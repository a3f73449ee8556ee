// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"

#include <string>
#include <string_view>

namespace trilemma::evidence {

/// The bytes begin as a gzip file does.
bool isGzip(std::string_view bytes);

/// The unpacked text. The Error says that the file is damaged, cut off, or unpacks to more than 2 GiB.
Result<std::string> gunzip(std::string_view bytes, const std::string &fileName);

} // namespace trilemma::evidence
