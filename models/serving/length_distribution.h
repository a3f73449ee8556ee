// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/serving/quantile_table.h"

#include <algorithm>
#include <vector>

namespace trilemma::serving {

/// Tokens; beyond all models, and bounds the memory of a simulation.
inline constexpr int longestLength = 1 << 22;

/// How long prompts or answers are, in tokens.
struct LengthDistribution {
    enum class Kind { Constant, LogNormal, Gamma, Empirical };
    /// A share (0 to 1) of all lengths is at or below `tokens`.
    struct Quantile {
        double share = 0, tokens = 0;

        bool operator==(const Quantile &) const = default;
    };

    Kind kind = Kind::LogNormal;
    double mean = 1024;              ///< at least 1; of Empirical, that of the quantiles
    double cv = 0;                   ///< standard deviation over mean, 0 or more
    std::vector<Quantile> quantiles; ///< of Empirical, ascending in both; linear in between
    double longest = 1 << 20;        ///< cut off here, as engines do at max_model_len

    bool operator==(const LengthDistribution &) const = default;
};

/// Draws whole lengths from a distribution, by normal score.
class LengthTable {
public:
    explicit LengthTable(const LengthDistribution &distribution);

    int at(double z) const { return static_cast<int>(std::clamp(m_table.at(z) + 0.5, 1.0, m_longest)); }
    int longest() const { return static_cast<int>(std::clamp(m_table.largest() + 0.5, 1.0, m_longest)); }
    double mean() const { return m_table.mean(); }

private:
    QuantileTable m_table;
    double m_longest;
};

/// Quantiles of observed lengths at `points` even shares, as LengthDistribution wants them; sorts `lengths`.
LengthDistribution empiricalLengths(std::vector<double> lengths, int points = 257);

} // namespace trilemma::serving
