// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/serving/simulator.h"
#include "tests/models/replica_fixture.h"

#include <random>

namespace trilemma::test {

/// Llama-3.3-70B in FP8 on four H100, as shipped.
inline ReplicaParts simulatedParts()
{
    return shippedParts("llama-3.3-70b", "h100-sxm", 4);
}

inline serving::SimulatedTraffic chatTraffic(double requestsPerSecond, double cv = 0.5)
{
    serving::SimulatedTraffic traffic;
    serving::TrafficClass &one = traffic.classes.front();
    one.arrivals.requestsPerSecond = requestsPerSecond;
    one.input.mean = 1024;
    one.output.mean = 256;
    one.input.cv = one.output.cv = cv;
    return traffic;
}

/// Small scenarios of all kinds, for properties that hold in every one.
struct RandomScenario {
    serving::SimulatedReplica replica;
    serving::SimulatedTraffic traffic;
    serving::SimulationPlan plan;

    RandomScenario(std::uint32_t seed, const ReplicaParts &parts) : replica(parts.configuration())
    {
        using Batching = replica::Scheduling::Batching;
        using Kind = serving::ArrivalProcess::Kind;
        std::mt19937 random(seed);
        const auto chance = [&](double share) { return std::uniform_real_distribution(0.0, 1.0)(random) < share; };
        const auto spread = [&](double least, double most) {
            return least * std::pow(most / least, std::uniform_real_distribution(0.0, 1.0)(random));
        };
        replica.batching = std::array{Batching::Chunked, Batching::Chunked, Batching::Continuous, Batching::Static}[random() % 4];
        replica.maxSequences = static_cast<int>(spread(1, 128));
        replica.tokenBudget = static_cast<int>(spread(64, 16384));
        replica.lookaheadPasses = chance(0.5) ? 1 : 0;
        replica.reservesPeak = chance(0.3);
        replica.priorityPreempts = chance(0.5);
        replica.kv.poolBytes *= spread(0.002, 1);
        replica.prefixCaching = chance(0.3);
        if (chance(0.2))
            replica.disaggregation = {1 + static_cast<int>(random() % 3), 1, {}};
        if (chance(0.3)) {
            replica.verifyTokens = 4;
            replica.tokensPerStep = 2.5;
            replica.tokensPerStepVariance = 1.5;
        }
        traffic.classes.resize(chance(0.3) ? 2 : 1);
        const Kind kind =
            std::array{Kind::Poisson, Kind::Weibull, Kind::OnOff, Kind::ClosedLoop, Kind::Benchmark, Kind::Burst}[random() % 6];
        for (serving::TrafficClass &one : traffic.classes) {
            one.arrivals = {.kind = kind, .requestsPerSecond = spread(0.2, 30), .cv = spread(0.3, 3)};
            one.arrivals.users = static_cast<int>(spread(1, 200));
            one.arrivals.thinkSeconds = chance(0.5) ? 1 : 0;
            one.input.mean = spread(8, 8000);
            one.output.mean = spread(1, 500);
            one.input.cv = spread(0.1, 1);
            one.output.cv = spread(0.1, 1);
            one.lengthCorrelation = chance(0.5) ? 0.5 : 0;
            one.prefixHitShare = chance(0.3) ? 0.6 : 0;
            one.conversation.turns = chance(0.2) ? 3 : 1;
            one.conversation.pauseSeconds = 2;
            one.priority = static_cast<int>(random() % 2);
        }
        plan.seed = seed;
        plan.requests = 60;
        plan.warmUpRequests = 5;
        plan.keepRequests = true;
        plan.passLogLimit = 100'000;
    }
};

} // namespace trilemma::test
