// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Conversions of units: the only numbers that cost code may hold besides 0, 1 and 2.
namespace trilemma::cost {

inline constexpr double minutesPerHour = 60, secondsPerHour = 3600, hoursPerDay = 24, hoursPerYear = 8760, monthsPerYear = 12;
/// A month is a twelfth of 8760 hours on every page: 730.
inline constexpr double hoursPerMonth = hoursPerYear / monthsPerYear;
inline constexpr double secondsPerMonth = hoursPerMonth * secondsPerHour, secondsPerDay = hoursPerDay * secondsPerHour;
inline constexpr double million = 1e6, gigabyte = 1e9, wattsPerKilowatt = 1e3, wattsPerMegawatt = 1e6, gramsPerKilogram = 1e3;

} // namespace trilemma::cost
