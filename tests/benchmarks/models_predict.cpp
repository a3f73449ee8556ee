// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decision/explanation.h"
#include "models/evidence/points.h"
#include "tests/models/catalog_fixture.h"

#include <benchmark/benchmark.h>

#include <array>
#include <random>

namespace {

using trilemma::test::shippedCatalog;
namespace evidence = trilemma::evidence;
namespace scenario = trilemma::scenario;
namespace decision = trilemma::decision;

/// A points file as tools write it: many columns, few of them ours, no two rows alike.
std::string pointsFile(int rows)
{
    struct Deployment {
        const char *model, *gpu, *engine, *weights;
    };
    constexpr std::array deployments{Deployment{"Llama-3.3-70B", "H100", "vllm", "fp8"}, Deployment{"Qwen3-32B", "H200", "trtllm", "bf16"},
                                     Deployment{"DeepSeek-R1", "B200", "sglang", "fp8"}, Deployment{"MiniMax-M2.5", "H200", "vllm", "fp8"},
                                     Deployment{"Llama-3.1-8B", "A100", "vllm", "fp16"}, Deployment{"Qwen3-235B-A22B", "B200", "trtllm", "fp4"}};
    std::mt19937 random(1);
    std::string csv = "id,source,source_version_date,engine,engine_version,model,params_note,gpu,num_gpus,tp,pp,ep,dp,weight_dtype,kv_dtype,"
                      "isl,osl,mode,concurrency,qps,output_tok_s_total,ttft_ms_mean,itl_ms_mean,notes,spec_decode,disagg,quality,isl_mean,"
                      "osl_mean,prompts_per_slot\n";
    for (int i = 0; i < rows; ++i) {
        const auto &[model, gpu, engine, weights] = deployments[random() % deployments.size()];
        const std::string tp = std::to_string(4 << random() % 2);
        const std::string isl = std::to_string(100 + random() % 8000), osl = std::to_string(50 + random() % 2000);
        csv += "row-" + std::to_string(i) + ",an example of a source with its name,2026-06-11," + engine + ",1.0," + model +
               ",\"a note, quoted\"," + gpu + "," + tp + "," + tp + ",1,1,1," + weights + ",," + isl + "," + osl + ",concurrency," +
               std::to_string(1 + random() % 256) + ",,1000.5,120.25,20.125,actual lengths uniform 0.8-1.0 of nominal,none,false,A," + isl +
               "," + osl + ",10\n";
    }
    return csv;
}

/// What `trilemma predict` does between reading and writing the file.
void predictHundredThousandRows(benchmark::State &state)
{
    const std::string csv = pointsFile(100'000);
    shippedCatalog();
    for (auto _ : state) {
        const auto points = evidence::readPoints(csv, "points.csv");
        std::string out;
        evidence::writePredictions(evidence::predictAll(*points, shippedCatalog()), out);
        benchmark::DoNotOptimize(out);
    }
    state.counters["rows/s"] = benchmark::Counter(100'000, benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(predictHundredThousandRows)->Unit(benchmark::kMillisecond)->UseRealTime();

void readHundredThousandRows(benchmark::State &state)
{
    const std::string csv = pointsFile(100'000);
    for (auto _ : state)
        benchmark::DoNotOptimize(evidence::readPoints(csv, "points.csv"));
}
BENCHMARK(readHundredThousandRows)->Unit(benchmark::kMillisecond);

/// The part of the WHY line that follows every tick.
void whatBindsAndMoved(benchmark::State &state)
{
    const scenario::Scenario baseline = scenario::defaultScenario(shippedCatalog());
    scenario::Scenario current = scenario::withLeverText(baseline, "weights", "bf16", shippedCatalog()).value();
    current = scenario::withLeverText(current, "max_sequences", "64", shippedCatalog()).value();
    const auto evaluation = scenario::evaluate(current, shippedCatalog());
    const auto before = scenario::evaluate(baseline, shippedCatalog());
    for (auto _ : state) {
        benchmark::DoNotOptimize(decision::whatBinds(current, evaluation));
        benchmark::DoNotOptimize(decision::whatMoved(current, evaluation, baseline, before, shippedCatalog()));
    }
}
BENCHMARK(whatBindsAndMoved)->Unit(benchmark::kMicrosecond);

void bestMoveOfTheDefaultScenario(benchmark::State &state)
{
    const scenario::Scenario scenario = scenario::defaultScenario(shippedCatalog());
    const auto evaluation = scenario::evaluate(scenario, shippedCatalog());
    for (auto _ : state)
        benchmark::DoNotOptimize(decision::bestMove(scenario, evaluation, shippedCatalog()));
}
BENCHMARK(bestMoveOfTheDefaultScenario)->Unit(benchmark::kMicrosecond);

} // namespace
