// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/result.h"

#include <array>
#include <span>
#include <string_view>

namespace trilemma::fleet {

inline constexpr int hoursPerDay = 24, hoursPerWeek = 168, minutesPerHour = 60, minutesPerWeek = hoursPerWeek * minutesPerHour;

/// Load over a week as a share of its peak, at every full hour from Monday 00:00 local time; straight lines between, and from
/// the last hour to the first. The largest is 1.
struct DayProfile {
    std::array<double, hoursPerWeek> shareOfPeak{};

    bool operator==(const DayProfile &) const = default;
    /// At any minute; weeks repeat.
    double at(double minuteOfWeek) const;
    double mean() const;
};

struct ProfilePreset {
    const char *id, *name, *timeZone; ///< time zone in words
    DayProfile (*profile)();
};
std::span<const ProfilePreset> profilePresets();
/// Null if there is none.
const ProfilePreset *findProfilePreset(std::string_view id);

/// One peak a day at 15:00, ((1+cos)/2)^p with the p that gives the mean asked for, from 1/24 (one hour a day) to 1 (flat);
/// beyond these, the nearest.
DayProfile smoothDay(double meanOverPeak);

/// The same load seen from a place whose clock is `hours` ahead. Parts of an hour flatten the peak, which is 1 again.
DayProfile shifted(const DayProfile &profile, double hours);

/// From arrivals in seconds after `startHourOfWeek`, in any order: the rate of each hour stands at its full hour. A trace
/// shorter than a week repeats by day; hours of the day of which it
/// has less than six minutes have its mean. Error without arrivals, or where they span more than twenty years.
Result<DayProfile> profileOfArrivals(std::span<const double> seconds, double startHourOfWeek = 0);

/// Two loads on one fleet.
struct SummedLoad {
    DayProfile profile;
    double peak = 0; ///< in the unit of the two peaks
};
SummedLoad sum(const DayProfile &first, double firstPeak, const DayProfile &second, double secondPeak);

} // namespace trilemma::fleet
