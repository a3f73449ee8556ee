// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/length_distribution.h"

#include "models/serving/bounded.h"

#include <boost/math/distributions/gamma.hpp>

#include <cmath>

namespace trilemma::serving {

namespace {

double empiricalQuantile(const std::vector<LengthDistribution::Quantile> &quantiles, double share)
{
    const auto above = std::ranges::lower_bound(quantiles, share, {}, &LengthDistribution::Quantile::share);
    if (above == quantiles.begin())
        return above->tokens;
    if (above == quantiles.end())
        return quantiles.back().tokens;
    const auto below = above - 1;
    return std::lerp(below->tokens, above->tokens, (share - below->share) / (above->share - below->share));
}

QuantileTable tableOf(const LengthDistribution &distribution)
{
    using Kind = LengthDistribution::Kind;
    const double mean = bounded(distribution.mean, 1, longestLength);
    const double cv = distribution.kind == Kind::Constant ? 0 : bounded(distribution.cv, 0, 30);
    if (distribution.kind == Kind::Empirical && !distribution.quantiles.empty()) {
        const auto quantile = [&](double share) { return empiricalQuantile(distribution.quantiles, share); };
        return QuantileTable(quantile, 0);
    }
    if (distribution.kind == Kind::Gamma && cv > 0) {
        const boost::math::gamma_distribution<double, InDoubles> gamma(1 / (cv * cv), mean * cv * cv);
        return QuantileTable([&](double probability) { return boost::math::quantile(gamma, probability); }, mean);
    }
    return QuantileTable::logNormal(mean, cv);
}

} // namespace

LengthTable::LengthTable(const LengthDistribution &distribution)
    : m_table(tableOf(distribution)), m_longest(bounded(distribution.longest, 1, longestLength))
{
}

LengthDistribution empiricalLengths(std::vector<double> lengths, int points)
{
    LengthDistribution distribution;
    distribution.kind = LengthDistribution::Kind::Empirical;
    if (lengths.empty())
        return distribution;
    std::ranges::sort(lengths);
    const double last = static_cast<double>(lengths.size() - 1);
    double sum = 0;
    for (const double length : lengths)
        sum += length;
    distribution.mean = sum / static_cast<double>(lengths.size());
    for (int i = 0; i < points; ++i) {
        const double share = static_cast<double>(i) / (points - 1);
        distribution.quantiles.push_back({share, lengths[static_cast<std::size_t>(std::lround(share * last))]});
    }
    return distribution;
}

} // namespace trilemma::serving
