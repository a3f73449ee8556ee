// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/evidence/accuracy.h"

#include <nlohmann/json.hpp>

#include <iosfwd>
#include <string>
#include <utility>
#include <vector>

namespace trilemma::app {

/// Heads of the columns that errorCells() fills.
std::vector<std::string> errorHeads();
std::vector<std::string> errorCells(const evidence::ErrorSummary &summary);
nlohmann::ordered_json errorsJson(const evidence::ErrorSummary &summary);

/// A table with a line for each summary, named by `group`.
void printErrors(const std::string &heading, const std::string &group,
                 const std::vector<std::pair<std::string, evidence::ErrorSummary>> &rows, std::ostream &out);

} // namespace trilemma::app
