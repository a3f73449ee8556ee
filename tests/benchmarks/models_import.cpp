// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/importers/importer.h"
#include "models/evidence/request_trace.h"

#include <benchmark/benchmark.h>

#include <string>

namespace {

using namespace trilemma;

/// A detailed vLLM result: 500 gaps between tokens for each request, about 10 kB.
std::string detailedResult(int requests)
{
    std::string lengths, gaps, gapsOfOne;
    for (int token = 0; token < 500; ++token)
        gapsOfOne += (token ? ", 0.02" : "0.02") + std::to_string(100'000'000 + token);
    for (int i = 0; i < requests; ++i) {
        lengths += i ? ", 500" : "500";
        gaps += (i ? ", [" : "[") + gapsOfOne + "]";
    }
    return R"({"completed": 1000, "duration": 100, "total_input_tokens": 500000, "total_output_tokens": 500000, "mean_ttft_ms": 100,
        "input_lens": [)" +
           lengths + "], \"output_lens\": [" + lengths + "], \"itls\": [" + gaps + "]}";
}

void importDetailedResult(benchmark::State &state)
{
    const std::string text = detailedResult(static_cast<int>(state.range(0)));
    for (auto _ : state)
        benchmark::DoNotOptimize(evidence::importFile(text, "detailed.json", [](double) { return true; }));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(importDetailedResult)->Arg(1000)->Unit(benchmark::kMillisecond);

void readTraceTable(benchmark::State &state)
{
    std::string text = "Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type\n";
    for (int i = 0; i < 100'000; ++i)
        text +=
            std::to_string(i) + ",ChatGPT," + std::to_string(100 + i % 900) + "," + std::to_string(1 + i % 300) + ",0,API log\n";
    for (auto _ : state)
        benchmark::DoNotOptimize(evidence::summarise(*evidence::readTrace(text, "trace.csv")));
    state.SetItemsProcessed(state.iterations() * 100'000);
}
BENCHMARK(readTraceTable)->Unit(benchmark::kMillisecond);

} // namespace
