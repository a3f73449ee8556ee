// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/lever_rows.h"

namespace trilemma::scenario {

namespace {

using fleet::Failures;
using fleet::Growth;
using fleet::Router;
using fleet::Sizing;
using fleet::SizingRule;

constexpr std::string_view fleetGroup = "Fleet";

constexpr std::array<NamedValue<bool>, 2> counts{{{"as_set", "As set", false}, {"sized", "For the peak", true}}};

constexpr std::array<NamedValue<SizingRule>, 3> sizingRules{{
    {"demand", "Peak × (1 + h) over the knee", SizingRule::DemandTimesHeadroom},
    {"knee", "Run at knee / (1 + h)", SizingRule::KneeOverHeadroom},
    {"share", "Run at (1 − h) of the knee", SizingRule::ShareOfKnee},
}};

constexpr std::array<NamedValue<Router>, 5> routers{{
    {"random", "Random", Router::Random},
    {"round_robin", "Round robin", Router::RoundRobin},
    {"least_loaded", "Least loaded", Router::LeastLoaded},
    {"prefix_aware", "Prefix aware", Router::PrefixAware},
    {"shared_queue", "One shared queue", Router::SharedQueue},
}};

} // namespace

std::span<const Lever> fleetLevers()
{
    using enum LeverScale;
    static const Lever rows[] = {
        namedChoice<counts, &Scenario::fleet, &FleetPlan::sized>(
            {"fleet_size", "Fleet size", fleetGroup,
             "Replicas as they are set, or as many as peak, knee and headroom ask for.", true}),
        number<NumberBounds{0, 1, 0.05}, &Scenario::fleet, &FleetPlan::sizing, &Sizing::headroom>(
            {"headroom", "Headroom", fleetGroup, "Kept above the peak for bursts; planning usually takes 20 to 30 %.", true},
            percentUnit, Linear),
        namedChoice<sizingRules, &Scenario::fleet, &FleetPlan::sizing, &Sizing::rule>(
            {"sizing", "Sizing rule", fleetGroup,
             "What headroom above the knee means. The first two come to the same count, the third to more."}),
        number<NumberBounds{0, 16, 1, true}, &Scenario::fleet, &FleetPlan::sizing, &Sizing::spares>(
            {"spares", "Spare replicas", fleetGroup, "N+k: replicas that may fail while the others still have the headroom."}, noUnit,
            Linear),
        number<NumberBounds{1, 8, 1, true}, &Scenario::fleet, &FleetPlan::sizing, &Sizing::zones>(
            {"zones", "Zones", fleetGroup,
             "Failure domains, evenly filled; from two on, the loss of any one leaves peak, headroom and spares covered."},
            noUnit, Linear),
        [] {
            Lever lever = number<NumberBounds{0, 10000, 0.1}, &Scenario::fleet, &FleetPlan::measuredKneeRequestsPerSecond>(
                {"measured_knee", "Measured knee", fleetGroup,
                 "Requests per second of one replica within the SLO, from a benchmark of your own; 0 takes the model's."},
                {"QPS"}, Linear);
            lever.zeroText = "model";
            return lever;
        }(),
        namedChoice<routers, &Scenario::fleet, &FleetPlan::router>(
            {"router", "Router", fleetGroup, "How requests are sent to replicas; it decides the wait for a slot, above all its p99."}),
        number<NumberBounds{-0.2, 0.5, 0.01}, &Scenario::fleet, &FleetPlan::growth, &Growth::perMonth>(
            {"growth", "Traffic growth", fleetGroup, "Of the peak, each month over the horizon."}, percentUnit, Linear),
        number<NumberBounds{1, 5, 0.5}, &Scenario::fleet, &FleetPlan::growth, &Growth::years>(
            {"growth_years", "Growth horizon", fleetGroup, "Years for which nodes are bought as the traffic grows."}, {"years"}, Linear),
        number<NumberBounds{0, 0.8, 0.05}, &Scenario::fleet, &FleetPlan::growth, &Growth::priceDeclinePerYear>(
            {"price_decline", "Price decline", fleetGroup, "How much less a node costs each year."}, percentUnit, Linear),
        number<NumberBounds{0, 24, 1}, &Scenario::fleet, &FleetPlan::growth, &Growth::leadMonths>(
            {"purchase_lead", "Purchase lead", fleetGroup, "Months from buying a node to its first request."}, {"months"}, Linear),
        [] {
            Lever lever = number<NumberBounds{0, 1e9, 10e3}, &Scenario::fleet, &FleetPlan::siteCapWatts>(
                {"site_cap", "Site power", fleetGroup, "What the site can draw with cooling and losses; 0 is no limit."}, kilowattUnit,
                Linear);
            lever.zeroText = "no limit";
            return lever;
        }(),
        [] {
            Lever lever = number<NumberBounds{0, 1e6, 100}, &Scenario::fleet, &FleetPlan::failures, &Failures::nodeMtbfHours>(
                {"node_mtbf", "Node MTBF", fleetGroup, "Mean time between failures of one node; 0 is never."}, {"h"}, Linear);
            lever.zeroText = "never fails";
            return lever;
        }(),
        number<NumberBounds{0, 2000, 1}, &Scenario::fleet, &FleetPlan::failures, &Failures::repairHours>(
            {"node_repair", "Node repair", fleetGroup, "Hours until a failed node serves again."}, {"h"}, Linear),
        number<NumberBounds{0, 200, 0.5}, &Scenario::fleet, &FleetPlan::failures, &Failures::drainHoursPerMonth>(
            {"node_drain", "Node maintenance", fleetGroup, "Hours in a month that each node is taken out on purpose, one at a time."},
            {"h/month"}, Linear),
        [] {
            Lever lever = number<NumberBounds{0, 10000, 1, true}, &Scenario::fleet, &FleetPlan::guest, &Guest::replicas>(
                {"guest_replicas", "Guest replicas", fleetGroup,
                 "Replicas of another model on stranded GPUs, as many as fit; it pays for its GPUs' part of the nodes."},
                noUnit, Linear);
            lever.zeroText = "none";
            return lever;
        }(),
        number<NumberBounds{1, 64, 1, true}, &Scenario::fleet, &FleetPlan::guest, &Guest::gpusPerReplica>(
            {"guest_gpus", "Guest GPUs", fleetGroup, "GPUs of each replica of that other model."}, noUnit, Linear),
        number<NumberBounds{0, 0.95, 0.05}, &Scenario::fleet, &FleetPlan::sharing, &fleet::SharingPenalty::capacityShare>(
            {"sharing_penalty", "Sharing penalty", fleetGroup,
             "Capacity that is lost where any replica may serve any of several models; see several models on one fleet."},
            percentUnit, Linear),
        number<NumberBounds{0, 3600, 10}, &Scenario::fleet, &FleetPlan::sharing, &fleet::SharingPenalty::swapSeconds>(
            {"sharing_swap", "Model swap", fleetGroup, "Time in which a replica that changes its model serves neither."}, {"s"}, Linear),
    };
    return rows;
}

} // namespace trilemma::scenario
