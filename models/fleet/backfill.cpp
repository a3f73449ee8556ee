// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/backfill.h"

#include "models/fleet/hour_load.h"
#include "models/fleet/sizing.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

namespace trilemma::fleet {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double secondsPerMinute = 60;

using SpareByMinute = std::array<double, minutesPerWeek>; ///< replicas

SpareByMinute spareReplicas(const ScaledWeek &week, const DayProfile &profile, const ScaledFleet &fleet, bool wholeReplicas)
{
    SpareByMinute spare{};
    if (!(fleet.replicaRequestsPerSecond > 0))
        return spare;
    for (int hour = 0; hour < hoursPerWeek; ++hour) {
        const HourLoad load = hourLoad(profile, fleet, hour);
        for (int minute = 0; minute < minutesPerHour; ++minute) {
            const double needed = wholeReplicas ? std::trunc(carriedBy(load.at(minute))) : load.at(minute);
            const int index = hour * minutesPerHour + minute;
            spare[index] = std::max(0.0, week.ready[index] - needed);
        }
    }
    return spare;
}

/// Takes spare replicas as they come, and writes down what they did.
class Placement {
public:
    Placement(SpareByMinute &spare, Backfill &filled, double tokensPerReplicaMinute)
        : m_spare(spare), m_filled(filled), m_tokensPerReplicaMinute(tokensPerReplicaMinute)
    {
    }

    JobOutcome place(const BatchJob &job)
    {
        JobOutcome outcome;
        outcome.name = job.name;
        outcome.doneHour = infinite;
        const double start = std::max(0.0, job.earliestHour) * minutesPerHour + job.startupSeconds / secondsPerMinute;
        if (job.tokens <= 0)
            finish(outcome, start);
        for (auto step = static_cast<int>(std::ceil(start)); !outcome.isDone && step < std::ceil(start) + minutesPerWeek; ++step)
            placeMinute(outcome, job, step);
        outcome.slackHours = job.deadlineHour - outcome.doneHour;
        outcome.meetsDeadline = outcome.slackHours >= 0;
        return outcome;
    }

private:
    static void finish(JobOutcome &outcome, double minute)
    {
        outcome.isDone = true;
        outcome.doneHour = minute / minutesPerHour;
    }

    void placeMinute(JobOutcome &outcome, const BatchJob &job, int step)
    {
        const int minute = step % minutesPerWeek;
        const double left = job.tokens - outcome.tokensPlaced, room = m_spare[minute] * m_tokensPerReplicaMinute;
        if (!(room > 0))
            return;
        const double placed = std::min(left, room);
        outcome.tokensPlaced = left <= room ? job.tokens : outcome.tokensPlaced + placed;
        m_spare[minute] *= 1 - placed / room;
        m_filled.tokensByHour[minute / minutesPerHour] += placed;
        if (left <= room)
            finish(outcome, step + placed / room);
    }

    SpareByMinute &m_spare;
    Backfill &m_filled;
    double m_tokensPerReplicaMinute;
};

std::string number(double value)
{
    constexpr double tenths = 10;
    const auto rounded = std::llround(value * tenths);
    return std::to_string(rounded / 10) + "." + std::to_string(rounded % 10);
}

std::string whyLate(const JobOutcome &outcome, const BatchJob &job)
{
    if (outcome.meetsDeadline)
        return {};
    if (outcome.isDone)
        return job.name + " is done " + number(-outcome.slackHours) + " h after its deadline";
    constexpr double percent = 100;
    return job.name + " finds spare capacity for " + number(percent * outcome.tokensPlaced / job.tokens) +
           " % of its tokens in a week";
}

} // namespace

Backfill backfill(const ScaledWeek &week, const DayProfile &profile, const ScaledFleet &fleet, const SpareCapacity &capacity,
                  std::vector<BatchJob> jobs)
{
    Backfill filled;
    SpareByMinute spare = spareReplicas(week, profile, fleet, capacity.wholeReplicas);
    const auto hours = [&] { return std::reduce(spare.begin(), spare.end()) / minutesPerHour; };
    filled.spareReplicaHours = hours();
    std::ranges::stable_sort(jobs, {}, [](const BatchJob &job) { return std::tuple(-job.priority, job.deadlineHour); });
    const double efficiency = std::clamp(capacity.efficiency, 0.0, 1.0);
    Placement placement(spare, filled, capacity.replicaTokensPerSecond * efficiency * secondsPerMinute);
    for (const BatchJob &job : jobs) {
        filled.jobs.push_back(placement.place(job));
        filled.jobs.back().reason = whyLate(filled.jobs.back(), job);
    }
    if (filled.spareReplicaHours > 0)
        filled.usedShare = 1 - hours() / filled.spareReplicaHours;
    return filled;
}

double jobSeconds(double tokens, double tokensPerSecond, double startupSeconds, double stragglerShare)
{
    return tokensPerSecond > 0 ? tokens / tokensPerSecond * (1 + stragglerShare) + startupSeconds : infinite;
}

Result<int> replicasForDeadline(double tokens, double replicaTokensPerSecond, double startupSeconds, double deadlineSeconds,
                                double stragglerShare)
{
    if (!(replicaTokensPerSecond > 0))
        return Error{{}, "throughput", "a replica makes no tokens: more than 0 per second"};
    if (!(deadlineSeconds > startupSeconds))
        return Error{{}, "deadline", "it comes before the job has started up: later than the startup"};
    const double replicas = tokens * (1 + stragglerShare) / replicaTokensPerSecond / (deadlineSeconds - startupSeconds);
    if (!(replicas < mostReplicas))
        return Error{{}, "deadline", "no fleet is large enough: a later deadline or fewer tokens"};
    return std::max(1, roundedUp(replicas));
}

} // namespace trilemma::fleet
