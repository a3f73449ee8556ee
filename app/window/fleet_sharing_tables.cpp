// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/fleet_sharing_tables.h"

#include "app/window/fleet_text.h"
#include "app/window/quiet_table.h"
#include "widgets/chart_text.h"
#include "widgets/text.h"

namespace trilemma::app {

using widgets::FleetShown, widgets::number;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(FleetPage)
};

QString latencies(const scenario::AfterFailure &after)
{
    if (!after.finite)
        return Texts::tr("the rest cannot carry the load");
    return Texts::tr("p99 TTFT %1, ITL %2; %3")
        .arg(durationText(after.ttftP99), durationText(after.itlP99),
             after.meetsSlo ? Texts::tr("within the SLO") : Texts::tr("the SLO is missed"));
}

QString drainText(const fleet::WeekOfFailures &week)
{
    if (week.drainHoursNeeded <= 0)
        return Texts::tr("no maintenance is planned");
    const QString text =
        Texts::tr("%1 h a week are needed, %2 h have room for it").arg(number(week.drainHoursNeeded), number(week.drainHours));
    return week.drainHours >= week.drainHoursNeeded ? text : Texts::tr("%1: not all can be done within the SLO").arg(text);
}

} // namespace

TableText failureTable(const FleetShown &shown, const scenario::Scenario &scenario)
{
    TableText table;
    const scenario::FleetStudy &study = shown.study;
    if (!study.problem.empty())
        return table;
    const scenario::Evaluation &evaluation = study.evaluation;
    const fleet::Redundancy &redundancy = evaluation.fleet.redundancy;
    const fleet::Failures &failures = scenario.fleet.failures;
    const int replicas = redundancy.unit.replicas;
    table.rows = {
        {Texts::tr("One failure takes"), replicas == 1 ? Texts::tr("1 replica") : Texts::tr("%1 replicas").arg(replicas)},
        {Texts::tr("During it"),
         replicas >= evaluation.replicas ? Texts::tr("nothing is left") : latencies(evaluation.afterFailure)},
        {Texts::tr("Covered at the peak"),
         redundancy.mostDownAtPeak < 0 ? Texts::tr("none: all together do not carry it")
                                       : Texts::tr("%1 of %2 at once").arg(redundancy.mostDownAtPeak).arg(redundancy.unit.count)},
        {Texts::tr("Too few at the peak"), Texts::tr("%1 of the time").arg(percent(redundancy.shortAtPeak))},
        {Texts::tr("SLO violation"), Texts::tr("%1 min a week expected").arg(number(study.failures.violationMinutes))},
        {Texts::tr("Maintenance"), drainText(study.failures)}};
    table.note =
        failures.nodeMtbfHours > 0
            ? Texts::tr(
                  "A node fails every %1 h on average and is back after %2 h, one without regard to another; spares beside the "
                  "headroom cover it.")
                  .arg(number(failures.nodeMtbfHours), number(failures.repairHours))
            : Texts::tr("Nodes never fail, as the levers have it.");
    return table;
}

TableText sharedFleetTable(const Result<decision::SharedFleet> *shared)
{
    TableText table;
    if (!shared || !*shared) {
        table.note = !shared ? Texts::tr("Working it out…") : widgets::qString(shared->error().sentence()) + QLatin1Char('.');
        return table;
    }
    const decision::SharedFleet &fleets = **shared;
    const auto dollars = [](double usd) { return usd > 0 ? QLatin1Char('$') + number(usd) : Texts::tr("no price"); };
    const QString none;
    table.rows = {
        {Texts::tr("dedicated"), number(fleets.mix.dedicatedGpus), number(fleets.mix.dedicatedNodes),
         dollars(fleets.dedicatedUsdPerMonth)},
        {Texts::tr("pooled"), number(fleets.mix.pooledGpus), number(fleets.mix.pooledNodes), dollars(fleets.pooledUsdPerMonth)}};
    for (const cost::Charge &charge : fleets.charges)
        table.rows.push_back({Texts::tr("charge of %1, %2").arg(widgets::qString(charge.name), percent(charge.share)), none, none,
                              dollars(charge.usd)});
    table.chosen = -1;
    table.note = widgets::qString(fleets.mix.recommendation) + Texts::tr(" Each with its headroom, without spares and zones.");
    return table;
}

} // namespace trilemma::app
