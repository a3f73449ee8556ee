// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/csv.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace trilemma::evidence {

CsvReader::CsvReader(std::string_view text) : m_text(text)
{
    constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
    if (m_text.starts_with(byteOrderMark))
        m_text.remove_prefix(byteOrderMark.size());
}

void CsvReader::skipNonRecords()
{
    while (m_position < m_text.size()) {
        const char c = m_text[m_position];
        if (c == '\n') {
            ++m_line;
            ++m_position;
        } else if (c == '\r') {
            ++m_position;
        } else if (c == '#' && !m_started) {
            m_position = std::min(m_text.find('\n', m_position), m_text.size());
        } else {
            return;
        }
    }
}

bool CsvReader::readQuoted(std::string_view &field)
{
    const std::size_t begin = ++m_position;
    bool doubled = false;
    for (;;) {
        const std::size_t quote = m_text.find('"', m_position);
        if (quote == std::string_view::npos) {
            m_error = "line " + std::to_string(m_recordLine) + ": a quoted field is never closed";
            return false;
        }
        m_position = quote + 1;
        if (m_position >= m_text.size() || m_text[m_position] != '"')
            break;
        doubled = true;
        ++m_position;
    }
    field = m_text.substr(begin, m_position - 1 - begin);
    m_line += static_cast<std::size_t>(std::ranges::count(field, '\n'));
    if (doubled) {
        std::string &plain = m_unescaped.emplace_back();
        for (std::size_t i = 0; i < field.size(); ++i) {
            plain += field[i];
            i += field[i] == '"' ? 1 : 0;
        }
        field = plain;
    }
    if (m_position < m_text.size() && m_text[m_position] != ',' && m_text[m_position] != '\n' && m_text[m_position] != '\r') {
        m_error = "line " + std::to_string(m_line) + ": text follows a closing quote";
        return false;
    }
    return true;
}

bool CsvReader::next(std::vector<std::string_view> &fields)
{
    fields.clear();
    m_unescaped.clear();
    skipNonRecords();
    if (m_position >= m_text.size() || !m_error.empty())
        return false;
    m_started = true;
    m_recordLine = m_line;
    for (;;) {
        std::string_view field;
        if (m_position < m_text.size() && m_text[m_position] == '"') {
            if (!readQuoted(field))
                return false;
        } else {
            std::size_t end = m_position;   // a plain loop: find_first_of is several times slower here
            while (end < m_text.size() && m_text[end] != ',' && m_text[end] != '\n')
                ++end;
            field = m_text.substr(m_position, end - m_position);
            if (field.ends_with('\r'))
                field.remove_suffix(1);
            m_position = end;
        }
        fields.push_back(field);
        while (m_position < m_text.size() && m_text[m_position] == '\r')
            ++m_position;
        if (m_position >= m_text.size() || m_text[m_position] != ',')
            return true;
        ++m_position;
    }
}

void CsvWriter::separate()
{
    if (!m_first)
        m_csv += ',';
    m_first = false;
}

CsvWriter &CsvWriter::text(std::string_view field)
{
    separate();
    if (field.find_first_of(",\"\r\n") == std::string_view::npos && !field.starts_with('#')) {
        m_csv += field;
        return *this;
    }
    m_csv += '"';
    for (const char c : field) {
        if (c == '"')
            m_csv += '"';
        m_csv += c;
    }
    m_csv += '"';
    return *this;
}

CsvWriter &CsvWriter::number(double value)
{
    separate();
    if (std::isfinite(value)) {
        char digits[32];
        m_csv.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
    }
    return *this;
}

CsvWriter &CsvWriter::number(double value, int significantDigits)
{
    separate();
    if (std::isfinite(value)) {
        char digits[48];
        m_csv.append(digits, std::to_chars(digits, digits + sizeof digits, value, std::chars_format::general, significantDigits).ptr);
    }
    return *this;
}

void CsvWriter::endRecord()
{
    m_csv += '\n';
    m_first = true;
}

} // namespace trilemma::evidence
