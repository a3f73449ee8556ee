// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/simulator.h"

#include "models/serving/simulated_engine.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <thread>

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

using Task = std::function<void(std::size_t index, PassClock &clock)>;

/// Runs the task for all indices below `count` on up to `threads` threads, each with a clock of its own. Which thread
/// runs which changes no result.
void forEachIndex(std::size_t count, int threads, const PassClock &clock, const Task &task)
{
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        PassClock own = clock;
        for (std::size_t i = next++; i < count; i = next++)
            task(i, own);
    };
    std::vector<std::jthread> others;
    const auto most = std::min<std::size_t>(count, static_cast<std::size_t>(std::max(1, threads)));
    for (std::size_t i = 1; i < most; ++i)
        others.emplace_back(work);
    work();
}

/// Progress of several simulations as that of one.
class SharedProgress {
public:
    SharedProgress(std::size_t runs, const SimulationProgress &whole) : m_done(runs), m_whole(whole) {}

    SimulationProgress of(std::size_t run)
    {
        if (!m_whole)
            return {};
        return [this, run](double done) {
            const std::scoped_lock lock(m_mutex);
            m_sum += done - m_done[run];
            m_done[run] = done;
            m_goesOn = m_goesOn && m_whole(m_sum / static_cast<double>(m_done.size()));
            return m_goesOn;
        };
    }

private:
    std::mutex m_mutex;
    std::vector<double> m_done;
    double m_sum = 0;
    bool m_goesOn = true;
    const SimulationProgress &m_whole;
};

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
    forEachIndex(results.size(), threads, replica.clock, [&](std::size_t i, PassClock &clock) {
        SimulationPlan own = fitted(plan, traffic);
        own.seed += i;
        results[i] = SimulatedEngine(replica, clock, traffic, own, shared.of(i)).run();
    });
    return results;
}

std::vector<SimulationResult> simulateLoadCurve(const SimulatedReplica &replica, const SimulatedTraffic &traffic,
                                                const SimulationPlan &plan, std::span<const double> requestsPerSecond,
                                                int threads, const SimulationProgress &progress)
{
    std::vector<SimulationResult> results(requestsPerSecond.size());
    SharedProgress shared(results.size(), progress);
    forEachIndex(results.size(), threads, replica.clock, [&](std::size_t i, PassClock &clock) {
        const SimulatedTraffic own = atRate(traffic, requestsPerSecond[i]);
        results[i] = SimulatedEngine(replica, clock, own, fitted(plan, own), shared.of(i)).run();
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
