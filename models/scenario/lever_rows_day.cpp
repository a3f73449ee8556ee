// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/lever_rows.h"

namespace trilemma::scenario {

namespace {

using catalog::Catalog;
using fleet::Autoscaling;
using fleet::ColdStart;
using fleet::ScalingPolicy;

constexpr std::string_view dayGroup = "Day";
constexpr LeverUnit secondsUnit{"s"}, minutesUnit{"min"}, hoursUnit{"h"};

constexpr std::array<NamedValue<ScalingPolicy>, 5> policies{{
    {"static", "Static", ScalingPolicy::Static},
    {"scheduled", "Scheduled", ScalingPolicy::Scheduled},
    {"reactive", "Reactive", ScalingPolicy::Reactive},
    {"predictive", "Predictive", ScalingPolicy::Predictive},
    {"perfect", "Perfect (bound)", ScalingPolicy::Perfect},
}};

LeverRange dayRange(const Scenario &scenario, const Catalog &)
{
    LeverRange range;
    range.options.push_back({"smooth", "One peak a day", {}});
    for (const fleet::ProfilePreset &preset : fleet::profilePresets())
        range.options.push_back({preset.id, std::string(preset.name) + " (" + preset.timeZone + ")", {}});
    const FleetPlan &plan = scenario.fleet;
    range.options.push_back({"own", plan.ownDay && !plan.ownDayTitle.empty() ? plan.ownDayTitle : "Own hours",
                             plan.ownDay ? "" : "no hours of your own are given; edit the week or take it from a trace"});
    return range;
}

LeverValue readDay(const Scenario &scenario, const Catalog &)
{
    return scenario.fleet.dayId;
}

void writeDay(Scenario &scenario, const LeverValue &value, const Catalog &)
{
    scenario.fleet.dayId = std::get<std::string>(value);
}

/// Row for one figure of the autoscaler.
template<auto Figure, NumberBounds Bounds> Lever scaling(const LeverWords &words, LeverUnit unit)
{
    return number<Bounds, &Scenario::fleet, &FleetPlan::scaling, Figure>(words, unit, LeverScale::Linear);
}

/// Row for one stage of the cold start.
template<auto Stage, NumberBounds Bounds> Lever stage(const LeverWords &words, LeverUnit unit)
{
    return number<Bounds, &Scenario::fleet, &FleetPlan::coldStart, Stage>(words, unit, LeverScale::Linear);
}

/// Row for one figure of the work that fills spare capacity.
template<auto Figure, NumberBounds Bounds> Lever nightly(const LeverWords &words, LeverUnit unit)
{
    return number<Bounds, &Scenario::fleet, &FleetPlan::nightly, Figure>(words, unit, LeverScale::Linear);
}

/// Row for one figure of an offline job.
template<auto Figure, NumberBounds Bounds> Lever job(const LeverWords &words, LeverUnit unit)
{
    return number<Bounds, &Scenario::fleet, &FleetPlan::job, Figure>(words, unit, LeverScale::Linear);
}

} // namespace

std::span<const Lever> dayLevers()
{
    static const Lever rows[] = {
        choice({"day", "Day", dayGroup,
                "Load over the hours of a week. One peak a day takes its mean from the utilisation; the others have their own.", true},
               &readDay, &writeDay, &dayRange),
        number<NumberBounds{-12, 14, 1}, &Scenario::fleet, &FleetPlan::timeZoneHours>(
            {"time_zone", "Time zone", dayGroup, "Hours by which the clock of the fleet is ahead of that of its users."}, hoursUnit,
            LeverScale::Linear),
        namedChoice<policies, &Scenario::fleet, &FleetPlan::scaling, &Autoscaling::policy>(
            {"autoscaling", "Autoscaling", dayGroup,
             "When replicas run: always, fewer in a window of hours, after the load of now, after a forecast, or as a lower bound "
             "exactly as many as the load needs.",
             true}),
        scaling<&Autoscaling::minimumReplicas, NumberBounds{0, 256, 1, true}>(
            {"minimum_replicas", "Fewest replicas", dayGroup, "What scaling never goes below; 0 scales to zero."}, noUnit),
        scaling<&Autoscaling::windowFromHour, NumberBounds{0, 24, 0.5}>(
            {"window_from", "Window from", dayGroup, "Scheduled: hour of the day at which replicas are taken away, local time."}, hoursUnit),
        scaling<&Autoscaling::windowToHour, NumberBounds{0, 24, 0.5}>(
            {"window_to", "Window to", dayGroup, "Scheduled: hour of the day at which all are ready again, local time."}, hoursUnit),
        scaling<&Autoscaling::windowReplicas, NumberBounds{0, 256, 1, true}>(
            {"window_replicas", "Window replicas", dayGroup, "Scheduled: replicas that stay in the window."}, noUnit),
        scaling<&Autoscaling::threshold, NumberBounds{0.05, 1, 0.05}>(
            {"scale_threshold", "Scaling threshold", dayGroup, "Reactive: load over capacity that replicas are scaled for."}, percentUnit),
        scaling<&Autoscaling::stabilisationMinutes, NumberBounds{0, 120, 1}>(
            {"stabilisation", "Stabilisation", dayGroup, "Reactive: minutes for which fewer would have been enough before any goes."},
            minutesUnit),
        scaling<&Autoscaling::coolDownMinutes, NumberBounds{0, 120, 1}>(
            {"cooldown", "Cool-down", dayGroup, "Reactive: least minutes between two changes."}, minutesUnit),
        scaling<&Autoscaling::leadMinutes, NumberBounds{0, 240, 1}>(
            {"scale_lead", "Forecast lead", dayGroup, "Predictive: minutes that the forecast looks ahead."}, minutesUnit),
        stage<&ColdStart::provisionSeconds, NumberBounds{0, 7200, 10}>(
            {"provision", "Provision", dayGroup, "Cold start: until the node is there."}, secondsUnit),
        stage<&ColdStart::imageSeconds, NumberBounds{0, 3600, 5}>(
            {"image_pull", "Image pull", dayGroup, "Cold start: until the container image is there."}, secondsUnit),
        stage<&ColdStart::weightBytesPerSecond, NumberBounds{1e7, 1e12, 1e8}>(
            {"weight_rate", "Weight loading", dayGroup, "Cold start: rate at which the weights of a replica come to its GPUs."},
            {"GB/s", 1e9}),
        stage<&ColdStart::compileSeconds, NumberBounds{0, 3600, 5}>(
            {"compile", "Compile and capture", dayGroup, "Cold start: compilation and graph capture."}, secondsUnit),
        stage<&ColdStart::warmUpSeconds, NumberBounds{0, 3600, 5}>(
            {"warm_up", "Warm-up", dayGroup, "Cold start: requests before the first that counts."}, secondsUnit),
        [] {
            Lever lever = nightly<&NightlyWork::tokensPerDay, NumberBounds{0, 1e13, 1e6}>(
                {"backfill_tokens", "Back-fill", dayGroup, "Output tokens of work that can wait, each day, for spare replicas; 0 is none."},
                {"M tokens", 1e6});
            lever.zeroText = "none";
            return lever;
        }(),
        nightly<&NightlyWork::fromHour, NumberBounds{0, 24, 0.5}>(
            {"backfill_from", "Back-fill from", dayGroup, "Hour of the day at which that work is there, local time."}, hoursUnit),
        nightly<&NightlyWork::deadlineHour, NumberBounds{0, 24, 0.5}>(
            {"backfill_deadline", "Back-fill deadline", dayGroup, "Hour of the day, or of the next, by which it has to be done."}, hoursUnit),
        nightly<&NightlyWork::efficiency, NumberBounds{0, 1, 0.05}>(
            {"backfill_efficiency", "Back-fill efficiency", dayGroup, "Throughput of spare replicas over that of dedicated ones."},
            percentUnit),
        nightly<&NightlyWork::urgentShare, NumberBounds{0, 1, 0.05}>(
            {"backfill_urgent", "Urgent back-fill", dayGroup, "Share of that work that goes before the rest, by a deadline of its own."},
            percentUnit),
        nightly<&NightlyWork::urgentDeadlineHour, NumberBounds{0, 24, 0.5}>(
            {"backfill_urgent_deadline", "Urgent deadline", dayGroup, "Hour of the day, or of the next, by which the urgent part has to be done."},
            hoursUnit),
        [] {
            Lever lever = job<&OfflineJob::tokens, NumberBounds{0, 1e15, 1e6}>(
                {"job_tokens", "Offline job", dayGroup, "Output tokens of a job that the whole fleet does and nothing else; 0 is none."},
                {"M tokens", 1e6});
            lever.zeroText = "none";
            return lever;
        }(),
        [] {
            Lever lever = job<&OfflineJob::deadlineSeconds, NumberBounds{0, 3.6e7, 3600}>(
                {"job_deadline", "Job deadline", dayGroup, "Time in which that job has to be done; 0 is none."}, {"h", 3600});
            lever.zeroText = "none";
            return lever;
        }(),
        job<&OfflineJob::stragglerShare, NumberBounds{0, 2, 0.01}>(
            {"job_stragglers", "Job stragglers", dayGroup, "By how much the last piece of that job outlasts the mean."}, percentUnit),
    };
    return rows;
}

} // namespace trilemma::scenario
