// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/backfill.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <random>

namespace trilemma::fleet {
namespace {

constexpr ScaledFleet sevenReplicas{
    .peakRequestsPerSecond = 100, .replicaRequestsPerSecond = 16, .replicas = 7, .gpusPerReplica = 4, .gpusPerNode = 8};

struct Chat {
    DayProfile profile = findProfilePreset("office-hours")->profile();
    ScaledWeek week = playWeek(profile, sevenReplicas, {});

    Backfill fill(const SpareCapacity &spare, std::vector<BatchJob> jobs) const
    {
        return backfill(week, profile, sevenReplicas, spare, std::move(jobs));
    }
};

DayProfile idle()
{
    return {};
}

double placed(const Backfill &filled)
{
    return std::reduce(filled.tokensByHour.begin(), filled.tokensByHour.end());
}

TEST(Backfill, RunsANightlyJobBeforeItsDeadline)
{
    const Chat chat;
    const BatchJob night{.name = "evaluation", .tokens = 300e6, .earliestHour = 20, .deadlineHour = 32};
    const Backfill filled = chat.fill({.replicaTokensPerSecond = 4000, .efficiency = 0.9}, {night});
    ASSERT_EQ(filled.jobs.size(), 1u);
    EXPECT_TRUE(filled.jobs[0].meetsDeadline);
    EXPECT_TRUE(filled.jobs[0].reason.empty());
    EXPECT_GT(filled.jobs[0].doneHour, 20);
    EXPECT_DOUBLE_EQ(filled.jobs[0].slackHours, 32 - filled.jobs[0].doneHour);
    EXPECT_NEAR(placed(filled), 300e6, 1);
    EXPECT_EQ(filled.tokensByHour[12], 0);
    EXPECT_GT(filled.usedShare, 0);
}

// Oracle J1: an empty fleet of one replica.
TEST(Backfill, TakesTokensOverThroughputOnAnEmptyFleet)
{
    const ScaledFleet one{.replicaRequestsPerSecond = 1, .replicas = 1};
    const ScaledWeek week = playWeek(idle(), one, {});
    const Backfill filled = backfill(week, idle(), one, {.replicaTokensPerSecond = 4000}, {{.name = "job", .tokens = 1e9}});
    EXPECT_NEAR(filled.jobs[0].doneHour, 69.44, 0.005);
    EXPECT_DOUBLE_EQ(filled.spareReplicaHours, 168);
    EXPECT_NEAR(filled.usedShare, 69.444 / 168, 1e-5);
    EXPECT_NEAR(jobSeconds(1e9, 4000) / 3600, 69.44, 0.005);
    EXPECT_DOUBLE_EQ(jobSeconds(1e9, 4000, 600), 250'600);
    EXPECT_TRUE(std::isinf(jobSeconds(1, 0)));
}

TEST(Backfill, ServesPriorityThenTheEarlierDeadline)
{
    const Chat chat;
    const std::vector<BatchJob> jobs{{.name = "late", .tokens = 1e9, .deadlineHour = 160},
                                     {.name = "soon", .tokens = 1e9, .deadlineHour = 100},
                                     {.name = "first", .tokens = 1e9, .deadlineHour = 168, .priority = 1}};
    const Backfill filled = chat.fill({.replicaTokensPerSecond = 4000}, jobs);
    ASSERT_EQ(filled.jobs.size(), 3u);
    EXPECT_EQ(filled.jobs[0].name, "first");
    EXPECT_EQ(filled.jobs[1].name, "soon");
    EXPECT_EQ(filled.jobs[2].name, "late");
    EXPECT_LT(filled.jobs[0].doneHour, filled.jobs[1].doneHour);
    EXPECT_LT(filled.jobs[1].doneHour, filled.jobs[2].doneHour);
    const Backfill alone = chat.fill({.replicaTokensPerSecond = 4000}, {jobs[2]});
    EXPECT_DOUBLE_EQ(alone.jobs[0].doneHour, filled.jobs[0].doneHour);
}

TEST(Backfill, NamesTheJobThatIsLateOrNeverDone)
{
    const Chat chat;
    const Backfill filled = chat.fill({.replicaTokensPerSecond = 4000},
                                      {{.name = "rush", .tokens = 500e6, .deadlineHour = 1}, {.name = "huge", .tokens = 1e13}});
    EXPECT_TRUE(filled.jobs[0].isDone);
    EXPECT_FALSE(filled.jobs[0].meetsDeadline);
    EXPECT_NE(filled.jobs[0].reason.find("rush is done"), std::string::npos);
    EXPECT_FALSE(filled.jobs[1].isDone);
    EXPECT_TRUE(std::isinf(filled.jobs[1].doneHour));
    EXPECT_NE(filled.jobs[1].reason.find("huge finds spare capacity for 0.1 %"), std::string::npos);
    EXPECT_NEAR(filled.usedShare, 1, 1e-9);
    const Backfill none = chat.fill({.replicaTokensPerSecond = 0}, {{.name = "job", .tokens = 1}});
    EXPECT_FALSE(none.jobs[0].isDone);
    EXPECT_EQ(none.usedShare, 0);
}

TEST(Backfill, WaitsForStartAndStartup)
{
    const Chat chat;
    const BatchJob job{.name = "job", .tokens = 1, .earliestHour = 30, .startupSeconds = 1800};
    EXPECT_NEAR(chat.fill({.replicaTokensPerSecond = 4000}, {job}).jobs[0].doneHour, 30.5, 1e-6);
    const BatchJob sunday{.name = "over the end", .tokens = 100e6, .earliestHour = 167.5, .deadlineHour = 175};
    const Backfill filled = chat.fill({.replicaTokensPerSecond = 4000}, {sunday});
    EXPECT_GT(filled.jobs[0].doneHour, 168);
    EXPECT_TRUE(filled.jobs[0].meetsDeadline);
    EXPECT_GT(filled.tokensByHour[0], 0);
    EXPECT_GT(filled.tokensByHour[167], 0);
}

TEST(Backfill, NeverTakesWhatTheInteractiveClassNeeds)
{
    std::mt19937 random(9);
    std::uniform_real_distribution share(0.0, 1.0);
    for (int trial = 0; trial < 40; ++trial) {
        DayProfile profile;
        for (double &hour : profile.shareOfPeak)
            hour = share(random);
        for (const ScalingPolicy policy : {ScalingPolicy::Static, ScalingPolicy::Reactive, ScalingPolicy::Perfect}) {
            const ScaledWeek week = playWeek(profile, sevenReplicas, {.policy = policy, .coldStartSeconds = 600});
            for (const bool whole : {true, false}) {
                const SpareCapacity spare{.replicaTokensPerSecond = 4000, .efficiency = share(random), .wholeReplicas = whole};
                const Backfill filled = backfill(week, profile, sevenReplicas, spare, {{.name = "endless", .tokens = 1e15}});
                for (int hour = 0; hour < hoursPerWeek; ++hour) {
                    const double idle = readHour(week, profile, sevenReplicas, hour).idleReplicaHours;
                    EXPECT_LE(filled.tokensByHour[hour], idle * 3600 * 4000 * spare.efficiency * (1 + 1e-9) + 1);
                }
                EXPECT_LE(filled.usedShare, 1 + 1e-9);
            }
        }
    }
}

TEST(ReplicasForDeadline, IsTheLeastThatIsInTime)
{
    EXPECT_EQ(*replicasForDeadline(1e9, 4000, 0, 250'000), 1);
    EXPECT_EQ(*replicasForDeadline(1e9, 4000, 0, 125'000), 2); // half the time, twice the GPUs
    EXPECT_EQ(*replicasForDeadline(1e9, 4000, 0, 124'999), 3);
    EXPECT_EQ(*replicasForDeadline(1e9, 4000, 600, 125'600), 2);
    EXPECT_FALSE(replicasForDeadline(1e9, 4000, 600, 600));
    EXPECT_FALSE(replicasForDeadline(1e9, 0, 0, 600));
    EXPECT_FALSE(replicasForDeadline(1e300, 1, 0, 600));
    for (double deadline = 7000; deadline < 3e6; deadline *= 1.3) {
        const int replicas = *replicasForDeadline(1e9, 4000, 300, deadline);
        EXPECT_LE(jobSeconds(1e9, replicas * 4000.0, 300), deadline * (1 + 1e-8));
        EXPECT_GT(jobSeconds(1e9, (replicas - 1) * 4000.0, 300), deadline);
    }
}

} // namespace
} // namespace trilemma::fleet
