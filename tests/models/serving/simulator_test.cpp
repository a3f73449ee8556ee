// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/replica_under_load.h"
#include "tests/models/simulation_fixture.h"

#include <cmath>
#include <cstring>

namespace trilemma::serving {
namespace {

using replica::Scheduling;
using Batching = Scheduling::Batching;
using test::chatTraffic;
using test::simulatedParts;

SimulationPlan planOf(std::uint64_t requests)
{
    SimulationPlan plan;
    plan.requests = requests;
    plan.warmUpRequests = requests / 10;
    return plan;
}

double meanOf(const SimulatedLatency &latency)
{
    return latency.at(Rank::Mean).value;
}

/// Of requests with lengths of the given variation.
double capacityOf(const test::ReplicaParts &parts, double cv)
{
    Workload workload;
    workload.inputTokensCv = workload.outputTokensCv = cv;
    return ReplicaUnderLoad(parts.configuration(), workload).capacity();
}

/// All that a result says, to the bit.
std::vector<double> figures(const SimulationResult &result)
{
    std::vector<double> all{result.endSeconds,
                            result.littleError,
                            result.busyShare,
                            result.outputTokensPerSecond,
                            result.goodRequestsPerSecond.value,
                            static_cast<double>(result.passes)};
    for (const auto *latency : {&result.ttft, &result.queue, &result.itl, &result.tpot, &result.endToEnd}) {
        for (const Estimate &estimate : latency->ranks)
            all.insert(all.end(), {estimate.value, estimate.halfWidth});
    }
    for (const RequestRecord &request : result.requests)
        all.insert(all.end(), {request.arrival, request.firstScheduled, request.firstToken, request.finish});
    return all;
}

void expectSameBits(const SimulationResult &one, const SimulationResult &two)
{
    const auto left = figures(one), right = figures(two);
    ASSERT_EQ(left.size(), right.size());
    EXPECT_EQ(std::memcmp(left.data(), right.data(), left.size() * sizeof(double)), 0);
}

// REQ-142
TEST(Simulator, SameSeedGivesTheSameBitsOnAnyNumberOfThreads)
{
    const SimulatedReplica replica(simulatedParts().configuration());
    SimulationPlan plan = planOf(400);
    plan.keepRequests = true;
    const auto traffic = chatTraffic(6);
    const auto once = replicate(replica, traffic, plan, 6, 1);
    for (const int threads : {2, 3, 6}) {
        const auto again = replicate(replica, traffic, plan, 6, threads);
        for (std::size_t i = 0; i < once.size(); ++i)
            expectSameBits(once[i], again[i]);
    }
    expectSameBits(once.front(), simulate(replica, traffic, plan));
    const std::vector<double> rates{1, 4, 8, 12};
    const auto curve = simulateLoadCurve(replica, traffic, plan, rates, 1),
               parallel = simulateLoadCurve(replica, traffic, plan, rates, 4);
    for (std::size_t i = 0; i < rates.size(); ++i)
        expectSameBits(curve[i], parallel[i]);
}

TEST(Simulator, AnotherSeedGivesOtherRequests)
{
    const SimulatedReplica replica(simulatedParts().configuration());
    const auto runs = replicate(replica, chatTraffic(6), planOf(400), 2, 1);
    EXPECT_NE(meanOf(runs[0].ttft), meanOf(runs[1].ttft));
}

// REQ-144, REQ-070
TEST(Simulator, LittlesLawHoldsInEverySteadyRun)
{
    for (const auto batching : {Batching::Chunked, Batching::Continuous, Batching::Static}) {
        auto parts = simulatedParts();
        parts.scheduling.batching = batching;
        const double capacity = capacityOf(parts, 0.5);
        for (const double load : {0.1, 0.4, 0.7}) {
            const auto result = simulate(SimulatedReplica(parts.configuration()), chatTraffic(load * capacity), planOf(20'000));
            EXPECT_EQ(result.state, LoadState::Stable);
            EXPECT_LT(result.littleError, 0.02);
            const double inFlight = result.meanRunning + result.meanWaiting;
            EXPECT_NEAR(inFlight, result.offeredRequestsPerSecond * (meanOf(result.endToEnd) - result.ttftIngestSeconds),
                        0.02 * inFlight);
        }
    }
}

TEST(Simulator, AgreesWithTheClosedFormAtLowLoad)
{
    const auto parts = simulatedParts();
    Workload workload;
    workload.inputTokensCv = workload.outputTokensCv = 0.3;
    const ReplicaUnderLoad closed(parts.configuration(), workload);
    for (const double load : {0.02, 0.1, 0.2}) {
        const double rate = load * closed.capacity();
        const OperatingPoint expected = closed.openLoop(rate);
        const auto result = simulate(SimulatedReplica(parts.configuration()), chatTraffic(rate, 0.3), planOf(20'000));
        EXPECT_NEAR(meanOf(result.tpot), expected.tpotSeconds, 0.05 * expected.tpotSeconds);
        EXPECT_NEAR(meanOf(result.ttft), expected.ttft.mean, 0.05 * expected.ttft.mean);
        EXPECT_NEAR(meanOf(result.endToEnd), expected.endToEnd.mean, 0.05 * expected.endToEnd.mean);
        EXPECT_NEAR(result.meanDecoding, expected.runningBatch, 0.06 * expected.runningBatch);
    }
}

TEST(Simulator, OneRequestAloneTakesItsOwnPassesOnly)
{
    const auto parts = simulatedParts();
    const replica::StepTime step = parts.step();
    SimulatedTraffic traffic;
    traffic.classes.front().arrivals.kind = ArrivalProcess::Kind::Trace;
    traffic.classes.front().trace = {{0, 1000, 200}};
    SimulationPlan plan;
    plan.keepRequests = true;
    const auto result = simulate(SimulatedReplica(parts.configuration()), traffic, plan);
    double end = step.mixedPeriod(0, 0, 1000, 1, 0);
    const double ingest = parts.engine.ingestSeconds + 1000 * parts.engine.ingestSecondsPerToken;
    EXPECT_NEAR(result.requests.front().firstToken, end + ingest, 1e-9);
    for (int token = 0; token < 199; ++token)
        end += step.mixedPeriod(1, 1000 + token, 0, 0, 0);
    EXPECT_NEAR(result.requests.front().finish, end + ingest, 1e-4 * end);
    EXPECT_EQ(result.passes, 200U);
}

// REQ-064, REQ-141
TEST(Simulator, LoadCurveRisesAndStopsAtCapacity)
{
    const auto parts = simulatedParts();
    const double capacity = capacityOf(parts, 0.5);
    std::vector<double> rates;
    for (const double load : {0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.3, 2.0})
        rates.push_back(load * capacity);
    const auto curve = simulateLoadCurve(SimulatedReplica(parts.configuration()), chatTraffic(1), planOf(10'000), rates, 2);
    for (std::size_t i = 1; i < curve.size(); ++i) {
        EXPECT_GE(curve[i].ttft.at(Rank::P99).value, curve[i - 1].ttft.at(Rank::P99).value * 0.98) << rates[i];
        EXPECT_GE(meanOf(curve[i].tpot), meanOf(curve[i - 1].tpot));
        EXPECT_GE(meanOf(curve[i].endToEnd), meanOf(curve[i - 1].endToEnd));
    }
    EXPECT_EQ(curve.front().state, LoadState::Stable);
    for (std::size_t i = curve.size() - 2; i < curve.size(); ++i) {
        EXPECT_EQ(curve[i].state, LoadState::Overloaded);
        EXPECT_TRUE(std::isinf(curve[i].ttft.at(Rank::P50).value));
        EXPECT_NEAR(curve[i].backlogGrowthPerSecond + curve[i].requestsPerSecond, rates[i], 0.05 * rates[i]);
    }
    EXPECT_NEAR(curve.back().requestsPerSecond, curve[curve.size() - 2].requestsPerSecond, 0.03 * curve.back().requestsPerSecond);
}

// Slots of a queue, first come first served: no request is later for arrivals further apart, shorter services or more
// slots. Thousands of small scenarios, request by request.
TEST(Simulator, QueuesAreMonotoneRequestByRequest)
{
    std::mt19937 random(1);
    const auto between = [&](double least, double most) { return std::uniform_real_distribution(least, most)(random); };
    for (int i = 0; i < 2000; ++i) {
        SimulatedTraffic traffic;
        TrafficClass &one = traffic.classes.front();
        one.arrivals = {.kind = i % 2 ? ArrivalProcess::Kind::Poisson : ArrivalProcess::Kind::Gamma,
                        .requestsPerSecond = between(0.5, 3),
                        .cv = 2};
        one.input = {LengthDistribution::Kind::Constant, 1, 0, {}};
        one.output = {LengthDistribution::Kind::LogNormal, 1000, between(0, 1.5), {}, 20'000};
        SimulationPlan plan;
        plan.seed = static_cast<std::uint64_t>(i);
        plan.requests = 50;
        plan.warmUpRequests = 0;
        plan.keepRequests = true;
        const int slots = 1 + i % 4;
        constexpr double pass = 1e-3;
        const auto base = simulate(SimulatedReplica::ofSlots(slots, pass), traffic, plan);
        const auto sparse =
            simulate(SimulatedReplica::ofSlots(slots, pass), atRate(traffic, one.arrivals.requestsPerSecond / 1.3), plan);
        const auto wide = simulate(SimulatedReplica::ofSlots(slots + 1, pass), traffic, plan);
        ASSERT_EQ(base.requests.size(), 50U);
        for (std::size_t request = 0; request < base.requests.size(); ++request) {
            const double wait = base.requests[request].queueSeconds(), rounding = 60 * pass;
            EXPECT_LE(sparse.requests[request].queueSeconds(), wait + rounding);
            EXPECT_LE(wide.requests[request].queueSeconds(), wait + rounding);
        }
    }
}

// REQ-159
TEST(Simulator, GoodputIsThroughputBelowTheKneeAndFallsBeyond)
{
    const auto parts = simulatedParts();
    auto traffic = chatTraffic(1);
    traffic.classes.front().slo = {{true, Percentile::P99, 0.7}, {true, Percentile::P99, 0.04}, {}};
    const std::vector<double> rates{1, 6, 10, 20};
    const auto curve = simulateLoadCurve(SimulatedReplica(parts.configuration()), traffic, planOf(5000), rates, 2);
    for (const auto &result : curve)
        EXPECT_LE(result.goodRequestsPerSecond.value, result.requestsPerSecond);
    EXPECT_NEAR(curve[0].goodShare, 1, 0.01);
    EXPECT_GT(curve[1].goodRequestsPerSecond.value, curve[0].goodRequestsPerSecond.value);
    EXPECT_LT(curve[3].goodRequestsPerSecond.value, 0.2 * curve[1].goodRequestsPerSecond.value);
}

// REQ-069
TEST(Simulator, PreemptsWhenTheCacheIsFull)
{
    SimulatedReplica roomy(simulatedParts().configuration()), tight = roomy;
    tight.kv.poolBytes *= 0.03;
    const auto traffic = chatTraffic(8);
    const auto wide = simulate(roomy, traffic, planOf(3000)), narrow = simulate(tight, traffic, planOf(3000));
    EXPECT_EQ(wide.preemptions, 0U);
    EXPECT_GT(narrow.preemptions, 0U);
    EXPECT_GT(narrow.endToEnd.at(Rank::P99).value, wide.endToEnd.at(Rank::P99).value);
    SimulatedReplica careful = tight;
    careful.reservesPeak = true;
    EXPECT_EQ(simulate(careful, traffic, planOf(3000)).preemptions, 0U);
}

TEST(Simulator, RejectsWhatCanNeverRun)
{
    SimulatedReplica replica(simulatedParts().configuration());
    replica.kv.poolBytes = replica.kv.bytes(3000);
    SimulatedTraffic traffic;
    traffic.classes.front().arrivals.kind = ArrivalProcess::Kind::Trace;
    traffic.classes.front().trace = {{0, 1000, 200}, {0.1, 5000, 10}, {0.2, 100, 100}};
    const auto result = simulate(replica, traffic, {});
    EXPECT_EQ(result.conservation.rejected, 1U);
    EXPECT_EQ(result.conservation.finished, 2U);
    EXPECT_EQ(conservationProblem(result), "");
}

TEST(Simulator, WhereNothingFitsThereIsNoLatency)
{
    SimulatedReplica replica(simulatedParts().configuration());
    replica.kv.poolBytes = 0;
    for (const auto kind : {ArrivalProcess::Kind::Poisson, ArrivalProcess::Kind::ClosedLoop, ArrivalProcess::Kind::Burst}) {
        auto traffic = chatTraffic(1);
        traffic.classes.front().arrivals.kind = kind;
        const auto result = simulate(replica, traffic, planOf(100));
        EXPECT_EQ(result.measured, 0U);
        EXPECT_TRUE(std::isinf(result.ttft.at(Rank::P50).value));
        EXPECT_EQ(conservationProblem(result), "");
    }
}

TEST(Simulator, AbsurdTrafficEndsAllTheSame)
{
    const SimulatedReplica replica(simulatedParts().configuration());
    constexpr double notANumber = std::numeric_limits<double>::quiet_NaN(), endless = std::numeric_limits<double>::infinity();
    for (const double absurd : {notANumber, -5.0, 0.0, endless, 1e300}) {
        auto traffic = chatTraffic(absurd);
        traffic.classes.front().input = {LengthDistribution::Kind::LogNormal, absurd, absurd, {}, absurd};
        traffic.classes.front().output = {LengthDistribution::Kind::Gamma, absurd, absurd, {}, 100};
        traffic.classes.front().lengthCorrelation = traffic.classes.front().prefixHitShare = absurd;
        for (const auto kind : {ArrivalProcess::Kind::Poisson, ArrivalProcess::Kind::OnOff, ArrivalProcess::Kind::Weibull}) {
            traffic.classes.front().arrivals.kind = kind;
            traffic.classes.front().arrivals.cv = traffic.classes.front().arrivals.peakOverMean = absurd;
            EXPECT_EQ(conservationProblem(simulate(replica, traffic, planOf(50))), "") << absurd;
        }
    }
}

// REQ-109
TEST(Simulator, BatchWorkAtLowPriorityLeavesInteractiveRequestsAlone)
{
    SimulatedReplica replica(simulatedParts().configuration());
    replica.maxSequences = 64;
    replica.priorityPreempts = true;
    auto alone = chatTraffic(3);
    auto shared = alone, equal = alone;
    TrafficClass batch = shared.classes.front();
    batch.arrivals = {.kind = ArrivalProcess::Kind::ClosedLoop, .users = 100};
    for (auto *traffic : {&shared, &equal})
        traffic->classes.push_back(batch);
    shared.classes.front().priority = 1;
    const auto first = simulate(replica, alone, planOf(4000));
    const auto preferred = simulate(replica, shared, planOf(8000)), mixed = simulate(replica, equal, planOf(8000));
    EXPECT_LT(preferred.classes[0].ttft.at(Rank::P99).value, mixed.classes[0].ttft.at(Rank::P99).value / 2);
    EXPECT_GT(preferred.meanRunning, 1.5 * first.meanRunning);
    EXPECT_GT(preferred.preemptions, 0U);
}

TEST(Simulator, SpeculationShortensTheTimePerTokenAtLowLoad)
{
    auto parts = simulatedParts();
    const auto plain = simulate(SimulatedReplica(parts.configuration()), chatTraffic(0.5), planOf(2000));
    parts.speculation = {4, 0.7, 0.02};
    const auto speculative = simulate(SimulatedReplica(parts.configuration()), chatTraffic(0.5), planOf(2000));
    const replica::StepTime step = parts.step();
    EXPECT_NEAR(meanOf(plain.tpot) / meanOf(speculative.tpot),
                step.tokenPeriod(1, 1152) > 0 ? simulatedParts().step().tokenPeriod(1, 1152) / step.tokenPeriod(1, 1152) : 0,
                0.15);
    EXPECT_GT(meanOf(plain.tpot), 2 * meanOf(speculative.tpot));
    EXPECT_EQ(conservationProblem(speculative), "");
}

TEST(Simulator, CancelsWhenToldTo)
{
    const SimulatedReplica replica(simulatedParts().configuration());
    int told = 0;
    const auto result = simulate(replica, chatTraffic(6), planOf(1'000'000), [&](double done) {
        EXPECT_LE(done, 1);
        return ++told < 5;
    });
    EXPECT_TRUE(result.cancelled);
    EXPECT_EQ(told, 5);
    EXPECT_LT(result.measured, 100'000U);
}

TEST(Simulator, ABenchmarkKeepsItsConcurrency)
{
    const SimulatedReplica replica(simulatedParts().configuration());
    auto traffic = chatTraffic(1);
    traffic.classes.front().arrivals = {.kind = ArrivalProcess::Kind::Benchmark, .users = 32};
    SimulationPlan plan = planOf(320);
    plan.seriesSeconds = 0.5;
    const auto result = simulate(replica, traffic, plan);
    EXPECT_EQ(result.measured, 320U);
    EXPECT_EQ(result.conservation.arrived, 352U);
    for (const SeriesPoint &point : result.series)
        EXPECT_LE(point.running + point.waiting, 32);
    EXPECT_GT(result.meanRunning, 25);
}

} // namespace
} // namespace trilemma::serving
