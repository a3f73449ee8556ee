// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace trilemma {

/// Figures in rows, for files and the clipboard. A cell that is not finite is empty there.
struct Table {
    struct Row {
        std::string name; ///< in the first column, where there is one column more than figures
        std::vector<double> figures;
    };
    std::vector<std::string> columns; ///< with units: "ITL p99 [ms]"
    std::vector<Row> rows;
};

} // namespace trilemma
