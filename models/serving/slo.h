// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

namespace trilemma::serving {

enum class LatencyMetric { Ttft, Itl, EndToEnd };
enum class Percentile { Mean, P50, P95, P99 };

/// The share of requests or tokens at or below a percentile; of the mean, that of the median.
constexpr double probability(Percentile percentile)
{
    return percentile == Percentile::P99 ? 0.99 : percentile == Percentile::P95 ? 0.95 : 0.5;
}

/// One service level objective; a bound that is off constrains nothing. Never loosened by the program.
struct LatencyBound {
    bool enabled = false;
    Percentile percentile = Percentile::P99;
    double seconds = 0;

    bool operator==(const LatencyBound &) const = default;
};

struct Slo {
    LatencyBound ttft{true, Percentile::P99, 0.5};
    LatencyBound itl{true, Percentile::P99, 0.05};
    LatencyBound endToEnd{false, Percentile::P99, 30};

    bool operator==(const Slo &) const = default;
};

} // namespace trilemma::serving
