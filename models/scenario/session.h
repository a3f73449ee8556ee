// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"
#include "models/scenario/scenario.h"

#include <string>
#include <string_view>
#include <vector>

namespace trilemma::scenario {

inline constexpr int sessionSchema = 1;
inline constexpr std::size_t mostPinned = 6;

/// All that a user would miss: the current scenario, the pinned ones, notes.
struct Session {
    Scenario current;
    std::vector<Scenario> pinned;       ///< at most 6; the first pinned is the baseline unless said otherwise
    int baseline = -1;                  ///< index into pinned; -1 = none
    std::string notes;
    std::string applicationVersion;     ///< that wrote it

    bool operator==(const Session &) const = default;
};

/// Human-readable, diff-able JSON, a walk over the lever table; numbers survive bit-identically. Text that is
/// not UTF-8 is repaired with replacement characters.
std::string writeSession(const Session &session, const catalog::Catalog &catalog);
/// Older schemas migrate; a newer one, NaN, wrong types or values out of range give one Error that names
/// the field. Never partial.
Result<Session> readSession(std::string_view json, const catalog::Catalog &catalog);

} // namespace trilemma::scenario
