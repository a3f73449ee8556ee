// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/site_power.h"

#include <gtest/gtest.h>

namespace trilemma::fleet {
namespace {

TEST(SitePower, FeedsSoManyNodesAndNoMore)
{
    const SitePower site{.capWatts = 153e3, .pue = 1.5, .nodeWatts = 10.2e3}; // exactly ten
    EXPECT_EQ(mostNodes(site), 10);
    ASSERT_TRUE(siteWatts(site, 10));
    EXPECT_DOUBLE_EQ(*siteWatts(site, 10), 153e3);
    const auto tooMany = siteWatts(site, 11);
    ASSERT_FALSE(tooMany);
    EXPECT_EQ(tooMany.error().sentence(), "site power: 11 nodes draw 168.3 kW, the site has 153.0 kW: 10 nodes at most");
}

TEST(SitePower, MayHaveNoLimit)
{
    EXPECT_FALSE(mostNodes({.pue = 1.5, .nodeWatts = 10e3}));
    EXPECT_DOUBLE_EQ(*siteWatts({.pue = 1.5, .nodeWatts = 10e3}, 1000), 15e6);
    EXPECT_EQ(mostNodes({.capWatts = 0, .nodeWatts = 10e3}), 0);
    EXPECT_EQ(mostNodes({.capWatts = 25e3, .pue = 0.5, .nodeWatts = 10e3}), 2);
}

} // namespace
} // namespace trilemma::fleet
