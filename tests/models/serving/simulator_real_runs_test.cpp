// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/simulation_fixture.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>

namespace trilemma::serving {
namespace {

/// A run of a real engine, request by request: seconds since the first request came.
struct RealRun {
    SimulatedTraffic traffic;
    std::vector<double> ttft, tpot, endToEnd;
    double totalSeconds = 0;
};

RealRun readRun(const std::string &directory)
{
    struct Row {
        double arrival, queued, first, last;
        int input, output;
    };
    std::vector<Row> rows;
    std::ifstream file(std::string(TRILEMMA_REFERENCE_DIR) + "/data/request_traces/real_vllm/" + directory + "/requests.jsonl");
    for (std::string line; std::getline(file, line);) {
        const auto json = nlohmann::json::parse(line);
        rows.push_back({json["arrival_time"], json["queued_ts"], json["first_token_ts"], json["last_token_ts"],
                        json["input_toks"], json["output_toks"]});
    }
    std::ranges::sort(rows, {}, &Row::arrival);
    // Arrivals are on the wall's clock, all else on the engine's: the quickest way into its queue takes no time.
    double offset = std::numeric_limits<double>::infinity();
    for (const Row &row : rows)
        offset = std::min(offset, row.queued - row.arrival);
    RealRun run;
    TrafficClass &one = run.traffic.classes.front();
    one.arrivals.kind = ArrivalProcess::Kind::Trace;
    for (const Row &row : rows) {
        const double arrival = row.arrival + offset;
        one.trace.push_back({row.arrival - rows.front().arrival, row.input, row.output});
        run.ttft.push_back(row.first - arrival);
        run.tpot.push_back((row.last - row.first) / (row.output - 1));
        run.endToEnd.push_back(row.last - arrival);
        run.totalSeconds = std::max(run.totalSeconds, row.last - rows.front().arrival - offset);
    }
    return run;
}

double meanOf(const std::vector<double> &values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double p99Of(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(std::ceil(0.99 * static_cast<double>(values.size()))) - 1];
}

void expectReplays(const RealRun &run, test::ReplicaParts parts)
{
    if (run.ttft.empty())
        GTEST_SKIP() << "no reference runs here";
    parts.weightFormat = catalog::WeightFormat::Bf16;
    parts.kvFormat = catalog::KvFormat::Bf16;
    parts.scheduling.maxSequences = 128;
    parts.scheduling.tokenBudget = 2048;
    parts.engine.ingestSeconds = parts.engine.ingestSecondsPerToken = 0; // prompts were tokens already
    const auto result = simulate(SimulatedReplica(parts.configuration()), run.traffic, {});
    const auto near = [](double simulated, double measured, double share, const char *what) {
        EXPECT_NEAR(simulated / measured, 1, share) << what;
        testing::Test::RecordProperty(what, std::to_string(simulated / measured - 1));
    };
    near(result.tpot.at(Rank::Mean).value, meanOf(run.tpot), 0.10, "mean TPOT");
    near(result.ttft.at(Rank::Mean).value, meanOf(run.ttft), 0.25, "mean TTFT");
    near(result.endToEnd.at(Rank::P99).value, p99Of(run.endToEnd), 0.15, "p99 E2E");
    near(result.endSeconds, run.totalSeconds, 0.05, "total time");
}

// vLLM 0.19 with max_num_seqs 128 and a token budget of 2048, 300 requests of ShareGPT at 10 a second, which is more
// than it serves. Kernel constants as shipped.
TEST(RealRuns, Llama8BOnOneGpu)
{
    expectReplays(readRun("RTXPRO6000_Llama-3.1-8B"), test::shippedParts("llama-3.1-8b", "rtx-pro-6000-bse", 1));
}

// Two GPUs without peer access.
TEST(RealRuns, Qwen32BOnTwoGpusOverPcie)
{
    auto parts = test::shippedParts("qwen3-32b", "rtx-pro-6000-bse", 2);
    parts.placement.link = replica::GpuLink::ThroughHost;
    expectReplays(readRun("RTXPRO6000_Qwen3-32B"), parts);
}

} // namespace
} // namespace trilemma::serving
