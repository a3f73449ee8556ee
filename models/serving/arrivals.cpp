// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/arrivals.h"

#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/weibull.hpp>
#include <boost/math/tools/roots.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace trilemma::serving {

namespace {

using Kind = ArrivalProcess::Kind;

/// The Weibull shape whose coefficient of variation is `cv`: 1 + cv^2 = Gamma(1+2/k) / Gamma(1+1/k)^2.
double weibullShape(double cv)
{
    const double wanted = std::log1p(cv * cv);
    const auto excess = [&](double logShape) {
        const double inverse = std::exp(-logShape);
        return std::lgamma(1 + 2 * inverse) - 2 * std::lgamma(1 + inverse) - wanted;
    };
    constexpr double least = -2.5, most = 6; // cv from 0.003 to far above 100
    if (excess(least) < 0)
        return std::exp(least);
    if (excess(most) > 0)
        return std::exp(most);
    std::uintmax_t iterations = 60;
    const auto close = boost::math::tools::eps_tolerance<double>(40);
    const auto bracket = boost::math::tools::toms748_solve(excess, least, most, close, iterations);
    return std::exp((bracket.first + bracket.second) / 2);
}

std::optional<QuantileTable> gapTable(const ArrivalProcess &process)
{
    const double cv = std::clamp(process.cv, 0.0, 100.0);
    if (process.kind != Kind::Gamma && process.kind != Kind::Weibull)
        return std::nullopt;
    if (cv < 0.01)
        return QuantileTable::logNormal(1, 0);
    const auto table = [](const auto &law) {
        return QuantileTable([&](double probability) { return boost::math::quantile(law, probability); }, 1);
    };
    if (process.kind == Kind::Gamma)
        return table(boost::math::gamma_distribution<>(1 / (cv * cv), cv * cv));
    return table(boost::math::weibull_distribution<>(weibullShape(cv), 1));
}

} // namespace

ArrivalTimes::ArrivalTimes(const ArrivalProcess &process, const RandomNumbers &random, std::uint32_t stream)
    : m_process(process), m_random(random), m_stream(stream), m_gaps(gapTable(process))
{
    m_process.requestsPerSecond = std::max(1e-9, process.requestsPerSecond);
    m_process.peakOverMean = std::max(1.0, process.peakOverMean);
    m_process.onShare = std::clamp(process.onShare, 1e-3, 1 / m_process.peakOverMean);
    if (process.kind == Kind::OnOff) {
        m_on = uniform(random.words(stream, m_switches, 1)[0]) < m_process.onShare;
        m_on = !m_on;
        switchState();
    }
}

double ArrivalTimes::unitGap(std::uint32_t first, std::uint32_t second) const
{
    return m_gaps ? m_gaps->at(normals(first, second)[0]) : -std::log(uniform(first));
}

void ArrivalTimes::switchState()
{
    m_on = !m_on;
    const double share = m_process.onShare;
    const double stay = m_on ? m_process.meanOnSeconds : m_process.meanOnSeconds * (1 - share) / share;
    m_switchTime += -std::log(uniform(m_random.words(m_stream, m_switches++, 0)[0])) * std::max(1e-6, stay);
}

double ArrivalTimes::next(std::uint32_t first, std::uint32_t second)
{
    double gap = unitGap(first, second);
    if (m_process.kind != Kind::OnOff)
        return m_time += gap / m_process.requestsPerSecond;
    for (;;) {
        const double share = m_process.onShare, peak = m_process.peakOverMean;
        const double relative = m_on ? peak : (1 - share * peak) / (1 - share);
        const double rate = m_process.requestsPerSecond * relative;
        const double left = (m_switchTime - m_time) * rate;
        if (gap < left)
            return m_time += gap / rate;
        gap -= left;
        m_time = m_switchTime;
        switchState();
    }
}

} // namespace trilemma::serving
