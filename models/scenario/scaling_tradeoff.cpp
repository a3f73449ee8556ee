// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/scaling_tradeoff.h"

#include "models/scenario/fleet_prices.h"
#include "models/scenario/levers.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace trilemma::scenario {

namespace {

using fleet::ScalingPolicy;

constexpr int mostSteps = 14;

/// Values of a knob from end to end, each once. Minutes of lead matter most where they are few.
std::vector<double> knobValues(const Lever &lever, const LeverRange &range, int replicas)
{
    const double most = lever.id == "window_replicas" ? std::min<double>(range.maximum, replicas) : range.maximum;
    const double bend = lever.id == "scale_lead" ? 2 : 1;
    std::vector<double> values;
    for (int i = 0; i <= mostSteps; ++i) {
        const double value = std::lerp(range.minimum, most, std::pow(static_cast<double>(i) / mostSteps, bend));
        const double step = range.whole ? 1 : range.step;
        values.push_back(std::clamp(std::round(value / step) * step, range.minimum, most));
    }
    const auto [first, last] = std::ranges::unique(values);
    values.erase(first, last);
    return values;
}

std::vector<ScalingPoint> pointsOf(const Scenario &scenario, const FleetStudy &played, const fleet::ScaledWeek &all,
                                   double usdOfAll)
{
    const auto usd = usdPerMonthByPolicy(scenario, played);
    std::vector<ScalingPoint> points;
    for (std::size_t i = 0; i < played.days.size(); ++i) {
        const ScaledDay &day = played.days[i];
        points.push_back({.policy = day.policy,
                          .savedGpuHours = all.gpuHours - day.week.gpuHours,
                          .savedUsdPerMonth = usd.empty() ? 0 : usdOfAll - usd[i],
                          .violationMinutes = day.week.violationMinutes});
    }
    return points;
}

double knobOf(const Scenario &scenario, ScalingPolicy policy, const catalog::Catalog &catalog)
{
    const Lever *lever = findLever(mainKnob(policy));
    return lever ? std::get<double>(lever->read(scenario, catalog)) : 0;
}

} // namespace

std::string_view mainKnob(ScalingPolicy policy)
{
    switch (policy) {
    case ScalingPolicy::Scheduled:
        return "window_replicas";
    case ScalingPolicy::Reactive:
        return "scale_threshold";
    case ScalingPolicy::Predictive:
        return "scale_lead";
    case ScalingPolicy::Static:
    case ScalingPolicy::Perfect:
        break;
    }
    return {};
}

ScalingTradeoff scalingTradeoff(const Scenario &scenario, const FleetStudy &study, const catalog::Catalog &catalog)
{
    ScalingTradeoff tradeoff;
    if (study.days.empty())
        return tradeoff;
    const fleet::ScaledWeek &all = study.days.front().week;
    const auto usd = usdPerMonthByPolicy(scenario, study);
    tradeoff.priceKnown = !usd.empty();
    const double usdOfAll = usd.empty() ? 0 : usd.front();
    tradeoff.policies = pointsOf(scenario, study, all, usdOfAll);
    for (ScalingPoint &point : tradeoff.policies)
        point.knob = knobOf(scenario, point.policy, catalog);
    tradeoff.chosen = study.chosen;
    const Lever *lever = findLever(mainKnob(study.day().policy));
    if (!lever)
        return tradeoff;
    FleetStudy varied = study;
    varied.days.clear();
    const auto values = knobValues(*lever, lever->range(scenario, catalog), study.fleet.replicas);
    for (const double value : values) {
        Scenario turned = scenario;
        lever->write(turned, value, catalog);
        turned.fleet.scaling.coldStartSeconds = study.coldStart.totalSeconds();
        varied.days.push_back({study.day().policy, fleet::playWeek(study.profile, study.fleet, turned.fleet.scaling), 0});
    }
    tradeoff.along = pointsOf(scenario, varied, all, usdOfAll);
    for (std::size_t i = 0; i < values.size(); ++i)
        tradeoff.along[i].knob = values[i];
    return tradeoff;
}

Table scalingTable(const ScalingTradeoff &tradeoff)
{
    Table table{{"policy", "main knob", "saved [GPU-h a week]", "saved [$ a month]", "violation [min a week]"}, {}};
    for (const auto *points : {&tradeoff.policies, &tradeoff.along}) {
        for (const ScalingPoint &point : *points) {
            const double usd = tradeoff.priceKnown ? point.savedUsdPerMonth : std::numeric_limits<double>::quiet_NaN();
            const double knob = mainKnob(point.policy).empty() ? std::numeric_limits<double>::quiet_NaN() : point.knob;
            table.rows.push_back({fleet::label(point.policy), {knob, point.savedGpuHours, usd, point.violationMinutes}});
        }
    }
    return table;
}

} // namespace trilemma::scenario
