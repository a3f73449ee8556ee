// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/autoscaler.h"

#include <array>
#include <string>
#include <vector>

namespace trilemma::fleet {

/// Work that can wait. Hours count from Monday 00:00; a deadline past 168 is in the next week.
struct BatchJob {
    std::string name{};
    double tokens = 0;
    double earliestHour = 0, deadlineHour = hoursPerWeek;
    double startupSeconds = 0; ///< before the first token
    int priority = 0;          ///< higher ones first, then earlier deadlines

    bool operator==(const BatchJob &) const = default;
};

/// What spare replicas do for batch work.
struct SpareCapacity {
    double replicaTokensPerSecond = 0; ///< of one replica with nothing else to do
    double efficiency = 1;             ///< share of it that leaves the interactive class within its tolerance, 0..1
    /// Only ready replicas that the interactive load does not need at all, so that it notices nothing; else also the free
    /// share of the last one.
    bool wholeReplicas = true;

    bool operator==(const SpareCapacity &) const = default;
};

struct JobOutcome {
    std::string name{};
    bool isDone = false; ///< within a week of its earliest hour
    bool meetsDeadline = false;
    double tokensPlaced = 0;
    double doneHour = 0;   ///< infinite if not done
    double slackHours = 0; ///< deadline less doneHour
    std::string reason;    ///< why the deadline is missed; empty if it is met
};

struct Backfill {
    std::vector<JobOutcome> jobs; ///< in the order of placing
    std::array<double, hoursPerWeek> tokensByHour{};
    double spareReplicaHours = 0, usedShare = 0; ///< used share of the spare; 0 without any
};
Backfill backfill(const ScaledWeek &week, const DayProfile &profile, const ScaledFleet &fleet, const SpareCapacity &spare,
                  std::vector<BatchJob> jobs);

/// Job completion time: tokens over throughput, longer by what the last piece of work outlasts the mean, and startup.
/// Infinite without throughput. Oracle J1.
double jobSeconds(double tokens, double tokensPerSecond, double startupSeconds = 0, double stragglerShare = 0);
/// The fewest replicas that complete a job in time; an error where no number does.
Result<int> replicasForDeadline(double tokens, double replicaTokensPerSecond, double startupSeconds, double deadlineSeconds,
                                double stragglerShare = 0);

} // namespace trilemma::fleet
