// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/fleet_study.h"

#include "models/scenario/resolved_scenario.h"

#include <algorithm>

namespace trilemma::scenario {

namespace {

using fleet::Router;
using fleet::ScalingPolicy;
using fleet::SizingRule;

std::vector<ScaledDay> playedDays(const fleet::DayProfile &profile, const fleet::ScaledFleet &fleet, fleet::Autoscaling scaling)
{
    std::vector<ScaledDay> days;
    for (const ScalingPolicy policy : {ScalingPolicy::Static, ScalingPolicy::Scheduled, ScalingPolicy::Reactive,
                                       ScalingPolicy::Predictive, ScalingPolicy::Perfect}) {
        scaling.policy = policy;
        days.push_back({policy, fleet::playWeek(profile, fleet, scaling), 0});
        days.back().savedGpuHours = days.front().week.gpuHours - days.back().week.gpuHours;
    }
    return days;
}

std::vector<SizingChoice> sizingChoices(const Evaluation &evaluation, const fleet::ScaledFleet &fleet, fleet::Sizing sizing)
{
    std::vector<SizingChoice> choices;
    for (const SizingRule rule : {SizingRule::DemandTimesHeadroom, SizingRule::KneeOverHeadroom, SizingRule::ShareOfKnee}) {
        sizing.rule = rule;
        const auto size = fleet::sizeFleet(fleet.peakRequestsPerSecond, evaluation.fleet.kneeRequestsPerSecond, sizing);
        choices.push_back({sizing, size, size.replicas * fleet.gpusPerReplica});
    }
    return choices;
}

std::vector<RoutingChoice> routingChoices(const fleet::RoutedTraffic &traffic)
{
    std::vector<RoutingChoice> choices;
    for (const Router router : {Router::Random, Router::RoundRobin, Router::LeastLoaded, Router::PrefixAware, Router::SharedQueue}) {
        RoutingChoice choice{router, fleet::routedWait(router, traffic), {}};
        if (traffic.replicas > 1)
            choice.afterLoss = fleet::routedWait(router, fleet::afterLoss(traffic));
        choices.push_back(choice);
    }
    return choices;
}

} // namespace

fleet::DayProfile dayProfile(const Scenario &scenario)
{
    const fleet::ProfilePreset *preset = fleet::findProfilePreset(scenario.fleet.dayId);
    const fleet::DayProfile profile = scenario.fleet.followsOwnDay() ? *scenario.fleet.ownDay
                                      : preset                       ? preset->profile()
                                                                     : fleet::smoothDay(scenario.cost.utilisation);
    return scenario.fleet.timeZoneHours == 0 ? profile : fleet::shifted(profile, scenario.fleet.timeZoneHours);
}

FleetStudy fleetStudy(const Scenario &scenario, const catalog::Catalog &catalog)
{
    FleetStudy study;
    study.evaluation = evaluate(scenario, catalog);
    if (study.evaluation.state == State::Infeasible) {
        study.problem = study.evaluation.reason;
        return study;
    }
    const ResolvedScenario resolved(scenario, catalog);
    study.profile = dayProfile(scenario);
    study.fleet = scaledFleet(resolved, study.evaluation);
    study.guest = scenario.fleet.guest;
    study.days = playedDays(study.profile, study.fleet, autoscaling(resolved));
    study.chosen = static_cast<int>(scenario.fleet.scaling.policy);
    study.coldStart = coldStart(resolved);
    study.sizings = sizingChoices(study.evaluation, study.fleet, scenario.fleet.sizing);
    if (study.evaluation.replica.finite)
        study.routings = routingChoices(routedTraffic(resolved, study.evaluation));
    if (scenario.fleet.nightly.tokensPerDay > 0)
        study.backfill = nightlyWork(scenario, study.evaluation, study.profile, study.fleet, study.day().week);
    study.failures = fleet::weekOfFailures(study.fleet, study.profile, scenario.fleet.failures);
    study.purchases = fleet::planPurchases({study.fleet.peakRequestsPerSecond, study.evaluation.fleet.kneeRequestsPerSecond,
                                            scenario.fleet.sizing, study.fleet.gpusPerReplica, study.fleet.gpusPerNode},
                                           scenario.fleet.growth);
    const cost::Assumptions &cost = scenario.cost;
    const fleet::SitePower site{scenario.fleet.siteCapWatts > 0 ? std::optional(scenario.fleet.siteCapWatts) : std::nullopt, cost.pue,
                                cost.nodeLoadWatts};
    study.mostNodes = fleet::mostNodes(site);
    if (const auto watts = fleet::siteWatts(site, study.evaluation.packing.nodes); !watts)
        study.siteProblem = watts.error().sentence();
    return study;
}

} // namespace trilemma::scenario
