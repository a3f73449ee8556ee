// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>

namespace trilemma::replica {

// Without branches and without 64-bit signed conversions, so that compilers run several at once.

/// log2 of a positive normal number, absolute error below 1e-9. The mantissa is brought to
/// [sqrt(1/2), sqrt(2)) and log2(m) = 2/ln 2 * atanh((m-1)/(m+1)) summed to the ninth power.
inline double fastLog2(double value)
{
    constexpr std::uint64_t one = 0x3ff0000000000000ULL, squareRootOfHalf = 0x3fe6a09e667f3bcdULL;
    constexpr std::uint64_t twoTo52 = 0x4330000000000000ULL;    // an integer in its low bits reads as 2^52 + integer
    constexpr double offset = 4503599627370496.0 + 1023;
    const std::uint64_t bits = std::bit_cast<std::uint64_t>(value);
    const std::uint64_t biasedExponent = (bits + (one - squareRootOfHalf)) >> 52;
    const double mantissa = std::bit_cast<double>(bits + one - (biasedExponent << 52));
    const double exponent = std::bit_cast<double>(biasedExponent | twoTo52) - offset;
    const double s = (mantissa - 1) / (mantissa + 1);
    const double s2 = s * s;
    constexpr double scale = 2.8853900817779268;    // 2/ln 2
    return exponent + s * (scale + s2 * (scale / 3 + s2 * (scale / 5 + s2 * (scale / 7 + s2 * (scale / 9)))));
}

/// 2 to the power of x for |x| < 1000, relative error below 1e-8: the Taylor series around the
/// nearest integer, whose power of two goes straight into the exponent.
inline double fastExp2(double x)
{
    constexpr double roundToInteger = 6755399441055744.0;   // 1.5 * 2^52: the sum's low bits hold the integer
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
    constexpr double nothing = 1e-300, leastRatio = 1e-15, leastLog = -60;
    const double larger = a > b ? a : b;
    const double smaller = a > b ? b : a;
    const double ratio = smaller / (larger > nothing ? larger : nothing);
    const double logPower = exponent * fastLog2(ratio > leastRatio ? ratio : leastRatio);
    return larger * fastExp2(inverseExponent * fastLog2(1 + fastExp2(logPower > leastLog ? logPower : leastLog)));
}

} // namespace trilemma::replica
