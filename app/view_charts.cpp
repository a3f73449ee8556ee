// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/view_charts.h"

#include "models/handoff/fleet_tables.h"
#include "models/scenario/fleet_prices.h"
#include "widgets/bar_chart.h"
#include "widgets/cost_figures.h"
#include "widgets/figure_chart.h"
#include "widgets/fleet_figures.h"
#include "widgets/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace trilemma::app {

using widgets::Figure, widgets::qString;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(ViewCharts)
};

/// What a figure is made of.
struct Shown {
    const widgets::ChartScenario &shown;
    const catalog::Catalog &catalog;
};

scenario::FleetStudy study(const Shown &of)
{
    return scenario::fleetStudy(of.shown.scenario, of.catalog);
}

Figure day(const Shown &of)
{
    const scenario::FleetStudy fleet = study(of);
    return widgets::dayFigure({fleet, scenario::usdPerPaidGpuHour(fleet.evaluation)},
                              widgets::ShownHours(widgets::ShownHours::week));
}

Figure nodes(const Shown &of)
{
    const scenario::FleetStudy fleet = study(of);
    return widgets::nodeFigure({fleet, scenario::usdPerPaidGpuHour(fleet.evaluation)});
}

Figure scaling(const Shown &of)
{
    const scenario::ScalingTradeoff tradeoff = scenario::scalingTradeoff(of.shown.scenario, study(of), of.catalog);
    return widgets::scalingFigure(&tradeoff, of.shown.scenario, of.catalog);
}

Figure latencyPrice(const Shown &of)
{
    const widgets::PricedBound bound = widgets::pricedBound(of.shown.scenario.slo);
    const auto prices = decision::priceOfLatency(of.shown.scenario, bound.metric, decision::pricedBounds, of.catalog);
    return widgets::latencyPriceFigure(&prices, bound);
}

struct Known {
    const char *name, *title;
    Figure (*figure)(const Shown &);
};
const std::array known{
    Known{"fleet_day", QT_TRANSLATE_NOOP("ViewCharts", "Replicas over the week"), &day},
    Known{"fleet_nodes", QT_TRANSLATE_NOOP("ViewCharts", "Nodes"), &nodes},
    Known{"fleet_scaling", QT_TRANSLATE_NOOP("ViewCharts", "Saving against violations"), &scaling},
    Known{"cost_utilisation", QT_TRANSLATE_NOOP("ViewCharts", "Cost by utilisation"),
          [](const Shown &of) { return widgets::utilisationFigure(of.shown); }},
    Known{"cost_own_rent", QT_TRANSLATE_NOOP("ViewCharts", "Own against rent"),
          [](const Shown &of) { return widgets::ownRentFigure(of.shown); }},
    Known{"cost_api", QT_TRANSLATE_NOOP("ViewCharts", "Fleet against API"),
          [](const Shown &of) { return widgets::apiFigure(of.shown); }},
    Known{"cost_latency", QT_TRANSLATE_NOOP("ViewCharts", "What latency costs"), &latencyPrice},
    Known{"cost_payback", QT_TRANSLATE_NOOP("ViewCharts", "Tuning payback"),
          [](const Shown &of) { return widgets::paybackFigure(of.shown); }},
};

struct KnownBars {
    const char *name, *title;
    widgets::Bars (*bars)(const Shown &);
};
const std::array knownBars{
    KnownBars{"cost_stack", QT_TRANSLATE_NOOP("ViewCharts", "Parts of the bill"),
              [](const Shown &of) { return widgets::costStackBars({of.shown}, widgets::CostUnit::MillionOutput); }},
    KnownBars{"cost_waterfall", QT_TRANSLATE_NOOP("ViewCharts", "From untuned to here"),
              [](const Shown &of) {
                  const decision::CostWaterfall waterfall = decision::costWaterfall(of.shown.scenario, of.catalog);
                  return widgets::waterfallBars(&waterfall);
              }},
    KnownBars{"cost_tornado", QT_TRANSLATE_NOOP("ViewCharts", "What moves it"),
              [](const Shown &of) {
                  const decision::Sensitivity sensitivity = decision::sensitivity(of.shown.scenario, of.catalog);
                  return widgets::tornadoBars(&sensitivity, widgets::SwingOf::MillionOutput, of.shown.scenario, of.catalog);
              }},
};

Figure figureOf(const QString &name, const Shown &of)
{
    if (const auto chart = std::ranges::find(known, name, [](const Known &one) { return QLatin1String(one.name); });
        chart != known.end())
        return chart->figure(of);
    const auto tables = handoff::fleetTables();
    const auto table = std::ranges::find(tables, name, [](handoff::FleetTable one) { return qString(handoff::name(one)); });
    Figure figure;
    if (table == tables.end())
        return figure;
    figure.message = Texts::tr("a table");
    if (Table figures = handoff::fleetTable(*table, of.shown.scenario, study(of)); !figures.rows.empty())
        figure.table = std::move(figures);
    return figure;
}

} // namespace

std::vector<ViewChart> viewCharts()
{
    std::vector<ViewChart> charts;
    for (const Known &chart : known)
        charts.push_back({QLatin1String(chart.name), Texts::tr(chart.title)});
    for (const KnownBars &chart : knownBars)
        charts.push_back({QLatin1String(chart.name), Texts::tr(chart.title)});
    for (const handoff::FleetTable table : handoff::fleetTables())
        charts.push_back({qString(handoff::name(table)), qString(handoff::title(table)), true});
    return charts;
}

std::unique_ptr<widgets::Chart> makeViewChart(const QString &name, const widgets::ChartScenario &shown,
                                              const catalog::Catalog &catalog)
{
    const auto charts = viewCharts();
    const auto one = std::ranges::find(charts, name, &ViewChart::name);
    const auto bars = std::ranges::find(knownBars, name, [](const KnownBars &known) { return QLatin1String(known.name); });
    if (bars != knownBars.end()) {
        auto chart = std::make_unique<widgets::BarChart>(Texts::tr(bars->title), name);
        chart->showScenarios({shown});
        chart->showBars(std::make_shared<const widgets::Bars>(bars->bars({shown, catalog})));
        return chart;
    }
    auto chart = std::make_unique<widgets::FigureChart>(one == charts.end() ? name : one->title, name);
    chart->showScenarios({shown});
    chart->showFigure(std::make_shared<const Figure>(figureOf(name, {shown, catalog})));
    return chart;
}

} // namespace trilemma::app
