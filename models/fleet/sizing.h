// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace trilemma::fleet {

/// No fleet is larger.
inline constexpr int mostReplicas = 10'000'000;

/// What "20 to 30 % above the knee" means. The first two give the same count; the third gives more.
enum class SizingRule {
    DemandTimesHeadroom, ///< peak*(1+headroom)/knee
    KneeOverHeadroom,    ///< each replica runs at knee/(1+headroom)
    ShareOfKnee          ///< each replica runs at (1-headroom)*knee
};
const char *label(SizingRule rule);

struct Sizing {
    SizingRule rule = SizingRule::DemandTimesHeadroom;
    double headroom = 0; ///< for bursts, share
    int spares = 0;      ///< N+k: replicas that may fail while the others still have the headroom
    int zones = 1;       ///< evenly filled; from 2 on, the loss of any one leaves load and spares covered

    bool operator==(const Sizing &) const = default;
};

struct FleetSize {
    double unrounded = 0;                      ///< replicas for load and headroom before rounding up
    int forLoad = 0, spares = 0, forZones = 0; ///< sum to `replicas`
    int replicas = 0;

    bool operator==(const FleetSize &) const = default;
};
/// Rounds up, except what is whole but for the last digits of a double; one replica at least. All 0 where no fleet carries
/// the load: no knee, no share of it left to run at, or as many as mostReplicas. Oracles L3, L4.
FleetSize sizeFleet(double peakRequestsPerSecond, double kneeRequestsPerSecond, const Sizing &sizing);

/// `quotient` rounded up, but not because of the last digits of a double. Below mostReplicas.
int roundedUp(double quotient);

} // namespace trilemma::fleet
