// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace trilemma::app {

enum class Align { Left, Right };

/// Columns padded to their widest cell, two spaces apart, the last left ragged.
class TextTable {
public:
    explicit TextTable(std::vector<Align> columns) : m_columns(std::move(columns)) {}

    void add(std::vector<std::string> cells) { m_rows.push_back(std::move(cells)); }
    /// A line of its own that no column is widened for.
    void addHeading(std::string text) { m_rows.push_back({std::move(text)}); }
    void print(std::ostream &out) const;

private:
    std::vector<Align> m_columns;
    std::vector<std::vector<std::string>> m_rows;
};

} // namespace trilemma::app
