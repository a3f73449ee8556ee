// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/workload_import.h"

#include "models/scenario/levers.h"
#include "tests/models/catalog_fixture.h"
#include "tests/models/evidence/importers/format_fixtures.h"

#include <gmock/gmock.h>

#include <cmath>

namespace trilemma::evidence {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

class WorkloadImport : public testing::Test {
protected:
    const catalog::Catalog &catalog = test::shippedCatalog();
    const scenario::Scenario base = scenario::defaultScenario(catalog);

    TrafficImport imported(const std::string &text, const char *name = "folder/day.csv") const
    {
        const auto trace = readTrace(text, name);
        EXPECT_TRUE(trace) << (trace ? "" : trace.error().sentence());
        return trace ? withTraffic(base, trafficOf(*trace), catalog) : TrafficImport();
    }
};

/// Prompts of 100, 200, 300 and 400 tokens, ten seconds apart, answers half as long.
const std::string even = "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:00:00.0,100,50\n2023-11-16 18:00:10.0,200,100\n"
                         "2023-11-16 18:00:20.0,300,150\n2023-11-16 18:00:30.0,400,200\n";

TEST_F(WorkloadImport, SetsWhatTheTraceStates)
{
    const TrafficImport result = imported(even);
    const serving::Workload &workload = result.scenario.workload;
    EXPECT_DOUBLE_EQ(workload.inputTokensMean, 250);
    EXPECT_DOUBLE_EQ(workload.outputTokensMean, 125);
    EXPECT_DOUBLE_EQ(workload.inputTokensCv, std::sqrt(12500.0) / 250) << "variance of four even steps is 12,500";
    EXPECT_DOUBLE_EQ(workload.outputTokensCv, workload.inputTokensCv);
    EXPECT_DOUBLE_EQ(workload.requestsPerSecond, 4 / 30.0);
    EXPECT_DOUBLE_EQ(workload.arrivalCv, 0);
    EXPECT_EQ(workload.prefixHitShare, base.workload.prefixHitShare);
    EXPECT_EQ(result.scenario.trafficTitle, "day.csv, Azure LLM inference trace");
    EXPECT_TRUE(result.scenario.presetId.empty());
    EXPECT_EQ(result.scenario.slo, base.slo);
    EXPECT_THAT(result.set, ElementsAre("Input length 250 tokens (p50 250, p95 385, p99 397)",
                                        "Output length 125 tokens (p50 125, p95 193, p99 199)", "Input length spread 0.447",
                                        "Output length spread 0.447", "Request rate 0.133 QPS on average", "Burstiness 0"));
    EXPECT_THAT(result.kept, ElementsAre("Prefix hits: the trace has no prefix blocks"));
}

TEST_F(WorkloadImport, TheLeverNamesTheTrace)
{
    const TrafficImport result = imported(even);
    const scenario::Lever &preset = *scenario::findLever("preset");
    EXPECT_EQ(scenario::formatLeverValue(preset, preset.read(result.scenario, catalog), result.scenario, catalog),
              "day.csv, Azure LLM inference trace");
    const auto chat = scenario::withLever(result.scenario, "preset", std::string("chat"), catalog);
    ASSERT_TRUE(chat);
    EXPECT_TRUE(chat->trafficTitle.empty());
    EXPECT_FALSE(chat->workload.tracedLengths);
}

TEST_F(WorkloadImport, LengthsKeepTheirShapeUntilTheirSpreadIsChanged)
{
    const TrafficImport result = imported(even);
    ASSERT_TRUE(result.scenario.workload.tracedLengths);
    const serving::TracedLengths &lengths = *result.scenario.workload.tracedLengths;
    EXPECT_DOUBLE_EQ(lengths.input.front(), 0.4);
    EXPECT_DOUBLE_EQ(lengths.input.back(), 1.6);
    for (std::size_t i = 0; i < serving::lengthShares.size(); ++i)
        EXPECT_NEAR(lengths.input[i], 0.4 + 1.2 * serving::lengthShares[i], 1e-12) << "even steps are a straight line";
    EXPECT_DOUBLE_EQ(lengths.rankCorrelation, 1);
    const auto longer = scenario::withLever(result.scenario, "isl", 500.0, catalog);
    EXPECT_EQ(longer->workload.tracedLengths, lengths) << "the same shape, scaled";
    EXPECT_FALSE(scenario::withLever(result.scenario, "isl_cv", 1.0, catalog)->workload.tracedLengths);
}

TEST_F(WorkloadImport, WhatIsNotStatedStaysAndIsSaid)
{
    const TrafficImport lengths = imported("num_prefill_tokens,num_decode_tokens,num_total_tokens\n100,20,120\n200,40,240\n");
    EXPECT_EQ(lengths.scenario.workload.requestsPerSecond, base.workload.requestsPerSecond);
    EXPECT_EQ(lengths.scenario.workload.arrivalCv, base.workload.arrivalCv);
    EXPECT_THAT(lengths.kept,
                ElementsAre("Request rate: the trace has no arrival times", "Burstiness: the trace has no arrival times",
                            "Prefix hits: the trace has no prefix blocks"));
}

TEST_F(WorkloadImport, SteppedTimesHideTheBursts)
{
    std::string text;
    for (int i = 0; i < 40; ++i)
        text += "{\"timestamp\": " + std::to_string(i / 4 * 3000) +
                ", \"input_length\": 1000, \"output_length\": 5, \"hash_ids\": [1, " + std::to_string(2 + i) + "]}\n";
    const TrafficImport result = imported(text, "mooncake.jsonl");
    EXPECT_EQ(result.scenario.workload.arrivalCv, base.workload.arrivalCv);
    EXPECT_DOUBLE_EQ(result.scenario.workload.requestsPerSecond, 40 / 27.0);
    EXPECT_DOUBLE_EQ(result.scenario.workload.prefixHitShare, 39 * 512 / 40000.0)
        << "the first block of all but the first request";
    EXPECT_THAT(result.kept, ElementsAre("Burstiness: times are recorded in steps of 3 s, which hides it"));
    EXPECT_THAT(result.set, Contains("Prefix hits 49.9 % with a cache without limit"));
}

TEST_F(WorkloadImport, ALeverIsNeverSetOutOfItsRange)
{
    const TrafficImport slow = imported("arrived_at,num_prefill_tokens,num_decode_tokens\n0,10,2\n9000,10,2\n");
    EXPECT_EQ(slow.scenario.workload.requestsPerSecond, base.workload.requestsPerSecond);
    EXPECT_THAT(slow.kept, Contains(StartsWith("Request rate: 0.000222 QPS is out of range; valid is ")));
}

/// A benchmark that holds a number in flight sends when others finish; one at a rate is traffic.
TEST_F(WorkloadImport, DetailedBenchmarksGiveLengths)
{
    const TrafficImport closed = imported(test::vllmServeText, "run.json");
    EXPECT_DOUBLE_EQ(closed.scenario.workload.inputTokensMean, 1100);
    EXPECT_DOUBLE_EQ(closed.scenario.workload.outputTokensMean, 190);
    EXPECT_EQ(closed.scenario.workload.requestsPerSecond, base.workload.requestsPerSecond);
    EXPECT_THAT(closed.kept, Contains("Request rate: a benchmark sent the requests, and not at a rate"));
    std::string atRate = test::vllmServeText;
    atRate.replace(atRate.find("\"inf\""), 5, "2.0");
    EXPECT_DOUBLE_EQ(imported(atRate, "run.json").scenario.workload.requestsPerSecond, 4) << "two requests in half a second";
    const TrafficImport guide = imported(test::guidellmText, "guide.json");
    EXPECT_DOUBLE_EQ(guide.scenario.workload.inputTokensMean, 512);
    EXPECT_DOUBLE_EQ(guide.scenario.workload.outputTokensMean, 256);
}

/// Oracle X1 in small: percentiles and prefix hits of forty requests whose figures are plain.
TEST_F(WorkloadImport, ReportsPercentilesAndHitShares)
{
    std::string text;
    for (int i = 1; i <= 41; ++i) // prompts of 512 to 41 x 512 tokens that each begin as the one before
        text += "{\"timestamp\": " + std::to_string(100 * i) + ", \"input_length\": " + std::to_string(512 * i) +
                ", \"output_length\": " + std::to_string(42 - i) + ", \"hash_ids\": [" +
                [i] {
                    std::string ids = "1";
                    for (int block = 2; block <= i; ++block)
                        ids += ", " + std::to_string(block);
                    return ids;
                }() +
                "]}\n";
    const auto trace = readTrace(text, "x1.jsonl");
    ASSERT_TRUE(trace) << trace.error().sentence();
    const TraceSummary summary = summarise(*trace);
    EXPECT_DOUBLE_EQ(summary.input.p50, 512 * 21);
    EXPECT_DOUBLE_EQ(summary.input.p90, 512 * 37);
    EXPECT_DOUBLE_EQ(summary.input.p95, 512 * 39);
    EXPECT_NEAR(summary.input.p99, 512 * 40.6, 1e-9);
    EXPECT_DOUBLE_EQ(summary.output.p50, 21);
    EXPECT_DOUBLE_EQ(summary.output.p95, 39);
    EXPECT_DOUBLE_EQ(summary.lengthCorrelation, -1);
    EXPECT_DOUBLE_EQ(summary.lengthRankCorrelation, -1);
    EXPECT_DOUBLE_EQ(*summary.prefixHitBlocks, 820.0 / 861) << "all but the last block of each";
    EXPECT_DOUBLE_EQ(*summary.prefixHitTokens, 820.0 / 861);
    EXPECT_DOUBLE_EQ(summary.requestsPerSecond, 41 / 4.0);
    EXPECT_EQ(summary.arrivalStepSeconds, 0);
}

TEST_F(WorkloadImport, RanksOfEqualLengthsAreShared)
{
    const auto trace = readTrace("arrived_at,num_prefill_tokens,num_decode_tokens\n0,10,1\n1,10,2\n2,1000,3\n", "t");
    ASSERT_TRUE(trace);
    // ranks 0.5, 0.5, 2 and 0, 1, 2: covariance 1.5, variances 1.5 and 2
    EXPECT_DOUBLE_EQ(summarise(*trace).lengthRankCorrelation, 1.5 / std::sqrt(1.5 * 2));
}

TEST(TraceFigures, AreReadable)
{
    EXPECT_EQ(figureText(1154.69), "1,155");
    EXPECT_EQ(figureText(27.88), "27.9");
    EXPECT_EQ(figureText(99.97), "100");
    EXPECT_EQ(figureText(-0.112), "-0.112");
    EXPECT_EQ(figureText(0), "0");
}

struct Sample {
    const char *file;
    double requests, input, output;
};
class DetailedSamples : public WorkloadImport, public testing::WithParamInterface<Sample> {};

/// Published result files whose single requests can be counted by hand.
TEST_P(DetailedSamples, GiveTheirLengths)
{
    const auto path = std::string(TRILEMMA_REFERENCE_DIR "/data/formats/") + GetParam().file;
    const std::string text = test::textOf(path);
    if (text.empty())
        GTEST_SKIP() << path << " is not there";
    const auto trace = readTrace(text, path);
    ASSERT_TRUE(trace) << trace.error().sentence();
    const TracedTraffic traffic = trafficOf(*trace);
    EXPECT_EQ(static_cast<double>(traffic.summary.requests), GetParam().requests);
    EXPECT_NEAR(traffic.summary.input.mean, GetParam().input, 1e-9);
    EXPECT_NEAR(traffic.summary.output.mean, GetParam().output, 1e-9);
    EXPECT_THAT(traffic.title(), StartsWith(std::string(GetParam().file) + ", "));
}

INSTANTIATE_TEST_SUITE_P(Reference, DetailedSamples,
                         testing::Values(Sample{"vllm_benchmark_serving_detailed_trimmed.json", 3, (13 + 25 + 27) / 3.0,
                                                122 / 3.0},
                                         Sample{"aiperf_profile_export.jsonl", 1, 550, 9}));

} // namespace
} // namespace trilemma::evidence
