// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/fleet_prices.h"
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

template<auto Field> std::optional<double> job(E evaluation)
{
    return evaluation.fleet.job ? feasible<Field>(evaluation) : std::nullopt;
}

template<auto Field> std::optional<double> afterFailure(E evaluation)
{
    return evaluation.afterFailure.finite ? feasible<Field>(evaluation) : std::nullopt;
}

/// None where not even the whole fleet carries the peak.
std::optional<double> covered(E evaluation)
{
    const int down = evaluation.fleet.redundancy.mostDownAtPeak;
    return evaluation.state == State::Infeasible || down < 0 ? std::nullopt : std::optional<double>(down);
}

double jobUsd(E evaluation)
{
    return usdPerMonthAtFullLoad(evaluation) * evaluation.fleet.job->seconds / cost::secondsPerMonth;
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
         feasible<[](E e) { return static_cast<double>(e.fleetUse.strandedGpus()) / e.packing.paidGpus(); }>},
        {"guest.gpus", "Guest GPUs", "", 1, "fleet, of those otherwise stranded", Neither, "GPUs that replicas of another model use.",
         feasible<[](E e) { return e.fleetUse.guestGpus; }>},
        {"guest.share", "Guest's share", "%", percent, "of the cost of the nodes", Neither,
         "What the other model pays of the nodes: its part of all GPUs in use.", feasible<[](E e) { return e.fleetUse.guestShare(); }>},
        {"failure.replicas", "Replicas of one failure", "", 1, "fleet", Down, "Replicas that go when one node fails.",
         feasible<[](E e) { return e.fleet.redundancy.unit.replicas; }>},
        {"failure.covered", "Failures covered", "", 1, "at once, at the peak, at the SLO knee", Up,
         "Nodes (or replicas larger than a node) that may be down while the rest carries the peak.", covered},
        {"failure.short", "Too few at the peak", "%", percent, "of the time, failures of nodes one without regard to another", Down,
         "Time in which more are down than the peak can spare.", feasible<[](E e) { return e.fleet.redundancy.shortAtPeak; }>},
        {"failure.ttft_p99", "TTFT p99, one failure", "ms", milliseconds, "at the peak, one node's replicas fewer", Down,
         "99 % of first tokens come sooner while the rest carries the load.",
         afterFailure<[](E e) { return e.afterFailure.ttftP99; }>},
        {"failure.itl_p99", "ITL p99, one failure", "ms", milliseconds, "at the peak, one node's replicas fewer", Down,
         "99 % of gaps between tokens are shorter while the rest carries the load.",
         afterFailure<[](E e) { return e.afterFailure.itlP99; }>},
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
        {"job.time", "Job completion", "h", hour, "the whole fleet at capacity", Down,
         "Cold start, tokens over throughput and stragglers of the offline job.", job<[](E e) { return e.fleet.job->seconds; }>},
        {"job.gpu_hours", "Job GPU-hours", "h", 1, "whole nodes", Down, "GPU-hours that are paid for while the offline job runs.",
         job<[](E e) { return e.fleet.job->gpuHours; }>},
        {"job.cost", "Job cost", "$", 1, "hardware of the hours it takes", Down,
         "Capital and operations of the nodes at full load, for the time of the offline job.",
         [](E e) { return e.priceKnown && !e.paid.fromApi() ? job<jobUsd>(e) : std::nullopt; }},
        {"job.replicas", "Replicas for the deadline", "", 1, "the offline job alone", Down,
         "Fewest replicas that finish the offline job in time.",
         [](E e) { return e.fleet.job && e.fleet.job->replicasForDeadline
                              ? std::optional<double>(*e.fleet.job->replicasForDeadline) : std::nullopt; }},
    };
    return rows;
}

} // namespace trilemma::scenario
