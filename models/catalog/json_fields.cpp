// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/json_fields.h"

#include <algorithm>
#include <cmath>

namespace trilemma::catalog {

using nlohmann::json;

namespace {

constexpr std::size_t largestText = 64u << 20;
constexpr std::size_t briefLength = 40;

std::string rendered(double value)
{
    return json(value).dump();
}

std::string expected(Bounds bounds)
{
    if (bounds.high >= std::numeric_limits<double>::max())
        return "a number of at least " + rendered(bounds.low) + " is expected";
    return "a number from " + rendered(bounds.low) + " to " + rendered(bounds.high) + " is expected";
}

std::optional<double> inBounds(const json &value, Bounds bounds)
{
    if (!value.is_number())
        return {};
    const double number = value.get<double>();
    if (!std::isfinite(number) || number < bounds.low || number > bounds.high)
        return {};
    return number;
}

std::pair<std::size_t, std::size_t> lineAndColumn(std::string_view text, std::size_t byte)
{
    const std::string_view before = text.substr(0, std::min(byte, text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto lineStart = before.rfind('\n');
    const auto column = before.size() - (lineStart == std::string_view::npos ? 0 : lineStart + 1);
    return {static_cast<std::size_t>(line), std::max<std::size_t>(column, 1)};
}

} // namespace

std::string brief(const json &value)
{
    // Rendering nested values in full could exhaust the stack on a hostile file, and says little.
    if (value.is_object())
        return "an object";
    if (value.is_array())
        return "a list";
    std::string text = value.dump(-1, ' ', false, json::error_handler_t::replace);
    if (text.size() > briefLength) {
        std::size_t cut = briefLength;
        while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0u) == 0x80u)
            --cut;
        text = text.substr(0, cut) + "...";
    }
    return text;
}

Result<json> parseJsonObject(std::string_view text, const std::string &file)
{
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return Error{file, {}, "the file is empty where a JSON object is expected"};
    if (text.size() > largestText)
        return Error{file, {}, "the file is larger than 64 MiB"};
    json document;
    try {
        document = json::parse(text);
    } catch (const json::parse_error &problem) {
        const auto [line, column] = lineAndColumn(text, problem.byte);
        const std::string where = "line " + std::to_string(line) + ", column " + std::to_string(column);
        if (problem.byte > text.size())
            return Error{file, {}, "the file ends at " + where + " before its JSON is complete"};
        return Error{file, {}, "the text is not valid JSON at " + where};
    } catch (const json::exception &) {
        return Error{file, {}, "the file holds a number too large to represent"};
    }
    if (!document.is_object())
        return Error{file, {}, "the file holds " + std::string(document.type_name()) + " where a JSON object is expected"};
    return document;
}

JsonFields::JsonFields(const json &object, std::string path, Error &error)
    : m_object(&object), m_path(std::move(path)), m_error(&error)
{
}

const json *JsonFields::find(const std::string &key)
{
    m_read.insert(key);
    const auto found = m_object->find(key);
    return found == m_object->end() || found->is_null() ? nullptr : &*found;
}

bool JsonFields::has(const std::string &key) const
{
    const auto found = m_object->find(key);
    return found != m_object->end() && !found->is_null();
}

std::string JsonFields::firstOf(std::initializer_list<const char *> keys) const
{
    for (const char *key : keys) {
        if (has(key))
            return key;
    }
    return *keys.begin();
}

const json &JsonFields::raw(const std::string &key)
{
    static const json null;
    const json *value = find(key);
    return value ? *value : null;
}

std::vector<std::string> JsonFields::keys() const
{
    std::vector<std::string> names;
    for (const auto &item : m_object->items())
        names.push_back(item.key());
    return names;
}

std::string JsonFields::pathOf(const std::string &key) const
{
    return m_path.empty() ? key : m_path + "." + key;
}

void JsonFields::fail(const std::string &key, const std::string &message)
{
    if (!ok())
        return;
    m_error->field = pathOf(key);
    m_error->message = message;
}

double JsonFields::number(const std::string &key, Bounds bounds, std::optional<double> fallback)
{
    const json *value = find(key);
    if (!value) {
        if (!fallback)
            fail(key, "is missing; " + expected(bounds));
        return fallback.value_or(bounds.low);
    }
    if (const auto number = inBounds(*value, bounds))
        return *number;
    fail(key, brief(*value) + " is not valid; " + expected(bounds));
    return bounds.low;
}

std::optional<double> JsonFields::numberOrUnknown(const std::string &key, Bounds bounds)
{
    if (!find(key))
        return {};
    return number(key, bounds);
}

int JsonFields::integer(const std::string &key, Bounds bounds, std::optional<int> fallback)
{
    bounds.high = std::min<double>(bounds.high, std::numeric_limits<int>::max());
    const double value = number(key, bounds, fallback ? std::optional<double>(*fallback) : std::nullopt);
    if (ok() && value != std::floor(value))
        fail(key, rendered(value) + " is not valid; a whole number is expected");
    return static_cast<int>(value);
}

bool JsonFields::flag(const std::string &key, bool fallback)
{
    const json *value = find(key);
    if (!value)
        return fallback;
    if (!value->is_boolean())
        fail(key, brief(*value) + " is not valid; true or false is expected");
    return value->is_boolean() ? value->get<bool>() : fallback;
}

std::string JsonFields::text(const std::string &key, std::optional<std::string> fallback)
{
    const json *value = find(key);
    if (!value) {
        if (!fallback)
            fail(key, "is missing; a text is expected");
        return fallback.value_or("");
    }
    if (!value->is_string()) {
        fail(key, brief(*value) + " is not valid; a text is expected");
        return {};
    }
    const auto &given = value->get_ref<const std::string &>();
    if (!fallback && given.empty())
        fail(key, "is empty; a text is expected");
    return given;
}

std::vector<std::string> JsonFields::texts(const std::string &key)
{
    std::vector<std::string> result;
    const json *value = find(key);
    if (!value)
        return result;
    if (!value->is_array()) {
        fail(key, brief(*value) + " is not valid; a list of texts is expected");
        return result;
    }
    for (const json &element : *value) {
        if (!element.is_string()) {
            fail(key, brief(element) + " in the list is not valid; a text is expected");
            return {};
        }
        result.push_back(element.get<std::string>());
    }
    return result;
}

std::vector<double> JsonFields::numbers(const std::string &key, Bounds bounds, std::size_t count)
{
    const json *value = find(key);
    std::vector<double> result;
    if (value && value->is_array() && value->size() == count) {
        for (const json &element : *value) {
            if (const auto number = inBounds(element, bounds))
                result.push_back(*number);
        }
    }
    if (result.size() != count) {
        fail(key, (value ? brief(*value) + " is not valid" : "is missing") + "; a list of " + std::to_string(count)
                      + " numbers from " + rendered(bounds.low) + " to " + rendered(bounds.high) + " is expected");
        result.assign(count, bounds.low);
    }
    return result;
}

JsonFields JsonFields::object(const std::string &key)
{
    static const json empty = json::object();
    const json *value = find(key);
    if (value && !value->is_object())
        fail(key, brief(*value) + " is not valid; an object is expected");
    return {value && value->is_object() ? *value : empty, pathOf(key), *m_error};
}

std::vector<JsonFields> JsonFields::objects(const std::string &key)
{
    std::vector<JsonFields> result;
    const json *value = find(key);
    if (!value)
        return result;
    if (!value->is_array()) {
        fail(key, brief(*value) + " is not valid; a list of objects is expected");
        return result;
    }
    for (std::size_t i = 0; i < value->size(); ++i) {
        const json &element = (*value)[i];
        if (!element.is_object()) {
            fail(key, "element " + std::to_string(i) + " is " + brief(element) + "; an object is expected");
            return {};
        }
        const auto id = element.find("id");
        const bool named = id != element.end() && id->is_string();
        result.emplace_back(element, pathOf(key) + "[" + (named ? id->get<std::string>() : std::to_string(i)) + "]", *m_error);
    }
    return result;
}

void JsonFields::refuseUnknownKeys()
{
    for (const auto &item : m_object->items()) {
        if (m_read.contains(item.key()))
            continue;
        std::string known;
        for (const std::string &key : m_read)
            known += (known.empty() ? "" : ", ") + key;
        fail(item.key(), "is not a field of this entry; known are " + known);
        return;
    }
}

} // namespace trilemma::catalog
