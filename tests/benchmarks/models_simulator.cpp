// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/request_source.h"
#include "tests/models/simulation_fixture.h"

#include <benchmark/benchmark.h>

namespace trilemma {
namespace {

using serving::SimulationPlan;
using serving::SimulationResult;

serving::SimulatedReplica replica()
{
    return serving::SimulatedReplica(test::simulatedParts().configuration());
}

SimulationPlan planOf(std::int64_t requests)
{
    SimulationPlan plan;
    plan.requests = static_cast<std::uint64_t>(requests);
    plan.warmUpRequests = plan.requests / 10;
    return plan;
}

void report(benchmark::State &state, const SimulationResult &result)
{
    const auto perSecond = benchmark::Counter::kIsIterationInvariantRate;
    state.counters["passes"] = benchmark::Counter(static_cast<double>(result.passes), perSecond);
    state.counters["tokens"] = benchmark::Counter(result.tokenEvents, perSecond);
}

/// Requests at a share of capacity, in percent.
void run(benchmark::State &state)
{
    constexpr double capacity = 11;
    const auto simulated = replica();
    const auto traffic = test::chatTraffic(capacity * static_cast<double>(state.range(1)) / 100);
    const SimulationPlan plan = planOf(state.range(0));
    SimulationResult result;
    for (auto _ : state)
        result = serving::simulate(simulated, traffic, plan);
    report(state, result);
}
BENCHMARK(run)
    ->Name("2,000 requests at a load in percent (aim 3 ms)")
    ->Args({2000, 5})
    ->Args({2000, 20})
    ->Args({2000, 50})
    ->Args({2000, 80})
    ->Args({2000, 95})
    ->Unit(benchmark::kMillisecond);
BENCHMARK(run)
    ->Name("50,000 requests at a load in percent (aim 60 ms)")
    ->Args({50000, 5})
    ->Args({50000, 20})
    ->Args({50000, 50})
    ->Args({50000, 80})
    ->Args({50000, 95})
    ->Unit(benchmark::kMillisecond);
BENCHMARK(run)->Name("past capacity, in percent (aim 500 M tokens/s)")->Args({50000, 150})->Unit(benchmark::kMillisecond);

/// Long answers at full slots: strides between events.
void stepping(benchmark::State &state)
{
    const auto simulated = replica();
    auto traffic = test::chatTraffic(1);
    traffic.classes.front().arrivals = {.kind = serving::ArrivalProcess::Kind::ClosedLoop,
                                        .users = static_cast<int>(state.range(0))};
    traffic.classes.front().output.mean = 4096;
    SimulationResult result;
    for (auto _ : state)
        result = serving::simulate(simulated, traffic, planOf(5000));
    report(state, result);
}
BENCHMARK(stepping)->Name("passes at a concurrency (aim 5 M passes/s)")->Arg(1)->Arg(16)->Arg(256)->Unit(benchmark::kMillisecond);

void loadCurve(benchmark::State &state)
{
    const auto simulated = replica();
    std::vector<double> rates;
    for (int i = 1; i <= 20; ++i)
        rates.push_back(0.55 * i);
    const auto traffic = test::chatTraffic(1);
    for (auto _ : state)
        benchmark::DoNotOptimize(serving::simulateLoadCurve(simulated, traffic, planOf(2000), rates, 1));
}
BENCHMARK(loadCurve)->Name("load curve of 20 rates, 2,000 requests each, one core (aim 60 ms)")->Unit(benchmark::kMillisecond);

/// Two hours of 28,185 requests like those of the Azure traces of 2023: conversation and code.
void twoHours(benchmark::State &state)
{
    constexpr std::size_t requests = 28185;
    serving::SimulatedTraffic drawn = test::chatTraffic(static_cast<double>(requests) / 7200, 1);
    drawn.classes.front().arrivals.kind = serving::ArrivalProcess::Kind::Weibull;
    drawn.classes.front().arrivals.cv = 2;
    drawn.classes.front().input.mean = 1434;
    drawn.classes.front().output.mean = 154;
    serving::RequestSource source(drawn, 1, 0);
    serving::SimulatedTraffic traffic = drawn;
    traffic.classes.front().arrivals.kind = serving::ArrivalProcess::Kind::Trace;
    for (std::size_t i = 0; i < requests; ++i) {
        const serving::Request request = source.take();
        traffic.classes.front().trace.push_back({request.arrival, request.inputTokens, request.outputTokens});
    }
    const auto simulated = replica();
    SimulationResult result;
    for (auto _ : state)
        result = serving::simulate(simulated, traffic, {});
    report(state, result);
}
BENCHMARK(twoHours)->Name("replay of two hours, 28,185 requests (aim 50 ms)")->Unit(benchmark::kMillisecond);

} // namespace
} // namespace trilemma
