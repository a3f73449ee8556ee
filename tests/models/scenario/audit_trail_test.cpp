// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/audit_trail.h"

#include "models/scenario/metrics.h"
#include "models/scenario/stated_assumptions.h"
#include "tests/models/arithmetic.h"
#include "tests/models/catalog_fixture.h"
#include "tests/models/scenario/lever_walk.h"

#include <gmock/gmock.h>

namespace trilemma::scenario {
namespace {

using test::shippedCatalog;
using testing::HasSubstr;

constexpr std::chrono::sys_days someDay = std::chrono::sys_days(std::chrono::year(2026) / 11 / 23);

class AuditTrail : public testing::Test {
protected:
    const catalog::Catalog &catalog = shippedCatalog();
    const Scenario base = defaultScenario(catalog);

    std::vector<TrailStep> trail(std::string_view metric, const Scenario &scenario) const
    {
        return auditTrail(metric, scenario, evaluate(scenario, catalog), catalog, someDay);
    }
    static const TrailStep &step(const std::vector<TrailStep> &trail, std::string_view name)
    {
        const auto found = std::ranges::find(trail, name, &TrailStep::name);
        EXPECT_NE(found, trail.end()) << name;
        return found == trail.end() ? trail.front() : *found;
    }
    /// Every formula gives its value from the values of its inputs, and everything ends at something with a source.
    static void recompute(const std::vector<TrailStep> &trail)
    {
        test::Values values;
        for (const TrailStep &one : trail)
            values[one.name] = one.value;
        for (const TrailStep &one : trail) {
            ASSERT_NE(one.formula.empty(), one.source.empty()) << one.name;
            for (const std::string &input : one.inputs)
                ASSERT_TRUE(values.contains(input)) << one.name << " needs " << input;
            if (one.formula.empty())
                continue;
            const double again = test::arithmetic(one.formula, values);
            ASSERT_NEAR(again, one.value, 1e-9 * std::max(std::abs(one.value), 1.0)) << one.name << " = " << one.formula;
            const double written = test::arithmetic(substituted(one, trail), {});
            ASSERT_EQ(written, again) << substituted(one, trail);
        }
    }
};

TEST_F(AuditTrail, EveryFormulaRecomputesInRandomScenarios)
{
    std::mt19937 random(11);
    int explained = 0;
    for (int walk = 0; walk < 250; ++walk) {
        const Scenario scenario = test::walkedFrom(base, 30, random, catalog);
        const Evaluation evaluation = evaluate(scenario, catalog);
        for (const std::string_view metric : auditedMetrics()) {
            const auto chain = auditTrail(metric, scenario, evaluation, catalog, someDay);
            if (chain.empty())
                continue;
            ASSERT_NO_FATAL_FAILURE(recompute(chain)) << metric << " after walk " << walk;
            EXPECT_EQ(chain.front().value, *findMetric(metric)->read(evaluation)) << metric;
            ++explained;
        }
    }
    EXPECT_GT(explained, 1000);
}

TEST_F(AuditTrail, EveryCostHasOne)
{
    for (const Metric &metric : metrics()) {
        const bool money = metric.unit.starts_with('$') || metric.id.starts_with("break_even") ||
                           metric.id.starts_with("power") || metric.id.starts_with("energy") || metric.id.starts_with("carbon");
        if (money && !metric.id.starts_with("job.")) { // of which this scenario has none
            EXPECT_FALSE(trail(metric.id, base).empty()) << metric.id;
        }
    }
    EXPECT_TRUE(trail("ttft.p99", base).empty());
    EXPECT_TRUE(trail("nothing", base).empty());
}

TEST_F(AuditTrail, EndsAtLeversAndPricesWithSourceAndDate)
{
    const auto rented = trail("cost.output", base);
    EXPECT_THAT(step(rented, "gpu_hour").source, AllOf(HasSubstr("H100"), HasSubstr("2026-07")));
    EXPECT_TRUE(step(rented, "gpu_hour").stale);
    EXPECT_EQ(step(rented, "tp").value, 4);
    EXPECT_THAT(step(rented, "tuning_weeks").source,
                AllOf(HasSubstr("engineering.weeks.one-node"), HasSubstr("within one node")));
    EXPECT_THAT(step(rented, "throughput.output").source, HasSubstr("performance model"));
    EXPECT_EQ(std::ranges::find(rented, "electricity", &TrailStep::name), rented.end());

    const Scenario own = *withLeverText(base, "acquisition", "own", catalog);
    const auto owned = trail("cost.output", *withLeverText(own, "electricity", "0.2", catalog));
    EXPECT_THAT(step(owned, "electricity").source, AllOf(HasSubstr("set"), HasSubstr("0.0859"), HasSubstr("EIA")));
    EXPECT_FALSE(step(owned, "electricity").stale);
    EXPECT_EQ(std::ranges::find(owned, "gpu_hour", &TrailStep::name), owned.end());
}

TEST_F(AuditTrail, PriceAgeDecidesWhatIsStale)
{
    const Scenario patient = *withLeverText(base, "price_age", "365", catalog);
    EXPECT_FALSE(step(trail("cost.output", patient), "gpu_hour").stale);
}

TEST_F(AuditTrail, RegistryIsStatedWhole)
{
    const auto stated = statedAssumptions(base, catalog, someDay);
    ASSERT_EQ(stated.size(), cost::assumptionRows().size());
    for (const StatedAssumption &row : stated) {
        EXPECT_FALSE(row.isSet) << row.id;
        EXPECT_FALSE(row.source.empty()) << row.id;
        EXPECT_TRUE(findLever(row.id)) << row.id;
    }
}

} // namespace
} // namespace trilemma::scenario
