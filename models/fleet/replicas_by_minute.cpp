// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/replicas_by_minute.h"

#include "models/fleet/hour_load.h"

#include <algorithm>
#include <cmath>

namespace trilemma::fleet {

namespace {

constexpr int minutesPerDay = hoursPerDay * minutesPerHour;

/// `minutes` as a number of steps of the week, rounded up.
int wholeMinutes(double minutes)
{
    constexpr double rounding = 1e-9;
    return static_cast<int>(std::clamp(std::ceil(minutes - rounding), 0.0, double(minutesPerWeek - 1)));
}

/// Of each minute and the `minutes` after it, what `better` of two leaves. Windows grow twofold.
template<class Better> ReplicasByMinute overWindow(ReplicasByMinute window, int minutes, Better better)
{
    ReplicasByMinute other;
    ReplicasByMinute *from = &window, *to = &other;
    for (int covered = 1; covered <= minutes;) {
        const int shift = std::min(covered, minutes + 1 - covered);
        const int unwrapped = minutesPerWeek - shift;
        std::transform(from->begin(), from->begin() + unwrapped, from->begin() + shift, to->begin(), better);
        std::transform(from->begin() + unwrapped, from->end(), from->begin(), to->begin() + unwrapped, better);
        std::swap(from, to);
        covered += shift;
    }
    return *from;
}

bool isInWindow(int minuteOfDay, int from, int length)
{
    return (minuteOfDay - from + minutesPerDay) % minutesPerDay < length;
}

int minuteOfDay(double hour)
{
    return static_cast<int>(std::lround(std::clamp(hour, 0.0, double(hoursPerDay)) * minutesPerHour));
}

int windowMinutes(double fromHour, double toHour)
{
    const int length = minuteOfDay(toHour) - minuteOfDay(fromHour);
    return length < 0 ? length + minutesPerDay : length;
}

ReplicasByMinute scheduledReplicas(const Autoscaling &scaling, int replicas)
{
    const int length = windowMinutes(scaling.windowFromHour, scaling.windowToHour);
    // Replicas that come back start before the window ends, unless it never does.
    const int fewer = length == minutesPerDay ? length : length - coldMinutes(scaling);
    ReplicasByMinute paid;
    for (int minute = 0; minute < minutesPerDay; ++minute) {
        const bool isFewer = isInWindow(minute, minuteOfDay(scaling.windowFromHour), fewer);
        paid[minute] = static_cast<std::int16_t>(isFewer ? std::clamp(scaling.windowReplicas, 0, replicas) : replicas);
    }
    for (int day = 1; day < minutesPerWeek / minutesPerDay; ++day)
        std::copy_n(paid.begin(), minutesPerDay, paid.begin() + day * minutesPerDay);
    return paid;
}

/// Follows what is wanted: more at once, fewer when fewer have been enough for long; both only after a pause.
class Follower {
public:
    Follower(const Autoscaling &scaling, std::int16_t start)
        : m_patience(wholeMinutes(scaling.stabilisationMinutes)), m_pause(wholeMinutes(scaling.coolDownMinutes)), m_paid(start)
    {
    }

    std::int16_t next(std::int16_t wanted)
    {
        ++m_sinceChange;
        if (wanted >= m_paid) {
            m_fewerFor = 0;
            m_mostWanted = 0;
            if (wanted > m_paid && m_sinceChange >= m_pause)
                change(wanted);
            return m_paid;
        }
        m_mostWanted = std::max(m_mostWanted, wanted);
        if (++m_fewerFor > m_patience && m_sinceChange >= m_pause)
            change(m_mostWanted);
        return m_paid;
    }

private:
    void change(std::int16_t replicas)
    {
        m_paid = replicas;
        m_sinceChange = m_fewerFor = 0;
        m_mostWanted = 0;
    }

    int m_patience, m_pause;
    int m_sinceChange = minutesPerDay, m_fewerFor = 0;
    std::int16_t m_paid, m_mostWanted = 0;
};

ReplicasByMinute reactiveReplicas(const DayProfile &profile, ScaledFleet fleet, const Autoscaling &scaling)
{
    fleet.replicaRequestsPerSecond *= scaling.threshold;
    const ReplicasByMinute wanted = replicasNeeded(profile, fleet, scaling.minimumReplicas);
    const int dayBefore = minutesPerWeek - minutesPerDay; // so that the week begins as any other
    Follower follower(scaling, wanted[dayBefore]);
    for (int minute = dayBefore; minute < minutesPerWeek; ++minute)
        follower.next(wanted[minute]);
    ReplicasByMinute paid;
    std::ranges::transform(wanted, paid.begin(), [&](std::int16_t replicas) { return follower.next(replicas); });
    return paid;
}

} // namespace

int coldMinutes(const Autoscaling &scaling)
{
    constexpr double secondsPerMinute = 60;
    return wholeMinutes(scaling.coldStartSeconds / secondsPerMinute);
}

ReplicasByMinute readyReplicas(const ReplicasByMinute &paid, int coldMinutes)
{
    const ReplicasByMinute after = overWindow(paid, coldMinutes, [](auto a, auto b) { return std::min(a, b); });
    ReplicasByMinute ready;
    std::ranges::rotate_copy(after, after.end() - coldMinutes, ready.begin());
    return ready;
}

ReplicasByMinute paidReplicas(const DayProfile &profile, const ScaledFleet &fleet, const Autoscaling &scaling)
{
    switch (scaling.policy) {
    case ScalingPolicy::Scheduled:
        return scheduledReplicas(scaling, wholeFleet(fleet));
    case ScalingPolicy::Reactive:
        return reactiveReplicas(profile, fleet, scaling);
    case ScalingPolicy::Predictive:
        return mostAhead(replicasNeeded(profile, fleet, scaling.minimumReplicas), wholeMinutes(scaling.leadMinutes));
    case ScalingPolicy::Perfect:
        return replicasNeeded(profile, fleet, scaling.minimumReplicas);
    case ScalingPolicy::Static:
        break;
    }
    ReplicasByMinute all;
    all.fill(static_cast<std::int16_t>(wholeFleet(fleet)));
    return all;
}

ReplicasByMinute replicasNeeded(const DayProfile &profile, const ScaledFleet &fleet, int minimum)
{
    const int most = wholeFleet(fleet), least = std::clamp(minimum, 0, most);
    ReplicasByMinute needed;
    if (!(fleet.replicaRequestsPerSecond > 0)) {
        needed.fill(static_cast<std::int16_t>(most));
        return needed;
    }
    for (int hour = 0; hour < hoursPerWeek; ++hour) {
        const HourLoad load = hourLoad(profile, fleet, hour);
        std::int16_t *const replicas = &needed[hour * minutesPerHour];
        for (int minute = 0; minute < minutesPerHour; ++minute) {
            const int carrying = static_cast<int>(std::min(carriedBy(load.at(minute)), double(most)));
            replicas[minute] = static_cast<std::int16_t>(std::max(least, carrying));
        }
    }
    return needed;
}

ReplicasByMinute mostAhead(ReplicasByMinute replicas, int minutes)
{
    return overWindow(std::move(replicas), std::clamp(minutes, 0, minutesPerWeek - 1),
                      [](auto a, auto b) { return std::max(a, b); });
}

int replicasForWindow(const DayProfile &profile, const ScaledFleet &fleet, double fromHour, double toHour)
{
    const ReplicasByMinute needed = replicasNeeded(profile, fleet, 0);
    const int from = minuteOfDay(fromHour), length = windowMinutes(fromHour, toHour);
    int most = 0;
    for (int minute = 0; minute < minutesPerWeek; ++minute) {
        if (isInWindow(minute % minutesPerDay, from, length))
            most = std::max(most, int(needed[minute]));
    }
    return most;
}

} // namespace trilemma::fleet
