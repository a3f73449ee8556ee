// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/knee.h"
#include "models/serving/simulated_knee.h"
#include "tests/models/simulation_fixture.h"

#include <gtest/gtest.h>

#include <cmath>

namespace trilemma::serving {
namespace {

Workload chat(double requestsPerSecond, double cv = 0.5)
{
    Workload workload;
    workload.requestsPerSecond = requestsPerSecond;
    workload.inputTokensMean = 1024;
    workload.outputTokensMean = 256;
    workload.inputTokensCv = workload.outputTokensCv = cv;
    return workload;
}

/// Instances of Llama-3.3-70B FP8 TP4 each.
struct Pools {
    int prefill = 2, decode = 1;
    KvTransfer transfer;
    test::ReplicaParts parts = test::simulatedParts();

    ReplicaUnderLoad closed(const Workload &workload) const
    {
        return {parts.configuration(), workload,
                PrefillApart{PrefillLaw(parts.configuration(), workload, prefill), decode, transfer}};
    }
    SimulatedReplica simulated() const
    {
        SimulatedReplica replica(parts.configuration());
        replica.disaggregation = Disaggregation{prefill, decode, transfer};
        return replica;
    }
};

SimulationPlan longPlan()
{
    SimulationPlan plan;
    plan.requests = 20'000;
    plan.warmUpRequests = 2000;
    return plan;
}

TEST(PrefillApart, ClosedFormFollowsTheSimulation)
{
    struct Case {
        int prefill, decode;
        double load, cv;
    };
    for (const Case &one : {Case{1, 1, 0.3, 0.5}, Case{1, 1, 0.6, 0.5}, Case{2, 1, 0.5, 0.5}, Case{2, 1, 0.8, 0.5},
                            Case{4, 1, 0.7, 0.5}, Case{3, 2, 0.6, 1.0}, Case{2, 1, 0.6, 0}}) {
        SCOPED_TRACE(testing::Message() << one.prefill << 'p' << one.decode << "d at " << one.load << " cv " << one.cv);
        const Pools pools{one.prefill, one.decode, {}};
        const double capacity = pools.closed(chat(1, one.cv)).capacity();
        const Workload workload = chat(one.load * capacity, one.cv);
        const OperatingPoint point = pools.closed(workload).operate();
        const SimulationResult result = simulate(pools.simulated(), trafficOf(workload, {}), longPlan());
        std::printf("%dp%dd load %.2f cv %.1f cap %.2f: ttft mean %.4f [%.4f] p95 %.4f [%.4f] p99 %.4f [%.4f] itl mean %.5f [%.5f] p99 %.5f [%.5f] e2e %.3f [%.3f] p99 %.3f [%.3f] batch %.2f [%.2f]\n",
            one.prefill, one.decode, one.load, one.cv, capacity, point.ttft.mean, result.ttft.at(Rank::Mean).value,
            point.ttft.p95, result.ttft.at(Rank::P95).value,
            point.ttft.p99, result.ttft.at(Rank::P99).value, point.itl.mean, result.itl.at(Rank::Mean).value, point.itl.p99, result.itl.at(Rank::P99).value,
            point.endToEnd.mean, result.endToEnd.at(Rank::Mean).value, point.endToEnd.p99, result.endToEnd.at(Rank::P99).value, point.runningBatch, result.meanRunning);
    }
}

} // namespace
} // namespace trilemma::serving
