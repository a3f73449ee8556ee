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

/// `base` plus a gamma-distributed time, quantiles by Wilson and Hilferty's cube (1931). `tailStretch`
/// is the utilisation by which closed-form tails fall short of simulated ones: p95 is multiplied by
/// 1+0.8*rho and p99 by 1+1.4*rho (matched to simulation up to rho 0.63, a preview beyond). `rare` is an exponential
/// wait that not everybody has; its quantile is added, which bounds the sum's from above.
Latency gammaLatency(double base, const Moments &usual, const Moments &rare, double tailStretch);

/// Log-normal with the given moments.
Latency logNormalLatency(const Moments &moments);

/// Of the standard normal distribution; `probability` from 0 to 1.
double normalQuantile(double probability);

/// Usual or, with probability `slowShare`, mostly longer; `usual` and `slow` give the quantiles of each. Never below
/// what all would be if none were slow.
template<class Usual, class Slow> Latency mixedLatency(double slowShare, double mean, const Usual &usual, const Slow &slow)
{
    const auto at = [&](double probability) {
        const double beyond = probability - (1 - slowShare);
        return beyond > 0 ? std::max(usual(probability), slow(beyond / slowShare)) : usual(probability);
    };
    return {mean, at(0.5), at(0.95), at(0.99)};
}

/// Mean and residual life of steps of two lengths, `slowShare` of them slow.
Moments residualLife(double usual, double slow, double slowShare);

/// The same for everybody.
Latency equalLatency(double seconds);

/// The same everywhere: no finite latency.
Latency noLatency();

} // namespace trilemma::serving
