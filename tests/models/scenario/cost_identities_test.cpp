// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/metrics.h"
#include "tests/models/catalog_fixture.h"
#include "tests/models/scenario/lever_walk.h"

namespace trilemma::scenario {
namespace {

using test::shippedCatalog;

std::optional<double> read(std::string_view id, const Evaluation &evaluation)
{
    return findMetric(id)->read(evaluation);
}

Scenario with(const Scenario &scenario, std::string_view id, std::string_view text)
{
    const auto changed = withLeverText(scenario, id, text, shippedCatalog());
    EXPECT_TRUE(changed) << (changed ? "" : changed.error().sentence());
    return changed ? *changed : scenario;
}

TEST(CostIdentities, HoldInRandomScenarios)
{
    std::mt19937 random(5);
    const Scenario base = defaultScenario(shippedCatalog());
    int priced = 0;
    for (int walk = 0; walk < 400; ++walk) {
        const Scenario scenario = test::walkedFrom(base, 25, random, shippedCatalog());
        const Evaluation e = evaluate(scenario, shippedCatalog());
        const auto month = read("cost.month", e), output = read("cost.output", e);
        if (!month || !output)
            continue;
        ++priced;
        double bill = 0;
        for (const Metric &metric : metrics()) {
            if (metric.id.starts_with("bill."))
                bill += *metric.read(e);
        }
        ASSERT_NEAR(bill, *month, 0.01);
        const double parts =
            *read("cost.capital", e) + *read("cost.operations", e) + *read("cost.opportunity", e) + *read("cost.engineering", e);
        ASSERT_NEAR(parts, *output, 1e-9 * *output);
        const double tokens = *read("throughput.output", e) * e.fleetUse.servedShare * 730 * 3600;
        ASSERT_NEAR(*output * tokens / 1e6, *month, 1e-9 * *month);
        ASSERT_NEAR(*read("cost.lifetime", e), *month * 12 * scenario.cost.amortisationYears, 1e-6 * *month);
        ASSERT_GE(*output, *read("cost.output_usage", e));
        ASSERT_NEAR(*read("cost.output_usage", e) / *output, e.cost.utilisation, 1e-12);
        ASSERT_GE(*read("cost.total_tokens", e), *read("cost.total_tokens_usage", e));
        ASSERT_LE(*read("cost.output_low", e), *output * (1 + 1e-12));
        ASSERT_GE(*read("cost.output_high", e), *output * (1 - 1e-12));
        const double watts = *read("energy.output", e) * tokens / (730 * 3600);
        if (scenario.cost.nodeIdleWatts <= scenario.cost.nodeLoadWatts) {
            ASSERT_LE(watts, *read("power.fleet", e) * 1000 * (1 + 1e-9));
        }
        ASSERT_NEAR(*read("carbon.month", e) * 1e3, *read("carbon.output", e) * tokens / 1e6,
                    1e-6 * (1 + *read("carbon.month", e)));
    }
    EXPECT_GT(priced, 100);
}

TEST(CostIdentities, ARenterPaysNoPowerAndAnOwnerNoRent)
{
    const Scenario rent = defaultScenario(shippedCatalog());
    const double month = *read("cost.month", evaluate(rent, shippedCatalog()));
    for (const char *owners : {"electricity", "pue", "colocation", "node_price", "support_share", "hardware_fte"})
        EXPECT_EQ(
            *read("cost.month", evaluate(with(rent, owners, owners == std::string_view("pue") ? "2" : "0.4"), shippedCatalog())),
            month)
            << owners;
    const Scenario own = with(rent, "acquisition", "own");
    const double owned = *read("cost.month", evaluate(own, shippedCatalog()));
    for (const char *renters : {"gpu_hour", "egress", "storage_size", "billing_minutes", "spot_overhead"})
        EXPECT_EQ(*read("cost.month", evaluate(with(own, renters, "1"), shippedCatalog())), owned) << renters;
    EXPECT_EQ(*read("bill.electricity", evaluate(rent, shippedCatalog())), 0);
    EXPECT_GT(*read("bill.electricity", evaluate(own, shippedCatalog())), 0);
}

TEST(CostIdentities, HarderLayoutsTakeMoreWeeksUnlessSet)
{
    Scenario scenario = with(with(defaultScenario(shippedCatalog()), "gpu", "h200-sxm"), "model", "deepseek-v3");
    scenario = with(scenario, "tp", "8");
    const double dense = *read("tuning.weeks", evaluate(scenario, shippedCatalog()));
    const Scenario experts = with(scenario, "ep", "8");
    EXPECT_GT(*read("tuning.weeks", evaluate(experts, shippedCatalog())), dense);
    EXPECT_EQ(*read("tuning.weeks", evaluate(with(experts, "tuning_weeks", "3"), shippedCatalog())), 3);
}

/// The default model on whole 8-GPU nodes, with every figure of the money side that can be 0 at 0.
Scenario bare(const char *replicas, const char *qps)
{
    Scenario scenario = defaultScenario(shippedCatalog());
    for (const auto &[lever, text] : std::initializer_list<std::pair<const char *, const char *>>{{"tp", "8"},
                                                                                                  {"replicas", replicas},
                                                                                                  {"qps", qps},
                                                                                                  {"isl", "128"},
                                                                                                  {"osl", "250"},
                                                                                                  {"osl_cv", "0"},
                                                                                                  {"utilisation", "100 %"}})
        scenario = with(scenario, lever, text);
    for (const cost::AssumptionRow &row : cost::assumptionRows()) {
        if (row.effect != cost::Effect::None && withLever(scenario, row.id, 0.0, shippedCatalog()))
            scenario = *withLever(scenario, row.id, 0.0, shippedCatalog());
    }
    return scenario;
}

TEST(CostOracles, T1ByLevers)
{
    Scenario scenario = with(bare("4", "40"), "acquisition", "own");
    for (const auto &[lever, text] : std::initializer_list<std::pair<const char *, const char *>>{{"node_price", "300k"},
                                                                                                  {"amortisation_years", "3"},
                                                                                                  {"node_idle_power", "10.2"},
                                                                                                  {"node_load_power", "10.2"},
                                                                                                  {"pue", "1.5"},
                                                                                                  {"electricity", "0.12"},
                                                                                                  {"tuning_weeks", "6"},
                                                                                                  {"engineers", "1"},
                                                                                                  {"engineer_week", "5000"},
                                                                                                  {"fte", "0.25"},
                                                                                                  {"fte_year", "250k"},
                                                                                                  {"engineering_horizon", "3"},
                                                                                                  {"benchmark_rate", "0"}})
        scenario = with(scenario, lever, text);
    const Evaluation e = evaluate(scenario, shippedCatalog());
    EXPECT_EQ(*read("nodes", e), 4);
    EXPECT_NEAR(*read("throughput.output", e), 10'000, 1e-6);
    EXPECT_NEAR(*read("bill.write_off", e) * 36, 1'200'000, 0.005);
    EXPECT_NEAR((*read("bill.electricity", e) + *read("bill.facility", e)) * 36, 193'000.32, 0.005);
    EXPECT_NEAR((*read("bill.tuning", e) + *read("bill.staff", e)) * 36, 217'500, 0.005);
    EXPECT_NEAR(*read("cost.lifetime", e), 1'610'500.32, 0.005);
    EXPECT_NEAR(*read("cost.output", e), 1.7023, 0.00005);
    EXPECT_NEAR(*read("break_even.months", evaluate(with(scenario, "gpu_hour", "2.35"), shippedCatalog())), 24.2, 0.1); // T2
}

TEST(CostOracles, U1ByLevers)
{
    Scenario scenario = bare("1", "20");
    for (const auto &[lever, text] : std::initializer_list<std::pair<const char *, const char *>>{
             {"gpu_hour", "2.5"}, {"api_price", "3"}, {"api_input", "0"}, {"api_cached", "0"}})
        scenario = with(scenario, lever, text);
    const auto at = [&](const char *utilisation) {
        return evaluate(with(scenario, "utilisation", utilisation), shippedCatalog());
    };
    // No lever takes tuning away altogether: 0 stands for what the layout takes, which costs nothing at 0 engineers.
    EXPECT_NEAR(*read("cost.output", at("100 %")), 1.11, 0.005);
    EXPECT_NEAR(*read("cost.output", at("50 %")), 2.22, 0.005);
    EXPECT_NEAR(*read("cost.output", at("10 %")), 11.11, 0.005);
    EXPECT_NEAR(*read("cost.output_usage", at("10 %")), 1.11, 0.005);
    EXPECT_NEAR(*read("break_even.utilisation", at("100 %")), 0.370, 0.0005);
}

TEST(CostIdentities, IdleHoursMoveBetweenPartsOnly)
{
    const Scenario four = defaultScenario(shippedCatalog());
    const Evaluation parts = evaluate(four, shippedCatalog());
    const Evaluation terms = evaluate(with(four, "attribution", "three_terms"), shippedCatalog());
    EXPECT_EQ(*read("cost.output", parts), *read("cost.output", terms));
    EXPECT_EQ(*read("cost.opportunity", terms), 0);
    EXPECT_GT(*read("cost.opportunity", parts), 0);
    EXPECT_EQ(*read("cost.idle", parts), *read("cost.idle", terms));
}

} // namespace
} // namespace trilemma::scenario
