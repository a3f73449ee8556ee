// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/number_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace trilemma::scenario {

namespace {

constexpr int significantDigits = 3;
constexpr int smallestShownExponent = -6; ///< below, no figure of ours means anything
constexpr std::size_t exactDigits = 6;
constexpr double largestPlain = 1e15;     ///< from here on nobody counts the zeros

std::string fixedText(double value, int decimals)
{
    std::array<char, 400> buffer; // a double has at most 309 digits before the point
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals);
    return {buffer.data(), result.ptr};
}

/// Shortest decimal within twelve digits: unit conversion leaves noise in the last places of a double.
std::string shortestText(double value)
{
    std::array<char, 400> buffer;
    char *const end = buffer.data() + buffer.size();
    const auto rounded = std::to_chars(buffer.data(), end, value, std::chars_format::scientific, 11);
    std::from_chars(buffer.data(), rounded.ptr, value);
    const auto result = std::to_chars(buffer.data(), end, value, std::chars_format::fixed);
    return {buffer.data(), result.ptr};
}

/// "1.25e99".
std::string exponentText(double value)
{
    std::array<char, 32> buffer;
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::general, significantDigits);
    std::string text(buffer.data(), result.ptr);
    std::erase(text, '+');
    return text;
}

std::size_t countSignificant(std::string_view digits)
{
    std::string significant;
    std::copy_if(digits.begin(), digits.end(), std::back_inserter(significant), [](char c) { return c >= '0' && c <= '9'; });
    const std::size_t first = significant.find_first_not_of('0');
    return first == std::string::npos ? 1 : significant.size() - first;
}

} // namespace

std::string withThousands(std::string_view digits)
{
    const std::size_t sign = digits.starts_with('-') ? 1 : 0;
    const std::size_t whole = std::min(digits.find('.'), digits.size());
    std::string text(digits.substr(0, sign));
    for (std::size_t i = sign; i < whole; ++i) {
        text += digits[i];
        const std::size_t left = whole - i - 1;
        if (left > 0 && left % 3 == 0)
            text += ',';
    }
    return text += digits.substr(whole);
}

std::string roundedText(double value)
{
    if (!std::isfinite(value))
        return "-";
    if (value == 0)
        return "0";
    if (std::abs(value) >= largestPlain)
        return exponentText(value);
    const int leading = static_cast<int>(std::floor(std::log10(std::abs(value))));
    if (leading < smallestShownExponent)
        return "0";
    const double unit = std::pow(10.0, std::abs(leading - significantDigits + 1));
    const bool large = leading >= significantDigits - 1;
    const double rounded = large ? std::round(value / unit) * unit : std::round(value * unit) / unit;
    if (rounded == std::round(rounded))
        return withThousands(fixedText(rounded, 0));
    // 9.996 rounds up to another digit before the point and then needs one decimal fewer.
    const int leadingNow = static_cast<int>(std::floor(std::log10(std::abs(rounded)) + 1e-12));
    return withThousands(fixedText(rounded, std::max(significantDigits - 1 - leadingNow, 0)));
}

std::string shortText(double value)
{
    if (!std::isfinite(value) || std::abs(value) >= largestPlain)
        return roundedText(value);
    const std::string exact = shortestText(value == 0 ? 0 : value);
    const bool whole = exact.find('.') == std::string::npos;
    if ((whole && exact.size() <= 15) || countSignificant(exact) <= exactDigits)
        return withThousands(exact);
    return roundedText(value);
}

} // namespace trilemma::scenario
