// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/scaling_tradeoff.h"
#include "widgets/figure.h"

#include <QCoreApplication>

namespace trilemma::widgets {

/// What the pictures of a fleet are of. Refers to a value that outlives the call.
struct FleetShown {
    const scenario::FleetStudy &study;
    double usdPerGpuHour = 0; ///< 0 = no price known
};

/// The week or one day of it, as the day's chart lays it out: hours of the day along x, or one unit of x for each day.
class ShownHours {
public:
    static constexpr int week = 7;
    explicit ShownHours(int day = 0) : m_day(day) {} ///< 0 is Monday; or `week`

    bool isWeek() const { return m_day == week; }
    int first() const { return isWeek() ? 0 : m_day * fleet::hoursPerDay; } ///< hour of the week
    int count() const { return isWeek() ? fleet::hoursPerWeek : fleet::hoursPerDay; }
    double xOf(double hourOfWeek) const;
    int hourAt(double x) const; ///< of the week, one of those that are shown

private:
    int m_day;
};

QString dayName(int day); ///< 0 is Monday
/// "6.65 of 7 replicas idle, 26.6 GPU-h, $63 an hour"
QString hourText(const FleetShown &shown, int hourOfWeek);
/// "Monday 03:00"
QString hourName(int hourOfWeek);

Figure nodeFigure(const FleetShown &shown);                    ///< whole nodes, who uses their GPUs and which nobody does
Figure dayFigure(const FleetShown &shown, ShownHours hours);   ///< replicas needed, ready and paid for over the hours

/// Savings over the minutes above capacity that a fleet which is not scaled would not have: each policy, the chosen one along its main knob. Ids are "policy:2", a number of the
/// enumeration, and "knob:0.75", a value of the chosen policy's main knob. Null where it is still being worked out.
Figure scalingFigure(const scenario::ScalingTradeoff *tradeoff, const scenario::Scenario &scenario,
                     const catalog::Catalog &catalog);

struct FleetTexts {
    Q_DECLARE_TR_FUNCTIONS(FleetTexts)
};
/// "$63"; empty where no price is known
QString dollars(double usd, const FleetShown &shown);

} // namespace trilemma::widgets
