// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/price_book.h"
#include "models/fleet/autoscaler.h"
#include "models/fleet/backfill.h"
#include "models/fleet/cold_start.h"
#include "models/fleet/failures.h"
#include "models/fleet/fleet_mix.h"
#include "models/fleet/growth.h"
#include "models/fleet/routing.h"
#include "models/fleet/sizing.h"

#include <optional>
#include <string>

namespace trilemma::scenario {

/// Work that fills spare capacity, the same every day. Hours of the day, local time; a deadline at or before the start is on
/// the next day.
struct NightlyWork {
    double tokensPerDay = 0;        ///< output tokens; 0 = none
    double fromHour = 20, deadlineHour = 7;
    double efficiency = 1;          ///< of a replica that has nothing else to do, 0..1
    double urgentShare = 0;         ///< of the tokens: a job of its own that goes first, with its own deadline
    double urgentDeadlineHour = 0;  ///< midnight

    bool operator==(const NightlyWork &) const = default;
};

/// A job that the whole fleet does and nothing else: an offline run.
struct OfflineJob {
    double tokens = 0;              ///< output tokens; 0 = none
    double deadlineSeconds = 0;     ///< 0 = none
    double stragglerShare = 0;      ///< by which the last piece of work outlasts the mean

    bool operator==(const OfflineJob &) const = default;
};

/// Replicas of another model on GPUs that would be stranded.
struct Guest {
    int replicas = 0, gpusPerReplica = 1;

    bool operator==(const Guest &) const = default;
};

/// How many replicas there are, when they run and what else they do.
struct FleetPlan {
    bool sized = false;             ///< as many replicas as peak, knee and sizing ask for; else as many as are set
    fleet::Sizing sizing;
    double measuredKneeRequestsPerSecond = 0;   ///< of one replica, of the user's own; 0 = the model's
    fleet::Router router = fleet::Router::Random;
    std::string dayId = "smooth";   ///< a profile preset, "smooth": one peak a day with the mean that utilisation gives, or "own"
    std::optional<fleet::DayProfile> ownDay;    ///< that "own" is
    std::string ownDayTitle;        ///< where it comes from, in words
    double timeZoneHours = 0;       ///< the traffic's clock ahead of the fleet's
    fleet::Autoscaling scaling;     ///< its cold start is `coldStart`
    fleet::ColdStart coldStart;     ///< without the bytes of weights, which follow from the model
    NightlyWork nightly;
    OfflineJob job;
    fleet::Failures failures;
    Guest guest;
    fleet::SharingPenalty sharing;  ///< of several models on one fleet
    fleet::Growth growth;
    double siteCapWatts = 0;        ///< 0 = no limit

    bool operator==(const FleetPlan &) const = default;
    bool followsOwnDay() const { return dayId == "own" && ownDay; }
};

/// The plan with hours of the user's own, which it then follows.
FleetPlan withOwnDay(FleetPlan plan, const fleet::DayProfile &profile, std::string title);

/// Without a plan of the user's own: the price book's headroom, stages of a cold start, efficiency of back-fill, failures and
/// sharing penalty.
FleetPlan defaultFleetPlan(const catalog::PriceBook &prices);

} // namespace trilemma::scenario
