// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/importers/document.h"

#include "models/catalog/json_fields.h"
#include "models/evidence/csv.h"
#include "models/evidence/importers/metered_json.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace trilemma::evidence::importers {

using nlohmann::json;

namespace {

constexpr std::size_t fewestTableColumns = 3;

std::string_view withoutBlanks(std::string_view text)
{
    const auto isBlank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

/// The first line, taken off `text`.
std::string_view takeLine(std::string_view &text)
{
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

Result<Document> readLines(std::string_view text, json first, MeteredJson &reader)
{
    Document document{Document::Shape::Lines, {}, {}, text};
    document.records.push_back(std::move(first));
    std::string_view rest = text;
    takeLine(rest);
    for (int line = 2; !rest.empty(); ++line) {
        const std::string_view current = withoutBlanks(takeLine(rest));
        if (current.empty())
            continue;
        auto record = reader.parse(current);
        if (!record) {
            Error error = reader.problem(current);
            error.field = "line " + std::to_string(line);
            return error;
        }
        document.records.push_back(std::move(*record));
    }
    return document;
}

Result<Document> readJson(std::string_view text, MeteredJson &reader)
{
    std::string_view rest = text;
    const std::string_view firstLine = takeLine(rest);
    if (!withoutBlanks(rest).empty()) {
        if (auto first = reader.parse(firstLine); first && first->is_object())
            return readLines(text, std::move(*first), reader);
    }
    auto whole = reader.parse(text);
    if (!whole)
        return reader.problem(text);
    Document document{whole->is_array() ? Document::Shape::Array : Document::Shape::Object, {}, {}, text};
    if (whole->is_array())
        document.records = std::move(whole->get_ref<json::array_t &>());
    else
        document.records.push_back(std::move(*whole));
    return document;
}

json cellValue(std::string_view cell)
{
    cell = withoutBlanks(cell);
    if (cell.empty())
        return nullptr;
    double number = 0;
    const auto [end, problem] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
    if (problem == std::errc() && end == cell.data() + cell.size() && std::isfinite(number))
        return number;
    return std::string(cell);
}

void forEachTableRow(const Document &document, Error &error, const std::function<void(const json &, const std::string &)> &read)
{
    CsvReader reader(document.text);
    std::vector<std::string_view> fields;
    reader.next(fields);
    while (error.message.empty() && reader.next(fields)) {
        json row = json::object();
        for (std::size_t i = 0; i < std::min(fields.size(), document.columns.size()); ++i)
            row[document.columns[i]] = cellValue(fields[i]);
        const std::string path = "line " + std::to_string(reader.line());
        if (fields.size() < document.columns.size())
            error = {{},
                     path,
                     "the row has " + std::to_string(fields.size()) + " fields where the header has " +
                         std::to_string(document.columns.size())};
        else
            read(row, path);
    }
    if (!reader.error().empty())
        error = {{}, {}, reader.error()};
}

} // namespace

bool Document::has(std::string_view key) const
{
    if (shape == Shape::Table)
        return std::ranges::find(columns, key) != columns.end();
    return !records.empty() && records.front().is_object() && records.front().contains(key);
}

bool Document::hasAll(std::initializer_list<std::string_view> keys) const
{
    return std::ranges::all_of(keys, [this](std::string_view key) { return has(key); });
}

Result<Document> readDocument(std::string_view text, const ImportProgress &progress)
{
    constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
    if (text.starts_with(byteOrderMark))
        text.remove_prefix(byteOrderMark.size());
    const std::string_view content = withoutBlanks(text);
    if (content.empty())
        return Error{{}, {}, "the file is empty"};
    if (content.front() == '{' || content.front() == '[') {
        MeteredJson reader(content, progress);
        return readJson(content, reader);
    }
    Document document{Document::Shape::Text, {}, {}, text};
    CsvReader reader(text);
    std::vector<std::string_view> fields;
    if (reader.next(fields) && fields.size() >= fewestTableColumns) {
        document.shape = Document::Shape::Table;
        for (const std::string_view field : fields)
            document.columns.emplace_back(withoutBlanks(field));
    }
    return document;
}

void forEachRecord(const Document &document, Error &error, const std::function<void(const json &, const std::string &)> &read)
{
    if (document.shape == Document::Shape::Table)
        return forEachTableRow(document, error, read);
    for (std::size_t i = 0; i < document.records.size() && error.message.empty(); ++i) {
        const std::string path = document.shape == Document::Shape::Object  ? std::string()
                                 : document.shape == Document::Shape::Array ? "[" + std::to_string(i) + "]"
                                                                            : "record " + std::to_string(i + 1);
        if (document.records[i].is_object())
            read(document.records[i], path);
        else
            error = {{}, path, catalog::brief(document.records[i]) + " is not valid; an object is expected"};
    }
}

json labelledLines(std::string_view block, bool asKeys)
{
    json values = json::object();
    while (!block.empty()) {
        const std::string_view line = takeLine(block);
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos)
            continue;
        std::string label(withoutBlanks(line.substr(0, colon)));
        if (asKeys) {
            std::erase_if(label, [](char c) { return c == '(' || c == ')'; });
            std::ranges::transform(label, label.begin(), [](char c) {
                return c == ' ' ? '_' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            });
        }
        values[label] = cellValue(line.substr(colon + 1));
    }
    return values;
}

} // namespace trilemma::evidence::importers
