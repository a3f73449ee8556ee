// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/step_time.h"
#include "models/serving/knee.h"
#include "models/serving/replica_under_load.h"
#include "tests/models/replica_fixture.h"

#include <benchmark/benchmark.h>

#include <array>

namespace trilemma {
namespace {

using serving::ReplicaUnderLoad;

/// A dense model, a mixture of experts with latent attention, a hybrid with experts.
test::ReplicaParts parts(std::int64_t which)
{
    constexpr std::array names{"llama-3.3-70b", "deepseek-v3", "qwen3.5-397b-a17b"};
    auto parts = test::shippedParts(names[static_cast<std::size_t>(which)], which == 0 ? "h100-sxm" : "h200-sxm", which == 0 ? 4 : 8);
    if (which == 1)
        parts.weightFormat = catalog::WeightFormat::Fp8Block;
    return parts;
}

serving::Workload chat()
{
    serving::Workload workload;
    workload.inputTokensMean = 1024;
    workload.outputTokensMean = 256;
    return workload;
}

void everyModel(benchmark::internal::Benchmark *benchmark)
{
    benchmark->DenseRange(0, 2)->Unit(benchmark::kNanosecond);
}

void oneStep(benchmark::State &state)
{
    const replica::StepTime step = parts(state.range(0)).step();
    double sequences = 1;
    for (auto _ : state) {
        benchmark::DoNotOptimize(step.seconds({.decodeSequences = sequences, .meanContext = 1152, .promptTokens = 512, .promptSequences = 1}));
        sequences = sequences < 256 ? sequences + 1 : 1;
    }
}
BENCHMARK(oneStep)->Name("one mixed step (aim 500 ns)")->Apply(everyModel);

/// Memory plan, step and closed loop from nothing but catalogue entries.
void oneConfiguration(benchmark::State &state)
{
    const test::ReplicaParts replica = parts(state.range(0));
    const serving::Workload workload = chat();
    for (auto _ : state)
        benchmark::DoNotOptimize(ReplicaUnderLoad(replica.configuration(), workload).closedLoop(64));
}
BENCHMARK(oneConfiguration)->Name("one configuration: memory, step, closed loop (aim 1000 ns)")->Apply(everyModel);

void oneStepTime(benchmark::State &state)
{
    const test::ReplicaParts replica = parts(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(replica::StepTime(replica.configuration()));
}
BENCHMARK(oneStepTime)->Name("of it the step's constants")->Apply(everyModel);

void oneClosedLoop(benchmark::State &state)
{
    const ReplicaUnderLoad replica(parts(state.range(0)).configuration(), chat());
    for (auto _ : state)
        benchmark::DoNotOptimize(replica.closedLoop(64));
}
BENCHMARK(oneClosedLoop)->Name("of it the closed loop")->Apply(everyModel);

void openLoop(benchmark::State &state)
{
    const ReplicaUnderLoad replica(parts(state.range(0)).configuration(), chat());
    const double rate = 0.7 * replica.capacity();
    for (auto _ : state)
        benchmark::DoNotOptimize(replica.openLoop(rate));
}
BENCHMARK(openLoop)->Name("open loop at a rate")->Apply(everyModel);

void knee(benchmark::State &state)
{
    const ReplicaUnderLoad replica(parts(state.range(0)).configuration(), chat());
    const serving::Slo slo;
    for (auto _ : state)
        benchmark::DoNotOptimize(findKnee(replica, slo));
}
BENCHMARK(knee)->Name("knee")->Apply(everyModel);

} // namespace
} // namespace trilemma
