// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>

namespace trilemma::replica
{

/// log2 of a positive normal number, absolute error below 1e-9. The mantissa is brought to
/// [sqrt(1/2), sqrt(2)) and log2(m) = 2/ln 2 * atanh((m-1)/(m+1)) summed to the ninth power.
inline double fastLog2(double value)
{
    constexpr std::uint64_t squareRootOfHalf = 0x3fe6a09e667f3bcdULL;
    constexpr std::uint64_t exponentMask = 0xfff0000000000000ULL;
    const std::uint64_t bits = std::bit_cast<std::uint64_t>(value);
    const std::uint64_t exponentBits = (bits - squareRootOfHalf) & exponentMask;
    const double mantissa = std::bit_cast<double>(bits - exponentBits);
    const double exponent = static_cast<double>(static_cast<std::int64_t>(exponentBits) >> 52);
    const double s = (mantissa - 1) / (mantissa + 1);
    const double s2 = s * s;
    constexpr double scale = 2.8853900817779268; // 2/ln 2
    return exponent + s * (scale + s2 * (scale / 3 + s2 * (scale / 5 + s2 * (scale / 7 + s2 * (scale / 9)))));
}

/// 2 to the power of x for |x| < 1000, relative error below 1e-8: the Taylor series around the
/// nearest integer, whose power of two goes straight into the exponent.
inline double fastExp2(double x)
{
    constexpr double roundToInteger = 6755399441055744.0; // 1.5 * 2^52: the sum's low bits hold the integer
    const double shifted = x + roundToInteger;
    const double f = (x - (shifted - roundToInteger)) * 0.69314718055994531;
    const double series =
        1 + f * (1 + f * (1. / 2 + f * (1. / 6 + f * (1. / 24 + f * (1. / 120 + f * (1. / 720 + f * (1. / 5040)))))));
    const std::uint64_t power = std::bit_cast<std::uint64_t>(shifted) << 52;
    return std::bit_cast<double>(std::bit_cast<std::uint64_t>(series) + power);
}

/// (a^p + b^p)^(1/p) of two non-negative times: a roofline with a round corner. p = 1 adds, large p
/// takes the maximum. Physics of an operator whose compute and memory phases overlap in part.
inline double smoothRoofline(double a, double b, double exponent, double inverseExponent)
{
    const double larger = a > b ? a : b;
    const double smaller = a > b ? b : a;
    constexpr double negligible = 1e-12;
    if (smaller <= larger * negligible)
        return larger;
    const double logPower = exponent * fastLog2(smaller / larger);
    constexpr double negligibleLog = -30;
    if (logPower < negligibleLog)
        return larger;
    return larger * fastExp2(inverseExponent * fastLog2(1 + fastExp2(logPower)));
}

} // namespace trilemma::replica
