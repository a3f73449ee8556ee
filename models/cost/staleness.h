// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace trilemma::cost {

/// The first day of the last date in the text: "2026-03..2026-05" is 2026-05-01, "read 2026-11-23" that day, "2025"
/// its first of January. Empty where there is none.
std::optional<std::chrono::sys_days> asOf(std::string_view date);

/// True where a price is older than `days`. What has no date is an assumption, has no age, and is not stale.
bool isStale(std::string_view date, std::chrono::sys_days today, double days);

} // namespace trilemma::cost
