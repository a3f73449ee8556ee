// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/evidence/trace_replay.h"

#include "models/serving/simulator.h"

#include <algorithm>
#include <cmath>

namespace trilemma::evidence {

namespace {

int wholeTokens(double tokens)
{
    constexpr double most = 1e8;
    return static_cast<int>(std::lround(std::clamp(tokens, 1.0, most)));
}

} // namespace

double arrivalRate(const RequestTrace &trace)
{
    if (!trace.hasArrivals || trace.requests.size() < 2)
        return 0;
    const double span = trace.requests.back().arrivalSeconds - trace.requests.front().arrivalSeconds;
    return span > 0 ? static_cast<double>(trace.requests.size() - 1) / span : 0;
}

serving::SimulatedTraffic replayOf(const RequestTrace &trace, const Replay &replay, std::size_t replica)
{
    serving::SimulatedTraffic traffic;
    serving::TrafficClass &requests = traffic.classes.front();
    requests.arrivals.kind = serving::ArrivalProcess::Kind::Trace;
    requests.slo = replay.slo;
    requests.blockTokens = trace.blockTokens;
    requests.prefixHitShare = trace.blocks.empty() ? replay.prefixHitShare : 0;
    requests.trace.reserve(trace.requests.size() / replay.replicas + 1);
    double inputTokens = 0;
    for (std::size_t i = replica; i < trace.requests.size(); i += replay.replicas) {
        const TraceRequest &traced = trace.requests[i];
        requests.trace.push_back({traced.arrivalSeconds / replay.pace, wholeTokens(traced.inputTokens),
                                  wholeTokens(traced.outputTokens), requests.blocks.size(), traced.blockCount});
        const auto first = trace.blocks.begin() + static_cast<std::ptrdiff_t>(traced.firstBlock);
        requests.blocks.insert(requests.blocks.end(), first, first + traced.blockCount);
        inputTokens += traced.inputTokens;
    }
    // A prefix that all share is as long as its share of the mean prompt.
    requests.input.mean = inputTokens / static_cast<double>(std::max<std::size_t>(1, requests.trace.size()));
    return traffic;
}

serving::SimulationResult simulateReplay(const serving::SimulatedReplica &replica, const RequestTrace &trace,
                                         const Replay &replay, const serving::SimulationPlan &plan)
{
    serving::SimulatedReplica caching = replica;
    caching.prefixCaching = !trace.blocks.empty();
    std::vector<serving::SimulationResult> runs;
    std::vector<serving::RequestRecord> requests;
    std::uint64_t rejected = 0;
    for (std::size_t i = 0; i < replay.replicas; ++i) {
        serving::SimulationResult &run = runs.emplace_back(serving::simulate(caching, replayOf(trace, replay, i), plan));
        rejected += run.conservation.rejected;
        for (serving::RequestRecord &request : run.requests)
            request.index = request.index * replay.replicas + i;
        requests.insert(requests.end(), run.requests.begin(), run.requests.end());
        run.requests.clear();
    }
    serving::SimulationResult all = serving::combined(runs);
    all.conservation.rejected = rejected;
    std::ranges::sort(requests, {}, &serving::RequestRecord::index);
    all.requests = std::move(requests);
    return all;
}

} // namespace trilemma::evidence
