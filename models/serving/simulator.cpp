// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/simulator.h"

#include "models/serving/parallel_runs.h"
#include "models/serving/simulated_engine.h"

#include <algorithm>
#include <cmath>

namespace trilemma::serving {

namespace {

using Kind = ArrivalProcess::Kind;

SimulationPlan fitted(SimulationPlan plan, const SimulatedTraffic &traffic)
{
    plan.requests = std::max<std::uint64_t>(1, plan.requests);
    if (!traffic.isFinite())
        return plan;
    std::uint64_t traced = 0;
    bool isBenchmark = true;
    for (const TrafficClass &one : traffic.classes) {
        traced += one.arrivals.kind == Kind::Trace ? one.trace.size() : 0;
        isBenchmark = isBenchmark && one.arrivals.kind == Kind::Benchmark;
    }
    if (!isBenchmark)
        plan.warmUpRequests = 0;
    if (traced > 0)
        plan.requests = traced;
    return plan;
}

/// The simulated instance is one of several alike.
SimulationResult ofAllInstances(SimulationResult result, int instances)
{
    for (const auto rate : {&SimulationResult::backlogGrowthPerSecond, &SimulationResult::offeredRequestsPerSecond,
                            &SimulationResult::requestsPerSecond, &SimulationResult::outputTokensPerSecond,
                            &SimulationResult::promptTokensPerSecond})
        result.*rate *= instances;
    result.goodRequestsPerSecond.value *= instances;
    result.goodRequestsPerSecond.halfWidth *= instances;
    for (ClassResult &one : result.classes)
        one.goodRequestsPerSecond *= instances;
    for (SeriesPoint &point : result.series)
        point.outputTokensPerSecond *= instances;
    return result;
}

SimulationResult run(const SimulatedReplica &replica, PassClock &clock, const SimulatedTraffic &traffic,
                     const SimulationPlan &plan, const SimulationProgress &progress)
{
    return ofAllInstances(SimulatedEngine(replica, clock, traffic, fitted(plan, traffic), progress).run(),
                          replica.decodeInstances());
}

} // namespace

SimulationResult simulate(const SimulatedReplica &replica, const SimulatedTraffic &traffic, const SimulationPlan &plan,
                          const SimulationProgress &progress)
{
    PassClock clock = replica.clock;
    return run(replica, clock, traffic, plan, progress);
}

std::vector<SimulationResult> replicate(const SimulatedReplica &replica, const SimulatedTraffic &traffic,
                                        const SimulationPlan &plan, int replications, int threads,
                                        const SimulationProgress &progress)
{
    std::vector<SimulationResult> results(static_cast<std::size_t>(std::max(1, replications)));
    SharedProgress shared(results.size(), progress);
    forEachIndex(results.size(), threads, [&] {
        return [&, clock = replica.clock](std::size_t i) mutable {
            SimulationPlan own = plan;
            own.seed += i;
            results[i] = run(replica, clock, traffic, own, shared.of(i));
        };
    });
    return results;
}

std::vector<SimulationResult> simulateLoadCurve(const SimulatedReplica &replica, const SimulatedTraffic &traffic,
                                                const SimulationPlan &plan, std::span<const double> requestsPerSecond,
                                                int threads, const SimulationProgress &progress)
{
    std::vector<SimulationResult> results(requestsPerSecond.size());
    SharedProgress shared(results.size(), progress);
    forEachIndex(results.size(), threads, [&] {
        return [&, clock = replica.clock](std::size_t i) mutable {
            const SimulatedTraffic own = atRate(traffic, requestsPerSecond[i]);
            results[i] = run(replica, clock, own, plan, shared.of(i));
        };
    });
    return results;
}

namespace {

/// Whether its rate is the one that load curves vary.
bool follows(const TrafficClass &one)
{
    return one.arrivals.isOpen() && !one.isBackground;
}

} // namespace

double openRate(const SimulatedTraffic &traffic)
{
    double rate = 0;
    for (const TrafficClass &one : traffic.classes)
        rate += follows(one) && !one.arrivals.isFinite() ? one.arrivals.requestsPerSecond * one.conversation.turns : 0;
    return rate;
}

SimulatedTraffic atRate(SimulatedTraffic traffic, double requestsPerSecond)
{
    const double present = openRate(traffic);
    for (TrafficClass &one : traffic.classes) {
        if (follows(one) && present > 0)
            one.arrivals.requestsPerSecond *= requestsPerSecond / present;
    }
    return traffic;
}

namespace {

ArrivalProcess openArrivals(const Workload &workload)
{
    ArrivalProcess arrivals;
    arrivals.requestsPerSecond = workload.requestsPerSecond / workload.turns.count;
    arrivals.cv = workload.arrivalCv;
    arrivals.peakOverMean = workload.bursts.peak();
    arrivals.onShare = workload.bursts.onShare;
    arrivals.meanOnSeconds = workload.bursts.onShare * workload.bursts.cycleSeconds;
    const bool isPoisson = workload.arrivalCv == 1;
    switch (workload.gaps) {
    case Gaps::Weibull:
        arrivals.kind = isPoisson ? Kind::Poisson : Kind::Weibull;
        break;
    case Gaps::Gamma:
        arrivals.kind = isPoisson ? Kind::Poisson : Kind::Gamma;
        break;
    case Gaps::OnOff:
        arrivals.kind = Kind::OnOff;
        break;
    }
    return arrivals;
}

Conversation conversationOf(const Workload &workload)
{
    Conversation conversation;
    conversation.turns = workload.turns.count;
    conversation.followUp.mean = workload.turns.newTokens;
    conversation.followUp.cv = workload.inputTokensCv;
    conversation.pauseSeconds = workload.turns.pauseSeconds;
    conversation.holdsKv = workload.turns.pausedKv == Turns::PausedKv::Hold;
    return conversation;
}

TrafficClass batchClass(const BatchTraffic &batch)
{
    TrafficClass one;
    one.arrivals.requestsPerSecond = batch.requestsPerSecond;
    one.input.mean = batch.inputTokensMean;
    one.output.mean = batch.outputTokensMean;
    one.slo = {{}, {}, {}};
    one.priority = -1;
    one.isBackground = true;
    return one;
}

} // namespace

SimulatedTraffic trafficOf(const Workload &workload, const Slo &slo)
{
    TrafficClass one;
    one.slo = slo;
    one.input.mean = workload.inputTokensMean;
    one.input.cv = workload.inputTokensCv;
    one.output.mean = workload.outputTokensMean;
    one.output.cv = workload.outputTokensCv;
    one.prefixHitShare = workload.prefixHitShare;
    one.conversation = conversationOf(workload);
    one.arrivals = openArrivals(workload);
    if (workload.arrivals == Workload::Arrivals::ClosedLoop) {
        one.arrivals.kind = workload.promptsPerSlot > 0 ? Kind::Benchmark : Kind::ClosedLoop;
        one.arrivals.users = std::max(1, static_cast<int>(std::lround(workload.concurrency)));
    }
    SimulatedTraffic traffic{{one}};
    if (workload.batch.requestsPerSecond > 0)
        traffic.classes.push_back(batchClass(workload.batch));
    return traffic;
}

} // namespace trilemma::serving
