// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/serving/quantile_table.h"

#include <cmath>
#include <numbers>

namespace trilemma::serving {

namespace {

double normalProbability(double z)
{
    return std::erfc(-z / std::numbers::sqrt2) / 2;
}

double normalDensity(double z)
{
    return std::exp(-z * z / 2) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
}

} // namespace

QuantileTable::QuantileTable(const std::function<double(double)> &quantile, double mean)
{
    for (std::size_t i = 0; i < count; ++i)
        m_values[i] = quantile(normalProbability(static_cast<double>(i) / perUnit - farthest));
    setMean(mean);
}

QuantileTable QuantileTable::logNormal(double mean, double cv)
{
    QuantileTable table;
    const double deviation = std::sqrt(std::log1p(cv * cv));
    for (std::size_t i = 0; i < count; ++i)
        table.m_values[i] = std::exp(deviation * (static_cast<double>(i) / perUnit - farthest));
    table.setMean(mean);
    return table;
}

double QuantileTable::mean() const
{
    // Of a straight piece a+bz: a (Phi2-Phi1) + b (phi1-phi2).
    double sum = m_values.front() * normalProbability(-farthest) + m_values.back() * normalProbability(-farthest);
    double probability = normalProbability(-farthest), density = normalDensity(farthest);
    for (std::size_t i = 1; i < count; ++i) {
        const double z = static_cast<double>(i) / perUnit - farthest;
        const double nextProbability = normalProbability(z), nextDensity = normalDensity(z);
        const double slope = (m_values[i] - m_values[i - 1]) * perUnit;
        sum += (m_values[i] - slope * z) * (nextProbability - probability) + slope * (density - nextDensity);
        probability = nextProbability;
        density = nextDensity;
    }
    return sum;
}

void QuantileTable::setMean(double wanted)
{
    const double present = mean();
    if (!(wanted > 0) || !(present > 0))
        return;
    for (double &value : m_values)
        value *= wanted / present;
}

} // namespace trilemma::serving
