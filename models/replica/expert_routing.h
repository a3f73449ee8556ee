// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

namespace trilemma::replica {

/// How tokens fall on the routed experts of one layer.
///
/// With skew 0 routing counts as uniform for the experts touched, and imbalance of compute as
/// contained in the fitted kernels (measured on moderately skewed draws). A positive skew is the
/// power of expert popularity: fewer experts touched, and one rank busier than the mean.
class ExpertRouting {
public:
    ExpertRouting(double experts, double expertsPerToken, int ranks, double skew);

    /// Share of the experts that `tokens` tokens touch, 0..1: 1-(1-k/E)^T, or its mean over Zipf popularity.
    double touchedShare(double tokens) const;
    /// Load of the busiest rank over the mean, as the skew of this routing makes it; 1 with skew 0.
    double computeImbalance(double tokens) const;
    /// Same, with the random imbalance that even uniform routing has.
    double payloadImbalance(double tokens) const;

private:
    static constexpr int gridPoints = 24;       // tokens 1, 2, 4 ... 2^23
    using Grid = std::array<float, gridPoints>;
    static double at(const Grid &grid, double tokens);

    bool m_skewed;
    double m_logMiss;               // log2(1 - k/E)
    double m_uniformFactor = 0;     // 0.8*sqrt(2 ln(ep) (ep-1) / k)
    Grid m_touched{}, m_imbalance{};
};

} // namespace trilemma::replica
