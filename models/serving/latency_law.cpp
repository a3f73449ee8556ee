// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/latency_law.h"

#include <boost/math/special_functions/erf.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace trilemma::serving {

namespace {

// Quantiles of the standard normal distribution.
constexpr double z50 = 0, z95 = 1.6448536269514722, z99 = 2.3263478740408408;

double gammaQuantile(const Moments &moments, double z)
{
    if (moments.mean <= 0 || moments.variance <= 0)
        return std::max(0.0, moments.mean);
    const double shape = moments.mean * moments.mean / moments.variance;
    const double root = 1 - 1 / (9 * shape) + z / (3 * std::sqrt(shape));
    return root > 0 ? moments.mean * root * root * root : 0;
}

/// Of a wait that is 0, or exponential for those who wait.
double quantileOfRareWait(const Moments &wait, double probability)
{
    if (wait.mean <= 0)
        return 0;
    const double whenWaiting = (wait.variance + wait.mean * wait.mean) / (2 * wait.mean);
    const double share = wait.mean / whenWaiting;
    return whenWaiting * std::max(0.0, std::log(share / (1 - probability)));
}

} // namespace

Latency gammaLatency(double base, const Moments &usual, const Moments &rare, double tailStretch)
{
    constexpr double p95PerRho = 0.8, p99PerRho = 1.4;
    const auto at = [&](double z, double probability, double stretch) {
        return (base + gammaQuantile(usual, z)) * stretch + quantileOfRareWait(rare, probability);
    };
    return {base + usual.mean + rare.mean, at(z50, 0.5, 1), at(z95, 0.95, 1 + p95PerRho * tailStretch),
            at(z99, 0.99, 1 + p99PerRho * tailStretch)};
}

Latency logNormalLatency(const Moments &moments)
{
    if (moments.mean <= 0)
        return {};
    const double variance = std::log1p(moments.variance / (moments.mean * moments.mean));
    const double deviation = std::sqrt(variance);
    const double median = moments.mean * std::exp(-variance / 2);
    return {moments.mean, median, median * std::exp(z95 * deviation), median * std::exp(z99 * deviation)};
}

Latency normalLatency(double mean, double deviation, double least, double most)
{
    const auto at = [&](double z) { return std::clamp(mean + deviation * z, least, most); };
    return {mean, at(z50), at(z95), at(z99)};
}

double normalQuantile(double probability)
{
    constexpr double least = 1e-12;
    using InDouble = boost::math::policies::policy<boost::math::policies::promote_double<false>>; // long double is far slower
    return -std::numbers::sqrt2 * boost::math::erfc_inv(std::clamp(2 * probability, least, 2 - least), InDouble());
}

Moments residualLife(double usual, double slow, double slowShare)
{
    const double usualSquare = usual * usual, slowSquare = slow * slow;
    const double first = std::lerp(usual, slow, slowShare);
    if (first <= 0)
        return {};
    const double mean = std::lerp(usualSquare, slowSquare, slowShare) / (2 * first);
    return {mean, std::lerp(usualSquare * usual, slowSquare * slow, slowShare) / (3 * first) - mean * mean};
}

Latency equalLatency(double seconds)
{
    return {seconds, seconds, seconds, seconds};
}

Latency noLatency()
{
    return equalLatency(std::numeric_limits<double>::infinity());
}

} // namespace trilemma::serving
