// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/measured_load.h"

#include <cmath>

namespace trilemma::catalog {

namespace {

double squaredExponential(double difference, double length)
{
    const double distance = difference / length;
    return std::exp(-distance * distance / 2);
}

} // namespace

double likenessOfLogSequences(double one, double other)
{
    constexpr double length = 1.5;      // residuals of loads a factor of two apart are nearly one
    return squaredExponential(one - other, length);
}

double likeness(const MeasuredLoad &one, const MeasuredLoad &other)
{
    constexpr double gpusLength = 0.7, tokensLength = 1;
    return likenessOfLogSequences(std::log(one.sequences), std::log(other.sequences)) *
           squaredExponential(std::log(one.gpus / other.gpus), gpusLength) *
           squaredExponential(std::log(one.inputTokens / other.inputTokens), tokensLength) *
           squaredExponential(std::log(one.outputTokens / other.outputTokens), tokensLength);
}

} // namespace trilemma::catalog
