// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/handoff/fleet_tables.h"

#include "models/scenario/fleet_prices.h"

#include <array>
#include <limits>

namespace trilemma::handoff {

namespace {

using scenario::FleetStudy, scenario::Scenario;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::array all{FleetTable::Autoscaling, FleetTable::Sizing,    FleetTable::Routing,
                         FleetTable::Backfill,    FleetTable::Purchases, FleetTable::Failures};

Table autoscaling(const Scenario &scenario, const FleetStudy &study)
{
    Table table{{"policy", "chosen", "GPU-hours a week", "node-hours a week", "violation [min a week]",
                 "unserved [requests a week]", "bill [$ a month]"},
                {}};
    const auto usd = scenario::usdPerMonthByPolicy(scenario, study);
    for (std::size_t i = 0; i < study.days.size(); ++i) {
        const fleet::ScaledWeek &week = study.days[i].week;
        table.rows.push_back({fleet::label(study.days[i].policy),
                              {static_cast<int>(i) == study.chosen ? 1.0 : 0.0, week.gpuHours, week.nodeHours,
                               week.violationMinutes, week.unservedRequests, usd.empty() ? unknown : usd[i]}});
    }
    return table;
}

Table sizing(const Scenario &scenario, const FleetStudy &study)
{
    Table table{{"rule", "chosen", "exact [replicas]", "for load [replicas]", "spares [replicas]", "for zones [replicas]",
                 "in all [replicas]", "GPUs"},
                {}};
    for (const scenario::SizingChoice &choice : study.sizings) {
        const fleet::FleetSize &size = choice.size;
        const auto known = [&size](double figure) { return size.replicas > 0 ? figure : unknown; };
        table.rows.push_back(
            {fleet::label(choice.sizing.rule),
             {choice.sizing.rule == scenario.fleet.sizing.rule ? 1.0 : 0.0, known(size.unrounded), known(size.forLoad),
              known(size.spares), known(size.forZones), known(size.replicas), known(choice.gpus)}});
    }
    return table;
}

Table routing(const Scenario &scenario, const FleetStudy &study)
{
    Table table{{"router", "chosen", "load of the slots [%]", "wait mean [ms]", "wait p99 [ms]", "wait p99 with one lost [ms]"},
                {}};
    for (const scenario::RoutingChoice &choice : study.routings) {
        const auto milliseconds = [](const fleet::RoutedWait &wait, double seconds) {
            return wait.finite ? 1e3 * seconds : unknown;
        };
        table.rows.push_back(
            {fleet::label(choice.router),
             {choice.router == scenario.fleet.router ? 1.0 : 0.0, 100 * choice.wait.utilisation,
              milliseconds(choice.wait, choice.wait.meanSeconds), milliseconds(choice.wait, choice.wait.p99Seconds),
              milliseconds(choice.afterLoss, choice.afterLoss.p99Seconds)}});
    }
    return table;
}

Table backfill(const FleetStudy &study)
{
    Table table{{"day", "placed [tokens]", "done [hour of the week]", "slack [h]", "deadline met"}, {}};
    for (const fleet::JobOutcome &job : study.backfill.jobs) {
        table.rows.push_back({job.name,
                              {job.tokensPlaced, job.isDone ? job.doneHour : unknown, job.isDone ? job.slackHours : unknown,
                               job.meetsDeadline ? 1.0 : 0.0}});
    }
    return table;
}

Table purchases(const Scenario &scenario, const FleetStudy &study)
{
    Table table{{"bought [month]", "needed [month]", "nodes", "price [share of today's]", "paid [$]"}, {}};
    if (scenario.fleet.growth.perMonth == 0)
        return table;
    for (const auto &purchase : study.purchases.purchases) {
        const double usd = scenario.cost.nodeUsd > 0 ? purchase.nodes * purchase.priceShare * scenario.cost.nodeUsd : unknown;
        table.rows.push_back({{},
                              {purchase.boughtMonth, static_cast<double>(purchase.neededMonth),
                               static_cast<double>(purchase.nodes), purchase.priceShare, usd}});
    }
    return table;
}

Table failures(const FleetStudy &study)
{
    const scenario::Evaluation &evaluation = study.evaluation;
    const fleet::Redundancy &redundancy = evaluation.fleet.redundancy;
    const scenario::AfterFailure &after = evaluation.afterFailure;
    const auto known = [&after](double seconds) { return after.finite ? 1e3 * seconds : unknown; };
    return {{"nodes (or larger replicas)", "replicas of one", "down at once that the peak can spare",
             "too few at the peak [% of the time]", "violation [min a week]", "TTFT p99 during one failure [ms]",
             "ITL p99 during one failure [ms]", "hours with room for maintenance [h a week]", "maintenance needed [h a week]"},
            {{{},
              {double(redundancy.unit.count), double(redundancy.unit.replicas), redundancy.mostDownAtPeak < 0 ? unknown : double(redundancy.mostDownAtPeak),
               100 * redundancy.shortAtPeak, study.failures.violationMinutes, known(after.ttftP99), known(after.itlP99),
               study.failures.drainHours, study.failures.drainHoursNeeded}}}};
}

} // namespace

std::string_view name(FleetTable table)
{
    constexpr std::array names{"fleet_autoscaling", "fleet_sizing",    "fleet_routing",
                               "fleet_backfill",    "fleet_purchases", "fleet_failures"};
    return names[static_cast<std::size_t>(table)];
}

std::string_view title(FleetTable table)
{
    constexpr std::array titles{"Autoscaling", "Sizing for the peak", "Routing", "Back-fill", "Nodes bought", "Node failures"};
    return titles[static_cast<std::size_t>(table)];
}

std::span<const FleetTable> fleetTables()
{
    return all;
}

Table fleetTable(FleetTable table, const Scenario &scenario, const FleetStudy &study)
{
    if (!study.problem.empty())
        return {};
    switch (table) {
    case FleetTable::Autoscaling:
        return autoscaling(scenario, study);
    case FleetTable::Sizing:
        return sizing(scenario, study);
    case FleetTable::Routing:
        return routing(scenario, study);
    case FleetTable::Backfill:
        return backfill(study);
    case FleetTable::Purchases:
        return purchases(scenario, study);
    case FleetTable::Failures:
        break;
    }
    return failures(study);
}

} // namespace trilemma::handoff
