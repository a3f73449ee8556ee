// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/measured_load.h"

#include <Eigen/Cholesky>

#include <algorithm>
#include <cmath>
#include <vector>

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
    constexpr double length = 1.5; // residuals of loads a factor of two apart are nearly one
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

double openShare(std::span<const MeasuredLoad> loads, const MeasuredLoad &here)
{
    constexpr std::size_t most = 24;
    struct Near {
        double likeness;
        const MeasuredLoad *load;
    };
    std::vector<Near> nearest;
    for (const MeasuredLoad &load : loads)
        nearest.push_back({likeness(load, here), &load});
    const std::size_t count = std::min(most, nearest.size());
    std::ranges::partial_sort(nearest, nearest.begin() + static_cast<std::ptrdiff_t>(count), std::ranges::greater(),
                              &Near::likeness);
    const auto size = static_cast<Eigen::Index>(count);
    Eigen::MatrixXd covariance(size, size);
    Eigen::VectorXd toHere(size);
    for (Eigen::Index i = 0; i < size; ++i) {
        const Near &one = nearest[static_cast<std::size_t>(i)];
        toHere[i] = one.likeness;
        for (Eigen::Index j = 0; j < size; ++j)
            covariance(i, j) = likeness(*one.load, *nearest[static_cast<std::size_t>(j)].load);
        covariance(i, i) += measuredLoadNoise;
    }
    const double known = toHere.dot(Eigen::LLT<Eigen::MatrixXd>(covariance).solve(toHere));
    return std::clamp(1 + measuredLoadNoise - known, measuredLoadNoise, 1.0);
}

} // namespace trilemma::catalog
