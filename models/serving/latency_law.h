// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/serving/operating_point.h"

#include <algorithm>

namespace trilemma::serving {

/// A random time by its first two moments, seconds and seconds squared.
struct Moments {
    double mean = 0, variance = 0;

    Moments operator+(const Moments &other) const { return {mean + other.mean, variance + other.variance}; }
};

/// `base` plus a gamma-distributed time, quantiles by Wilson and Hilferty's cube (1931). `tailStretch` is how far closed-form
/// tails fall short of simulated ones, the share of time that prompts take over 1 + the squared variation of that time: p95
/// is multiplied by 1+0.8 of it and p99 by 1+1.4 of it (matched to simulation). `rare` is an exponential wait that not
/// everybody has; its quantile is added, which bounds the sum's from above.
Latency gammaLatency(double base, const Moments &usual, const Moments &rare, double tailStretch);

/// Log-normal with the given moments.
Latency logNormalLatency(const Moments &moments);

/// Of the standard normal distribution; `probability` from 0 to 1.
double normalQuantile(double probability);

/// Normal around `mean` between two bounds.
Latency normalLatency(double mean, double deviation, double least, double most);

/// Where a percentile lies among the slow ones, 0..1, if the `slowShare` above it is theirs; else at most 0.
inline double rankAmongSlow(double probability, double slowShare)
{
    return (probability - (1 - slowShare)) / slowShare;
}

/// As `usual` or, with probability `slowShare`, mostly longer: `slow` gives quantiles, the highest asked for first. Never
/// below what all would be if none were slow. Keeps the mean of `usual`.
template<class Slow> Latency mixedLatency(Latency usual, double slowShare, const Slow &slow)
{
    const auto mix = [&](double &quantile, double probability) {
        if (const double rank = rankAmongSlow(probability, slowShare); rank > 0)
            quantile = std::max(quantile, slow(rank));
    };
    mix(usual.p99, 0.99);
    mix(usual.p95, 0.95);
    mix(usual.p50, 0.5);
    return usual;
}

/// Mean and residual life of steps of two lengths, `slowShare` of them slow.
Moments residualLife(double usual, double slow, double slowShare);

/// The same for everybody.
Latency equalLatency(double seconds);

/// The same everywhere: no finite latency.
Latency noLatency();

} // namespace trilemma::serving
