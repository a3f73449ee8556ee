// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace trilemma::catalog {

/// What a calibration's constants leave unexplained at one measured load of one replica, as weights of a sum over
/// loads: log(measured/predicted) at some load is about the sum of weight * likeness (kriging; Rasmussen and Williams
/// 2006, eq. 2.25). Far from all loads nothing is added, and the physics stands alone.
struct MeasuredLoad {
    double gpus = 1, inputTokens = 1, outputTokens = 1, sequences = 1; ///< at least 1; sequences in flight
    double tokenTimeWeight = 0, firstTokenWeight = 0;

    bool operator==(const MeasuredLoad &) const = default;
};

/// Of the two loads' residuals, 0 to 1: squared exponential in the logarithms of all four.
double likeness(const MeasuredLoad &one, const MeasuredLoad &other);
/// The part of it that is the number of sequences', from their natural logarithms.
double likenessOfLogSequences(double one, double other);

/// Share of the prior variance that the loads leave open at another: small at a measured one, 1 far from all.
/// The likest two dozen count. Rasmussen and Williams 2006, eq. 2.26.
double openShare(std::span<const MeasuredLoad> loads, const MeasuredLoad &here);
/// Variance that repeating a measurement gives, over that between unlike loads.
inline constexpr double measuredLoadNoise = 0.05;

} // namespace trilemma::catalog
