// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/routing.h"

#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/tools/roots.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace trilemma::fleet {

namespace {

constexpr double slowestShare = 0.01; ///< that p99 leaves above it

/// Some wait, for an exponential time.
struct Wait {
    double share = 1;         ///< who wait
    double ratePerSecond = 0; ///< one over their mean wait; 0 where the queue grows without end

    double mean() const { return share / ratePerSecond; }
    double longerThan(double seconds) const { return share * std::exp(-ratePerSecond * seconds); }
    double p99() const { return share > slowestShare ? std::log(share / slowestShare) / ratePerSecond : 0; }
};

Wait queueWait(int slots, double requestsPerSecond, double serviceSeconds)
{
    const double offered = requestsPerSecond * serviceSeconds;
    return {erlangC(slots, offered), std::max(0.0, (slots - offered) / serviceSeconds)};
}

Wait leastLoadedWait(const RoutedTraffic &t, double utilisation)
{
    Wait wait = queueWait(t.replicaSlots * t.replicas, t.requestsPerSecond, t.serviceSeconds);
    if (wait.ratePerSecond > 0)
        wait.ratePerSecond = t.replicaSlots / t.serviceSeconds * (1 - std::pow(utilisation, t.replicas));
    return wait;
}

/// Of two groups together.
double mixedP99(double firstShare, const Wait &first, const Wait &second)
{
    const auto excess = [&](double seconds) {
        return firstShare * first.longerThan(seconds) + (1 - firstShare) * second.longerThan(seconds) - slowestShare;
    };
    const double most = std::max(first.p99(), second.p99());
    if (excess(0) <= 0 || most <= 0)
        return 0;
    if (excess(most) >= 0)
        return most;
    std::uintmax_t steps = 60;
    constexpr int bits = 40;
    return boost::math::tools::toms748_solve(excess, 0.0, most, boost::math::tools::eps_tolerance<double>(bits), steps).second;
}

RoutedWait result(const RoutedTraffic &t, double utilisation, double hitShare)
{
    constexpr double infinite = std::numeric_limits<double>::infinity();
    return {.finite = utilisation < 1,
            .utilisation = utilisation,
            .meanSeconds = infinite,
            .p99Seconds = infinite,
            .prefixHitShare = std::clamp(t.prefixHitShare * hitShare, 0.0, 1.0)};
}

RoutedWait prefixAwareWait(const RoutedTraffic &t, double utilisation)
{
    const double busiestShare = std::clamp(t.imbalance, 1.0, double(t.replicas)) / t.replicas;
    RoutedWait routed = result(t, utilisation * busiestShare * t.replicas, t.prefixKeptShare);
    if (!routed.finite)
        return routed;
    const double others = (1 - busiestShare) / std::max(1, t.replicas - 1);
    const Wait busiest = queueWait(t.replicaSlots, t.requestsPerSecond * busiestShare, t.serviceSeconds);
    const Wait other = queueWait(t.replicaSlots, t.requestsPerSecond * others, t.serviceSeconds);
    routed.waitingShare = busiestShare * busiest.share + (1 - busiestShare) * other.share;
    routed.meanSeconds = busiestShare * busiest.mean() + (1 - busiestShare) * other.mean();
    routed.p99Seconds = mixedP99(busiestShare, busiest, other);
    return routed;
}

Wait routedQueue(Router router, const RoutedTraffic &t, double utilisation)
{
    if (router == Router::SharedQueue)
        return queueWait(t.replicaSlots * t.replicas, t.requestsPerSecond, t.serviceSeconds);
    if (router == Router::LeastLoaded)
        return leastLoadedWait(t, utilisation);
    Wait wait = queueWait(t.replicaSlots, t.requestsPerSecond / t.replicas, t.serviceSeconds);
    if (router == Router::RoundRobin)
        wait.ratePerSecond *= 2 / (1 + 1.0 / t.replicas);
    return wait;
}

} // namespace

const char *label(Router router)
{
    switch (router) {
    case Router::Random:
        return "random";
    case Router::RoundRobin:
        return "round robin";
    case Router::LeastLoaded:
        return "least loaded";
    case Router::PrefixAware:
        return "prefix aware";
    case Router::SharedQueue:
        break;
    }
    return "shared queue";
}

double erlangC(int servers, double offered)
{
    if (!(offered < servers))
        return 1;
    if (!(offered > 0))
        return 0;
    // Erlang B as a ratio of Poisson probabilities, exactly servers to at most servers.
    const double blocked = boost::math::gamma_p_derivative(servers + 1.0, offered) / boost::math::gamma_q(servers + 1.0, offered);
    return blocked / (1 - offered / servers * (1 - blocked));
}

RoutedWait routedWait(Router router, const RoutedTraffic &given)
{
    RoutedTraffic traffic = given;
    traffic.replicas = std::max(1, given.replicas);
    traffic.replicaSlots = std::max(1, given.replicaSlots);
    const double offered = traffic.requestsPerSecond * traffic.serviceSeconds;
    const double utilisation = given.replicas > 0 && given.replicaSlots > 0 ? offered / traffic.replicas / traffic.replicaSlots
                                                                     : std::numeric_limits<double>::infinity();
    if (router == Router::PrefixAware)
        return prefixAwareWait(traffic, utilisation);
    RoutedWait routed = result(traffic, utilisation, 1.0 / traffic.replicas);
    if (!routed.finite)
        return routed;
    if (!(offered > 0)) {
        routed.waitingShare = routed.meanSeconds = routed.p99Seconds = 0;
        return routed;
    }
    const Wait wait = routedQueue(router, traffic, utilisation);
    routed.waitingShare = wait.share;
    routed.meanSeconds = wait.mean();
    routed.p99Seconds = wait.p99();
    return routed;
}

RoutedTraffic afterLoss(RoutedTraffic traffic, int replicasLost)
{
    traffic.replicas -= std::clamp(replicasLost, 0, traffic.replicas);
    return traffic;
}

} // namespace trilemma::fleet
