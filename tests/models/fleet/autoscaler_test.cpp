// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/autoscaler.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <vector>

namespace trilemma::fleet {
namespace {

constexpr ScalingPolicy allPolicies[]{ScalingPolicy::Static, ScalingPolicy::Scheduled, ScalingPolicy::Reactive,
                                      ScalingPolicy::Predictive, ScalingPolicy::Perfect};
constexpr double days = 7;

/// The worked example: 100 requests/s at the peak, seven replicas of 16, TP4 on nodes of eight.
constexpr ScaledFleet sevenReplicas{
    .peakRequestsPerSecond = 100, .replicaRequestsPerSecond = 16, .replicas = 7, .gpusPerReplica = 4, .gpusPerNode = 8};

DayProfile codingAssistant()
{
    return findProfilePreset("coding-assistant-na")->profile();
}

std::vector<DayProfile> manyProfiles()
{
    std::vector<DayProfile> profiles;
    for (const ProfilePreset &preset : profilePresets())
        profiles.push_back(preset.profile());
    std::mt19937 random(11);
    std::uniform_real_distribution share(0.0, 1.0);
    for (int trial = 0; trial < 60; ++trial) {
        DayProfile profile;
        for (double &hour : profile.shareOfPeak)
            hour = share(random) * share(random);
        profile.shareOfPeak[trial] = 1;
        profiles.push_back(profile);
    }
    return profiles;
}

// Oracle A1.
TEST(Autoscaler, SavesByScheduleWhatTheOracleSays)
{
    const ScaledWeek all = playWeek(codingAssistant(), sevenReplicas, {});
    EXPECT_DOUBLE_EQ(all.replicaHours / days, 168);
    EXPECT_DOUBLE_EQ(all.nodeHours / days, 96);
    EXPECT_DOUBLE_EQ(all.gpuHours / days, 168 * 4);
    const ScaledWeek instant = playWeek(codingAssistant(), sevenReplicas, {.policy = ScalingPolicy::Scheduled});
    EXPECT_DOUBLE_EQ((all.replicaHours - instant.replicaHours) / days, 24);
    EXPECT_NEAR(1 - instant.replicaHours / all.replicaHours, 0.1429, 5e-5);
    EXPECT_DOUBLE_EQ((all.nodeHours - instant.nodeHours) / days, 12);
    const ScaledWeek cold =
        playWeek(codingAssistant(), sevenReplicas, {.policy = ScalingPolicy::Scheduled, .coldStartSeconds = 600});
    EXPECT_DOUBLE_EQ((all.nodeHours - cold.nodeHours) / days, 11.5);
    EXPECT_NEAR(1 - cold.nodeHours / all.nodeHours, 0.1198, 5e-5);
    for (const ScaledWeek *week : {&all, &instant, &cold})
        EXPECT_EQ(week->violationMinutes, 0);
}

TEST(Autoscaler, ScheduleIsReadyWhenItsWindowEnds)
{
    const ScaledWeek week =
        playWeek(codingAssistant(), sevenReplicas, {.policy = ScalingPolicy::Scheduled, .coldStartSeconds = 600});
    const auto minute = [](int hour, int minutes) { return hour * minutesPerHour + minutes; };
    EXPECT_EQ(week.paid[minute(1, 59)], 7);
    EXPECT_EQ(week.paid[minute(2, 0)], 1);
    EXPECT_EQ(week.paid[minute(5, 49)], 1);
    EXPECT_EQ(week.paid[minute(5, 50)], 7);
    EXPECT_EQ(week.ready[minute(5, 59)], 1);
    EXPECT_EQ(week.ready[minute(6, 0)], 7);
}

TEST(Autoscaler, ScheduleMayRunOverMidnightAndScaleToZero)
{
    const Autoscaling night{.policy = ScalingPolicy::Scheduled, .windowFromHour = 22, .windowToHour = 4.5, .windowReplicas = 0};
    const ScaledWeek week = playWeek(codingAssistant(), sevenReplicas, night);
    EXPECT_DOUBLE_EQ(week.replicaHours / days, 7 * (24 - 6.5));
    EXPECT_DOUBLE_EQ(week.violationMinutes, days * 6.5 * 60);
    const Autoscaling tooShort{.policy = ScalingPolicy::Scheduled, .coldStartSeconds = 3600, .windowToHour = 3};
    EXPECT_DOUBLE_EQ(playWeek(codingAssistant(), sevenReplicas, tooShort).replicaHours / days, 168);
}

TEST(Autoscaler, LongerColdStartNeverSavesMore)
{
    double before = 0;
    for (int seconds = 0; seconds <= 5 * 3600; seconds += 200) {
        const double hours =
            playWeek(codingAssistant(), sevenReplicas, {.policy = ScalingPolicy::Scheduled, .coldStartSeconds = double(seconds)})
                .nodeHours;
        EXPECT_GE(hours, before);
        before = hours;
    }
    EXPECT_DOUBLE_EQ(before / days, 96);
}

TEST(Autoscaler, PoliciesAreOrderedByGpuHours)
{
    for (const DayProfile &profile : manyProfiles()) {
        const int window = replicasForWindow(profile, sevenReplicas, 1, 5);
        const auto play = [&](const Autoscaling &scaling) { return playWeek(profile, sevenReplicas, scaling); };
        const ScaledWeek fixed = play({}), perfect = play({.policy = ScalingPolicy::Perfect});
        const ScaledWeek scheduled = play({.policy = ScalingPolicy::Scheduled,
                                           .coldStartSeconds = 600,
                                           .windowFromHour = 1,
                                           .windowToHour = 5,
                                           .windowReplicas = std::max(1, window)});
        for (const double lead : {0.0, 10.0, 45.0, 300.0}) {
            const ScaledWeek predictive =
                play({.policy = ScalingPolicy::Predictive, .coldStartSeconds = 600, .leadMinutes = lead});
            EXPECT_LE(perfect.gpuHours, predictive.gpuHours);
            EXPECT_LE(predictive.gpuHours, fixed.gpuHours);
        }
        EXPECT_LE(perfect.gpuHours, scheduled.gpuHours);
        EXPECT_LE(scheduled.gpuHours, fixed.gpuHours);
        for (const ScaledWeek *week : {&fixed, &perfect, &scheduled})
            EXPECT_EQ(week->violationMinutes, 0);
    }
}

TEST(Autoscaler, ForesightOfAColdStartIsNeverLate)
{
    double late = 0;
    for (const DayProfile &profile : manyProfiles()) {
        for (const double cold : {0.0, 300.0, 1234.0}) {
            const auto violations = [&](ScalingPolicy policy, double lead) {
                return playWeek(profile, sevenReplicas, {.policy = policy, .coldStartSeconds = cold, .leadMinutes = lead})
                    .violationMinutes;
            };
            EXPECT_EQ(violations(ScalingPolicy::Predictive, cold / 60), 0);
            EXPECT_EQ(violations(ScalingPolicy::Predictive, cold / 60 + 20), 0);
            late += violations(ScalingPolicy::Reactive, 0);
        }
    }
    EXPECT_GT(late, 0);
}

TEST(Autoscaler, ReactiveFollowsARampLate)
{
    DayProfile ramp;
    for (int hour = 0; hour < hoursPerWeek; ++hour)
        ramp.shareOfPeak[hour] = hour % hoursPerDay == 12 ? 1 : 0.1;
    const Autoscaling reactive{.policy = ScalingPolicy::Reactive, .coldStartSeconds = 900, .threshold = 0.9};
    const ScaledWeek week = playWeek(ramp, sevenReplicas, reactive);
    EXPECT_GT(week.violationMinutes, 0);
    EXPECT_GT(week.unservedRequests, 0);
    Autoscaling patient = reactive;
    patient.stabilisationMinutes = 60;
    EXPECT_GT(playWeek(ramp, sevenReplicas, patient).replicaHours, week.replicaHours);
    Autoscaling warm = reactive;
    warm.coldStartSeconds = warm.coolDownMinutes = 0;
    EXPECT_EQ(playWeek(ramp, sevenReplicas, warm).violationMinutes, 0);
}

TEST(Autoscaler, HoursSumToTheWeek)
{
    for (const DayProfile &profile : manyProfiles()) {
        for (const ScalingPolicy policy : allPolicies) {
            const ScaledWeek week = playWeek(profile, sevenReplicas, {.policy = policy, .coldStartSeconds = 1800});
            HourReadOut sum;
            double served = 0;
            for (int hour = 0; hour < hoursPerWeek; ++hour) {
                const HourReadOut read = readHour(week, profile, sevenReplicas, hour);
                sum.replicaHours += read.replicaHours;
                sum.idleReplicaHours += read.idleReplicaHours;
                sum.violationMinutes += read.violationMinutes;
                served += read.usedReplicaHours;
                EXPECT_DOUBLE_EQ(read.idleGpuHours, 4 * read.idleReplicaHours);
            }
            EXPECT_NEAR(sum.replicaHours, week.replicaHours, 1e-6);
            EXPECT_NEAR(sum.idleReplicaHours, week.idleReplicaHours, 1e-3 * week.idleReplicaHours);
            EXPECT_EQ(sum.violationMinutes, week.violationMinutes);
            EXPECT_NEAR(served, week.usedShare * week.replicaHours, 1e-6);
            const double asked = profile.mean() * 100 * minutesPerWeek * 60;
            EXPECT_NEAR(served * 3600 * 16 + week.unservedRequests, asked, 1e-6 * asked);
            for (int minute = 0; minute < minutesPerWeek; ++minute)
                ASSERT_LE(week.ready[minute], week.paid[minute]);
        }
    }
}

// Idle at 03:00 of a flat fleet is what the load leaves of it.
TEST(Autoscaler, ReadsTheGapAtThree)
{
    DayProfile flatNight = codingAssistant();
    flatNight.shareOfPeak[3] = flatNight.shareOfPeak[4] = 0.08;
    const ScaledWeek week = playWeek(flatNight, sevenReplicas, {});
    const HourReadOut three = readHour(week, flatNight, sevenReplicas, 3);
    EXPECT_NEAR(three.idleReplicaHours, 7 - 0.08 * 100 / 16, 1e-9);
    EXPECT_NEAR(three.idleGpuHours, 4 * (7 - 0.5), 1e-9);
}

TEST(Autoscaler, PeakThreeTimesTheMeanUsesAThirdOfAFleetForThePeak)
{
    const ScaledFleet exact{.peakRequestsPerSecond = 96, .replicaRequestsPerSecond = 16, .replicas = 6};
    const ScaledWeek week = playWeek(smoothDay(1 / 3.0), exact, {});
    EXPECT_NEAR(week.usedShare, 1 / 3.0, 1e-9);
    EXPECT_NEAR(week.idleReplicaHours / week.replicaHours, 1 - week.usedShare, 1e-9);
}

TEST(Autoscaler, LooksAheadAroundTheWeek)
{
    std::mt19937 random(3);
    auto replicas = std::make_unique<ReplicasByMinute>();
    for (auto &value : *replicas)
        value = static_cast<std::int16_t>(random() % 1000);
    for (const int minutes : {0, 1, 2, 5, 10, 63, 600}) {
        const ReplicasByMinute most = mostAhead(*replicas, minutes);
        for (int minute = 0; minute < minutesPerWeek; minute += 31) {
            std::int16_t expected = 0;
            for (int ahead = 0; ahead <= minutes; ++ahead)
                expected = std::max(expected, (*replicas)[(minute + ahead) % minutesPerWeek]);
            ASSERT_EQ(most[minute], expected);
        }
    }
}

TEST(Autoscaler, WithoutCapacityServesNothing)
{
    const ScaledWeek week = playWeek(codingAssistant(), {.peakRequestsPerSecond = 5, .replicas = 3}, {});
    EXPECT_EQ(week.violationMinutes, minutesPerWeek);
    EXPECT_EQ(week.usedShare, 0);
    EXPECT_EQ(week.idleReplicaHours, week.replicaHours);
    const HourReadOut hour = readHour(week, codingAssistant(), {.peakRequestsPerSecond = 5, .replicas = 3}, 3);
    EXPECT_EQ(hour.violationMinutes, 60);
    EXPECT_EQ(hour.idleReplicaHours, 3);
}

} // namespace
} // namespace trilemma::fleet
