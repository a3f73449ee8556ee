// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cost/assumptions.h"
#include "models/fleet/node_packing.h"

namespace trilemma::cost {

/// What a fleet is paid for and how much of it the traffic needs.
struct FleetUse {
    fleet::NodePacking packing;             ///< at the peak; an owner buys these nodes whatever runs on them
    double poweredNodeHoursPerMonth = 0;    ///< nodes switched on
    double rentedGpuHoursPerMonth = 0;      ///< what a renter pays for
    double gpuStartsPerMonth = 0;           ///< rented GPUs taken anew, each billed in whole units
    double servedShare = 0;                 ///< tokens served over those of the peak around the clock, 0..1
    int guestGpus = 0;                      ///< otherwise stranded GPUs that another model's replicas use and pay for

    bool operator==(const FleetUse &) const = default;
    /// Hours of need over hours paid for, 0..1; the rest is the idle share.
    double utilisation(bool owned) const;
    int strandedGpus() const { return packing.strandedGpus - guestGpus; }
    /// Of what the nodes cost, by the GPUs that each uses.
    double guestShare() const { return guestGpus > 0 ? double(guestGpus) / (packing.usedGpus + guestGpus) : 0; }
};

/// Every node runs around the clock.
FleetUse staticFleet(const fleet::NodePacking &packing, double servedShare);

/// Served by the whole fleet at the operating point, which is the day's peak.
struct Traffic {
    double peakOutputTokensPerSecond = 0;
    double peakInputTokensPerSecond = 0, peakRequestsPerSecond = 0;
    double busyShare = 0;                   ///< of capacity at the operating point, drives power, 0..1
    double cachedInputShare = 0;            ///< of input tokens, which an API bills at its price for cached ones
};

} // namespace trilemma::cost
