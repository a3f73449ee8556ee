// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decision/sensitivity.h"

#include "tests/models/catalog_fixture.h"

#include <gtest/gtest.h>

#include <cmath>

namespace trilemma::decision {
namespace {

using test::shippedCatalog;

scenario::Scenario with(const char *id, const char *value)
{
    return scenario::withLeverText(scenario::defaultScenario(shippedCatalog()), id, value, shippedCatalog()).value();
}

TEST(Sensitivity, EachBarIsWhatItsLeverGives)
{
    for (const char *acquisition : {"own", "reserve", "spot"}) {
        const scenario::Scenario scenario = with("acquisition", acquisition);
        const Sensitivity found = sensitivity(scenario, shippedCatalog());
        ASSERT_GT(found.swings.size(), 30U);
        for (const Swing &swing : found.swings) {
            for (const auto &[value, figures] : {std::pair{swing.lowValue, swing.low}, {swing.highValue, swing.high}}) {
                const auto set = withStoredLever(scenario, swing.lever->id, value, shippedCatalog());
                ASSERT_TRUE(set) << swing.lever->id;
                EXPECT_EQ(swing.lever->read(*set, shippedCatalog()), scenario::LeverValue(value)) << swing.lever->id;
                const scenario::Evaluation answer = evaluate(*set, shippedCatalog());
                EXPECT_DOUBLE_EQ(figures.usdPerMillionOutput, answer.cost.usdPerMillionOutput) << swing.lever->id;
                EXPECT_DOUBLE_EQ(figures.usdPerMonth, answer.cost.totalUsdPerMonth) << swing.lever->id;
            }
        }
    }
}

TEST(Sensitivity, TheLargestChangeComesFirst)
{
    const Sensitivity found = sensitivity(with("acquisition", "own"), shippedCatalog());
    const auto change = [&](const Swing &swing) {
        return swingOf(swing, found.here, &SensitiveFigures::usdPerMillionOutput);
    };
    for (std::size_t i = 1; i < found.swings.size(); ++i)
        EXPECT_GE(change(found.swings[i - 1]), change(found.swings[i]));
    EXPECT_GT(change(found.swings.front()), 0);
}

/// An owner pays no rent, a renter no electricity; traffic moves latency, prices never do.
TEST(Sensitivity, NothingMovesWhatItDoesNotReach)
{
    for (const auto &[acquisition, idle] : {std::pair{"own", "gpu_hour"}, {"reserve", "electricity"}}) {
        const Sensitivity found = sensitivity(with("acquisition", acquisition), shippedCatalog());
        for (const Swing &swing : found.swings) {
            if (swing.lever->id == idle) {
                EXPECT_EQ(swingOf(swing, found.here, &SensitiveFigures::usdPerMonth), 0);
            }
            if (swing.lever->id == "osl" || swing.lever->id == "qps") {
                EXPECT_GT(swingOf(swing, found.here, &SensitiveFigures::itlP99Seconds), 0);
            }
            if (swing.lever->id == "electricity" || swing.lever->id == "gpu_hour") {
                EXPECT_EQ(swingOf(swing, found.here, &SensitiveFigures::itlP99Seconds), 0);
            }
        }
    }
}

TEST(Sensitivity, WithoutAPriceThereIsNone)
{
    EXPECT_TRUE(sensitivity(with("gpu_hour", "unknown"), shippedCatalog()).swings.empty());
    EXPECT_TRUE(sensitivity(with("tp", "4"), shippedCatalog(), [] { return false; }).swings.empty());
}

} // namespace
} // namespace trilemma::decision
