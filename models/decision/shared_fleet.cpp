// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decision/shared_fleet.h"

#include "models/scenario/fleet_prices.h"

#include <algorithm>

namespace trilemma::decision {

namespace {

using scenario::Evaluation;
using scenario::Scenario;

/// With headroom as capacity that is not used, so that pooled and dedicated fleets keep the same.
Result<fleet::ModelDemand> demandOf(const Scenario &scenario, const Evaluation &evaluation)
{
    if (evaluation.state == scenario::State::Infeasible)
        return Error{{}, scenario.name, evaluation.reason};
    const double knee = evaluation.fleet.kneeRequestsPerSecond,
                 peak = evaluation.replica.offeredRequestsPerSecond * evaluation.replicas;
    const fleet::FleetSize size = fleet::sizeFleet(peak, knee, scenario.fleet.sizing);
    if (size.replicas == 0)
        return Error{{}, scenario.name, "no fleet carries its peak within its SLO: more capacity of a replica"};
    return fleet::ModelDemand{.name = scenario.name,
                              .profile = scenario::dayProfile(scenario),
                              .peakRequestsPerSecond = peak,
                              .replicaRequestsPerSecond = peak > 0 ? peak / size.unrounded : knee,
                              .gpusPerReplica = scenario.gpusPerReplica()};
}

double gpuHoursOfMonth(const fleet::ModelDemand &demand)
{
    return demand.profile.mean() * demand.peakRequestsPerSecond / demand.replicaRequestsPerSecond * demand.gpusPerReplica *
           cost::hoursPerMonth;
}

double usdPerNodeMonth(const Evaluation &evaluation)
{
    return evaluation.packing.nodes > 0 ? usdPerMonthAtFullLoad(evaluation) / evaluation.packing.nodes : 0;
}

} // namespace

Result<SharedFleet> shareFleet(std::span<const Scenario> scenarios, const catalog::Catalog &catalog)
{
    if (scenarios.size() < 2)
        return Error{{}, {}, "One model alone shares with nobody: pin a scenario for each further one"};
    std::vector<fleet::ModelDemand> demands;
    double usdPerNode = 0;
    for (const Scenario &scenario : scenarios) {
        if (scenario.acceleratorId != scenarios.front().acceleratorId)
            return Error{{},
                         scenario.name,
                         "it runs on other hardware than " + scenarios.front().name + ": one fleet has one accelerator"};
        const Evaluation evaluation = evaluate(scenario, catalog);
        auto demand = demandOf(scenario, evaluation);
        if (!demand)
            return demand.error();
        demands.push_back(std::move(demand).value());
        if (demands.size() == 1)
            usdPerNode = usdPerNodeMonth(evaluation);
    }
    const catalog::Accelerator &accelerator = *catalog.accelerator(scenarios.front().acceleratorId);
    auto mix = fleet::comparePools(demands, scenarios.front().fleet.sharing, accelerator.acceleratorsPerNode);
    if (!mix)
        return mix.error();

    SharedFleet shared;
    shared.mix = std::move(mix).value();
    shared.dedicatedUsdPerMonth = usdPerNode * shared.mix.dedicatedNodes;
    shared.pooledUsdPerMonth = usdPerNode * shared.mix.pooledNodes;
    std::vector<cost::Tenant> tenants;
    for (const fleet::ModelDemand &demand : demands)
        tenants.push_back({demand.name, gpuHoursOfMonth(demand), cost::secondsPerHour});
    shared.charges = cost::chargeback(shared.mix.shouldPool ? shared.pooledUsdPerMonth : shared.dedicatedUsdPerMonth, tenants);
    return shared;
}

} // namespace trilemma::decision
