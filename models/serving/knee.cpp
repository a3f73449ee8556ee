// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/knee.h"

#include <boost/math/tools/roots.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace trilemma::serving {

namespace {

/// Logarithm of latency over bound: above 0 where it is broken.
double excess(const LatencyBound &bound, const Latency &latency)
{
    constexpr double unbounded = -1e3;
    return bound.enabled ? std::log(latency.at(bound.percentile) / bound.seconds) : unbounded;
}

/// The same of ITL for a solver: where so few steps carry prompts that the percentile does not see them, it is flat; the
/// share of those steps gives it a slope there and leaves its sign.
double itlExcess(const LatencyBound &bound, const OperatingPoint &point)
{
    const double value = excess(bound, point.itl);
    if (!bound.enabled || bound.percentile == Percentile::Mean || value >= 0)
        return value;
    constexpr double least = 1e-9;
    const double tail = 1 - probability(bound.percentile);
    return value + std::min(0.0, std::log(std::max(least, point.mixedStepShare) / tail));
}

struct Excess {
    Knee::Binding binding;
    double value;
};

/// The bound that a stable point misses by most, or comes nearest to.
Excess worst(const OperatingPoint &point, const Slo &slo)
{
    const std::array bounds{Excess{Knee::Binding::Ttft, excess(slo.ttft, point.ttft)},
                            Excess{Knee::Binding::Itl, itlExcess(slo.itl, point)},
                            Excess{Knee::Binding::EndToEnd, excess(slo.endToEnd, point.endToEnd)}};
    return *std::ranges::max_element(bounds, {}, &Excess::value);
}

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
    const double capacity = replica.capacity();
    if (!(capacity > 0)) {
        knee.binding = Knee::Binding::Capacity;
        return knee;
    }
    // Rate and latencies grow with the running batch, in which the points are explicit. Batches spread over decades.
    constexpr double idleShare = 1e-6, fullShare = 0.9999;
    const auto at = [&](double logShare) { return replica.atRunningBatch(replica.batchBetween(std::exp(logShare)), capacity); };
    const double low = std::log(idleShare), high = std::log(fullShare);
    knee.point = at(low);
    knee.binding = broken(knee.point, slo);
    if (knee.binding != Knee::Binding::Nothing)
        return knee;

    knee.exists = true;
    const OperatingPoint full = at(high);
    if (meets(full, slo)) {
        knee.point = full;
        knee.binding = Knee::Binding::Capacity;
    } else {
        std::uintmax_t iterations = 60;
        constexpr double rounding = 1e-9;   // the lower end shall hold the bounds, not miss them by a bit
        const auto above = [&](double logShare) { return worst(at(logShare), slo).value + rounding; };
        const auto close = [](double left, double right) { return right - left <= 1e-5; };
        const auto bracket = boost::math::tools::toms748_solve(above, low, high, above(low), above(high), close, iterations);
        knee.point = at(bracket.first);
        knee.binding = worst(at(bracket.second), slo).binding;
    }
    knee.requestsPerSecond = knee.point.servedRequestsPerSecond;
    knee.outputTokensPerSecond = knee.point.outputTokensPerSecond;
    return knee;
}

} // namespace trilemma::serving
