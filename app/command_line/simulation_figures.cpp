// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line/simulation_figures.h"

#include "app/command_line/simulation_report.h"

#include "models/evidence/workload_import.h"

#include <limits>

namespace trilemma::app {

namespace {

using serving::Estimate;
using serving::LoadState;
using serving::SimulationResult;

constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();
constexpr double percent = 100;

/// Where a queue does not settle, how long the simulation was decides these.
Estimate ofSettled(const SimulationResult &result, Estimate estimate)
{
    return isUnanswered(result) ? Estimate{notKnown, notKnown} : estimate;
}

template<auto Member> Estimate plain(const SimulationResult &result)
{
    return {static_cast<double>(result.*Member), notKnown};
}

template<auto Member> Estimate settled(const SimulationResult &result)
{
    return ofSettled(result, plain<Member>(result));
}

using R = SimulationResult;
constexpr std::array figures{
    SimulatedFigure{"offered", "Offered", "QPS", Basis::Fleet, 1, &plain<&R::offeredRequestsPerSecond>},
    SimulatedFigure{"served", "Served", "QPS", Basis::Fleet, 1, &plain<&R::requestsPerSecond>},
    SimulatedFigure{"goodput", "Goodput", "QPS", Basis::Fleet, 1,
                    [](const R &r) { return ofSettled(r, r.goodRequestsPerSecond); }},
    SimulatedFigure{"good_share", "Requests within the SLO", "%", Basis::Requests, percent, &settled<&R::goodShare>},
    SimulatedFigure{"output_throughput", "Output throughput", "tok/s", Basis::Fleet, 1, &plain<&R::outputTokensPerSecond>},
    SimulatedFigure{"running_batch", "Running batch", "requests", Basis::Replica, 1, &plain<&R::meanRunning>},
    SimulatedFigure{"waiting", "Waiting", "requests", Basis::Replica, 1, &settled<&R::meanWaiting>},
    SimulatedFigure{"busy", "Busy", "% of time", Basis::Replica, percent, &plain<&R::busyShare>},
    SimulatedFigure{"kv_use", "KV use", "% of the pool", Basis::Replica, percent, &plain<&R::meanKvShare>},
    SimulatedFigure{"kv_use_largest", "KV use, largest", "% of the pool", Basis::Replica, percent, &plain<&R::largestKvShare>},
    SimulatedFigure{"preemptions", "Preemptions", "", Basis::Requests, 1, &plain<&R::preemptions>},
    SimulatedFigure{"cache_hits", "Prompt tokens found cached", "%", Basis::Requests, percent, &plain<&R::cacheHitShare>},
    SimulatedFigure{"prompt_affected_tokens", "Tokens slowed by a prompt", "%", Basis::Requests, percent,
                    &plain<&R::mixedTokenShare>},
    SimulatedFigure{"rejected", "Rejected: fit no replica", "requests", Basis::Requests, 1,
                    [](const R &r) {
                        return Estimate{static_cast<double>(r.conservation.rejected), notKnown};
                    }},
    SimulatedFigure{"requests", "Measured", "requests", Basis::Requests, 1, &plain<&R::measured>},
    SimulatedFigure{"duration", "Simulated time", "s", Basis::Requests, 1, &plain<&R::endSeconds>},
    SimulatedFigure{"littles_law_error", "Error of Little's law", "%", Basis::Replica, percent, &settled<&R::littleError>},
};

} // namespace

const char *label(Basis basis)
{
    constexpr std::array names{"fleet", "per replica", "requests simulated"};
    return names[static_cast<std::size_t>(basis)];
}

std::span<const SimulatedFigure> simulatedFigures()
{
    return figures;
}

Estimate times(const Estimate &estimate, double factor)
{
    return {estimate.value * factor, estimate.halfWidth * factor};
}

std::vector<BatchEffectRow> batchEffect(const evidence::ScenarioSimulation &simulation)
{
    if (!simulation.withoutBatch || simulation.loads.empty())
        return {};
    const SimulationResult &with = simulation.loads.front().result, &without = *simulation.withoutBatch;
    if (isUnanswered(with) || isUnanswered(without))
        return {};
    const auto change = [&](auto latency) {
        return (with.*latency).at(serving::Rank::P99).value / (without.*latency).at(serving::Rank::P99).value - 1;
    };
    return {{"ttft_p99", "TTFT p99", change(&R::ttft)},
            {"itl_p99", "ITL p99", change(&R::itl)},
            {"e2e_p99", "E2E p99", change(&R::endToEnd)}};
}

Estimate SimulatedFigure::shown(const SimulationResult &result, int replicas) const
{
    return times(read(result), scale * (basis == Basis::Fleet ? replicas : 1));
}

std::string reasonOf(const SimulationResult &result, int replicas)
{
    using evidence::figureText;
    const auto rejected = static_cast<double>(result.conservation.rejected);
    const std::string left =
        rejected > 0 ? "In no other figure, because they fit no replica: " + figureText(rejected) + " requests." : "";
    if (result.measured == 0)
        return "No request was served. " + left;
    std::string text;
    const std::string growth = figureText(result.backlogGrowthPerSecond * replicas) + " requests each second";
    if (result.state == LoadState::NearKnee)
        text = figureText(result.waitedShare * percent) +
               " % of requests found no room at first, and the queue is close to growing. ";
    else if (result.state == LoadState::Overloaded && result.isFinite)
        text = "While requests came, the backlog grew by " + growth + "; latencies are of this experiment, which ends. ";
    else if (result.state == LoadState::Overloaded)
        text = "The backlog grows by " + growth + ", so no latency is finite. ";
    text += left;
    return text.ends_with(' ') ? text.substr(0, text.size() - 1) : text;
}

bool isUnanswered(const SimulationResult &result)
{
    return result.measured == 0 || (result.state == LoadState::Overloaded && !result.isFinite);
}

} // namespace trilemma::app
