// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/site_power.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace trilemma::fleet {

namespace {

double wattsOfOne(const SitePower &site)
{
    return site.nodeWatts * std::max(1.0, site.pue);
}

std::string kilowatts(double watts)
{
    constexpr double wattsPerKilowatt = 1000, tenths = 10;
    const std::string digits = std::to_string(std::llround(watts / wattsPerKilowatt * tenths));
    const std::string padded = digits.size() > 1 ? digits : "0" + digits;
    return padded.substr(0, padded.size() - 1) + "." + padded.back() + " kW";
}

} // namespace

std::optional<int> mostNodes(const SitePower &site)
{
    if (!site.capWatts || !(wattsOfOne(site) > 0))
        return {};
    // A quotient that is whole but for rounding must not lose a node.
    constexpr double rounding = 1e-9;
    const double nodes = std::floor(*site.capWatts / wattsOfOne(site) * (1 + rounding));
    return static_cast<int>(std::clamp(nodes, 0.0, double(std::numeric_limits<int>::max())));
}

Result<double> siteWatts(const SitePower &site, int nodes)
{
    const double watts = nodes * wattsOfOne(site);
    if (const auto most = mostNodes(site); most && nodes > *most)
        return Error{{},
                     "site power",
                     std::to_string(nodes) + " nodes draw " + kilowatts(watts) + ", the site has " + kilowatts(*site.capWatts) +
                         ": " + std::to_string(*most) + " nodes at most"};
    return watts;
}

} // namespace trilemma::fleet
