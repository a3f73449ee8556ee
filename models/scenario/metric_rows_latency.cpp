// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/metric_rows.h"

namespace trilemma::scenario {

using E = const Evaluation &;
using enum Better;

std::span<const Metric> latencyMetrics()
{
    static const Metric rows[] = {
        {"ttft.mean", "TTFT mean", "ms", milliseconds, "per request", Down,
         "Mean time to first token: from sending a request to its first output token, queue included.",
         steady<[](E e) { return e.replica.ttft.mean; }>, Uncertainty::FirstToken},
        {"ttft.p50", "TTFT p50", "ms", milliseconds, "per request", Down,
         "Half of all requests see their first token within this time.", steady<[](E e) { return e.replica.ttft.p50; }>, Uncertainty::FirstToken},
        {"ttft.p95", "TTFT p95", "ms", milliseconds, "per request", Down,
         "95 of 100 requests see their first token within this time.", steady<[](E e) { return e.replica.ttft.p95; }>, Uncertainty::FirstToken},
        {"ttft.p99", "TTFT p99", "ms", milliseconds, "per request", Down,
         "99 of 100 requests see their first token within this time.", steady<[](E e) { return e.replica.ttft.p99; }>, Uncertainty::FirstToken},
        {"ttft.queue", "TTFT: queue", "ms", milliseconds, "mean, part of TTFT", Down,
         "Part of the mean TTFT that is spent waiting for admission and for the pass in flight.",
         steady<[](E e) { return e.replica.ttftQueueSeconds; }>},
        {"ttft.prefill", "TTFT: prefill", "ms", milliseconds, "mean, part of TTFT", Down,
         "Part of the mean TTFT that is spent computing the prompt.", steady<[](E e) { return e.replica.ttftPrefillSeconds; }>},
        {"ttft.ingest", "TTFT: ingest", "ms", milliseconds, "mean, part of TTFT", Down,
         "Part of the mean TTFT that is spent tokenising, routing and scheduling.",
         steady<[](E e) { return e.replica.ttftIngestSeconds; }>},

        {"itl.mean", "ITL mean", "ms", milliseconds, "per token gap", Down,
         "Mean inter-token latency: the gap between two tokens of one answer.", steady<[](E e) { return e.replica.itl.mean; }>, Uncertainty::TokenTime},
        {"itl.p50", "ITL p50", "ms", milliseconds, "per token gap", Down, "Half of all token gaps are no longer than this.",
         steady<[](E e) { return e.replica.itl.p50; }>, Uncertainty::TokenTime},
        {"itl.p95", "ITL p95", "ms", milliseconds, "per token gap", Down, "95 of 100 token gaps are no longer than this.",
         steady<[](E e) { return e.replica.itl.p95; }>, Uncertainty::TokenTime},
        {"itl.p99", "ITL p99", "ms", milliseconds, "per token gap", Down, "99 of 100 token gaps are no longer than this.",
         steady<[](E e) { return e.replica.itl.p99; }>, Uncertainty::TokenTime},
        {"tpot", "TPOT", "ms", milliseconds, "mean per request, first token excluded", Down,
         "Time per output token: the answer's streaming time over its tokens after the first.",
         steady<[](E e) { return e.replica.tpotSeconds; }>, Uncertainty::TokenTime},

        {"e2e.mean", "E2E mean", "s", 1, "per request", Down,
         "Mean end-to-end latency: from sending a request to its last token.",
         steady<[](E e) { return e.replica.endToEnd.mean; }>, Uncertainty::EndToEnd},
        {"e2e.p50", "E2E p50", "s", 1, "per request", Down, "Half of all requests are answered in full within this time.",
         steady<[](E e) { return e.replica.endToEnd.p50; }>, Uncertainty::EndToEnd},
        {"e2e.p95", "E2E p95", "s", 1, "per request", Down, "95 of 100 requests are answered in full within this time.",
         steady<[](E e) { return e.replica.endToEnd.p95; }>, Uncertainty::EndToEnd},
        {"e2e.p99", "E2E p99", "s", 1, "per request", Down, "99 of 100 requests are answered in full within this time.",
         steady<[](E e) { return e.replica.endToEnd.p99; }>, Uncertainty::EndToEnd},

        {"error.step", "Step time band", "%", percent, "one-sided, 80 % of measurements", Down,
         "How far measured step times stray from the model's on this hardware and engine.",
         always<[](E e) { return e.relativeError; }>},
    };
    return rows;
}

} // namespace trilemma::scenario
