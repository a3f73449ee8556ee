// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

namespace trilemma::serving {

/// Shares of requests at which a LengthShape says how long they are at most; dense in the tail.
inline constexpr std::array<double, 18> lengthShares{0,   0.01, 0.05, 0.1, 0.2,  0.3,   0.4,  0.5,   0.6,
                                                     0.7, 0.8,  0.9,  0.95, 0.98, 0.99, 0.995, 0.999, 1};

/// Lengths over their mean at lengthShares, never falling; linear in between.
using LengthShape = std::array<double, lengthShares.size()>;

/// How the lengths of real requests are spread. Multiplied by the means of a workload they are its lengths.
struct TracedLengths {
    LengthShape input{}, output{};
    /// Of input and output, by rank (Spearman), -1 to 1; a Gaussian copula with 2 sin(pi/6 r) has it.
    double rankCorrelation = 0;

    bool operator==(const TracedLengths &) const = default;
};

} // namespace trilemma::serving
