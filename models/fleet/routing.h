// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace trilemma::fleet {

enum class Router { Random, RoundRobin, LeastLoaded, PrefixAware, SharedQueue };
const char *label(Router router);

/// Poisson arrivals at `replicas` of `replicaSlots` servers each, exponential service.
struct RoutedTraffic {
    int replicas = 1;
    int replicaSlots = 1;                ///< requests that one replica serves at a time
    double requestsPerSecond = 0; ///< of the whole fleet
    double serviceSeconds = 0;    ///< mean
    double prefixHitShare = 0;    ///< of prompt tokens, were all requests at one replica
    double prefixKeptShare = 1;   ///< PrefixAware: of the hits, those that still reach the replica with the prefix
    double imbalance = 1;         ///< PrefixAware: load of the busiest replica over the mean, at least 1

    bool operator==(const RoutedTraffic &) const = default;
};

/// The wait for a slot. Infinite where a replica gets more than it can serve.
struct RoutedWait {
    bool finite = false;
    double utilisation = 0;                 ///< of the slots; of the busiest replica's for PrefixAware
    double waitingShare = 1;                ///< requests that wait at all
    double meanSeconds = 0, p99Seconds = 0; ///< over all requests
    double prefixHitShare = 0;              ///< that is left: one copy of each prefix is found by chance, but for PrefixAware
};
/// Random and SharedQueue are exact: Erlang C of one replica, or of all slots (oracle Q2). RoundRobin is an approximation:
/// arrivals at a replica are Erlang-n, which by Allen and Cunneen shortens Erlang C's wait by (1+1/n)/2. LeastLoaded lies
/// between SharedQueue and Random: one waits when all slots of the fleet are busy, behind the n-th part of the queue,
/// which makes the wait exponential at slots/service*(1-utilisation^n); an approximation that takes queues to stay
/// balanced. Both come
/// within a fifth of simulated means and a tenth of p99 where utilisation is 0.9. PrefixAware is a random split whose busiest
/// replica gets `imbalance` times the mean.
RoutedWait routedWait(Router router, const RoutedTraffic &traffic);

/// The same traffic on fewer replicas.
RoutedTraffic afterLoss(RoutedTraffic traffic, int replicasLost = 1);

/// Share of requests that wait at `servers` of which `offered` = rate*service are busy on average; 1 if overloaded.
double erlangC(int servers, double offered);

} // namespace trilemma::fleet
