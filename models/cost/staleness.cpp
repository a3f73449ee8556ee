// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cost/staleness.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace trilemma::cost {

namespace {

constexpr std::size_t yearDigits = std::string_view("2026").size(), otherDigits = std::string_view("03").size();

/// So many digits from `text` on; 0 where they are fewer or more.
unsigned digitsAt(std::string_view text, std::size_t digits)
{
    const auto isDigit = [](unsigned char c) { return std::isdigit(c) != 0; };
    if (text.size() < digits || !std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(digits), isDigit))
        return 0;
    if (text.size() > digits && isDigit(static_cast<unsigned char>(text[digits])))
        return 0;
    unsigned value = 0;
    std::from_chars(text.data(), text.data() + digits, value);
    return value;
}

/// "-MM" or "-DD" at the front, which is taken off; 1 where there is none.
unsigned partOf(std::string_view &text)
{
    if (!text.starts_with('-'))
        return 1;
    const unsigned value = digitsAt(text.substr(1), otherDigits);
    if (value == 0)
        return 1;
    text.remove_prefix(1 + otherDigits);
    return value;
}

} // namespace

std::optional<std::chrono::sys_days> asOf(std::string_view date)
{
    std::optional<std::chrono::sys_days> last;
    while (!date.empty()) {
        const unsigned year = digitsAt(date, yearDigits);
        if (year == 0) {
            const std::size_t other = date.find_first_not_of("0123456789");
            date.remove_prefix(std::min(std::max<std::size_t>(other, 1), date.size()));
            continue;
        }
        date.remove_prefix(yearDigits);
        const unsigned month = partOf(date), day = partOf(date);
        const std::chrono::year_month_day found{std::chrono::year(static_cast<int>(year)), std::chrono::month(month),
                                                std::chrono::day(day)};
        if (found.ok())
            last = found;
    }
    return last;
}

bool isStale(std::string_view date, std::chrono::sys_days today, double days)
{
    const auto day = asOf(date);
    return day && static_cast<double>((today - *day).count()) > days;
}

} // namespace trilemma::cost
