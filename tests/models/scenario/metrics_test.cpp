// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/metrics.h"

#include "models/scenario/levers.h"
#include "tests/models/catalog_fixture.h"

#include <cmath>
#include <set>

namespace trilemma::scenario {
namespace {

using test::shippedCatalog;

double value(std::string_view id, const Evaluation &evaluation)
{
    return findMetric(id)->read(evaluation).value();
}

class Metrics : public testing::Test {
protected:
    const catalog::Catalog &catalog = shippedCatalog();
    const Scenario base = defaultScenario(catalog);
    const Evaluation evaluation = evaluate(base, catalog);
};

TEST_F(Metrics, IdsAreUniqueAndEveryRowIsComplete)
{
    std::set<std::string_view> ids;
    for (const Metric &metric : metrics()) {
        EXPECT_TRUE(ids.insert(metric.id).second) << metric.id;
        EXPECT_FALSE(metric.label.empty()) << metric.id;
        EXPECT_TRUE(metric.definition.ends_with('.')) << metric.id;
        EXPECT_FALSE(metric.basis.empty()) << metric.id;
        EXPECT_GT(metric.unitScale, 0) << metric.id;
        if (metric.id.starts_with("cost.")) {
            EXPECT_TRUE(metric.basis.find("basis") != metric.basis.npos || metric.basis.find("month") != metric.basis.npos)
                << metric.id;
        }
    }
    EXPECT_EQ(findMetric("nothing"), nullptr);
}

TEST_F(Metrics, TwoNodesWithWorkThatCanWaitAnswerEveryOne)
{
    Scenario scenario = base;
    scenario.replicas = 4;
    scenario.fleet.job = {.tokens = 1e9, .deadlineSeconds = 1e6};
    scenario.fleet.nightly.tokensPerDay = 1e6;
    const Evaluation busy = evaluate(scenario, catalog);
    for (const Metric &metric : metrics()) {
        const auto read = metric.read(busy);
        ASSERT_TRUE(read) << metric.id;
        EXPECT_TRUE(std::isfinite(*read)) << metric.id;
        EXPECT_NE(formatMetric(metric, busy), "-") << metric.id;
    }
}

TEST_F(Metrics, PartsSumToTheirWholes)
{
    EXPECT_NEAR(value("cost.capital", evaluation) + value("cost.operations", evaluation) + value("cost.opportunity", evaluation) +
                    value("cost.engineering", evaluation),
                value("cost.output", evaluation), 1e-9 * value("cost.output", evaluation));
    EXPECT_NEAR(value("ttft.queue", evaluation) + value("ttft.prefill", evaluation) + value("ttft.ingest", evaluation),
                value("ttft.mean", evaluation), 0.01 * value("ttft.mean", evaluation));
    double shares = 0;
    for (const Metric &metric : metrics()) {
        if (metric.id.starts_with("step.") && metric.id != "step.time")
            shares += *metric.read(evaluation);
    }
    EXPECT_NEAR(shares, 1, 1e-9);
}

TEST_F(Metrics, FleetIsReplicasTimesReplica)
{
    Scenario two = base;
    two.replicas = 2;
    two.workload.requestsPerSecond *= 2;
    const Evaluation fleet = evaluate(two, catalog);
    EXPECT_EQ(value("throughput.output", fleet), 2 * value("throughput.output", evaluation));
    EXPECT_EQ(value("knee.requests", fleet), 2 * value("knee.requests", evaluation));
    EXPECT_EQ(value("ttft.p99", fleet), value("ttft.p99", evaluation));
    EXPECT_EQ(value("goodput", fleet), value("goodput", evaluation));
    EXPECT_EQ(value("gpus", fleet), 8);
    EXPECT_EQ(value("stranded", fleet), 0);
}

TEST_F(Metrics, PastCapacityNoLatencyIsRead)
{
    Scenario flooded = base;
    flooded.workload.requestsPerSecond = 1000;
    const Evaluation overloaded = evaluate(flooded, catalog);
    ASSERT_EQ(overloaded.state, State::Overloaded);
    for (const Metric &metric : metrics()) {
        const bool latency =
            metric.id.starts_with("ttft") || metric.id.starts_with("itl") || metric.id.starts_with("e2e") || metric.id == "tpot";
        if (latency) {
            EXPECT_FALSE(metric.read(overloaded)) << metric.id;
        }
        if (const auto read = metric.read(overloaded)) {
            EXPECT_TRUE(std::isfinite(*read)) << metric.id;
        }
    }
    EXPECT_GT(value("load.backlog", overloaded), 0);
    EXPECT_NEAR(value("load.backlog", overloaded) + value("load.capacity", overloaded), 1000, 1);
}

TEST_F(Metrics, WithoutAPriceNoCostIsRead)
{
    Scenario unpriced = base;
    unpriced.cost.usdPerGpuHour = 0;
    const Evaluation answer = evaluate(unpriced, catalog);
    for (const Metric &metric : metrics()) {
        if (metric.id.starts_with("cost.")) {
            EXPECT_FALSE(metric.read(answer)) << metric.id;
        }
    }
    EXPECT_TRUE(findMetric("throughput.output")->read(answer));
}

TEST_F(Metrics, ReadAsPeopleReadThem)
{
    Evaluation shown = evaluation;
    shown.replica.itl.p99 = 0.0412;
    shown.cost.usdPerMillionOutput = 2.312;
    shown.cost.totalUsdPerMonth = 38'312;
    EXPECT_EQ(formatMetric(*findMetric("itl.p99"), shown), "41.2 ms");
    EXPECT_EQ(formatMetric(*findMetric("cost.output"), shown), "$2.31/M");
    EXPECT_EQ(formatMetric(*findMetric("cost.month"), shown), "$38,300");
    EXPECT_EQ(formatMetric(*findMetric("itl.p99"), Evaluation()), "-");
}

} // namespace
} // namespace trilemma::scenario
