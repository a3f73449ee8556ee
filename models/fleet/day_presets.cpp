// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/day_profile.h"

#include <algorithm>
#include <cmath>

namespace trilemma::fleet {

namespace {

using Day = std::array<double, hoursPerDay>;

constexpr int workingDays = 5;

DayProfile weekOf(const Day &day, double weekendShare)
{
    DayProfile profile;
    for (int hour = 0; hour < hoursPerWeek; ++hour)
        profile.shareOfPeak[hour] = day[hour % hoursPerDay] * (hour / hoursPerDay < workingDays ? 1 : weekendShare);
    return profile;
}

DayProfile officeHours()
{
    constexpr Day day{.05, .04, .03, .03, .03, .05, .10, .25, .60, .90, 1.0, .95,
                      .80, .85, .98, 1.0, .90, .70, .45, .30, .20, .15, .10, .07};
    constexpr double weekend = 0.2;
    return weekOf(day, weekend);
}

DayProfile twoRegions()
{
    constexpr double behindHours = 6, otherPeak = 0.8;
    return sum(officeHours(), 1, shifted(officeHours(), behindHours), otherPeak).profile;
}

DayProfile global()
{
    constexpr double third = hoursPerDay / 3.0;
    const SummedLoad two = sum(officeHours(), 1, shifted(officeHours(), third), 1);
    return sum(two.profile, two.peak, shifted(officeHours(), -third), 1).profile;
}

/// Coast to coast: the East begins at six in the morning of the West.
DayProfile codingAssistant()
{
    constexpr Day day{.15, .11, .08, .06, .05, .07, .14, .35, .60, .85, .97, 1.0,
                      .95, .97, 1.0, .95, .85, .70, .55, .48, .42, .35, .28, .20};
    constexpr double weekend = 0.45;
    return weekOf(day, weekend);
}

DayProfile batchNightly()
{
    constexpr Day day{1.0, 1.0, 1.0, 1.0, .90, .60, .20, .05, .05, .05, .05, .05,
                      .05, .05, .05, .05, .05, .05, .05, .05, .10, .30, .80, 1.0};
    return weekOf(day, 1);
}

/// Tuesday at ten; half of the rush is gone after nine hours.
DayProfile launchSpike()
{
    constexpr int launchHour = hoursPerDay + 10;
    constexpr double usual = 0.25, halfLifeHours = 9;
    DayProfile profile = officeHours();
    for (int hour = 0; hour < hoursPerWeek; ++hour) {
        double &share = profile.shareOfPeak[hour];
        share *= usual;
        if (hour >= launchHour)
            share += (1 - usual) * std::exp2(-(hour - launchHour) / halfLifeHours);
    }
    return profile;
}

constexpr ProfilePreset presets[]{
    {"office-hours", "Office hours", "local time of one country", officeHours},
    {"two-regions", "Two regions", "Central European Time, and a region six hours behind", twoRegions},
    {"global", "Global", "UTC, three regions eight hours apart", global},
    {"coding-assistant-na", "Coding assistant, North America", "Pacific Time", codingAssistant},
    {"batch-nightly", "Batch, nightly", "local time of one country", batchNightly},
    {"launch-spike", "Launch spike", "local time of one country", launchSpike},
};

} // namespace

std::span<const ProfilePreset> profilePresets()
{
    return presets;
}

const ProfilePreset *findProfilePreset(std::string_view id)
{
    const auto *found = std::ranges::find(presets, id, &ProfilePreset::id);
    return found == std::end(presets) ? nullptr : found;
}

} // namespace trilemma::fleet
