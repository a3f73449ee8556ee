// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"

#include <optional>

namespace trilemma::fleet {

struct SitePower {
    std::optional<double> capWatts{}; ///< what the site can draw, if there is a limit
    double pue = 1;                   ///< at least 1
    double nodeWatts = 0;             ///< of one node under full load

    bool operator==(const SitePower &) const = default;
};
/// The most nodes that the site feeds; nothing if it has no limit.
std::optional<int> mostNodes(const SitePower &site);
/// What `nodes` draw with cooling and losses, or why there cannot be so many.
Result<double> siteWatts(const SitePower &site, int nodes);

} // namespace trilemma::fleet
