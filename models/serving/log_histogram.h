// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <vector>

namespace trilemma::serving {

/// Counts of positive values in buckets 1/128 octave wide or less, so that a quantile is known within 0.4 %, whatever
/// the number of values. From a microsecond on (below counts as none) to 2^21 seconds; weights need not be whole.
class LogHistogram {
public:
    LogHistogram() : m_weights(bucketCount) {}

    void add(double value, double weight = 1)
    {
        const std::size_t bucket = bucketOf(value);
        m_weights[bucket] += weight;
        m_first = std::min(m_first, bucket);
        m_last = std::max(m_last, bucket);
        m_weight += weight;
        m_sum += value * weight;
        m_squares += value * value * weight;
        m_largest = std::max(m_largest, value);
    }
    void add(const LogHistogram &other);
    void clear();

    double weight() const { return m_weight; }
    double sum() const { return m_sum; }
    double mean() const { return m_weight > 0 ? m_sum / m_weight : 0; }
    double deviation() const;
    double largest() const { return m_largest; } ///< exact
    /// The least value that a share of the weight is at or below; 0 where there is none.
    double quantile(double share) const;
    double shareAbove(double value) const;

private:
    static constexpr int bucketsPerOctave = 128, bucketBits = 7, mantissaBits = 52, leastExponent = -20, octaves = 41;
    static constexpr std::size_t bucketCount = 2 + octaves * bucketsPerOctave;

    static std::size_t bucketOf(double value)
    {
        constexpr double least = 0x1p-20;
        if (!(value >= least))
            return 0;
        constexpr std::uint64_t start = static_cast<std::uint64_t>(1023 + leastExponent) << bucketBits;
        return std::min<std::size_t>(1 + (std::bit_cast<std::uint64_t>(value) >> (mantissaBits - bucketBits)) - start,
                                     bucketCount - 1);
    }
    static double middle(std::size_t bucket);

    std::vector<double> m_weights;
    std::size_t m_first = bucketCount, m_last = 0;
    double m_weight = 0, m_sum = 0, m_squares = 0, m_largest = 0;
};

} // namespace trilemma::serving
