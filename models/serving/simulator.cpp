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

} // namespace

SimulationResult simulate(const SimulatedReplica &replica, const SimulatedTraffic &traffic, const SimulationPlan &plan,
                          const SimulationProgress &progress)
{
    PassClock clock = replica.clock;
    return SimulatedEngine(replica, clock, traffic, fitted(plan, traffic), progress).run();
}

std::vector<SimulationResult> replicate(const SimulatedReplica &replica, const SimulatedTraffic &traffic,
                                        const SimulationPlan &plan, int replications, int threads,
                                        const SimulationProgress &progress)
{
    std::vector<SimulationResult> results(static_cast<std::size_t>(std::max(1, replications)));
    SharedProgress shared(results.size(), progress);
    forEachIndex(results.size(), threads, [&] {
        return [&, clock = replica.clock](std::size_t i) mutable {
            SimulationPlan own = fitted(plan, traffic);
            own.seed += i;
            const SimulationProgress told = shared.of(i);
            results[i] = SimulatedEngine(replica, clock, traffic, own, told).run();
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
            const SimulationProgress told = shared.of(i);
            results[i] = SimulatedEngine(replica, clock, own, fitted(plan, own), told).run();
        };
    });
    return results;
}

double openRate(const SimulatedTraffic &traffic)
{
    double rate = 0;
    for (const TrafficClass &one : traffic.classes)
        rate += one.arrivals.isOpen() && !one.arrivals.isFinite() ? one.arrivals.requestsPerSecond : 0;
    return rate;
}

SimulatedTraffic atRate(SimulatedTraffic traffic, double requestsPerSecond)
{
    const double present = openRate(traffic);
    for (TrafficClass &one : traffic.classes) {
        if (one.arrivals.isOpen() && present > 0)
            one.arrivals.requestsPerSecond *= requestsPerSecond / present;
    }
    return traffic;
}

SimulatedTraffic trafficOf(const Workload &workload, const Slo &slo)
{
    TrafficClass one;
    one.slo = slo;
    one.input.mean = workload.inputTokensMean;
    one.input.cv = workload.inputTokensCv;
    one.output.mean = workload.outputTokensMean;
    one.output.cv = workload.outputTokensCv;
    one.prefixHitShare = workload.prefixHitShare;
    one.arrivals.requestsPerSecond = workload.requestsPerSecond;
    one.arrivals.cv = workload.arrivalCv;
    one.arrivals.kind = workload.arrivalCv == 1 ? Kind::Poisson : Kind::Weibull;
    if (workload.arrivals == Workload::Arrivals::ClosedLoop) {
        one.arrivals.kind = workload.promptsPerSlot > 0 ? Kind::Benchmark : Kind::ClosedLoop;
        one.arrivals.users = std::max(1, static_cast<int>(std::lround(workload.concurrency)));
    }
    return {{one}};
}

} // namespace trilemma::serving
