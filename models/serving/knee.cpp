// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/knee.h"

#include <boost/math/tools/roots.hpp>

#include <cmath>
#include <cstdint>

namespace trilemma::serving
{

namespace
{

bool holds(const LatencyBound &bound, const Latency &latency)
{
    return !bound.enabled || latency.at(bound.percentile) <= bound.seconds;
}

/// The first bound that a point breaks.
Knee::Binding broken(const OperatingPoint &point, const Slo &slo)
{
    if (!point.finite)
        return Knee::Binding::Capacity;
    if (!holds(slo.ttft, point.ttft))
        return Knee::Binding::Ttft;
    if (!holds(slo.itl, point.itl))
        return Knee::Binding::Itl;
    if (!holds(slo.endToEnd, point.endToEnd))
        return Knee::Binding::EndToEnd;
    return Knee::Binding::Nothing;
}

} // namespace

const char *label(Knee::Binding binding)
{
    switch (binding) {
    case Knee::Binding::Nothing:
        return "nothing";
    case Knee::Binding::Ttft:
        return "TTFT";
    case Knee::Binding::Itl:
        return "ITL";
    case Knee::Binding::EndToEnd:
        return "end-to-end latency";
    case Knee::Binding::Capacity:
        break;
    }
    return "capacity";
}

bool meets(const OperatingPoint &point, const Slo &slo)
{
    return broken(point, slo) == Knee::Binding::Nothing;
}

Knee findKnee(const ReplicaUnderLoad &replica, const Slo &slo)
{
    Knee knee;
    if (replica.capacity() <= 0) {
        knee.binding = Knee::Binding::Capacity;
        return knee;
    }
    // Rate and latencies grow with the running batch, in which the points are explicit.
    constexpr double idleShare = 1e-6, fullShare = 0.9999;
    double low = replica.largestBatch() * idleShare, high = replica.largestBatch() * fullShare;
    knee.point = replica.atRunningBatch(low);
    knee.binding = broken(knee.point, slo);
    if (knee.binding != Knee::Binding::Nothing)
        return knee;

    knee.exists = true;
    const OperatingPoint full = replica.atRunningBatch(high);
    knee.binding = broken(full, slo);
    if (knee.binding == Knee::Binding::Nothing) {
        knee.point = full;
        knee.binding = Knee::Binding::Capacity;
    } else {
        // Batches spread over decades: bisect their logarithm.
        std::uintmax_t iterations = 60;
        const auto breaks = [&](double logBatch) { return meets(replica.atRunningBatch(std::exp(logBatch)), slo) ? -1 : 1; };
        const auto close = [](double left, double right) { return right - left <= 1e-5; };
        const auto bracket = boost::math::tools::bisect(breaks, std::log(low), std::log(high), close, iterations);
        knee.point = replica.atRunningBatch(std::exp(bracket.first));
        knee.binding = broken(replica.atRunningBatch(std::exp(bracket.second)), slo);
    }
    knee.requestsPerSecond = knee.point.servedRequestsPerSecond;
    knee.outputTokensPerSecond = knee.point.outputTokensPerSecond;
    return knee;
}

} // namespace trilemma::serving
