// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/fleet_outcome.h"

#include "models/replica/memory_plan.h"
#include "models/scenario/fleet_study.h"
#include "models/scenario/resolved_scenario.h"

#include <algorithm>
#include <array>
#include <memory>

namespace trilemma::scenario {

namespace {

constexpr std::array weekdays{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

/// The mean of dayProfile() without its hours.
double meanShare(const Scenario &scenario)
{
    if (scenario.fleet.followsOwnDay())
        return scenario.fleet.ownDay->mean();
    const fleet::ProfilePreset *preset = fleet::findProfilePreset(scenario.fleet.dayId);
    return preset ? preset->profile().mean() : scenario.cost.utilisation;
}

/// A fleet that never changes and is never overloaded needs no minutes.
void settleSteady(FleetOutcome &outcome, const fleet::ScaledFleet &fleet)
{
    const double hours = fleet::hoursPerWeek;
    outcome.replicaHours = hours * fleet.replicas;
    outcome.gpuHours = outcome.replicaHours * fleet.gpusPerReplica;
    outcome.nodeHours = hours * fleet::packNodes(fleet.replicas, fleet.gpusPerReplica, fleet.gpusPerNode).nodes;
    outcome.usedShare = outcome.meanShare * fleet.peakRequestsPerSecond / (fleet.replicas * fleet.replicaRequestsPerSecond);
    outcome.idleReplicaHours = outcome.replicaHours * (1 - outcome.usedShare);
}

void settleJob(FleetOutcome &outcome, const Scenario &scenario, const Evaluation &evaluation)
{
    const OfflineJob &job = scenario.fleet.job;
    if (!(job.tokens > 0))
        return;
    const double replica = evaluation.replica.capacityRequestsPerSecond * scenario.workload.outputTokensMean;
    OfflineOutcome done;
    done.seconds = fleet::jobSeconds(job.tokens, replica * evaluation.replicas, outcome.coldStartSeconds, job.stragglerShare);
    done.gpuHours = done.seconds / cost::secondsPerHour * evaluation.packing.paidGpus();
    if (job.deadlineSeconds > 0) {
        if (const auto needed = fleet::replicasForDeadline(job.tokens, replica, outcome.coldStartSeconds, job.deadlineSeconds,
                                                           job.stragglerShare))
            done.replicasForDeadline = *needed;
    }
    outcome.job = done;
}

void settleNightly(FleetOutcome &outcome, const fleet::Backfill &done)
{
    for (const fleet::JobOutcome &job : done.jobs) {
        outcome.nightlyTokens += job.tokensPlaced;
        if (!outcome.nightly || job.slackHours < outcome.nightly->slackHours)
            outcome.nightly = job;
    }
}

void settleWeek(FleetOutcome &outcome, const ResolvedScenario &resolved, const Evaluation &evaluation, const fleet::ScaledFleet &fleet)
{
    const Scenario &scenario = resolved.scenario();
    const fleet::DayProfile profile = dayProfile(scenario);
    const auto week = std::make_unique<fleet::ScaledWeek>(fleet::playWeek(profile, fleet, autoscaling(resolved)));
    outcome.replicaHours = week->replicaHours;
    outcome.gpuHours = week->gpuHours;
    outcome.nodeHours = week->nodeHours;
    outcome.nodeStarts = nodeStarts(*week, fleet);
    outcome.violationMinutes = week->violationMinutes;
    outcome.unservedRequests = week->unservedRequests;
    outcome.usedShare = week->usedShare;
    outcome.idleReplicaHours = week->idleReplicaHours;
    if (scenario.fleet.nightly.tokensPerDay > 0)
        settleNightly(outcome, nightlyWork(scenario, evaluation, profile, fleet, *week));
}

} // namespace

double kneeOf(const Scenario &scenario, const serving::Knee &knee)
{
    const double measured = scenario.fleet.measuredKneeRequestsPerSecond;
    return measured > 0 ? measured : knee.exists ? knee.requestsPerSecond : 0;
}

fleet::ScaledFleet scaledFleet(const ResolvedScenario &resolved, const Evaluation &evaluation)
{
    const double knee = kneeOf(resolved.scenario(), evaluation.knee);
    return {.peakRequestsPerSecond = evaluation.replica.offeredRequestsPerSecond * evaluation.replicas,
            .replicaRequestsPerSecond = knee > 0 ? knee : evaluation.replica.capacityRequestsPerSecond,
            .replicas = evaluation.replicas,
            .gpusPerReplica = evaluation.gpus / evaluation.replicas,
            .gpusPerNode = resolved.configuration().accelerator.acceleratorsPerNode};
}

fleet::ColdStart coldStart(const ResolvedScenario &resolved)
{
    fleet::ColdStart start = resolved.scenario().fleet.coldStart;
    start.weightBytes = replica::weightBytes(resolved.configuration().model, resolved.configuration().weightFormat);
    return start;
}

fleet::Autoscaling autoscaling(const ResolvedScenario &resolved)
{
    fleet::Autoscaling scaling = resolved.scenario().fleet.scaling;
    scaling.coldStartSeconds = coldStart(resolved).totalSeconds();
    return scaling;
}

fleet::Backfill nightlyWork(const Scenario &scenario, const Evaluation &evaluation, const fleet::DayProfile &profile,
                            const fleet::ScaledFleet &fleet, const fleet::ScaledWeek &week)
{
    const NightlyWork &work = scenario.fleet.nightly;
    const auto hoursUntil = [&work](double deadlineHour) {
        return deadlineHour > work.fromHour ? deadlineHour - work.fromHour : deadlineHour + fleet::hoursPerDay - work.fromHour;
    };
    std::vector<fleet::BatchJob> jobs;
    for (std::size_t day = 0; day < weekdays.size(); ++day) {
        const double from = static_cast<double>(day) * fleet::hoursPerDay + work.fromHour;
        if (work.urgentShare > 0)
            jobs.push_back({.name = std::string(weekdays[day]) + ", urgent",
                            .tokens = work.tokensPerDay * work.urgentShare,
                            .earliestHour = from,
                            .deadlineHour = from + hoursUntil(work.urgentDeadlineHour),
                            .priority = 1});
        if (work.urgentShare < 1)
            jobs.push_back({.name = weekdays[day],
                            .tokens = work.tokensPerDay * (1 - work.urgentShare),
                            .earliestHour = from,
                            .deadlineHour = from + hoursUntil(work.deadlineHour)});
    }
    const fleet::SpareCapacity spare{
        .replicaTokensPerSecond = evaluation.replica.capacityRequestsPerSecond * scenario.workload.outputTokensMean,
        .efficiency = work.efficiency};
    return fleet::backfill(week, profile, fleet, spare, std::move(jobs));
}

fleet::RoutedTraffic routedTraffic(const ResolvedScenario &resolved, const Evaluation &evaluation)
{
    const Scenario &scenario = resolved.scenario();
    return {.replicas = evaluation.replicas,
            .replicaSlots = static_cast<int>(std::clamp(evaluation.saturation.servedBatch(), 1.0, 1e6)),
            .requestsPerSecond = evaluation.replica.offeredRequestsPerSecond * evaluation.replicas,
            .serviceSeconds = evaluation.replica.endToEnd.mean - evaluation.replica.ttftQueueSeconds,
            .prefixHitShare = scenario.workload.prefixHitShare};
}

double nodeStarts(const fleet::ScaledWeek &week, const fleet::ScaledFleet &fleet)
{
    const auto nodesAt = [&](std::size_t minute) {
        return fleet::packNodes(week.paid[minute], fleet.gpusPerReplica, fleet.gpusPerNode).nodes;
    };
    int starts = 0, before = nodesAt(week.paid.size() - 1);
    for (std::size_t minute = 0; minute < week.paid.size(); ++minute) {
        const bool changed = minute > 0 && week.paid[minute] != week.paid[minute - 1];
        const int now = changed || minute == 0 ? nodesAt(minute) : before;
        starts += std::max(0, now - before);
        before = now;
    }
    return starts;
}

cost::FleetUse fleetUse(const Scenario &scenario, const Evaluation &evaluation)
{
    const FleetOutcome &outcome = evaluation.fleet;
    cost::FleetUse use = cost::staticFleet(evaluation.packing, outcome.meanShare);
    if (const Guest &guest = scenario.fleet.guest; guest.replicas > 0 && !scenario.pools.isOn())
        use.guestGpus = fleet::coHost(evaluation.packing, guest.replicas, guest.gpusPerReplica).gpus;
    if (scenario.fleet.scaling.policy == fleet::ScalingPolicy::Static)
        return use;
    constexpr double weeksPerMonth = cost::hoursPerMonth / fleet::hoursPerWeek;
    use.poweredNodeHoursPerMonth = outcome.nodeHours * weeksPerMonth;
    use.rentedGpuHoursPerMonth = use.poweredNodeHoursPerMonth * use.packing.gpusPerNode;
    use.gpuStartsPerMonth = outcome.nodeStarts * use.packing.gpusPerNode * weeksPerMonth;
    return use;
}

FleetOutcome fleetOutcome(const ResolvedScenario &resolved, const Evaluation &evaluation)
{
    const Scenario &scenario = resolved.scenario();
    FleetOutcome outcome;
    const fleet::ScaledFleet fleet = scaledFleet(resolved, evaluation);
    outcome.kneeRequestsPerSecond = kneeOf(scenario, evaluation.knee);
    outcome.needed = fleet::sizeFleet(fleet.peakRequestsPerSecond, outcome.kneeRequestsPerSecond, scenario.fleet.sizing);
    outcome.sized = scenario.fleet.sized;
    outcome.coldStartSeconds = coldStart(resolved).totalSeconds();
    outcome.meanShare = meanShare(scenario);
    outcome.staticGpuHours = static_cast<double>(fleet::hoursPerWeek) * evaluation.gpus;
    if (evaluation.replica.finite) {
        const fleet::RoutedTraffic traffic = routedTraffic(resolved, evaluation);
        outcome.wait = fleet::routedWait(scenario.fleet.router, traffic);
        if (traffic.replicas > 1)
            outcome.waitAfterLoss = fleet::routedWait(scenario.fleet.router, fleet::afterLoss(traffic));
    }
    outcome.redundancy = fleet::redundancyOf(fleet, scenario.fleet.failures);
    settleJob(outcome, scenario, evaluation);
    const bool steady = scenario.fleet.scaling.policy == fleet::ScalingPolicy::Static && !(scenario.fleet.nightly.tokensPerDay > 0) &&
                        fleet.peakRequestsPerSecond <= fleet.replicas * fleet.replicaRequestsPerSecond;
    if (steady)
        settleSteady(outcome, fleet);
    else
        settleWeek(outcome, resolved, evaluation, fleet);
    return outcome;
}

} // namespace trilemma::scenario
