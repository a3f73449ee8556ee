// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart_axis.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace trilemma::widgets {

namespace {

constexpr double tolerance = 1e-9;

bool isPositive(double value)
{
    return value > 0 && std::isfinite(value);
}

template<std::size_t N> double roundedUp(double value, const double (&mantissas)[N])
{
    const double decade = std::pow(10.0, std::floor(std::log10(value)));
    const auto fits = [&](double mantissa) { return mantissa * decade >= value * (1 - tolerance); };
    const auto found = std::find_if(std::begin(mantissas), std::end(mantissas), fits);
    return decade * (found == std::end(mantissas) ? 10 : *found);
}

} // namespace

double niceCeiling(double value)
{
    return isPositive(value) ? roundedUp(value, {1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0}) : 1;
}

double niceStep(double upper, int most)
{
    return isPositive(upper) ? roundedUp(upper / most, {1.0, 2.0, 2.5, 5.0}) : 1;
}

double steadyUpper(double shown, double needed)
{
    if (!isPositive(needed))
        return isPositive(shown) ? shown : 1;
    constexpr double halved = 0.5; // what doubled and came back finds its old axis
    return needed <= shown && needed >= halved * shown ? shown : niceCeiling(needed * 1.05);
}

LogRange steadyLogRange(LogRange shown, double least, double most, double base)
{
    if (!isPositive(least) || !isPositive(most) || least > most)
        return shown;
    const bool holds = shown.lower <= least && shown.upper >= most;
    const bool tight = least <= shown.lower * base * base && most * base * base >= shown.upper;
    if (holds && tight)
        return shown;
    const auto power = [base](double exponent) { return std::pow(base, exponent); };
    const double lower = std::floor(std::log(least) / std::log(base) + tolerance);
    const double upper = std::ceil(std::log(most) / std::log(base) - tolerance);
    return {power(lower), power(std::max(upper, lower + 1))};
}

LinearRange steadyRange(LinearRange shown, double least, double most)
{
    constexpr double leastUsed = 0.7; // rounding outwards leaves as much of the axis used
    const double reach = most - least;
    if (!isPositive(reach))
        return shown.upper > shown.lower ? shown : LinearRange{least, least + 1};
    if (shown.lower <= least && most <= shown.upper && reach >= leastUsed * (shown.upper - shown.lower))
        return shown;
    const double step = niceStep(reach, 12);
    return {step * std::floor(least / step + tolerance), step * std::ceil(most / step - tolerance)};
}

QString axisNumber(double value)
{
    QLocale locale(QLocale::English);
    if (value != 0 && (std::abs(value) < 1e-3 || std::abs(value) >= 1e7))
        return locale.toString(value, 'g', 3);
    return locale.toString(value, 'g', 7);
}

} // namespace trilemma::widgets
