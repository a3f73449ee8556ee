// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/handoff/fleet_tables.h"

#include "models/scenario/levers.h"
#include "tests/models/catalog_fixture.h"

#include <cmath>

namespace trilemma::handoff {
namespace {

using test::shippedCatalog;

scenario::Scenario with(std::initializer_list<std::pair<const char *, const char *>> settings)
{
    scenario::Scenario scenario = scenario::defaultScenario(shippedCatalog());
    for (const auto &[id, text] : settings) {
        const auto changed = scenario::withLeverText(scenario, id, text, shippedCatalog());
        EXPECT_TRUE(changed) << id;
        scenario = changed ? *changed : scenario;
    }
    return scenario;
}

TEST(FleetTables, EachHasItsRowsAndColumns)
{
    const auto scenario = with({{"replicas", "7"},
                                {"qps", "30"},
                                {"day", "coding-assistant-na"},
                                {"autoscaling", "reactive"},
                                {"backfill_tokens", "20"},
                                {"growth", "0.05"}});
    const auto study = scenario::fleetStudy(scenario, shippedCatalog());
    for (const FleetTable which : fleetTables()) {
        const Table table = fleetTable(which, scenario, study);
        EXPECT_FALSE(table.rows.empty()) << name(which);
        for (const Table::Row &row : table.rows)
            EXPECT_EQ(row.figures.size() + (row.name.empty() ? 0 : 1), table.columns.size()) << name(which);
    }
    const Table policies = fleetTable(FleetTable::Autoscaling, scenario, study);
    double chosen = 0;
    for (const Table::Row &row : policies.rows)
        chosen += row.figures[0];
    EXPECT_EQ(chosen, 1);
    EXPECT_EQ(policies.rows[2].figures[0], 1);
    EXPECT_EQ(policies.rows[0].figures[1], 7 * 4 * 168.0);
    EXPECT_NEAR(policies.rows[2].figures[5], study.evaluation.cost.totalUsdPerMonth, 1e-6 * policies.rows[2].figures[5]);
}

TEST(FleetTables, WhatIsNotAskedForHasNoRows)
{
    const auto scenario = with({});
    const auto study = scenario::fleetStudy(scenario, shippedCatalog());
    EXPECT_TRUE(fleetTable(FleetTable::Backfill, scenario, study).rows.empty());
    EXPECT_TRUE(fleetTable(FleetTable::Purchases, scenario, study).rows.empty());
    for (const Table::Row &row : fleetTable(FleetTable::Routing, scenario, study).rows)
        EXPECT_TRUE(std::isnan(row.figures.back())) << "one replica leaves none when it is lost";
}

} // namespace
} // namespace trilemma::handoff
