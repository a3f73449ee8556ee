// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <string>
#include <string_view>

namespace trilemma::test {

using Values = std::map<std::string, double, std::less<>>;

/// Works out + - * / ^ with brackets, min, max, ceil and floor over named values, on its own.
class Arithmetic {
public:
    Arithmetic(std::string_view text, const Values &values) : m_text(text), m_values(values) {}

    double result()
    {
        const double value = sum();
        EXPECT_TRUE(m_text.empty()) << "left over: " << m_text;
        return value;
    }

private:
    double sum()
    {
        double value = product();
        while (true) {
            if (take('+'))
                value += product();
            else if (take('-'))
                value -= product();
            else
                return value;
        }
    }
    double product()
    {
        double value = power();
        while (true) {
            if (take('*'))
                value *= power();
            else if (take('/'))
                value /= power();
            else
                return value;
        }
    }
    double power()
    {
        const double base = atom();
        return take('^') ? std::pow(base, power()) : base;
    }
    double atom()
    {
        if (take('-'))
            return -atom();
        if (take('(')) {
            const double value = sum();
            EXPECT_TRUE(take(')'));
            return value;
        }
        if (!m_text.empty() && std::isdigit(static_cast<unsigned char>(m_text.front())))
            return number();
        return named();
    }
    double number()
    {
        const std::string text(m_text);
        std::size_t used = 0;
        const double value = std::stod(text, &used);
        m_text.remove_prefix(used);
        return value;
    }
    double named()
    {
        const auto letter = [](unsigned char c) { return std::isalnum(c) || c == '_' || c == '.'; };
        const auto end = std::ranges::find_if_not(m_text, letter);
        const std::string name(m_text.begin(), end);
        m_text.remove_prefix(name.size());
        if (!take('(')) {
            const auto found = m_values.find(name);
            EXPECT_NE(found, m_values.end()) << "nothing is called \"" << name << '"';
            return found == m_values.end() ? NAN : found->second;
        }
        const double first = sum();
        const double second = take(',') ? sum() : first;
        EXPECT_TRUE(take(')'));
        if (name == "ceil" || name == "floor")
            return name == "ceil" ? std::ceil(first) : std::floor(first);
        EXPECT_TRUE(name == "min" || name == "max") << name;
        return name == "min" ? std::min(first, second) : std::max(first, second);
    }
    bool take(char wanted)
    {
        m_text.remove_prefix(std::min(m_text.find_first_not_of(' '), m_text.size()));
        if (m_text.empty() || m_text.front() != wanted)
            return false;
        m_text.remove_prefix(1);
        m_text.remove_prefix(std::min(m_text.find_first_not_of(' '), m_text.size()));
        return true;
    }

    std::string_view m_text;
    const Values &m_values;
};

inline double arithmetic(std::string_view formula, const Values &values)
{
    return Arithmetic(formula, values).result();
}

} // namespace trilemma::test
