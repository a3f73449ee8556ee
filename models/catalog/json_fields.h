// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"

#include <nlohmann/json.hpp>

#include <initializer_list>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace trilemma::catalog {

/// Parses a text that must be one JSON object. The error says where the text stops being JSON.
Result<nlohmann::json> parseJsonObject(std::string_view text, const std::string &file);

/// A short rendering of a value for error sentences.
std::string brief(const nlohmann::json &value);

/// Bounds of a valid number, both included. NaN and infinity are never inside.
struct Bounds {
    double low = 0, high = std::numeric_limits<double>::max();
};

/// Typed access to the fields of one JSON object. The first field that is missing, of the wrong
/// type or out of bounds is noted in `error` with its path and a sentence; from then on every access
/// returns a harmless default, so that callers read straight on and check once at the end.
class JsonFields {
public:
    /// `object` and `error` must outlive the reader; `path` prefixes field names in errors.
    JsonFields(const nlohmann::json &object, std::string path, Error &error);

    bool ok() const { return m_error->message.empty(); }
    /// Present and not null.
    bool has(const std::string &key) const;
    /// The first of the keys that is present, else the first: for files that spell a field in several ways.
    std::string firstOf(std::initializer_list<const char *> keys) const;

    double number(const std::string &key, Bounds bounds, std::optional<double> fallback = {});
    std::optional<double> numberOrUnknown(const std::string &key, Bounds bounds);
    int integer(const std::string &key, Bounds bounds, std::optional<int> fallback = {});
    bool flag(const std::string &key, bool fallback);
    std::string text(const std::string &key, std::optional<std::string> fallback = {});
    std::vector<std::string> texts(const std::string &key);
    std::vector<double> numbers(const std::string &key, Bounds bounds, std::size_t count);
    /// An object field; an empty object where absent.
    JsonFields object(const std::string &key);
    /// The objects of an array field; none where absent. Paths name each by its "id" or its index.
    std::vector<JsonFields> objects(const std::string &key);
    template<class Value>
    Value choice(const std::string &key, const std::vector<std::pair<std::string_view, Value>> &values,
                 std::optional<Value> fallback = {});

    /// Raw value, marking the key as read; null where absent.
    const nlohmann::json &raw(const std::string &key);
    /// Keys of the object in file order of nlohmann (sorted).
    std::vector<std::string> keys() const;
    std::string pathOf(const std::string &key) const;
    void fail(const std::string &key, const std::string &message);
    /// Reports the first key that nobody asked for: a misspelt field must not vanish silently.
    void refuseUnknownKeys();

private:
    const nlohmann::json *find(const std::string &key);

    const nlohmann::json *m_object;
    std::string m_path;
    Error *m_error;
    std::set<std::string> m_read;
};

template<class Value>
Value JsonFields::choice(const std::string &key, const std::vector<std::pair<std::string_view, Value>> &values,
                         std::optional<Value> fallback)
{
    const std::string given = text(key, fallback ? std::optional<std::string>("") : std::nullopt);
    std::string valid;
    for (const auto &[id, value] : values) {
        if (id == given)
            return value;
        valid += (valid.empty() ? "" : ", ") + std::string(id);
    }
    if (fallback && given.empty())
        return *fallback;
    fail(key, "\"" + given + "\" is not one of " + valid);
    return values.front().second;
}

} // namespace trilemma::catalog
