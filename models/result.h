// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace trilemma {

/// What went wrong, as a value: which file (empty where there is none), which field, and one
/// sentence that names the offending value and what would be valid.
struct Error {
    std::string file;
    std::string field;
    std::string message;

    bool operator==(const Error &) const = default;
    /// "file: field: message" on one line, leaving out what is empty.
    std::string sentence() const
    {
        std::string text = file;
        for (const auto &part : {field, message}) {
            if (!part.empty())
                text += (text.empty() ? "" : ": ") + part;
        }
        return text;
    }
};

/// A value, or the reason why there is none. Stands in for C++23's std::expected.
template<class T>
class Result {
public:
    Result(T value) : m_state(std::move(value)) {}
    Result(Error error) : m_state(std::move(error)) {}

    explicit operator bool() const { return std::holds_alternative<T>(m_state); }
    const T &value() const & { return std::get<T>(m_state); }
    T &value() & { return std::get<T>(m_state); }
    T &&value() && { return std::get<T>(std::move(m_state)); }
    const T &operator*() const & { return value(); }
    const T *operator->() const { return &std::get<T>(m_state); }
    const Error &error() const { return std::get<Error>(m_state); }

private:
    std::variant<T, Error> m_state;
};

} // namespace trilemma
