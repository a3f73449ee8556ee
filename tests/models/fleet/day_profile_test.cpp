// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/day_profile.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>
#include <string>

namespace trilemma::fleet {
namespace {

double peak(const DayProfile &profile)
{
    return *std::ranges::max_element(profile.shareOfPeak);
}

TEST(DayProfile, JoinsFullHoursByLinesAroundTheWeek)
{
    DayProfile profile;
    profile.shareOfPeak[0] = 1;
    profile.shareOfPeak[1] = 0.5;
    EXPECT_DOUBLE_EQ(profile.at(0), 1);
    EXPECT_DOUBLE_EQ(profile.at(30), 0.75);
    EXPECT_DOUBLE_EQ(profile.at(90), 0.25);
    EXPECT_DOUBLE_EQ(profile.at(minutesPerWeek - 15), 0.75);
    EXPECT_DOUBLE_EQ(profile.at(-15), 0.75);
    EXPECT_DOUBLE_EQ(profile.at(minutesPerWeek + 30), 0.75);
    double sum = 0;
    for (int minute = 0; minute < minutesPerWeek; ++minute)
        sum += profile.at(minute);
    EXPECT_NEAR(profile.mean(), sum / minutesPerWeek, 1e-12);
}

TEST(ProfilePresets, PeakAtOneAndHaveNamesOfTheirOwn)
{
    std::set<std::string> ids;
    for (const ProfilePreset &preset : profilePresets()) {
        const DayProfile profile = preset.profile();
        EXPECT_NEAR(peak(profile), 1, 1e-12) << preset.id;
        EXPECT_GE(*std::ranges::min_element(profile.shareOfPeak), 0) << preset.id;
        EXPECT_LT(profile.mean(), 0.9) << preset.id;
        EXPECT_TRUE(ids.insert(preset.id).second) << preset.id;
        EXPECT_EQ(findProfilePreset(preset.id), &preset);
    }
    EXPECT_EQ(ids.size(), 6u);
    EXPECT_EQ(findProfilePreset("none"), nullptr);
}

TEST(ProfilePresets, CodingAssistantNeedsOneOfSevenReplicasAtNight)
{
    const DayProfile profile = findProfilePreset("coding-assistant-na")->profile();
    for (int minute = 2 * minutesPerHour; minute <= 6 * minutesPerHour; ++minute)
        EXPECT_LE(profile.at(minute) * 100, 16); // 100 requests/s at the peak, 16 of each replica
}

TEST(SmoothDay, HasExactlyTheMeanAskedFor)
{
    for (const double mean : {0.05, 0.1, 0.2, 1 / 3.0, 0.4, 0.5, 0.75, 0.9, 0.999}) {
        const DayProfile profile = smoothDay(mean);
        EXPECT_NEAR(profile.mean(), mean, 1e-12);
        EXPECT_DOUBLE_EQ(peak(profile), 1);
        EXPECT_DOUBLE_EQ(profile.shareOfPeak[15], 1);
        EXPECT_NEAR(profile.shareOfPeak[12], profile.shareOfPeak[18], 1e-12);
    }
    EXPECT_DOUBLE_EQ(smoothDay(1).mean(), 1);
    EXPECT_NEAR(smoothDay(0).mean(), 1 / 24.0, 1e-9);
    EXPECT_NEAR(smoothDay(0.5).shareOfPeak[9], 0.5, 1e-9); // a plain cosine
}

TEST(SmoothDay, IsThePowerOfItsGammaFunctions)
{
    constexpr double power = 3;
    const double mean = std::tgamma(power + 0.5) / (std::sqrt(std::numbers::pi) * std::tgamma(power + 1));
    EXPECT_NEAR(smoothDay(mean).shareOfPeak[9], std::pow(0.5, power), 1e-9);
}

TEST(Shifted, MovesThePeak)
{
    const DayProfile profile = smoothDay(0.4);
    EXPECT_DOUBLE_EQ(shifted(profile, 6).shareOfPeak[21], 1);
    EXPECT_DOUBLE_EQ(shifted(profile, -9).shareOfPeak[6], 1);
    const DayProfile there = shifted(shifted(profile, 5), -5);
    for (int hour = 0; hour < hoursPerWeek; ++hour)
        EXPECT_NEAR(there.shareOfPeak[hour], profile.shareOfPeak[hour], 1e-12);
    EXPECT_DOUBLE_EQ(peak(shifted(profile, 5.5)), 1);
}

TEST(Sum, AddsLoadsInTheirUnits)
{
    const DayProfile day = smoothDay(0.4), night = shifted(day, 12);
    const SummedLoad total = sum(day, 30, night, 20);
    for (int hour = 0; hour < hoursPerWeek; ++hour)
        EXPECT_NEAR(total.peak * total.profile.shareOfPeak[hour], 30 * day.shareOfPeak[hour] + 20 * night.shareOfPeak[hour],
                    1e-9);
    EXPECT_DOUBLE_EQ(peak(total.profile), 1);
    EXPECT_LT(total.peak, 50);
}

TEST(ProfileOfArrivals, CountsByHourAndRepeatsShortTracesByDay)
{
    std::vector<double> seconds;
    for (int hour = 0; hour < hoursPerDay; ++hour) {
        for (int request = 0; request < (hour == 9 ? 40 : 10); ++request)
            seconds.push_back(hour * 3600.0 + request * 3600.0 / (hour == 9 ? 40 : 10));
    }
    const auto profile = profileOfArrivals(seconds);
    ASSERT_TRUE(profile);
    for (int day = 0; day < 7; ++day) {
        EXPECT_DOUBLE_EQ(profile->shareOfPeak[day * 24 + 9], 1);
        EXPECT_NEAR(profile->shareOfPeak[day * 24 + 10], 0.25, 1e-9);
    }
    EXPECT_NEAR(profileOfArrivals(seconds, 2)->shareOfPeak[11], 1, 1e-9);
}

TEST(ProfileOfArrivals, FillsHoursThatTheTraceLeavesOut)
{
    std::vector<double> seconds;
    for (int second = 0; second < 7200; ++second) // one hour at two per second, one at one
        seconds.insert(seconds.end(), second < 3600 ? 2 : 1, second);
    const DayProfile profile = *profileOfArrivals(seconds, 9);
    EXPECT_DOUBLE_EQ(profile.shareOfPeak[9], 1);
    EXPECT_NEAR(profile.shareOfPeak[10], 0.5, 1e-3);
    EXPECT_NEAR(profile.shareOfPeak[3], 0.75, 1e-3);
}

TEST(ProfileOfArrivals, KeepsTheDaysOfAWeekApart)
{
    std::vector<double> seconds;
    for (int hour = 0; hour <= hoursPerWeek; ++hour)
        seconds.insert(seconds.end(), hour / hoursPerDay == 2 ? 3 : 1, hour * 3600.0);
    const DayProfile profile = *profileOfArrivals(seconds);
    EXPECT_DOUBLE_EQ(profile.shareOfPeak[2 * hoursPerDay + 5], 1);
    EXPECT_NEAR(profile.shareOfPeak[5], 1 / 3.0, 1e-9);
    EXPECT_FALSE(profileOfArrivals({}));
}

} // namespace
} // namespace trilemma::fleet
