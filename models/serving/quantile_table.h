// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/math/policies/policy.hpp>

#include <array>
#include <functional>

namespace trilemma::serving {

/// For distributions of Boost: several times as fast as the long doubles that it would take else.
using InDoubles = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

/// Quantiles of a positive random quantity over the standard normal score z of its probability, so that drawing one
/// is a look-up and correlated draws are correlated scores (a Gaussian copula). Linear between sixteenths of z, whose
/// mean is then set to the wanted one exactly; z beyond 6 (one in a billion) counts as 6.
class QuantileTable {
public:
    /// `quantile` of a probability between 0 and 1, non-decreasing. `mean` 0 keeps that of the table.
    QuantileTable(const std::function<double(double probability)> &quantile, double mean);
    /// Log-normal with the given mean and coefficient of variation; a constant where that is 0.
    static QuantileTable logNormal(double mean, double cv);

    double at(double z) const
    {
        const double place = (z + farthest) * perUnit;
        if (!(place > 0))
            return m_values.front();
        const auto below = static_cast<std::size_t>(place);
        if (below + 1 >= m_values.size())
            return m_values.back();
        return m_values[below] + (m_values[below + 1] - m_values[below]) * (place - static_cast<double>(below));
    }
    double largest() const { return m_values.back(); }
    double mean() const;

private:
    static constexpr double farthest = 6, perUnit = 16;
    static constexpr std::size_t count = 193;

    QuantileTable() = default;
    void setMean(double mean);

    std::array<double, count> m_values{};
};

} // namespace trilemma::serving
