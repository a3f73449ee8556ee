// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/importers/importer.h"

#include "tests/models/catalog_fixture.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <optional>

namespace trilemma::evidence {
namespace {

/// Figures worked out from the sample files by hand; 0 where the file does not say it. Rates per second, times in seconds.
struct Sample {
    const char *file, *formatId;
    std::size_t points;
    double inputTokens, outputTokens, concurrency, outputRate, ttft, tpot, endToEnd;
};
class Samples : public testing::TestWithParam<Sample> {};

TEST_P(Samples, ImportToTheirFigures)
{
    const Sample &expected = GetParam();
    const auto path = std::filesystem::path(TRILEMMA_REFERENCE_DIR) / "data/formats" / expected.file;
    if (!std::filesystem::exists(path))
        GTEST_SKIP() << path << " is not there";
    const auto file = importFile(test::textOf(path), expected.file);
    ASSERT_TRUE(file) << file.error().sentence();
    EXPECT_EQ(file->formatId, expected.formatId);
    EXPECT_EQ(file->points.size(), expected.points);
    const MeasuredPoint &point = file->points.front().point;
    const auto expectNear = [](double is, double should, const char *what) {
        EXPECT_NEAR(is, should, 1e-6 * should + 1e-12) << what;
    };
    expectNear(point.configuration.inputTokens, expected.inputTokens, "ISL");
    expectNear(point.configuration.outputTokens, expected.outputTokens, "OSL");
    expectNear(point.configuration.concurrency, expected.concurrency, "concurrency");
    expectNear(point.measured.outputTokensPerSecond.value_or(0), expected.outputRate, "output rate");
    expectNear(point.measured.ttftSeconds.value_or(0), expected.ttft, "TTFT");
    expectNear(point.measured.itlSeconds.value_or(0), expected.tpot, "TPOT");
    expectNear(point.measured.endToEndSeconds.value_or(0), expected.endToEnd, "E2E");
}

INSTANTIATE_TEST_SUITE_P(
    Reference, Samples,
    testing::Values(
        Sample{"aiconfigurator_silicon_sample.csv", "silicon-sample", 2, 7372.8, 921.6, 128, 0, 0.9723109823355117,
               0.033442908754168066, 0},
        Sample{"aiperf_profile_export.jsonl", "aiperf-records", 1, 550, 9, 0, 9 / 0.305864241, 0.255886568, 0.0052048325,
               0.297525228},
        Sample{"aiperf_profile_export_aiperf.csv", "perf-table", 1, 550, 551.2, 0, 1022443.06, 0, 0, 0.00152},
        Sample{"aiperf_profile_export_aiperf.json", "aiperf", 1, 550, 551.203125, 4, 1022443.0554692096, 0, 0, 0.001516322453125},
        Sample{"genai_perf_nim_table.csv", "nim-table", 2, 199.6, 1000, 5, 571.2048768030431, 0.04016952165, 0.008720022191875208,
               8.751471691333334},
        Sample{"genai_perf_profile_export_genai_perf.csv", "perf-table", 1, 200.03, 58.33, 0, 1520.68, 0.63016, 0.0225, 1.91633},
        Sample{"genai_perf_profile_export_genai_perf.json", "genai-perf", 1, 200.03, 58.331111111, 50, 1520.682946065091,
               0.6301609795877777, 0.02250221791, 1.916328578501111},
        Sample{"guidellm_benchmarks_trimmed.json", "guidellm", 1, 257.1086956521739, 128, 1, 1.5481806532737452 * 128,
               0.016792535781860348, 0.004941609043733832, 0.6444743664368339},
        Sample{"inferencex_aggregated_seconds.json", "inferencex-aggregate", 1, 8192, 128, 32, 312.08057303135723, 0,
               0.026423740552694308, 9.398414688184857},
        Sample{"inferencex_dashboard_rows.json", "inferencex-dashboard", 2, 921.6, 921.6, 4, 98.9883650269406 * 4,
               0.17262843293137847, 0.009618676175431115, 8.991529557155445},
        Sample{"inferencex_raw_bench_result.json", "vllm-serve", 1, 4729077.0 / 640, 588102.0 / 640, 64, 1865.520522185723,
               0.9684443864593826, 0.03220908514635708, 30.556423812185494},
        Sample{"llama_bench.csv", "llama-bench", 2, 512, 1, 1, 0, 0.07028566, 0, 0},
        Sample{"llama_bench.json", "llama-bench", 2, 512, 1, 1, 0, 0.07213564, 0, 0},
        Sample{"mlenergy_task_rows.json", "ml-energy", 2, 0, 615.0537109375, 8, 1086.7107231801174, 0, 0, 0},
        Sample{"mlperf_summary_results_rows.json", "mlperf", 2, 0, 301.1, 0, 8840.42, 0, 0, 0},
        Sample{"optimum_benchmark_report.json", "optimum-benchmark", 1, 0, 0, 0, 0, 0, 0, 11.329571039485746},
        Sample{"sglang_bench_serving.jsonl", "sglang", 2, 152612.0 / 300, 160347.0 / 300, 0, 537.4142851849319, 0, 0,
               7.840616212638561},
        Sample{"sglang_bench_serving_table.csv", "sglang", 2, 3200, 800, 128, 914.7383228, 22.24564614, 0.1090719536,
               109.3941371},
        Sample{"trtllm_bench_console.txt", "trtllm-console", 1, (94022.5497 - 5530.7382) / 43.2089, 5530.7382 / 43.2089, 5000,
               5530.7382, 52.6670339, 0.1829639, 75.9034456},
        Sample{"trtllm_bench_report_shape.json", "trtllm-report", 1, 64, 16, 1, 3.37, 4.5331, 0.01403, 4.7435},
        Sample{"vllm_bench_serve_console.txt", "serving-console", 1, 590227.0 / 640, 589961.0 / 640, 0, 2625.16, 0.265, 0.02363,
               22.03656},
        Sample{"vllm_bench_serve_result.json", "vllm-serve", 1, 63996.0 / 500, 340981.0 / 500, 128, 8706.430638022452,
               0.38612105745, 0.010695648060772799, 0},
        Sample{"vllm_bench_serve_result_percentiles.json", "vllm-serve", 1, 4621482.0 / 640, 576560.0 / 640, 64,
               1455.4489109676397, 1.5119910881562078, 0.04172248283364251, 39.13830772021716},
        Sample{"vllm_benchmark_latency.json", "vllm-latency", 1, 0, 0, 0, 0, 0, 0, 474.87329929399993},
        Sample{"vllm_benchmark_serving_detailed_trimmed.json", "vllm-serve", 1, 215.196, 120.689, 0, 1198.8884495761356,
               1.4863937409630162, 0.10653889521346393, 0},
        Sample{"vllm_benchmark_throughput.json", "vllm-throughput", 1, 0, 0, 0, 0, 0, 0, 0}),
    [](const auto &test) {
        std::string name = test.param.file;
        std::ranges::replace(name, '.', '_');
        return name;
    });

/// What the first point of a file does not show.
TEST(Samples, SecondPointsAndOtherFigures)
{
    const auto read = [](const char *name) {
        const auto path = std::filesystem::path(TRILEMMA_REFERENCE_DIR) / "data/formats" / name;
        return std::filesystem::exists(path) ? std::optional(*importFile(test::textOf(path), name)) : std::nullopt;
    };
    const auto dashboard = read("inferencex_dashboard_rows.json");
    if (!dashboard)
        GTEST_SKIP() << "no samples";
    const ImportedPoint &apart = dashboard->points.at(1);
    EXPECT_EQ(apart.point.configuration.gpus, 36);
    EXPECT_NEAR(*apart.point.measured.outputTokensPerSecond, 94.89155859064786 * 32, 1e-6);
    EXPECT_NEAR(*apart.totalTokensPerSecond, 169.07090612277543 * 36, 1e-6);
    EXPECT_NEAR(*apart.totalTokensPerSecond, *apart.point.measured.outputTokensPerSecond + 762.5056863797959 * 4, 1e-6)
        << "input of the prefill GPUs and output of the decode GPUs are all there is";
    EXPECT_NEAR(*read("llama_bench.csv")->points.at(1).point.measured.itlSeconds, 1.0674316 / 128, 1e-12);
    EXPECT_NEAR(*read("llama_bench.json")->points.at(1).point.measured.outputTokensPerSecond, 118.881588, 1e-9);
    EXPECT_EQ(read("vllm_benchmark_serving_detailed_trimmed.json")->points.at(0).point.configuration.requestsPerSecond, 16);
    EXPECT_NEAR(*read("vllm_benchmark_throughput.json")->points.at(0).totalTokensPerSecond, 1297.4433362063426, 1e-9);
    EXPECT_NEAR(read("mlperf_summary_results_rows.json")->points.at(0).point.configuration.requestsPerSecond, 8840.42 / 301.1,
                1e-9);
    EXPECT_NEAR(*read("vllm_bench_serve_result_percentiles.json")->points.at(0).ttft.p95, 9.802714612299587, 1e-12);
    EXPECT_NEAR(*read("mlenergy_task_rows.json")->points.at(1).itl.p90, 0.011547983792843299, 1e-6);
}

} // namespace
} // namespace trilemma::evidence
