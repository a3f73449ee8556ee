// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/log_histogram.h"

#include <cmath>

namespace trilemma::serving {

double LogHistogram::middle(std::size_t bucket)
{
    if (bucket == 0)
        return 0;
    const auto place = static_cast<int>(bucket - 1);
    return std::ldexp(1 + (place % bucketsPerOctave + 0.5) / bucketsPerOctave, leastExponent + place / bucketsPerOctave);
}

void LogHistogram::add(const LogHistogram &other)
{
    for (std::size_t bucket = other.m_first; bucket <= other.m_last && bucket < bucketCount; ++bucket)
        m_weights[bucket] += other.m_weights[bucket];
    m_first = std::min(m_first, other.m_first);
    m_last = std::max(m_last, other.m_last);
    m_weight += other.m_weight;
    m_sum += other.m_sum;
    m_squares += other.m_squares;
    m_largest = std::max(m_largest, other.m_largest);
}

void LogHistogram::clear()
{
    if (m_first <= m_last)
        std::fill(m_weights.begin() + static_cast<std::ptrdiff_t>(m_first),
                  m_weights.begin() + static_cast<std::ptrdiff_t>(m_last) + 1, 0.0);
    m_first = bucketCount;
    m_last = 0;
    m_weight = m_sum = m_squares = m_largest = 0;
}

double LogHistogram::deviation() const
{
    const double average = mean();
    return m_weight > 0 ? std::sqrt(std::max(0.0, m_squares / m_weight - average * average)) : 0;
}

double LogHistogram::quantile(double share) const
{
    const double wanted = share * m_weight * (1 - 1e-12);
    double passed = 0;
    for (std::size_t bucket = m_first; bucket <= m_last; ++bucket) {
        passed += m_weights[bucket];
        if (passed >= wanted)
            return std::min(middle(bucket), m_largest);
    }
    return m_largest;
}

double LogHistogram::shareAbove(double value) const
{
    double above = 0;
    for (std::size_t bucket = std::max(m_first, bucketOf(value) + 1); bucket <= m_last; ++bucket)
        above += m_weights[bucket];
    return m_weight > 0 ? above / m_weight : 0;
}

} // namespace trilemma::serving
