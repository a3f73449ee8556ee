// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/metric_rows.h"

namespace trilemma::scenario {

using E = const Evaluation &;
using enum Better;

std::span<const Metric> loadMetrics()
{
    static const Metric rows[] = {
        {"throughput.output", "Output throughput", "tok/s", 1, "fleet, output tokens", Up,
         "Output tokens that the whole fleet serves each second at the present traffic.",
         feasible<[](E e) { return e.fleetOutputTokensPerSecond(); }>},
        {"throughput.per_gpu", "Output per GPU", "tok/s", 1, "per GPU used, output tokens", Up,
         "Served output tokens per second over the GPUs that replicas use.",
         feasible<[](E e) { return e.fleetOutputTokensPerSecond() / e.gpus; }>},
        {"throughput.per_user", "Output per user", "tok/s", 1, "per running request, output tokens", Up,
         "Speed at which one user's answer streams: one over TPOT.", steady<[](E e) { return 1 / e.replica.tpotSeconds; }>, Uncertainty::Rate},
        {"throughput.requests", "Requests served", "QPS", 1, "fleet", Up, "Requests that the whole fleet completes each second.",
         feasible<[](E e) { return e.fleetRequestsPerSecond(); }>},
        {"throughput.input", "Input throughput", "tok/s", 1, "fleet, input tokens", Up,
         "Prompt tokens that the whole fleet takes in each second, cached ones included.",
         feasible<[](E e) { return e.replica.inputTokensPerSecond * e.replicas; }>},
        {"throughput.total", "Total throughput", "tok/s", 1, "fleet, input and output tokens", Up,
         "Prompt and output tokens that the whole fleet handles each second.",
         feasible<[](E e) { return (e.replica.inputTokensPerSecond + e.replica.outputTokensPerSecond) * e.replicas; }>},

        {"knee.requests", "Knee", "QPS", 1, "fleet, at the SLO", Up,
         "Largest request rate of the fleet at which every enabled SLO bound holds.",
         withKnee<[](E e) { return e.knee.requestsPerSecond * e.replicas; }>, Uncertainty::Rate},
        {"knee.output", "Throughput at SLO", "tok/s", 1, "fleet, output tokens at the SLO knee", Up,
         "Output tokens per second of the fleet at the SLO knee.",
         withKnee<[](E e) { return e.knee.outputTokensPerSecond * e.replicas; }>, Uncertainty::Rate},
        {"goodput", "Goodput per GPU", "tok/s", 1, "per GPU used, output tokens at the SLO knee", Up,
         "Output tokens per second and GPU that can be served with the SLO held.",
         withKnee<[](E e) { return e.knee.outputTokensPerSecond * e.replicas / e.gpus; }>, Uncertainty::Rate},
        {"load.capacity", "Capacity", "QPS", 1, "fleet, without SLO", Up,
         "Largest stable request rate of the fleet; beyond it the queue grows without end.",
         feasible<[](E e) { return e.replica.capacityRequestsPerSecond * e.replicas; }>, Uncertainty::Rate},
        {"load.utilisation", "Load", "%", percent, "offered rate over capacity", Neither,
         "Offered request rate over capacity (rho): latency rises without bound as it nears 100 %.",
         feasible<[](E e) { return e.replica.utilisation; }>},
        {"load.backlog", "Backlog growth", "QPS", 1, "fleet", Down,
         "Requests that pile up each second because more arrive than the fleet can serve.",
         feasible<[](E e) { return e.replica.backlogGrowthPerSecond * e.replicas; }>},
        {"replicas.peak", "Replicas needed", "", 1, "at the SLO knee, with planning headroom", Down,
         "Replicas that carry the offered rate at their SLO knee, raised by the planning headroom.",
         withKnee<[](E e) { return e.fleet.needed.replicas; }>},

        {"batch.running", "Running batch", "", 1, "mean, one replica", Neither,
         "Mean number of sequences that decode together; an outcome of traffic, not the engine's cap.",
         steady<[](E e) { return e.replica.runningBatch; }>},
        {"batch.waiting", "Waiting requests", "", 1, "mean, one replica", Down,
         "Mean number of requests that wait to be admitted.", steady<[](E e) { return e.replica.waitingRequests; }>},
        {"batch.mixed_share", "Tokens beside a prefill", "%", percent, "one replica", Down,
         "Share of token gaps in which the pass also carries prompt tokens and takes longer.",
         steady<[](E e) { return e.replica.mixedStepShare; }>},
        {"bsat.ridge", "Roofline ridge batch", "", 1, "one replica, ideal", Neither,
         "Batch at which reading weights and multiplying by them take equally long on the datasheet's figures.",
         feasible<[](E e) { return e.saturation.ridgeBatch; }>},
        {"bsat.ninety", "B_sat", "", 1, "one replica, 90 % of the throughput asymptote", Neither,
         "Batch at which decode throughput reaches 90 % of what no batch can exceed.",
         feasible<[](E e) { return e.saturation.ninetyPercentBatch; }>},
        {"bsat.kv", "KV memory batch", "", 1, "one replica", Up, "Sequences of this workload that the KV pool holds at once.",
         feasible<[](E e) { return e.saturation.kvBatch; }>},
        {"bsat.cap", "Engine cap", "", 1, "one replica", Neither,
         "Largest number of sequences that the engine is allowed to run.", feasible<[](E e) { return e.saturation.engineCap; }>},
    };
    return rows;
}

} // namespace trilemma::scenario
