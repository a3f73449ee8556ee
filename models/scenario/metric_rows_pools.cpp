// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/metric_rows.h"

namespace trilemma::scenario {

using E = const Evaluation &;
using enum Better;

std::span<const Metric> poolMetrics()
{
    constexpr double megabyte = 1e6;
    static const Metric rows[] = {
        {"cache.hits", "Prefix hits", "%", percent, "of prompt tokens", Up,
         "Share of prompt tokens that need no prefill: common prefixes, and earlier turns whose KV cache is still there.",
         feasible<[](E e) { return e.hitShare; }>},
        {"pd.prefill_load", "Prefill load", "%", percent, "prefill instances, offered over capacity", Neither,
         "Prefill apart: share of the prefill instances' time that prompts take; 0 where prefill and decode run together.",
         feasible<[](E e) { return e.prefillLoad; }>},
        {"pd.transfer", "KV moved", "MB", megabyte, "per mean request", Down,
         "Prefill apart: KV bytes per token times ISL, which move from prefill to decode; 0 where both run together.",
         feasible<[](E e) { return e.transferBytes; }>},
        {"pd.transfer_time", "KV transfer", "ms", milliseconds, "per mean request", Down,
         "Prefill apart: time from a prompt's first token until its KV cache has reached the decode instance.",
         feasible<[](E e) { return e.transferSeconds; }>},
        {"batch.output", "Batch throughput", "tok/s", 1, "fleet, output tokens of the batch class", Up,
         "Output tokens per second that the batch class gets done beside the others; part of the output throughput.",
         steady<[](E e) { return e.batchClass.outputTokensPerSecond * e.replicas; }>},
        {"batch.ttft_change", "Batch: TTFT p99", "%", percent, "against the same traffic without the batch class", Down,
         "By how much the batch class lengthens the others' TTFT p99; the simulator measures it.",
         steady<[](E e) { return e.batchClass.ttftChange; }>},
        {"batch.itl_change", "Batch: ITL p99", "%", percent, "against the same traffic without the batch class", Down,
         "By how much the batch class lengthens the others' ITL p99; the simulator measures it.",
         steady<[](E e) { return e.batchClass.itlChange; }>},
        {"load.busy", "Busy", "%", percent, "of what the fleet can serve, batch class included", Neither,
         "Share of the fleet's capacity that both classes take together; the load where there is one class.",
         feasible<[](E e) { return e.busyShare(); }>},
    };
    return rows;
}

} // namespace trilemma::scenario
