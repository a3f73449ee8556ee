// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/autoscaler.h"

namespace trilemma::fleet {

/// How nodes fail, one without regard to another.
struct Failures {
    double nodeMtbfHours = 0;        ///< mean time between failures of one node; 0 = never
    double repairHours = 0;          ///< until the node serves again
    double drainHoursPerMonth = 0;   ///< planned, of each node: updates and inspections, one node at a time

    bool operator==(const Failures &) const = default;
    /// Share of time that a node is down for repair.
    double unavailability() const;
};

/// What goes at once when hardware fails: a node with all of its replicas, or the nodes of one larger replica.
struct FailureUnit {
    int count = 0;                   ///< of them in the fleet
    int replicas = 1;                ///< that go with one
    double unavailability = 0;       ///< share of time that it is down

    bool operator==(const FailureUnit &) const = default;
};
FailureUnit failureUnit(const ScaledFleet &fleet, const Failures &failures);

/// Share of time that more than `down` units are down at once: binomial.
double shareWithMoreDown(const FailureUnit &unit, int down);

/// What a fleet that always has all of its nodes on does about failures.
struct Redundancy {
    FailureUnit unit;
    int mostDownAtPeak = -1;         ///< units that may be down while the rest carries the peak; -1: not even all carry it
    double shortAtPeak = 1;          ///< share of time that more are down

    bool operator==(const Redundancy &) const = default;
};
Redundancy redundancyOf(const ScaledFleet &fleet, const Failures &failures);

/// The same over a week.
struct WeekOfFailures {
    double violationMinutes = 0;     ///< expected: too few replicas left for the load of the hour
    double drainHours = 0;           ///< in which a unit can be taken out and the rest carries the load
    double drainHoursNeeded = 0;     ///< for all nodes in turn
};
WeekOfFailures weekOfFailures(const ScaledFleet &fleet, const DayProfile &profile, const Failures &failures);

} // namespace trilemma::fleet
