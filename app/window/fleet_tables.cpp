// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/fleet_tables.h"

#include "app/window/fleet_text.h"
#include "widgets/chart_text.h"

#include <algorithm>
#include <cmath>

namespace trilemma::app {

using widgets::FleetShown, widgets::number;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(FleetPage)
};

/// "Wed 07:00"
QString shortName(int hourOfWeek)
{
    const QString name = widgets::hourName(hourOfWeek);
    return name.left(3) + name.mid(name.indexOf(QLatin1Char(' ')));
}

/// Why no policy changes the bill; empty where one does, or where nothing is known of bills.
QString sameBillText(const std::vector<double> &usd, const scenario::FleetStudy &study, const scenario::Scenario &scenario)
{
    constexpr double cent = 0.01;
    if (usd.empty() || std::ranges::max(usd) - std::ranges::min(usd) > cent)
        return {};
    const auto same = [&study](double fleet::ScaledWeek::*hours) {
        const fleet::ScaledWeek &first = study.days.front().week;
        return std::ranges::all_of(study.days, [&](const scenario::ScaledDay &day) { return day.week.*hours == first.*hours; });
    };
    const int replicas = study.fleet.replicas;
    const QString all = replicas == 1 ? Texts::tr("the one replica") : Texts::tr("all %1 replicas").arg(number(replicas));
    if (same(&fleet::ScaledWeek::gpuHours))
        return replicas <= scenario.fleet.scaling.minimumReplicas
                   ? Texts::tr("All cost the same: scaling keeps %1 as the fewest. ").arg(all)
                   : Texts::tr("All cost the same: %1 run at every hour under each. ").arg(all);
    if (same(&fleet::ScaledWeek::nodeHours))
        return Texts::tr("All cost the same: fewer replicas still take %1. ")
            .arg(study.evaluation.packing.nodes == 1 ? Texts::tr("the one node")
                                                     : Texts::tr("all %1 nodes").arg(number(study.evaluation.packing.nodes)));
    return Texts::tr("All cost the same: the bill does not follow the hours that nodes run. ");
}

/// All routers' waits, also with a replica lost, are too short to be told from none.
bool hasNoWait(const std::vector<scenario::RoutingChoice> &choices, bool hasOne)
{
    constexpr double seconds = 1e-4;
    const auto none = [](const fleet::RoutedWait &wait) {
        return wait.finite && wait.p99Seconds < seconds && wait.meanSeconds < seconds;
    };
    return std::ranges::all_of(choices,
                               [&](const auto &choice) { return none(choice.wait) && (hasOne || none(choice.afterLoss)); });
}

} // namespace

TableText policyTable(const scenario::Scenario &scenario, const FleetShown &shown)
{
    const scenario::FleetStudy &study = shown.study;
    TableText table;
    if (study.days.empty())
        return table;
    const auto usd = scenario::usdPerMonthByPolicy(scenario, study);
    const fleet::ScaledWeek &all = study.days.front().week;
    const auto saved = [](double hours, double of) { return of > 0 ? Texts::tr("%1 %").arg(number(100 * (1 - hours / of))) : QString(); };
    for (std::size_t i = 0; i < study.days.size(); ++i) {
        const fleet::ScaledWeek &week = study.days[i].week;
        table.rows.push_back({QLatin1String(fleet::label(study.days[i].policy)), number(week.gpuHours), saved(week.gpuHours, all.gpuHours),
                              number(week.nodeHours), saved(week.nodeHours, all.nodeHours),
                              number(week.violationMinutes),
                              usd.empty() ? Texts::tr("no price") : QLatin1Char('$') + number(usd[i])});
    }
    table.chosen = study.chosen;
    table.note = sameBillText(usd, study, scenario);
    table.note += scenario.cost.owned()     ? Texts::tr("Owned nodes stay bought: fewer replicas save electricity alone. ")
                  : scenario.cost.fromApi() ? Texts::tr("Tokens are bought: no hour of these is paid for. ")
                                            : Texts::tr("Rent ends with whole nodes, not with replicas. ");
    table.note += coldStartText(study.coldStart);
    return table;
}

TableText sizingTable(const FleetShown &shown, const scenario::Scenario &scenario,
                      const std::optional<scenario::HeadroomPrice> &headroom)
{
    TableText table;
    for (const scenario::SizingChoice &choice : shown.study.sizings) {
        const QString name = QLatin1String(fleet::label(choice.sizing.rule));
        if (choice.size.replicas == 0) {
            const QString none = QStringLiteral("-");
            table.rows.push_back({name, none, none, none, none, none, none});
        } else {
            table.rows.push_back({name, number(choice.size.unrounded), number(choice.size.forLoad), number(choice.size.spares),
                                  number(choice.size.forZones), number(choice.size.replicas), number(choice.gpus)});
        }
        if (choice.sizing.rule == scenario.fleet.sizing.rule)
            table.chosen = static_cast<int>(table.rows.size()) - 1;
    }
    if (table.rows.empty())
        return table;
    const scenario::Evaluation &evaluation = shown.study.evaluation;
    QStringList sentences;
    if (evaluation.fleet.kneeRequestsPerSecond > 0)
        sentences += Texts::tr("Peak %1 QPS over a knee of %2 QPS; %3.")
                         .arg(number(shown.study.fleet.peakRequestsPerSecond), number(evaluation.fleet.kneeRequestsPerSecond),
                              scenario.fleet.sized ? Texts::tr("the fleet is sized so")
                                                   : Texts::tr("the fleet is set to %1").arg(replicasText(evaluation.replicas)));
    else
        sentences += Texts::tr("No rate meets the SLO: no number of replicas carries the peak.");
    if (headroom)
        sentences += headroomText(*headroom, evaluation.priceKnown);
    table.note = sentences.join(QLatin1Char(' '));
    return table;
}

TableText routerTable(const FleetShown &shown, const scenario::Scenario &scenario)
{
    TableText table;
    const auto wait = [](const fleet::RoutedWait &routed, double seconds) {
        return routed.finite ? durationText(seconds) : Texts::tr("unbounded");
    };
    const bool hasOne = shown.study.evaluation.replicas < 2;
    if (!shown.study.routings.empty() && hasNoWait(shown.study.routings, hasOne)) {
        const double slotCount = std::max(1.0, std::floor(shown.study.evaluation.saturation.servedBatch()));
        const QString slotText = slotCount == 1
                                     ? Texts::tr("the slot of each replica is never taken when a request comes")
                                     : Texts::tr("the %1 slots of each replica are never all taken").arg(number(slotCount));
        table.note = Texts::tr("No wait, whichever the router: %1%2.")
                         .arg(slotText, hasOne ? QString() : Texts::tr(", nor are they with one replica lost"));
        return table;
    }
    for (const scenario::RoutingChoice &choice : shown.study.routings) {
        table.rows.push_back({QLatin1String(fleet::label(choice.router)), Texts::tr("%1 %").arg(number(100 * choice.wait.utilisation)),
                              wait(choice.wait, choice.wait.meanSeconds), wait(choice.wait, choice.wait.p99Seconds),
                              hasOne ? Texts::tr("none left") : wait(choice.afterLoss, choice.afterLoss.p99Seconds)});
        if (choice.router == scenario.fleet.router)
            table.chosen = static_cast<int>(table.rows.size()) - 1;
    }
    if (!table.rows.empty())
        table.note = Texts::tr("Service times exponential; prefix aware: at the busiest replica. One lost: p99 with a replica fewer.");
    return table;
}

TableText backfillTable(const FleetShown &shown)
{
    TableText table;
    const fleet::Backfill &fill = shown.study.backfill;
    QStringList reasons;
    for (const fleet::JobOutcome &job : fill.jobs) {
        const QString none = QStringLiteral("-");
        const int done = job.isDone ? static_cast<int>(std::ceil(job.doneHour)) % fleet::hoursPerWeek : 0;
        table.rows.push_back({QString::fromStdString(job.name), Texts::tr("%1 M").arg(number(job.tokensPlaced / 1e6)),
                              job.isDone ? shortName(done) : none,
                              job.isDone ? Texts::tr("%1 h").arg(number(job.slackHours)) : none,
                              job.meetsDeadline ? Texts::tr("met") : Texts::tr("missed")});
        const QString reason = QString::fromStdString(job.reason);
        if (!reason.isEmpty() && !reasons.contains(reason))
            reasons += reason;
    }
    if (table.rows.empty())
        return table;
    table.note = Texts::tr("Fills %1 % of %2 spare replica-hours a week.")
                     .arg(number(100 * fill.usedShare), number(fill.spareReplicaHours));
    if (!reasons.isEmpty())
        table.note += Texts::tr(" Missed: %1.").arg(reasons.join(QStringLiteral("; ")));
    return table;
}

TableText purchaseTable(const FleetShown &shown, const scenario::Scenario &scenario)
{
    constexpr int monthsPerYear = 12;
    TableText table;
    const fleet::PurchasePlan &plan = shown.study.purchases;
    if (scenario.fleet.growth.perMonth == 0)
        return table;
    if (plan.nodesByMonth.empty()) {
        table.note = Texts::tr("No fleet carries the load to the end of the horizon.");
        return table;
    }
    const int months = static_cast<int>(plan.nodesByMonth.size());
    for (int from = 0; from < months; from += monthsPerYear) {
        const int to = std::min(months, from + monthsPerYear);
        int bought = 0;
        double prices = 0;
        for (const auto &purchase : plan.purchases) {
            if (purchase.neededMonth >= from && purchase.neededMonth < to) {
                bought += purchase.nodes;
                prices += purchase.nodes * purchase.priceShare;
            }
        }
        const QString paid = scenario.cost.nodeUsd > 0 ? QLatin1Char('$') + number(prices * scenario.cost.nodeUsd) : number(prices);
        table.rows.push_back({Texts::tr("year %1").arg(from / monthsPerYear + 1), number(bought),
                              number(plan.nodesByMonth[static_cast<std::size_t>(to - 1)]), paid});
    }
    table.note = Texts::tr("Bought as needed, %1 node prices of today; all at the start, %2.")
                     .arg(number(plan.nodePrices), number(plan.nodePricesUpFront));
    return table;
}

} // namespace trilemma::app
