// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace trilemma::evidence {

/// Records of RFC 4180 text, one at a time, copying only fields with doubled quotes. A byte order mark,
/// either line ending, blank lines and leading `#` lines (metadata) are skipped.
class CsvReader {
public:
    /// `text` must outlive the reader and every field it hands out.
    explicit CsvReader(std::string_view text);

    /// Next record into `fields`, valid until the next call. False at the end and after an error.
    bool next(std::vector<std::string_view> &fields);
    /// Line on which the last record began, from 1.
    std::size_t line() const { return m_recordLine; }
    /// What is wrong with the quoting, with its line; empty where nothing is.
    const std::string &error() const { return m_error; }

private:
    bool readQuoted(std::string_view &field);
    void skipNonRecords();

    std::string_view m_text;
    std::size_t m_position = 0, m_line = 1, m_recordLine = 1;
    bool m_started = false;
    std::deque<std::string> m_unescaped;
    std::string m_error;
};

/// Appends RFC 4180 records to a string: quoted only where needed, numbers in the C locale.
class CsvWriter {
public:
    explicit CsvWriter(std::string &csv) : m_csv(csv) {}

    CsvWriter &text(std::string_view field);
    /// Shortest text that reads back to the same double; empty for what is not finite.
    CsvWriter &number(double value);
    /// Rounded to that many significant digits.
    CsvWriter &number(double value, int significantDigits);
    void endRecord();

private:
    void separate();

    std::string &m_csv;
    bool m_first = true;
};

} // namespace trilemma::evidence
