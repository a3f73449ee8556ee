// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace trilemma::catalog {

/// Years for which reservations are usually sold: RentalPrice::termYears of offers that are compared by their term.
inline constexpr double shortTermYears = 1, longTermYears = 3;

} // namespace trilemma::catalog
