// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/decision/cost_waterfall.h"
#include "models/decision/latency_price.h"
#include "models/decision/sensitivity.h"
#include "widgets/bars.h"
#include "widgets/chart_input.h"
#include "widgets/figure.h"

#include <QCoreApplication>

#include <array>
#include <string_view>

namespace trilemma::widgets {

/// What a bill is told by.
enum class CostUnit { Month, Lifetime, MillionOutput, MillionTotal, Request };
inline constexpr int costUnitCount = 5;
struct CostUnitText {
    QString shortLabel;        ///< "$/M output"
    QString label;             ///< "$ per M output tokens"
    QString basis;             ///< "reservation basis"
    std::string_view metricId; ///< of the total
};
CostUnitText textOf(CostUnit unit);
/// The bill of `cost` in the unit, from dollars per month; infinite where nothing is served.
double inUnit(double usdPerMonth, CostUnit unit, const cost::TotalCost &cost);

/// Parts of every scenario's bill with the range of all prices; a part's id is the metric it is a figure of.
Bars costStackBars(const std::vector<ChartScenario> &shown, CostUnit unit);

// Of one scenario, the current one. The models' curves, as figures.
Figure utilisationFigure(const ChartScenario &shown);
Figure ownRentFigure(const ChartScenario &shown);
Figure apiFigure(const ChartScenario &shown);

/// Months until tuning has paid, by the size of the fleet.
Figure paybackFigure(const ChartScenario &shown);
/// The bound of an SLO whose price is shown: of token gaps, unless only first tokens have one.
struct PricedBound {
    serving::LatencyMetric metric;
    QString name; ///< "token gaps (ITL)"
    double seconds; ///< 0 = there is none
};
PricedBound pricedBound(const serving::Slo &slo);
/// The cheapest fleet for each bound, beside the scenario's own; null is being worked out.
Figure latencyPriceFigure(const std::vector<decision::PricedLatency> *prices, const PricedBound &bound);

// What moves the bill; null shows that it is being worked out.
/// Steps that change nothing are named in a note.
Bars waterfallBars(const decision::CostWaterfall *waterfall);

/// What a tornado is of.
enum class SwingOf { MillionOutput, Month, ItlP99 };
inline constexpr int swingOfCount = 3;
QString textOf(SwingOf of);  ///< "$ per M output tokens"
QString basisOf(SwingOf of); ///< "reservation basis"; empty where a latency has none
/// The inputs that move it most, of which there may be fewer.
Bars tornadoBars(const decision::Sensitivity *sensitivity, SwingOf of, const scenario::Scenario &scenario,
                 const catalog::Catalog &catalog);

/// Texts that several of them need.
struct CostTexts {
    Q_DECLARE_TR_FUNCTIONS(CostTexts)
};
/// Why there is no bill; empty where there is one.
QString reasonForNoCost(const ChartScenario &shown);
QString dollars(double usd); ///< "$1,200", "-$3.5"

} // namespace trilemma::widgets
