// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/importers/importer.h"
#include "tests/models/evidence/importers/format_fixtures.h"

#include <gmock/gmock.h>

#include <set>

namespace trilemma::evidence {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

ImportedFile imported(const std::string &fixture)
{
    for (const test::FormatFixture &format : test::formatFixtures()) {
        if (fixture != format.name)
            continue;
        auto file = importFile(format.text, "file");
        EXPECT_TRUE(file) << (file ? "" : file.error().sentence());
        if (file) {
            EXPECT_EQ(file->formatId, format.formatId);
            return *file;
        }
    }
    return {};
}

ImportedPoint firstOf(const std::string &fixture)
{
    const ImportedFile file = imported(fixture);
    EXPECT_FALSE(file.points.empty()) << fixture;
    return file.points.empty() ? ImportedPoint() : file.points.front();
}

TEST(VllmServe, MillisecondsBecomeSecondsAndTotalsBecomeMeans)
{
    const ImportedFile file = imported("vllmServe");
    const ImportedPoint &point = file.points.at(0);
    const PointConfiguration &configuration = point.point.configuration;
    EXPECT_EQ(configuration.engine, "vllm");
    EXPECT_EQ(configuration.model, "gpt-oss-20b");
    EXPECT_EQ(point.statedModel, "openai/gpt-oss-20b");
    EXPECT_EQ(configuration.mode, "concurrency");
    EXPECT_EQ(configuration.concurrency, 40);
    EXPECT_EQ(configuration.promptsPerSlot, 10);
    EXPECT_EQ(configuration.inputTokens, 1000);
    EXPECT_EQ(configuration.outputTokens, 200);
    EXPECT_DOUBLE_EQ(*point.point.measured.outputTokensPerSecond, 800);
    EXPECT_DOUBLE_EQ(*point.totalTokensPerSecond, 4800);
    EXPECT_DOUBLE_EQ(*point.point.measured.ttftSeconds, 0.25);
    EXPECT_DOUBLE_EQ(*point.point.measured.itlSeconds, 0.048) << "TPOT, not the gap between chunks";
    EXPECT_DOUBLE_EQ(*point.ttft.p90, 0.3);
    EXPECT_DOUBLE_EQ(*point.itl.mean, 0.0485);
    EXPECT_DOUBLE_EQ(*point.clientQueue.mean, 0.0125);
    EXPECT_EQ(point.definitions.clientQueue, MetricDefinitions::ClientQueue::OutsideTtft);
    EXPECT_DOUBLE_EQ(*standardErrorSeconds(point.ttft, point.requests), 0.05 / 20);
    EXPECT_THAT(point.missing, ElementsAre("gpu", "num_gpus", "tp"));
    ASSERT_EQ(file.requests.size(), 2u);
    EXPECT_EQ(file.requests[1].inputTokens, 1200);
    EXPECT_EQ(file.requests[1].arrivalSeconds, 10.5);
}

TEST(VllmServe, ARateIsAnOpenLoopAndNeitherIsABurst)
{
    const auto changed = [](std::string_view from, std::string_view to) {
        std::string text = test::vllmServeText;
        text.replace(text.find(from), from.size(), to);
        return importFile(text, "file")->points.at(0).point.configuration;
    };
    EXPECT_EQ(changed("\"max_concurrency\": 40", "\"max_concurrency\": null").mode, "burst");
    EXPECT_EQ(changed("\"max_concurrency\": 40", "\"max_concurrency\": null").concurrency, 400);
    EXPECT_EQ(changed("\"inf\"", "8.5").mode, "qps");
    EXPECT_EQ(changed("\"inf\"", "8.5").requestsPerSecond, 8.5);
    EXPECT_EQ(changed("\"backend\": \"vllm\"", "\"backend\": \"openai\"").engine, "") << "names the protocol, not the engine";
}

TEST(Console, ReadsTheBlockAndTheLoadBeforeIt)
{
    const ImportedPoint point = firstOf("console");
    EXPECT_EQ(point.point.configuration.concurrency, 8);
    EXPECT_EQ(point.point.configuration.inputTokens, 100);
    EXPECT_EQ(point.point.configuration.outputTokens, 200);
    EXPECT_DOUBLE_EQ(*point.point.measured.outputTokensPerSecond, 400);
    EXPECT_DOUBLE_EQ(*point.point.measured.itlSeconds, 0.019);
    EXPECT_DOUBLE_EQ(*point.ttft.p99, 0.09);
    const auto two = importFile(test::consoleText + test::consoleText, "log");
    ASSERT_TRUE(two);
    EXPECT_EQ(two->points.size(), 2u);
}

TEST(Console, ABlockWithoutItsEndIsCutOff)
{
    const auto file = importFile(std::string_view(test::consoleText).substr(0, 600), "log");
    ASSERT_FALSE(file);
    EXPECT_THAT(file.error().sentence(), HasSubstr("block 1: the block is cut off"));
}

TEST(Sglang, MediansOfTtftAndChunkGapsDoNotStandForMeans)
{
    const ImportedFile file = imported("sglangLines");
    ASSERT_EQ(file.points.size(), 2u);
    const ImportedPoint &point = file.points[0];
    EXPECT_EQ(point.point.configuration.engine, "sglang");
    EXPECT_EQ(point.point.configuration.mode, "qps");
    EXPECT_FALSE(point.point.measured.ttftSeconds);
    EXPECT_FALSE(point.point.measured.itlSeconds);
    EXPECT_DOUBLE_EQ(*point.point.measured.endToEndSeconds, 3);
    EXPECT_DOUBLE_EQ(*point.itl.p50, 0.014);
    EXPECT_THAT(point.notes, Not(IsEmpty()));
    EXPECT_EQ(file.points[1].point.configuration.concurrency, 5);
    EXPECT_EQ(file.points[1].point.configuration.promptsPerSlot, 2);
    EXPECT_EQ(firstOf("sglangTable").point.configuration.gpu, "mi300x");
    EXPECT_DOUBLE_EQ(*firstOf("sglangTable").point.measured.itlSeconds, 0.07);
}

TEST(VllmOffline, TotalTokensAreNeverTakenForOutput)
{
    const ImportedPoint point = firstOf("vllmThroughput");
    EXPECT_FALSE(point.point.measured.outputTokensPerSecond);
    EXPECT_DOUBLE_EQ(*point.totalTokensPerSecond, 3000);
    EXPECT_TRUE(point.definitions.onlyTotalThroughput);
    EXPECT_THAT(point.missing, Contains("osl"));
    EXPECT_THAT(point.notes, Contains(HasSubstr("1500 tokens per request")));
    EXPECT_DOUBLE_EQ(*firstOf("vllmLatency").point.measured.endToEndSeconds, 12.5);
    EXPECT_EQ(firstOf("vllmLatency").point.configuration.mode, "static_batch");
}

TEST(Guidellm, NewSchemaTakesTpotWithoutTheFirstToken)
{
    const ImportedFile file = imported("guidellm");
    const ImportedPoint &point = file.points.at(0);
    EXPECT_EQ(file.toolVersion, "0.7.3");
    EXPECT_EQ(point.point.configuration.model, "Llama-3.1-8B-Instruct");
    EXPECT_EQ(point.point.configuration.weightFormat, "fp8");
    EXPECT_EQ(point.point.configuration.concurrency, 16);
    EXPECT_EQ(point.point.configuration.promptsPerSlot, 10);
    EXPECT_DOUBLE_EQ(*point.point.measured.itlSeconds, 0.0171);
    EXPECT_DOUBLE_EQ(*point.point.measured.outputTokensPerSecond, 905);
    EXPECT_DOUBLE_EQ(*point.endToEnd.p95, 4.9);
    ASSERT_EQ(file.requests.size(), 2u);
    EXPECT_EQ(file.requests[1].inputTokens, 524);
}

TEST(Guidellm, OldSchemaNamesTheModelInItsWorker)
{
    const auto file = importFile(R"({"benchmarks": [{"args": {"strategy": {"type_": "poisson", "rate": 3.0}},
        "worker": {"backend_model": "org/Model-X"}, "metrics": {"request_latency": {"successful": {"mean": 2.0, "count": 30}},
        "output_token_count": {"successful": {"mean": 100.0}}, "requests_per_second": {"successful": {"mean": 2.5}},
        "output_tokens_per_second": "trimmed"}}]})",
                                 "old.json");
    ASSERT_TRUE(file) << file.error().sentence();
    EXPECT_EQ(file->points[0].point.configuration.model, "Model-X");
    EXPECT_EQ(file->points[0].point.configuration.requestsPerSecond, 3);
    EXPECT_DOUBLE_EQ(*file->points[0].point.measured.outputTokensPerSecond, 250);
    EXPECT_EQ(file->points[0].point.quality, "B");
}

TEST(Guidellm, ANewerSchemaIsRefused)
{
    std::string text = test::guidellmText;
    text.replace(text.find("\"version\": 2"), 12, "\"version\": 3");
    const auto file = importFile(text, "new.json");
    ASSERT_FALSE(file);
    EXPECT_THAT(file.error().sentence(), HasSubstr("metadata.version"));
}

TEST(GenaiPerf, UnitsAreReadFromTheFile)
{
    const ImportedPoint point = firstOf("genaiPerf");
    EXPECT_DOUBLE_EQ(*point.point.measured.ttftSeconds, 0.1);
    EXPECT_DOUBLE_EQ(*point.point.measured.itlSeconds, 0.019);
    EXPECT_EQ(point.point.configuration.concurrency, 10);
    EXPECT_EQ(point.point.configuration.engine, "vllm");
    const ImportedPoint nim = firstOf("nimTable");
    EXPECT_DOUBLE_EQ(*nim.point.measured.ttftSeconds, 0.04);
    EXPECT_DOUBLE_EQ(*nim.ttft.p95, 0.045);
    EXPECT_DOUBLE_EQ(*nim.point.measured.endToEndSeconds, 4);
    EXPECT_EQ(nim.point.configuration.gpu, "H100");
    EXPECT_EQ(nim.point.configuration.tp, 2);
    EXPECT_THAT(nim.missing, IsEmpty());
}

TEST(GenaiPerf, CsvNumbersHaveThousandsSeparators)
{
    const ImportedFile file = imported("genaiPerfTable");
    EXPECT_EQ(file.tool, "GenAI-Perf");
    EXPECT_DOUBLE_EQ(*file.points.at(0).point.measured.endToEndSeconds, 2.00025);
    EXPECT_DOUBLE_EQ(*file.points.at(0).point.measured.outputTokensPerSecond, 1520.5);
    EXPECT_DOUBLE_EQ(*file.points.at(0).tpot.p50, 0.018);
}

TEST(Aiperf, JsonCsvAndRecords)
{
    const ImportedPoint json = firstOf("aiperf");
    EXPECT_EQ(json.point.configuration.concurrency, 12) << "of the profiling phase, not of the warm-up";
    EXPECT_EQ(json.point.configuration.promptsPerSlot, 10);
    EXPECT_EQ(json.point.configuration.model, "Qwen3-8B");
    EXPECT_EQ(imported("aiperfTable").tool, "AIPerf");
    EXPECT_EQ(firstOf("aiperfTable").requests, 120);

    const ImportedFile records = imported("aiperfRecords");
    const ImportedPoint &point = records.points.at(0);
    EXPECT_EQ(point.requests, 2) << "the failed one does not count";
    EXPECT_DOUBLE_EQ(point.durationSeconds, 4);
    EXPECT_DOUBLE_EQ(*point.point.measured.outputTokensPerSecond, 50);
    EXPECT_DOUBLE_EQ(*point.point.measured.ttftSeconds, 0.15);
    EXPECT_DOUBLE_EQ(*point.tpot.p50, 0.02);
    EXPECT_EQ(records.requests.at(1).inputTokens, 300);
}

TEST(Inferencex, PerGpuRatesAreMultipliedByTheGpusTheyMean)
{
    const ImportedFile file = imported("dashboard");
    const ImportedPoint &apart = file.points.at(0), &together = file.points.at(1);
    EXPECT_TRUE(apart.point.configuration.disaggregated);
    EXPECT_EQ(apart.point.configuration.gpus, 20);
    EXPECT_DOUBLE_EQ(*apart.point.measured.outputTokensPerSecond, 150.0 * 16) << "of the decode GPUs";
    EXPECT_DOUBLE_EQ(*apart.totalTokensPerSecond, 200.0 * 20);
    EXPECT_EQ(apart.point.configuration.engine, "trtllm");
    EXPECT_EQ(apart.point.configuration.engineVersion, "1.2.3");
    EXPECT_DOUBLE_EQ(apart.point.configuration.inputTokens, 900);
    EXPECT_DOUBLE_EQ(*apart.point.measured.itlSeconds, 0.02);
    EXPECT_EQ(together.point.configuration.gpus, 8);
    EXPECT_DOUBLE_EQ(*together.point.measured.outputTokensPerSecond, 100.0 * 8 / 2) << "half of the tokens are output";
    EXPECT_THAT(apart.missing, IsEmpty());
}

TEST(Inferencex, AggregatedResultsAreInSeconds)
{
    const ImportedPoint point = firstOf("aggregate");
    EXPECT_DOUBLE_EQ(*point.ttft.p50, 0.5);
    EXPECT_FALSE(point.point.measured.ttftSeconds);
    EXPECT_DOUBLE_EQ(*point.point.measured.itlSeconds, 0.047);
    EXPECT_EQ(point.point.quality, "B");
    const ImportedPoint silicon = firstOf("silicon");
    EXPECT_EQ(silicon.point.configuration.concurrency, 64);
    EXPECT_DOUBLE_EQ(silicon.point.configuration.outputTokens, 450);
    EXPECT_DOUBLE_EQ(*silicon.point.measured.itlSeconds, 0.02025);
    EXPECT_EQ(silicon.point.configuration.gpu, "H200");
    EXPECT_EQ(silicon.date, "2026-04-17");
}

TEST(LlamaBench, PrefillAndDecodeAreTestsOfTheirOwn)
{
    const ImportedFile file = imported("llamaBench");
    const ImportedPoint &prefill = file.points.at(0), &decode = file.points.at(1);
    EXPECT_DOUBLE_EQ(*prefill.point.measured.ttftSeconds, 0.064);
    EXPECT_DOUBLE_EQ(*prefill.inputTokensPerSecond, 8000);
    EXPECT_FALSE(prefill.point.measured.outputTokensPerSecond) << "a prompt rate is no output rate";
    EXPECT_EQ(prefill.point.configuration.model, "Qwen3-8B");
    EXPECT_THAT(prefill.missing, ElementsAre("weight_dtype"));
    EXPECT_DOUBLE_EQ(*decode.point.measured.itlSeconds, 0.02);
    EXPECT_DOUBLE_EQ(*decode.point.measured.outputTokensPerSecond, 50);
    EXPECT_EQ(decode.point.configuration.inputTokens, 2048);
    EXPECT_EQ(decode.point.configuration.weightFormat, "bf16");
    EXPECT_EQ(decode.point.configuration.gpu, "RTX 4090");
    EXPECT_DOUBLE_EQ(*firstOf("llamaBenchTable").point.measured.itlSeconds, 0.01);
}

TEST(TrtllmBench, ReportAndConsoleAgree)
{
    const ImportedPoint report = firstOf("trtllmReport"), console = firstOf("trtllmConsole");
    for (const ImportedPoint &point : {report, console}) {
        EXPECT_EQ(point.point.configuration.mode, "burst");
        EXPECT_EQ(point.point.configuration.concurrency, 100);
        EXPECT_DOUBLE_EQ(point.point.configuration.inputTokens, 128);
        EXPECT_DOUBLE_EQ(point.point.configuration.outputTokens, 256);
        EXPECT_DOUBLE_EQ(*point.point.measured.outputTokensPerSecond, 2560) << "of all GPUs";
        EXPECT_DOUBLE_EQ(*point.point.measured.ttftSeconds, 0.5);
        EXPECT_DOUBLE_EQ(*point.point.measured.itlSeconds, 0.029);
        EXPECT_DOUBLE_EQ(*point.point.measured.endToEndSeconds, 8);
        EXPECT_DOUBLE_EQ(*point.ttft.p99, 0.9);
    }
    EXPECT_EQ(report.point.configuration.gpus, 2);
    EXPECT_EQ(report.point.configuration.kvFormat, "fp8");
    EXPECT_THAT(report.missing, ElementsAre("gpu"));
}

TEST(StaticBatch, OptimumBenchmark)
{
    const ImportedPoint point = firstOf("optimum");
    EXPECT_EQ(point.point.configuration.mode, "static_batch");
    EXPECT_EQ(point.point.configuration.concurrency, 4);
    EXPECT_DOUBLE_EQ(*point.point.measured.ttftSeconds, 0.05);
    EXPECT_DOUBLE_EQ(*point.point.measured.itlSeconds, 0.02);
    EXPECT_DOUBLE_EQ(*point.point.measured.outputTokensPerSecond, 200);
}

TEST(Leaderboards, MlperfAndMlEnergy)
{
    const ImportedFile mlperf = imported("mlperf");
    ASSERT_EQ(mlperf.points.size(), 2u) << "rows that do not count tokens are left out";
    EXPECT_EQ(mlperf.points[0].point.configuration.mode, "offline_max");
    EXPECT_EQ(mlperf.points[0].point.configuration.gpus, 16);
    EXPECT_EQ(mlperf.points[0].point.configuration.engine, "trtllm");
    EXPECT_EQ(mlperf.points[0].point.configuration.engineVersion, "10.2.0");
    EXPECT_EQ(mlperf.points[0].point.configuration.model, "Llama-2-70B");
    EXPECT_EQ(mlperf.points[1].point.configuration.requestsPerSecond, 100);
    EXPECT_DOUBLE_EQ(*mlperf.points[1].point.measured.outputTokensPerSecond, 30000);

    const ImportedPoint energy = firstOf("mlEnergy");
    EXPECT_DOUBLE_EQ(*energy.powerWattsPerGpu, 550);
    EXPECT_FALSE(energy.point.measured.itlSeconds) << "a gap between chunks is no TPOT";
    EXPECT_THAT(energy.missing, ElementsAre("isl"));
}

TEST(PointsTable, KeepsTheConfigurationAndReadsPercentiles)
{
    const ImportedPoint point = firstOf("points");
    EXPECT_EQ(point.point.configuration.id, "a");
    EXPECT_DOUBLE_EQ(*point.point.measured.ttftSeconds, 0.3);
    EXPECT_DOUBLE_EQ(*point.ttft.p99, 0.7);
    EXPECT_THAT(point.missing, IsEmpty());
}

TEST(Definitions, TpotWithAndWithoutTheFirstTokenAreInverse)
{
    const double with = withFirstToken(0.02, 0.5, 101);
    EXPECT_DOUBLE_EQ(with, (0.5 + 0.02 * 100) / 101);
    EXPECT_NEAR(*withoutFirstToken(with, 0.5, 101), 0.02, 1e-15);
    EXPECT_FALSE(withoutFirstToken(0.02, 0.5, 1)) << "one token has no gap";
    EXPECT_FALSE(withoutFirstToken(0.001, 0.5, 100)) << "the first token alone took longer";
}

/// The same requests as both tools would report them.
TEST(Definitions, VllmAndGuidellmAlignOnTheSameRequests)
{
    const double ttft[] = {0.2, 0.4, 0.9}, tpot[] = {0.030, 0.032, 0.035};
    constexpr double tokens = 150;
    double meanTtft = 0, meanTpot = 0, meanWithFirst = 0;
    for (int i = 0; i < 3; ++i) {
        meanTtft += ttft[i] / 3;
        meanTpot += tpot[i] / 3;
        meanWithFirst += withFirstToken(tpot[i], ttft[i], tokens) / 3;
    }
    const auto vllm =
        importFile(R"({"completed": 3, "duration": 10, "total_input_tokens": 300, "total_output_tokens": 450,
        "request_rate": "inf", "max_concurrency": 3, "mean_ttft_ms": )" +
                       std::to_string(meanTtft * 1e3) + ", \"mean_tpot_ms\": " + std::to_string(meanTpot * 1e3) + "}",
                   "v");
    const auto guidellm =
        importFile(R"({"benchmarks": [{"config": {"strategy": {"type_": "concurrent", "streams": 3}}, "metrics": {
        "request_latency": {"successful": {"count": 3}}, "output_token_count": {"successful": {"mean": 150}},
        "time_to_first_token_ms": {"successful": {"mean": )" +
                       std::to_string(meanTtft * 1e3) + R"(}},
        "time_per_output_token_ms": {"successful": {"mean": )" +
                       std::to_string(meanWithFirst * 1e3) + "}}}}]}",
                   "g");
    ASSERT_TRUE(vllm) << vllm.error().sentence();
    ASSERT_TRUE(guidellm) << guidellm.error().sentence();
    const Measurement &a = vllm->points[0].point.measured, &b = guidellm->points[0].point.measured;
    EXPECT_NEAR(*b.itlSeconds / *a.itlSeconds, 1, 0.01);
    EXPECT_NEAR(*b.ttftSeconds / *a.ttftSeconds, 1, 0.01);
    EXPECT_EQ(guidellm->points[0].definitions.tokenTime, MetricDefinitions::TokenTime::WithFirstToken);
}

TEST(Quality, ARunThatBreaksLittlesLawIsMarked)
{
    std::string text = test::vllmServeText;
    EXPECT_EQ(importFile(text, "f")->points[0].point.quality, "B") << "lengths are listed for two requests alone";
    text.replace(text.find("\"output_throughput\": 800.0"), 26, "\"output_throughput\": 200.0");
    const auto file = importFile(text, "f");
    EXPECT_EQ(file->points[0].point.quality, "X");
    EXPECT_THAT(file->points[0].notes, Contains(HasSubstr("Little's law")));
}

TEST(ImporterTable, EveryFormatHasAFixtureAndAMapping)
{
    std::set<std::string> tested;
    for (const test::FormatFixture &format : test::formatFixtures())
        tested.insert(format.formatId);
    std::set<std::string_view> ids;
    for (const Importer *importer : importerTable()) {
        EXPECT_TRUE(ids.insert(importer->id).second) << importer->id;
        EXPECT_TRUE(tested.contains(std::string(importer->id))) << importer->id;
        EXPECT_FALSE(importer->mapping.empty()) << importer->id;
        for (const MappingRow &row : importer->mapping)
            EXPECT_FALSE(row.theirs.empty() || row.ours.empty()) << importer->id;
    }
}

} // namespace
} // namespace trilemma::evidence
