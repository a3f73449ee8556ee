// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/arrivals.h"

#include "models/serving/bounded.h"

#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/weibull.hpp>
#include <boost/math/special_functions/gamma.hpp>
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
    using boost::math::lgamma; // that of the C library writes a global
    const double wanted = std::log1p(cv * cv);
    const auto excess = [&](double logShape) {
        const double inverse = std::exp(-logShape);
        return lgamma(1 + 2 * inverse, InDoubles()) - 2 * lgamma(1 + inverse, InDoubles()) - wanted;
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
    const double cv = bounded(process.cv, 0, 100);
    if (process.kind != Kind::Gamma && process.kind != Kind::Weibull)
        return std::nullopt;
    if (cv < 0.01)
        return QuantileTable::logNormal(1, 0);
    const auto table = [](const auto &law) {
        return QuantileTable([&](double probability) { return boost::math::quantile(law, probability); }, 1);
    };
    if (process.kind == Kind::Gamma)
        return table(boost::math::gamma_distribution<double, InDoubles>(1 / (cv * cv), cv * cv));
    return table(boost::math::weibull_distribution<double, InDoubles>(weibullShape(cv), 1));
}

} // namespace

ArrivalTimes::ArrivalTimes(const ArrivalProcess &process, const RandomNumbers &random, std::uint32_t stream)
    : m_process(process), m_random(random), m_stream(stream), m_gaps(gapTable(process))
{
    const double rate = m_process.requestsPerSecond = bounded(process.requestsPerSecond, 1e-9, 1e9);
    m_process.peakOverMean = bounded(process.peakOverMean, 1, 1000);
    m_process.onShare = bounded(process.onShare, 1e-3, 1 / m_process.peakOverMean);
    // States that last far less than a gap make it Poisson.
    m_process.meanOnSeconds = bounded(process.meanOnSeconds, 1e-3 / rate, 1e12);
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
    m_switchTime += -std::log(uniform(m_random.words(m_stream, m_switches++, 0)[0])) * stay;
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
