// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Replicas over the day: what the load needs, what is ready, what is paid for.
#include "widgets/fleet_figures.h"

#include "models/fleet/hour_load.h"
#include "widgets/chart_text.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace trilemma::widgets {

namespace {

using Texts = FleetTexts;
using fleet::minutesPerHour, fleet::ReplicasByMinute;
using scenario::FleetStudy, scenario::ScaledDay;

constexpr int markedHour = 3; // of the day: when fleets idle
constexpr FigureColour loadColour{0}, paidColour{1}, readyColour{2}, perfectColour{3}, staticColour{4}, idleColour{1, 0.25},
    backfillColour{2, 0.4}, aboveColour{5, 0.4};

double hourOf(int minute)
{
    return static_cast<double>(minute) / minutesPerHour;
}

/// Whole numbers that hold for some minutes each: two points where they change.
Polyline steps(const ReplicasByMinute &replicas, const ShownHours &hours)
{
    Polyline line;
    const int from = hours.first() * minutesPerHour, to = from + hours.count() * minutesPerHour;
    for (int minute = from; minute < to; ++minute) {
        const double now = replicas[static_cast<std::size_t>(minute)];
        if (!line.empty() && line.back().y() == now)
            continue;
        const double x = hours.xOf(hourOf(minute));
        if (!line.empty())
            line.emplace_back(x, line.back().y());
        line.emplace_back(x, now);
    }
    line.emplace_back(hours.xOf(hourOf(to)), line.back().y());
    return line;
}

FigureCurve curve(const QString &name, Polyline line, FigureColour colour, Qt::PenStyle dash, double width = 1.5)
{
    return {.name = name, .unit = Texts::tr("replicas"), .line = std::move(line), .colour = colour, .dash = dash, .width = width};
}

/// Replicas that back-fill keeps busy in each hour.
std::vector<double> backfillReplicas(const FleetStudy &study)
{
    const fleet::Backfill &fill = study.backfill;
    const double tokens = std::accumulate(fill.tokensByHour.begin(), fill.tokensByHour.end(), 0.0);
    std::vector<double> replicas(fill.tokensByHour.begin(), fill.tokensByHour.end());
    for (double &hour : replicas)
        hour *= tokens > 0 ? fill.usedShare * fill.spareReplicaHours / tokens : 0;
    return replicas;
}

/// The stacked parts of what is paid for, at every minute where one of them turns.
class DayAreas {
public:
    DayAreas(const FleetStudy &study, const ShownHours &hours) : m_study(study), m_hours(hours), m_filled(backfillReplicas(study))
    {
        const int between = hours.isWeek() ? 20 : 5; // minutes: where load and capacity cross
        const fleet::ScaledWeek &week = study.day().week;
        const int from = hours.first() * minutesPerHour, to = from + hours.count() * minutesPerHour;
        for (int minute = from; minute < to; ++minute) {
            const auto now = static_cast<std::size_t>(minute);
            const bool turns = minute > from && (week.paid[now] != week.paid[now - 1] || week.ready[now] != week.ready[now - 1] ||
                                                 minute % minutesPerHour == 0);
            if (turns)
                add(minute, minute - 1);
            if (turns || minute % between == 0)
                add(minute, minute);
        }
        add(to, to - 1);
    }

    Polyline load, used, filled, paid, ready;

private:
    /// Load at `minute`, replicas as of another.
    void add(int minute, int asOf)
    {
        const fleet::ScaledWeek &week = m_study.day().week;
        const auto at = static_cast<std::size_t>(asOf);
        const int hour = asOf / minutesPerHour;
        const double x = m_hours.xOf(hourOf(minute)), paidNow = week.paid[at], readyNow = week.ready[at],
                     needed = fleet::hourLoad(m_study.profile, m_study.fleet, hour).at(minute - hour * minutesPerHour),
                     usedNow = std::min(needed, readyNow);
        load.emplace_back(x, needed);
        used.emplace_back(x, usedNow);
        filled.emplace_back(x, std::min(usedNow + m_filled[static_cast<std::size_t>(hour)], paidNow));
        paid.emplace_back(x, paidNow);
        ready.emplace_back(x, readyNow);
    }

    const FleetStudy &m_study;
    const ShownHours &m_hours;
    std::vector<double> m_filled;
};

void addCurves(Figure &figure, const FleetStudy &study, const ShownHours &hours)
{
    using fleet::ScalingPolicy;
    const ScaledDay &chosen = study.day();
    for (const ScaledDay &day : study.days) {
        if (day.policy == ScalingPolicy::Static && chosen.policy != ScalingPolicy::Static)
            figure.curves.push_back(curve(Texts::tr("static"), steps(day.week.paid, hours), staticColour, Qt::DashLine));
        if (day.policy == ScalingPolicy::Perfect && chosen.policy != ScalingPolicy::Perfect)
            figure.curves.push_back(curve(Texts::tr("perfect bound"), steps(day.week.paid, hours), perfectColour, Qt::DotLine));
    }
    if (chosen.week.ready != chosen.week.paid)
        figure.curves.push_back(curve(Texts::tr("ready"), steps(chosen.week.ready, hours), readyColour, Qt::DashDotLine));
    figure.curves.push_back(curve(Texts::tr("paid, %1").arg(QLatin1String(fleet::label(chosen.policy))),
                                  steps(chosen.week.paid, hours), paidColour, Qt::SolidLine, 2));
}

void addAreas(Figure &figure, const FleetStudy &study, DayAreas areas)
{
    const auto area = [&](const QString &name, const Polyline &low, const Polyline &high, FigureColour colour) {
        figure.areas.push_back({name, Texts::tr("replicas"), low, high, colour});
    };
    area(Texts::tr("paid, not used"), areas.used, areas.paid, idleColour);
    if (!study.backfill.jobs.empty())
        area(Texts::tr("of it back-fill"), areas.used, areas.filled, backfillColour);
    if (study.day().week.violationMinutes > 0)
        area(Texts::tr("load above ready"), areas.used, areas.load, aboveColour);
    FigureCurve load = curve(Texts::tr("needed by load"), std::move(areas.load), loadColour, Qt::SolidLine, 2);
    load.named = FigureCurve::Name::AtPeak;
    figure.curves.push_back(std::move(load));
}

void addHours(Figure &figure, const FleetShown &shown, const ShownHours &hours)
{
    const FleetStudy &study = shown.study;
    figure.table.columns = {"hour",          "hour of the week", "replicas needed",   "paid [replica-h]",  "used [replica-h]",
                            "idle [GPU-h]",  "idle [$]",         "static [replicas]", "perfect [replica-h]", "back-fill [tokens]",
                            "violation [min]"};
    const auto over = [&](fleet::ScalingPolicy policy, int hour) {
        const auto day = std::ranges::find(study.days, policy, &ScaledDay::policy);
        return fleet::readHour(day->week, study.profile, study.fleet, hour).replicaHours;
    };
    for (int hour = hours.first(); hour < hours.first() + hours.count(); ++hour) {
        const fleet::HourReadOut read = fleet::readHour(study.day().week, study.profile, study.fleet, hour);
        figure.spells.push_back({hours.xOf(hour), hours.xOf(hour + 1), hourName(hour), hourText(shown, hour)});
        figure.table.rows.push_back(
            {hourName(hour).toStdString(),
             {static_cast<double>(hour), fleet::hourLoad(study.profile, study.fleet, hour).first, read.replicaHours,
              read.usedReplicaHours, read.idleGpuHours, read.idleGpuHours * shown.usdPerGpuHour,
              over(fleet::ScalingPolicy::Static, hour), over(fleet::ScalingPolicy::Perfect, hour),
              study.backfill.tokensByHour[static_cast<std::size_t>(hour)], read.violationMinutes}});
    }
}

/// "paid, not used: 159 GPU-h, $375"
QString gapText(const FleetShown &shown, const ShownHours &hours)
{
    double idle = 0;
    for (int hour = hours.first(); hour < hours.first() + hours.count(); ++hour)
        idle += fleet::readHour(shown.study.day().week, shown.study.profile, shown.study.fleet, hour).idleGpuHours;
    const QString when = hours.isWeek() ? Texts::tr("the week") : dayName(hours.first() / fleet::hoursPerDay);
    const QString usd = dollars(idle * shown.usdPerGpuHour, shown);
    return usd.isEmpty() ? Texts::tr("replicas; idle %1: %2 GPU-h").arg(when, number(idle))
                         : Texts::tr("replicas; idle %1: %2 GPU-h, %3").arg(when, number(idle), usd);
}

} // namespace

double ShownHours::xOf(double hourOfWeek) const
{
    constexpr double middle = 0.5; // a day is named at a whole number
    return isWeek() ? hourOfWeek / fleet::hoursPerDay + middle : hourOfWeek - first();
}

int ShownHours::hourAt(double x) const
{
    constexpr double middle = 0.5, rounding = 1e-9;
    const double hour = isWeek() ? (x - middle) * fleet::hoursPerDay : x;
    return first() + std::clamp(static_cast<int>(std::floor(hour + rounding)), 0, count() - 1);
}

QString dayName(int day)
{
    return QLocale::c().standaloneDayName(day + 1);
}

QString hourName(int hourOfWeek)
{
    return Texts::tr("%1 %2:00")
        .arg(dayName(hourOfWeek / fleet::hoursPerDay))
        .arg(hourOfWeek % fleet::hoursPerDay, 2, 10, QLatin1Char('0'));
}

QString dollars(double usd, const FleetShown &shown)
{
    return shown.usdPerGpuHour > 0 ? QLatin1Char('$') + number(usd) : QString();
}

QString hourText(const FleetShown &shown, int hourOfWeek)
{
    const FleetStudy &study = shown.study;
    const fleet::HourReadOut read = fleet::readHour(study.day().week, study.profile, study.fleet, hourOfWeek);
    QString text =
        (read.replicaHours == 1 ? Texts::tr("%1 of %2 replica idle, %3 GPU-h") : Texts::tr("%1 of %2 replicas idle, %3 GPU-h"))
            .arg(number(read.idleReplicaHours), number(read.replicaHours), number(read.idleGpuHours));
    const QString usd = dollars(read.idleGpuHours * shown.usdPerGpuHour, shown);
    if (!usd.isEmpty())
        text += Texts::tr(", %1 an hour").arg(usd);
    if (read.violationMinutes > 0)
        text += Texts::tr(", %1 min above capacity").arg(number(read.violationMinutes));
    return text;
}

Figure dayFigure(const FleetShown &shown, ShownHours hours)
{
    Figure figure;
    const FleetStudy &study = shown.study;
    figure.message = QString::fromStdString(study.problem);
    if (figure.message.isEmpty() && !(study.fleet.replicaRequestsPerSecond > 0))
        figure.message = Texts::tr("a replica has no capacity within the SLO");
    if (!figure.message.isEmpty())
        return figure;
    figure.subtitle = gapText(shown, hours);
    figure.hasLegend = true;
    figure.xText = Texts::tr("%1 h");
    constexpr double labelHours = 3;
    figure.x = {.least = hours.xOf(hours.first()), .most = hours.xOf(hours.first() + hours.count()), .asIs = true};
    figure.x.step = labelHours;
    for (int day = 0; hours.isWeek() && day < ShownHours::week; ++day)
        figure.x.names.push_back(dayName(day).left(3));
    addCurves(figure, study, hours);
    addAreas(figure, study, DayAreas(study, hours));
    figure.y.gridlines = true;
    for (const FigureCurve &one : figure.curves) {
        for (const QPointF &point : one.line)
            figure.y.most = std::max(figure.y.most, point.y());
    }
    addHours(figure, shown, hours);
    figure.home = hours.xOf(hours.first() + markedHour);
    figure.lines.push_back({.name = Texts::tr("03:00"), .along = Qt::Vertical, .at = figure.home});
    return figure;
}

} // namespace trilemma::widgets
