// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/curves.h"
#include "models/scenario/levers.h"
#include "models/scenario/session.h"
#include "tests/models/catalog_fixture.h"

#include <benchmark/benchmark.h>

#include <array>

namespace trilemma::scenario {
namespace {

using test::shippedCatalog;

/// The default scenario and three unlike ones, as a user would pin them.
std::array<Scenario, 4> fourScenarios()
{
    const catalog::Catalog &catalog = shippedCatalog();
    const Scenario base = defaultScenario(catalog);
    std::array<Scenario, 4> scenarios{base, base, base, base};
    const auto turn = [&](std::size_t index, std::string_view id, std::string_view text) {
        if (const auto changed = withLeverText(scenarios[index], id, text, catalog))
            scenarios[index] = *changed;
    };
    turn(1, "tp", "8");
    turn(2, "weights", "bf16");
    turn(2, "batching", "continuous");
    turn(3, "model", "deepseek-v3");
    turn(3, "gpu", "h200-sxm");
    turn(3, "tp", "8");
    return scenarios;
}

void evaluateOnce(benchmark::State &state)
{
    const Scenario scenario = fourScenarios()[0];
    for (auto _ : state)
        benchmark::DoNotOptimize(evaluate(scenario, shippedCatalog()));
}
BENCHMARK(evaluateOnce)->Name("evaluate one scenario (aim 20 us)")->Unit(benchmark::kMicrosecond);

void overviewOnce(benchmark::State &state)
{
    const Scenario scenario = fourScenarios()[static_cast<std::size_t>(state.range(0))];
    for (auto _ : state)
        benchmark::DoNotOptimize(overviewCurves(scenario, shippedCatalog()));
}
BENCHMARK(overviewOnce)
    ->Name("every Overview curve of one scenario (aim 250 us)")
    ->DenseRange(0, 3)
    ->Unit(benchmark::kMicrosecond);

void overviewOfFour(benchmark::State &state)
{
    const auto scenarios = fourScenarios();
    for (auto _ : state) {
        for (const Scenario &scenario : scenarios)
            benchmark::DoNotOptimize(overviewCurves(scenario, shippedCatalog()));
    }
}
BENCHMARK(overviewOfFour)->Name("every Overview curve of four scenarios (aim 1 ms)")->Unit(benchmark::kMicrosecond);

void turnALever(benchmark::State &state)
{
    const Scenario scenario = fourScenarios()[0];
    for (auto _ : state)
        benchmark::DoNotOptimize(withLever(scenario, "qps", 5.0, shippedCatalog()));
}
BENCHMARK(turnALever)->Name("turn one lever, checked")->Unit(benchmark::kMicrosecond);

void sessionThereAndBack(benchmark::State &state)
{
    Session session;
    session.current = fourScenarios()[0];
    for (auto _ : state)
        benchmark::DoNotOptimize(readSession(writeSession(session, shippedCatalog()), shippedCatalog()));
}
BENCHMARK(sessionThereAndBack)->Name("write and read a session")->Unit(benchmark::kMicrosecond);

} // namespace
} // namespace trilemma::scenario
