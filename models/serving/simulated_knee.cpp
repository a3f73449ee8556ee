// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/simulated_knee.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace trilemma::serving {

namespace {

using Binding = Knee::Binding;

Rank rankOf(Percentile percentile)
{
    switch (percentile) {
    case Percentile::P50:
        return Rank::P50;
    case Percentile::P95:
        return Rank::P95;
    case Percentile::P99:
        return Rank::P99;
    case Percentile::Mean:
        break;
    }
    return Rank::Mean;
}

struct Excess {
    Binding binding = Binding::Nothing;
    double ratio = 0; ///< latency over bound
};

Excess excess(Binding binding, const LatencyBound &bound, const SimulatedLatency &latency)
{
    return {binding, bound.enabled ? latency.at(rankOf(bound.percentile)).value / bound.seconds : 0};
}

Excess worst(const Slo &slo, const SimulatedLatency &ttft, const SimulatedLatency &itl, const SimulatedLatency &endToEnd)
{
    const std::array all{excess(Binding::Ttft, slo.ttft, ttft), excess(Binding::Itl, slo.itl, itl),
                         excess(Binding::EndToEnd, slo.endToEnd, endToEnd)};
    return *std::ranges::max_element(all, {}, &Excess::ratio);
}

/// Simulates rates and keeps what came out.
class Search {
public:
    Search(const SimulatedReplica &replica, const SimulatedTraffic &traffic, const KneeSearch &search,
           const SimulationProgress &progress)
        : m_replica(replica), m_traffic(traffic), m_search(search), m_progress(progress)
    {
    }

    const KneePoint &at(double rate)
    {
        const SimulatedTraffic traffic = atRate(m_traffic, rate);
        const auto share = [this](double done) {
            return m_progress((static_cast<double>(knee.points.size()) + done) / expectedPoints);
        };
        const auto runs = replicate(m_replica, traffic, m_search.plan, m_search.replications, m_search.threads,
                                    m_progress ? SimulationProgress(share) : SimulationProgress());
        KneePoint point{rate, false, combined(runs)};
        knee.cancelled = knee.cancelled || point.result.cancelled;
        point.meets = !point.result.cancelled && brokenBound(point.result, traffic) == Binding::Nothing;
        return knee.points.emplace_back(std::move(point));
    }

    void bisect(double meets, double breaks)
    {
        while (breaks > meets * (1 + m_search.tolerance) && !knee.cancelled) {
            const double middle = std::sqrt(meets * breaks);
            const KneePoint &point = at(middle);
            (point.meets ? meets : breaks) = middle;
            if (!point.meets)
                knee.binding = brokenBound(point.result, m_traffic);
        }
        knee.requestsPerSecond = meets;
    }

    SimulatedKnee knee;

private:
    static constexpr double expectedPoints = 16;

    const SimulatedReplica &m_replica;
    const SimulatedTraffic &m_traffic;
    const KneeSearch &m_search;
    const SimulationProgress &m_progress;
};

} // namespace

Knee::Binding brokenBound(const SimulationResult &result, const SimulatedTraffic &traffic)
{
    if (result.state == LoadState::Overloaded && !result.isFinite)
        return Binding::Capacity;
    Excess most;
    const bool isAlone = std::ranges::count(traffic.classes, false, &TrafficClass::isBackground) == 1;
    if (isAlone) {
        const auto one = std::ranges::find(traffic.classes, false, &TrafficClass::isBackground);
        most = worst(one->slo, result.ttft, result.itl, result.endToEnd);
    }
    for (std::size_t i = 0; i < result.classes.size() && !isAlone; ++i) {
        const ClassResult &one = result.classes[i];
        const Excess own = worst(traffic.classes[i].slo, one.ttft, one.tpot, one.endToEnd);
        most = own.ratio > most.ratio ? own : most;
    }
    return most.ratio > 1 ? most.binding : Binding::Nothing;
}

SimulatedKnee findKnee(const SimulatedReplica &replica, const SimulatedTraffic &traffic, const KneeSearch &search,
                       const SimulationProgress &progress)
{
    constexpr double flood = 1e6, nearlyIdle = 0.005, beyondCapacity = 1.5;
    Search tried(replica, traffic, search, progress);
    SimulatedKnee &knee = tried.knee;
    if (!(openRate(traffic) > 0))
        return knee;
    knee.capacityRequestsPerSecond = simulate(replica, atRate(traffic, flood), search.plan).requestsPerSecond;
    if (!(knee.capacityRequestsPerSecond > 0)) {
        knee.binding = Binding::Capacity;
        return knee;
    }
    const double low = nearlyIdle * knee.capacityRequestsPerSecond, high = beyondCapacity * knee.capacityRequestsPerSecond;
    const KneePoint &idle = tried.at(low);
    if (!idle.meets) {
        knee.binding = brokenBound(idle.result, traffic);
        return knee;
    }
    knee.exists = true;
    knee.binding = Binding::Capacity;
    tried.bisect(low, high);
    for (const double beyond : {1.1, 1.25, 1.5, 2.0}) {
        if (!knee.cancelled)
            tried.at(beyond * knee.requestsPerSecond);
    }
    std::ranges::sort(knee.points, {}, &KneePoint::requestsPerSecond);
    return knee;
}

} // namespace trilemma::serving
