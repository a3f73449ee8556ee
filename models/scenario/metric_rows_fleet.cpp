// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/metric_rows.h"

namespace trilemma::scenario {

using E = const Evaluation &;
using enum Better;

namespace {

constexpr double hour = 3600;
constexpr std::string_view week = "fleet, one week";

template<auto Field> std::optional<double> sized(E evaluation)
{
    return evaluation.fleet.needed.replicas > 0 ? feasible<Field>(evaluation) : std::nullopt;
}

template<auto Field> std::optional<double> filled(E evaluation)
{
    return evaluation.fleet.nightly ? feasible<Field>(evaluation) : std::nullopt;
}

} // namespace

std::span<const Metric> fleetMetrics()
{
    static const Metric rows[] = {
        {"fleet.replicas", "Replicas", "", 1, "fleet", Down, "Replicas that run at the peak, set or sized.",
         feasible<[](E e) { return e.replicas; }>},
        {"fleet.needed_unrounded", "Replicas needed, unrounded", "", 1, "at the SLO knee, with headroom", Down,
         "Peak with headroom over the knee of one replica, before rounding up.", sized<[](E e) { return e.fleet.needed.unrounded; }>},
        {"fleet.spares", "Spare replicas", "", 1, "of those needed, for failures and zones", Neither,
         "Replicas beyond load and headroom that may be lost.",
         sized<[](E e) { return e.fleet.needed.spares + e.fleet.needed.forZones; }>},
        {"fleet.wait_p99", "Slot wait p99", "ms", milliseconds, "as the router sends, exponential service", Down,
         "Time that 1 % of requests wait longer for a slot of a replica.",
         steady<[](E e) { return e.fleet.wait.finite ? e.fleet.wait.p99Seconds : INFINITY; }>},
        {"fleet.wait_p99_after_loss", "Slot wait p99, one lost", "ms", milliseconds, "as the router sends, one replica fewer", Down,
         "The same with one replica lost.",
         steady<[](E e) { return e.fleet.waitAfterLoss.finite ? e.fleet.waitAfterLoss.p99Seconds : INFINITY; }>},
        {"stranded.share", "Stranded share", "%", percent, "of all GPUs paid for", Down, "GPUs that no replica can use.",
         feasible<[](E e) { return e.packing.strandedShare; }>},
        {"day.mean", "Mean load", "%", percent, "of the day's peak", Neither, "Mean over peak of the week's traffic.",
         feasible<[](E e) { return e.fleet.meanShare; }>},
        {"day.used", "Used share", "%", percent, "of the capacity paid for, at the SLO knee", Up,
         "Load over what the replicas that are paid for can serve, over the week.", feasible<[](E e) { return e.fleet.usedShare; }>},
        {"day.replica_hours", "Replica-hours", "h", 1, week, Down, "Hours of replicas that are paid for.",
         feasible<[](E e) { return e.fleet.replicaHours; }>},
        {"day.gpu_hours", "GPU-hours", "h", 1, week, Down, "Hours of the GPUs of those replicas.",
         feasible<[](E e) { return e.fleet.gpuHours; }>},
        {"day.node_hours", "Node-hours", "h", 1, week, Down, "Hours of the whole nodes that hold those replicas.",
         feasible<[](E e) { return e.fleet.nodeHours; }>},
        {"day.gpu_hours_saved", "GPU-hours saved", "%", percent, "against the same fleet around the clock", Up,
         "What autoscaling saves of the replicas' GPU-hours.",
         feasible<[](E e) { return 1 - e.fleet.gpuHours / e.fleet.staticGpuHours; }>},
        {"day.idle_replica_hours", "Idle replica-hours", "h", 1, week, Down, "Paid less used replica-hours.",
         feasible<[](E e) { return e.fleet.idleReplicaHours; }>},
        {"day.violation", "SLO violation", "min", 60, week, Down, "Time in which the load is above what ready replicas serve within the SLO.",
         feasible<[](E e) { return e.fleet.violationMinutes * 60; }>},
        {"day.unserved", "Requests above capacity", "", 1, week, Down, "Requests that come while ready replicas are at their knee.",
         feasible<[](E e) { return e.fleet.unservedRequests; }>},
        {"day.cold_start", "Cold start", "s", 1, "one replica", Down, "From the decision to add a replica to its first request.",
         feasible<[](E e) { return e.fleet.coldStartSeconds; }>},
        {"backfill.tokens", "Back-fill done", "M tokens", 1e6, "output tokens, one week", Up, "Work that can wait, done by spare replicas.",
         filled<[](E e) { return e.fleet.nightlyTokens; }>},
        {"backfill.slack", "Back-fill slack", "h", hour, "the worst day", Up, "Deadline less the hour at which the work is done.",
         filled<[](E e) { return e.fleet.nightly->slackHours * hour; }>},
    };
    return rows;
}

} // namespace trilemma::scenario
