// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace trilemma::evidence {

/// Called now and then with the share done, 0 to 1; false cancels. May be empty.
using ImportProgress = std::function<bool(double)>;

namespace importers {

/// A file parsed once, in the shape that every importer chooses by. Long lists that no importer uses (token gaps,
/// generated texts, density functions) are dropped while parsing, so that a large detailed file stays small.
struct Document {
    enum class Shape { Object, Array, Lines, Table, Text };

    Shape shape = Shape::Text;
    std::vector<nlohmann::json> records; ///< one for Object; the elements of Array and Lines; none for the others
    std::vector<std::string> columns;    ///< of Table
    std::string_view text;               ///< all of it; outlives the document

    bool isJson() const { return shape == Shape::Object || shape == Shape::Array || shape == Shape::Lines; }
    /// The first record has the key, or the table the column.
    bool has(std::string_view key) const;
    bool hasAll(std::initializer_list<std::string_view> keys) const;
};

/// The Error has no file name; `progress` may cancel.
Result<Document> readDocument(std::string_view text, const ImportProgress &progress);

/// Calls `read` for every record of any shape but Text, table rows as objects of their columns (numbers where the
/// cell is one, null where empty), with a path for error messages. Stops when `error` is set.
void forEachRecord(const Document &document, Error &error,
                   const std::function<void(const nlohmann::json &record, const std::string &path)> &read);

/// The lines "label: value" of a console block as an object. Where `asKeys`, labels are spelt as the same tools
/// spell JSON keys: "Mean TTFT (ms)" becomes mean_ttft_ms.
nlohmann::json labelledLines(std::string_view block, bool asKeys);

} // namespace importers
} // namespace trilemma::evidence
