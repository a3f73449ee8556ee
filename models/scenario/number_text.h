// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace trilemma::scenario {

/// Digits of a whole or decimal number in C notation, with a comma between thousands: "38300.5" to "38,300.5".
std::string withThousands(std::string_view digits);

/// Three significant digits, thousands separated: "4,610", "2.31", "0.0929". Whole results carry no decimals; an
/// exponent from 1e15 on. "-" where not finite.
std::string roundedText(double value);

/// The value exactly where few digits say it, else roundedText(): what was typed reads back as typed.
std::string shortText(double value);

} // namespace trilemma::scenario
