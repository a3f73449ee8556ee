// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/calculator.h"

#include "models/fleet/backfill.h"
#include "models/fleet/node_packing.h"
#include "models/fleet/routing.h"
#include "models/fleet/sizing.h"
#include "models/serving/littles_law.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace trilemma::scenario {

namespace {

using Figures = std::vector<Calculation::Figure>;
using Given = Calculation::Given;
using Input = Calculation::Input;

constexpr double mostCounted = 1e6;     ///< of replicas, GPUs and slots
constexpr double secondsPerHour = 3600;

std::optional<double> optional(const Given &given, std::string_view id)
{
    const auto found = given.find(id);
    return found == given.end() ? std::nullopt : std::optional(found->second);
}

double value(const Given &given, std::string_view id)
{
    return given.find(id)->second;
}

int count(const Given &given, std::string_view id)
{
    return static_cast<int>(std::min(value(given, id), mostCounted));
}

Result<Figures> littlesLaw(const Given &given)
{
    const auto solved = serving::solve({optional(given, "in_flight"), optional(given, "qps"), optional(given, "seconds")});
    if (!solved)
        return solved.error();
    return Figures{{"in_flight", "", *solved->inFlight}, {"qps", "QPS", *solved->requestsPerSecond}, {"seconds", "s", *solved->seconds}};
}

Result<Figures> replicas(const Given &given)
{
    const fleet::FleetSize size =
        fleet::sizeFleet(value(given, "peak"), value(given, "knee"), {.headroom = value(given, "headroom"), .spares = count(given, "spares")});
    if (size.replicas == 0)
        return Error{{}, "knee", "no fleet carries the peak: more than 0 QPS are needed of a replica"};
    return Figures{{"unrounded", "", size.unrounded}, {"replicas", "", double(size.replicas)}};
}

Result<Figures> nodes(const Given &given)
{
    const auto packing = fleet::packNodes(count(given, "replicas"), count(given, "gpus"), count(given, "node_gpus"));
    return Figures{{"nodes", "", double(packing.nodes)}, {"stranded", "", double(packing.strandedGpus)}, {"stranded_share", "", packing.strandedShare}};
}

Result<Figures> wait(const Given &given)
{
    const fleet::RoutedTraffic traffic{.replicas = count(given, "replicas"), .replicaSlots = count(given, "slots"),
                                       .requestsPerSecond = value(given, "qps"), .serviceSeconds = value(given, "seconds")};
    Figures figures;
    for (const auto &[router, mean, p99] : {std::tuple(fleet::Router::Random, "random_mean", "random_p99"),
                                            std::tuple(fleet::Router::RoundRobin, "round_robin_mean", "round_robin_p99"),
                                            std::tuple(fleet::Router::LeastLoaded, "least_loaded_mean", "least_loaded_p99"),
                                            std::tuple(fleet::Router::SharedQueue, "shared_queue_mean", "shared_queue_p99")}) {
        const fleet::RoutedWait routed = fleet::routedWait(router, traffic);
        if (!routed.finite)
            return Error{{}, "qps", "more than the slots serve, so the wait has no end; less than " +
                                        std::to_string(traffic.replicas * double(traffic.replicaSlots) / traffic.serviceSeconds)};
        if (figures.empty())
            figures.push_back({"utilisation", "", routed.utilisation});
        figures.push_back({mean, "s", routed.meanSeconds});
        figures.push_back({p99, "s", routed.p99Seconds});
    }
    return figures;
}

Result<Figures> job(const Given &given)
{
    const double seconds = fleet::jobSeconds(value(given, "tokens"), value(given, "rate"), value(given, "startup"));
    if (!std::isfinite(seconds))
        return Error{{}, "rate", "without throughput no job ends; more than 0"};
    return Figures{{"seconds", "s", seconds}, {"hours", "h", seconds / secondsPerHour}};
}

constexpr double open = std::numeric_limits<double>::quiet_NaN();   // one of three, which the law gives
constexpr std::array lawInputs{Input{"in_flight", "", open}, Input{"qps", "QPS", open}, Input{"seconds", "s", open}};
constexpr std::array replicaInputs{Input{"peak", "QPS", {}}, Input{"knee", "QPS of a replica", {}}, Input{"headroom", "share", 0.0},
                                   Input{"spares", "", 0.0}};
constexpr std::array nodeInputs{Input{"replicas", "", {}}, Input{"gpus", "of a replica", {}}, Input{"node_gpus", "", 8.0}};
constexpr std::array waitInputs{Input{"qps", "QPS", {}}, Input{"replicas", "", {}}, Input{"slots", "of a replica", {}},
                                Input{"seconds", "s of service", {}}};
constexpr std::array jobInputs{Input{"tokens", "", {}}, Input{"rate", "tok/s", {}}, Input{"startup", "s", 0.0}};

constexpr std::array table{
    Calculation{"littles-law", "Requests in flight, rate and time: any two give the third.", lawInputs, &littlesLaw},
    Calculation{"replicas", "Replicas for a peak with headroom, each at its knee.", replicaInputs, &replicas},
    Calculation{"nodes", "Whole nodes for replicas, and the GPUs that none can use.", nodeInputs, &nodes},
    Calculation{"wait", "Wait for a slot under each router, exponential service.", waitInputs, &wait},
    Calculation{"job", "Time that a job of so many output tokens takes.", jobInputs, &job},
};

template<class Row> std::string namesOf(std::span<const Row> rows)
{
    std::string names;
    for (const Row &row : rows)
        names += (names.empty() ? "" : ", ") + std::string(row.id);
    return names;
}

} // namespace

std::span<const Calculation> calculations()
{
    return table;
}

Result<Figures> calculate(std::string_view id, Given given)
{
    const auto calculation = std::ranges::find(table, id, &Calculation::id);
    if (calculation == table.end())
        return Error{{}, std::string(id), "is no calculation; one of " + namesOf(calculations())};
    for (const auto &[name, figure] : given) {
        if (std::ranges::find(calculation->inputs, name, &Input::id) == calculation->inputs.end())
            return Error{{}, name, "is not asked for; " + namesOf(calculation->inputs) + " are"};
        if (!std::isfinite(figure) || figure < 0)
            return Error{{}, name, "is not valid; 0 or more is expected"};
    }
    for (const Input &input : calculation->inputs) {
        if (given.contains(input.id))
            continue;
        if (!input.usual)
            return Error{{}, std::string(input.id), "is missing; " + namesOf(calculation->inputs) + " are expected"};
        if (!std::isnan(*input.usual))
            given.emplace(input.id, *input.usual);
    }
    return calculation->solve(given);
}

} // namespace trilemma::scenario
