// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/levers.h"
#include "models/scenario/metrics.h"
#include "models/scenario/session.h"
#include "models/scenario/simulated_load.h"
#include "models/scenario/simulation_inputs.h"
#include "tests/models/catalog_fixture.h"

#include <gtest/gtest.h>

namespace trilemma::scenario {
namespace {

using serving::Rank;

class LoadLevers : public testing::Test {
protected:
    const catalog::Catalog &catalog = test::shippedCatalog();

    Scenario with(std::initializer_list<std::pair<const char *, const char *>> levers) const
    {
        Scenario scenario = defaultScenario(catalog);
        for (const auto &[id, text] : levers) {
            const auto changed = withLeverText(scenario, id, text, catalog);
            EXPECT_TRUE(changed) << (changed ? "" : changed.error().sentence());
            if (changed)
                scenario = *changed;
        }
        return scenario;
    }
    double metric(const char *id, const Scenario &scenario) const
    {
        return findMetric(id)->read(evaluate(scenario, catalog)).value_or(-1);
    }
    bool warns(const Scenario &scenario, const std::string &id) const
    {
        return std::ranges::any_of(evaluate(scenario, catalog).warnings, [&](const Warning &one) { return one.id == id; });
    }
    std::string problem(const Scenario &scenario) const
    {
        const Evaluation evaluation = evaluate(scenario, catalog);
        return evaluation.state == State::Infeasible ? evaluation.reason : "";
    }
};

TEST_F(LoadLevers, PoolsCountInGpusNodesAndCost)
{
    const Scenario pools = with({{"pd_prefill", "2"}, {"pd_decode", "3"}, {"replicas", "2"}, {"tuning_weeks", "6"}});
    EXPECT_EQ(metric("gpus", pools), 2 * (2 + 3) * 4);
    EXPECT_EQ(metric("nodes", pools), 5);
    EXPECT_NEAR(metric("cost.month", pools), metric("cost.month", with({{"replicas", "10"}, {"tuning_weeks", "6"}})), 1e-6);
    const Scenario wide = with({{"pd_prefill", "1"}, {"pd_prefill_tp", "8"}});
    EXPECT_EQ(metric("gpus", wide), 8 + 4);
    EXPECT_EQ(metric("nodes", wide), 2);
    EXPECT_EQ(metric("stranded", wide), 4);
}

TEST_F(LoadLevers, PoolsTradeFirstTokensForEvenOnes)
{
    const Scenario together = with({{"replicas", "3"}, {"qps", "9"}});
    const Scenario apart = with({{"pd_prefill", "2"}, {"pd_decode", "1"}, {"qps", "9"}});
    EXPECT_EQ(metric("gpus", together), metric("gpus", apart));
    EXPECT_LT(metric("itl.p99", apart), 0.5 * metric("itl.p99", together));
    EXPECT_GT(metric("pd.prefill_load", apart), 0.2);
    EXPECT_EQ(metric("pd.transfer", together), 0);
    EXPECT_EQ(metric("pd.transfer", apart),
              replica::kvBytesPerToken(*modelOf(apart, catalog), apart.kvFormat) * apart.workload.inputTokensMean);
    EXPECT_LT(metric("ttft.p99", with({{"pd_prefill", "2"}, {"pd_prefill_tp", "8"}, {"qps", "9"}})), metric("ttft.p99", apart));
}

TEST_F(LoadLevers, BothTiersPlayThePools)
{
    const Scenario scenario = with({{"pd_prefill", "3"}, {"pd_decode", "2"}, {"qps", "15"}});
    const SimulatedLoad load = simulateLoad(scenario, catalog, {.requests = 8000, .kneeReplications = 0}, 2);
    ASSERT_EQ(load.problem, "");
    const Evaluation closed = evaluate(scenario, catalog);
    EXPECT_NEAR(load.here.requestsPerSecond, 15, 0.5);
    EXPECT_NEAR(load.here.ttft.at(Rank::Mean).value / closed.replica.ttft.mean, 1, 0.1);
    EXPECT_NEAR(load.here.outputTokensPerSecond / closed.replica.outputTokensPerSecond, 1, 0.05);
    EXPECT_NE(load.curve.back().state, serving::LoadState::Stable);
}

TEST_F(LoadLevers, WhatDoesNotGoTogetherSaysWhy)
{
    EXPECT_NE(problem(with({{"pd_prefill", "1"}, {"batching", "static"}})).find("continuous"), std::string::npos);
    EXPECT_NE(problem(with({{"pd_prefill", "1"}, {"batch_qps", "1"}})).find("one class"), std::string::npos);
    EXPECT_NE(problem(with({{"arrivals", "closed"}, {"batch_qps", "1"}})).find("open-loop"), std::string::npos);
    EXPECT_NE(problem(with({{"pd_prefill", "1"}, {"pd_prefill_tp", "1"}})).find("Prefill instances hold no prompt"), std::string::npos);
    const Scenario several = with({{"pd_prefill", "1"}, {"pd_decode", "2"}, {"arrivals", "closed"}});
    EXPECT_EQ(problem(several), "");
    EXPECT_NE(simulateLoad(several, catalog, SimulationEffort::preview(), 1).problem, "");
}

TEST_F(LoadLevers, TurnsShareTheirCacheAndTasksCostTheirCalls)
{
    const Scenario lone = with({{"isl", "4000"}}), kept = with({{"isl", "4000"}, {"turns", "5"}});
    EXPECT_GT(metric("cache.hits", kept), 0.7);
    EXPECT_EQ(metric("cache.hits", lone), 0);
    const Scenario evicted = with({{"isl", "4000"}, {"turns", "5"}, {"turn_kv", "evict"}});
    EXPECT_EQ(metric("cache.hits", evicted), 0);
    EXPECT_LT(metric("ttft.mean", kept), metric("ttft.mean", evicted));
    EXPECT_NEAR(metric("task.cost", kept), 5 * metric("cost.request", kept), 1e-9);
    const Scenario called = with({{"turns", "5"}, {"task_calls", "12"}});
    EXPECT_NEAR(metric("task.cost", called), 12 * metric("cost.request", called), 1e-9);
}

TEST_F(LoadLevers, TheBatchClassFillsUpAndIsMeasured)
{
    const Scenario alone = with({{"qps", "2"}}), both = with({{"qps", "2"}, {"batch_qps", "1"}});
    EXPECT_GT(metric("load.busy", both), metric("load.busy", alone));
    EXPECT_GT(metric("load.utilisation", both), metric("load.utilisation", alone));
    EXPECT_NEAR(metric("throughput.output", both) - metric("throughput.output", alone), 512, 1e-6);
    EXPECT_GT(metric("itl.mean", both), metric("itl.mean", alone));
    EXPECT_LT(metric("load.capacity", both), metric("load.capacity", alone));
    EXPECT_TRUE(warns(both, "W-BATCH-TOLERANCE"));
    EXPECT_FALSE(warns(with({{"qps", "2"}, {"batch_qps", "1"}, {"batch_tolerance", "1000 %"}}), "W-BATCH-TOLERANCE"));

    const SimulatedLoad load = simulateLoad(both, catalog, {.requests = 12000, .kneeReplications = 0}, 2);
    ASSERT_TRUE(load.withoutBatch && load.here.classes.size() == 2);
    const Evaluation closed = evaluate(both, catalog);
    const double before = load.withoutBatch->itl.at(Rank::Mean).value, after = load.here.itl.at(Rank::Mean).value;
    EXPECT_GT(after, before);
    EXPECT_NEAR(after / closed.replica.itl.mean, 1, 0.05);
    EXPECT_NEAR(load.here.ttft.at(Rank::Mean).value / closed.replica.ttft.mean, 1, 0.2);
    EXPECT_NEAR(load.here.classes[1].goodRequestsPerSecond, 1, 0.1);
    EXPECT_GE(load.here.busyShare, load.withoutBatch->busyShare);
    EXPECT_LT(load.here.ttft.at(Rank::Mean).value, load.here.classes[1].ttft.at(Rank::Mean).value);
}

TEST_F(LoadLevers, BatchYieldsItsSlots)
{
    const auto p99 = [this](const char *rule) {
        const Scenario scenario = with({{"qps", "1"}, {"batch_qps", "0.4"}, {"max_sequences", "8"}, {"batch_preemption", rule}});
        return simulateLoad(scenario, catalog, {.requests = 4000, .kneeReplications = 0}, 2).here;
    };
    const auto waiting = p99("waits"), preempting = p99("preempts");
    EXPECT_GT(preempting.preemptions, 100U);
    EXPECT_LT(preempting.ttft.at(Rank::P99).value, waiting.ttft.at(Rank::P99).value);
}

TEST_F(LoadLevers, BurstsAreLeftToTheSimulation)
{
    const Scenario even = with({{"qps", "4"}}), bursts = with({{"qps", "4"}, {"arrival_gaps", "on_off"}, {"burst_share", "25 %"}});
    EXPECT_TRUE(warns(bursts, "W-BURSTS"));
    EXPECT_TRUE(evaluate(bursts, catalog).replica.tailIsPreview);
    const auto here = [&](const Scenario &scenario) {
        return simulateLoad(scenario, catalog, {.requests = 8000, .kneeReplications = 0}, 2).here;
    };
    EXPECT_GT(here(bursts).ttft.at(Rank::P99).value, 1.5 * here(even).ttft.at(Rank::P99).value);
    EXPECT_EQ(simulationInputs(ResolvedScenario(bursts, catalog)).traffic.classes.front().arrivals.kind,
              serving::ArrivalProcess::Kind::OnOff);
    const Scenario gamma = with({{"arrival_gaps", "gamma"}, {"arrival_cv", "2"}});
    EXPECT_EQ(simulationInputs(ResolvedScenario(gamma, catalog)).traffic.classes.front().arrivals.kind,
              serving::ArrivalProcess::Kind::Gamma);
}

TEST_F(LoadLevers, SurviveASession)
{
    Session session;
    session.current = with({{"pd_prefill", "2"}, {"pd_decode", "3"}, {"pd_prefill_tp", "8"}, {"pd_rate", "25 GB/s"}, {"pd_fixed", "4 ms"},
                            {"arrival_gaps", "on_off"}, {"burst_share", "10 %"}, {"burst_peak", "5"}, {"burst_cycle", "90"},
                            {"turns", "6"}, {"turn_tokens", "900"}, {"turn_pause", "12"}, {"turn_kv", "hold"}, {"task_calls", "20"},
                            {"batch_qps", "0.5"}, {"batch_isl", "3000"}, {"batch_osl", "700"}, {"batch_preemption", "preempts"},
                            {"batch_tolerance", "25 %"}});
    const auto read = readSession(writeSession(session, catalog), catalog);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->current, session.current);
}

} // namespace
} // namespace trilemma::scenario
