// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/simulation_inputs.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace trilemma::scenario {

namespace {

using serving::LengthDistribution;

LengthDistribution shaped(const serving::LengthShape &shape, double mean)
{
    LengthDistribution lengths;
    lengths.kind = LengthDistribution::Kind::Empirical;
    lengths.mean = mean;
    for (std::size_t i = 0; i < shape.size(); ++i)
        lengths.quantiles.push_back({serving::lengthShares[i], mean * shape[i]});
    // Straight lines between few quantiles have another mean than the lengths had; the load is right only with that one.
    const double present = serving::LengthTable(lengths).mean();
    for (LengthDistribution::Quantile &quantile : lengths.quantiles)
        quantile.tokens *= present > 0 ? mean / present : 1;
    return lengths;
}

/// Pearson's correlation of the normal scores under which ranks have Spearman's.
double scoreCorrelation(double rankCorrelation)
{
    return 2 * std::sin(std::numbers::pi / 6 * std::clamp(rankCorrelation, -1.0, 1.0));
}

} // namespace

serving::SimulationPlan withRequests(serving::SimulationPlan plan, const serving::SimulatedTraffic &traffic,
                                     std::uint64_t requests)
{
    plan.requests = requests;
    plan.warmUpRequests = 0;
    if (traffic.isFinite())
        return plan;
    constexpr std::uint64_t least = 200, perUser = 2, share = 10;
    const auto users = static_cast<std::uint64_t>(std::max(1, traffic.classes.front().arrivals.users));
    const bool isClosed = traffic.classes.front().arrivals.kind == serving::ArrivalProcess::Kind::ClosedLoop;
    plan.warmUpRequests = std::max({least, requests / share, isClosed ? perUser * users : 0});
    return plan;
}

std::string simulationProblem(const SimulationInputs &inputs)
{
    const bool isClosed = !inputs.traffic.classes.front().arrivals.isOpen();
    if (isClosed && inputs.replica.decodeInstances() > 1)
        return "A closed loop over several decode instances is not simulated: choose open-loop arrivals, or one decode instance";
    return {};
}

SimulationInputs simulationInputs(const ResolvedScenario &resolved)
{
    const serving::Workload workload = resolved.replicaWorkload();
    SimulationInputs inputs{
        serving::SimulatedReplica(resolved.configuration()), serving::trafficOf(workload, resolved.scenario().slo), {}};
    if (const PrefillDecode &pools = resolved.scenario().pools; pools.isOn()) {
        const serving::SimulatedReplica prefill(resolved.prefillConfiguration());
        inputs.replica.disaggregation = {pools.prefillInstances, pools.decodeInstances, pools.transfer,
                                         serving::Disaggregation::Instance{prefill.clock, prefill.tokenBudget}};
    }
    inputs.replica.prefixCaching = workload.turns.count > 1 && !inputs.replica.disaggregation && workload.turns.pausedKv != serving::Turns::PausedKv::Evict;
    inputs.replica.priorityPreempts = workload.batch.yieldsSlots;
    serving::TrafficClass &requests = inputs.traffic.classes.front();
    if (const auto &traced = workload.tracedLengths) {
        requests.input = shaped(traced->input, workload.inputTokensMean);
        requests.output = shaped(traced->output, workload.outputTokensMean);
        requests.lengthCorrelation = scoreCorrelation(traced->rankCorrelation);
    }
    constexpr std::uint64_t usual = 10'000;
    const bool isBenchmark = requests.arrivals.kind == serving::ArrivalProcess::Kind::Benchmark;
    const double prompts = std::max(1.0, std::round(workload.promptsPerSlot * requests.arrivals.users));
    inputs.plan = withRequests({}, inputs.traffic, isBenchmark ? static_cast<std::uint64_t>(prompts) : usual);
    return inputs;
}

} // namespace trilemma::scenario
