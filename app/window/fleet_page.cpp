// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/fleet_page.h"

#include "app/window/fleet_sharing_tables.h"
#include "app/window/fleet_tables.h"
#include "app/window/fleet_text.h"
#include "app/window/page_parts.h"
#include "app/window/steady_text.h"
#include "models/handoff/fleet_tables.h"
#include "models/scenario/levers.h"
#include "widgets/text.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace trilemma::app {

using widgets::FigureChart, widgets::ShownHours;

namespace {

constexpr int chartsSideBySideFrom = 700, panelsSideBySideFrom = 960; ///< width
constexpr int chartHeight = 270;

FigureChart *chart(const QString &title, const char *name)
{
    auto *chart = new FigureChart(title, QStringLiteral("fleet_") + QLatin1String(name));
    chart->setObjectName(QStringLiteral("fleet.") + QLatin1String(name));
    chart->setMinimumHeight(chartHeight);
    return chart;
}

TablePanel *panel(const char *name, const QString &title, const QStringList &headings)
{
    return new TablePanel(QStringLiteral("fleet.") + QLatin1String(name), title, headings);
}

} // namespace

FleetPage::FleetPage(const catalog::Catalog &catalog, QWidget *parent)
    : QWidget(parent), m_catalog(catalog), m_heading(new SimulationHeading(QStringLiteral("fleet"), 2)), m_hours(new QComboBox),
      m_hour(new SteadyText(QStringLiteral("fleet.hour"), 1)), m_chartGrid(new QGridLayout),
      m_panelGrid(new QGridLayout), m_charts{chart(tr("Replicas over the day"), "day"), chart(tr("Nodes"), "nodes"),
                                             chart(tr("Saving against violations"), "scaling")},
      m_panels{
          panel("policies", tr("Autoscaling: hours of one week, minutes above capacity, bill of a month"),
                {tr("Policy"), tr("GPU-h"), tr("saved"), tr("node-h"), tr("saved"), tr("min"), tr("a month")}),
          panel("sizings", tr("Sizing for the peak: replicas"),
                {tr("Rule"), tr("exact"), tr("load"), tr("N+k"), tr("zones"), tr("in all"), tr("GPUs")}),
          panel("routers", tr("Routing: wait for a slot at the peak"),
                {tr("Router"), tr("load"), tr("mean"), tr("p99"), tr("one lost")}),
          panel("backfill", tr("Back-fill of spare replicas"),
                {tr("Day"), tr("tokens"), tr("done by"), tr("slack"), tr("deadline")}),
          panel("purchases", tr("Nodes bought as traffic grows"), {tr("Year"), tr("nodes"), tr("running"), tr("paid")}),
          panel("failures", tr("Node failures"), {tr("What"), tr("figure")}),
          panel("sharing", tr("Several models on one fleet"), {tr("Fleet"), tr("GPUs"), tr("nodes"), tr("hardware a month")})}
{
    layOutPage(*this, QStringLiteral("fleet"), {m_heading, buildHourRow()}, buildContent());
    linkCharts();
    linkPanel(Policies, "autoscaling");
    linkPanel(Sizings, "sizing");
    linkPanel(Routers, "router");
    arrange();
}

QWidget *FleetPage::buildHourRow()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(widgets::grid / 2, 0, widgets::grid / 2, widgets::grid / 2);
    auto *label = new QLabel(tr("&Hours"));
    label->setBuddy(m_hours);
    for (int day = 0; day < ShownHours::week; ++day)
        m_hours->addItem(widgets::dayName(day));
    m_hours->addItem(tr("The week"));
    m_hours->setObjectName(QStringLiteral("fleet.hours"));
    m_hours->setAccessibleName(tr("Hours that are shown"));
    m_hours->setToolTip(tr("A day or the week that the chart of replicas shows"));
    auto *edit = new QPushButton(tr("&Edit week..."));
    edit->setObjectName(QStringLiteral("fleet.editWeek"));
    edit->setToolTip(tr("Loads of your own by the hour, from a preset, a trace, a list or by hand"));
    connect(edit, &QPushButton::clicked, this, &FleetPage::weekRequested);
    layout->addWidget(label);
    layout->addWidget(m_hours);
    layout->addWidget(edit);
    layout->addSpacing(widgets::grid);
    layout->addWidget(m_hour, 1);
    connect(m_hours, &QComboBox::currentIndexChanged, this, [this] {
        m_charts[Day]->setCrosshair(std::nullopt);
        showDay();
    });
    return row;
}

QLayout *FleetPage::buildContent()
{
    for (QGridLayout *grid : {m_chartGrid, m_panelGrid}) {
        grid->setSpacing(widgets::grid);
        grid->setContentsMargins(0, 0, 0, 0);
    }
    auto *layout = new QVBoxLayout;
    layout->addLayout(m_chartGrid, 1);
    layout->addLayout(m_panelGrid);
    return layout;
}

void FleetPage::linkCharts()
{
    for (FigureChart *chart : m_charts) {
        connect(chart, &widgets::Chart::crosshairMoved, this, [this, chart](std::optional<double> x) {
            chart->setCrosshair(x);
            showHour();
        });
        forwardRequests(*chart, *this);
    }
    for (std::size_t i = 0; i < handoff::fleetTables().size(); ++i) {
        const std::string_view name = handoff::name(handoff::fleetTables()[i]);
        connect(m_panels[i], &TablePanel::exportRequested, this, [this, panel = m_panels[i], name] {
            emit tableExportRequested({widgets::qString(name), panel->title(), true});
        });
    }
    connect(m_charts[Scaling], &FigureChart::pointActivated, this, &FleetPage::choosePoint);
}

/// The rows of its table are the lever's options in their order.
void FleetPage::linkPanel(Panel panel, const char *leverId)
{
    const scenario::Lever *lever = scenario::findLever(leverId);
    connect(m_panels[panel], &TablePanel::rowChosen, this, [this, lever](int row) {
        const auto options = lever->range(m_shown->scenario, m_catalog).options;
        if (row < static_cast<int>(options.size()))
            emit leverChosen(QString::fromUtf8(lever->id), options[static_cast<std::size_t>(row)].id);
    });
}

/// Side by side where the width has room for it.
void FleetPage::arrange()
{
    const int columns = width() >= panelsSideBySideFrom ? 3 : width() >= chartsSideBySideFrom ? 2 : 1;
    if (columns == m_columns)
        return;
    m_columns = columns;
    const bool isWide = columns > 1;
    m_chartGrid->addWidget(m_charts[Day], 0, 0);
    m_chartGrid->addWidget(m_charts[Nodes], isWide ? 0 : 1, isWide ? 1 : 0);
    m_chartGrid->addWidget(m_charts[Scaling],
                           columns == 3   ? 0
                           : columns == 2 ? 1
                                          : 2,
                           columns == 3 ? 2 : 0, 1, columns == 2 ? 2 : 1);
    m_chartGrid->setColumnStretch(0, columns == 3 ? 3 : 2);
    m_chartGrid->setColumnStretch(1, columns - 1);
    m_chartGrid->setColumnStretch(2, columns == 3 ? 2 : 0);
    for (int i = 0; i < panelCount; ++i)
        m_panelGrid->addWidget(m_panels[static_cast<std::size_t>(i)], columns == 3 ? i / 2 : i, columns == 3 ? i % 2 : 0);
    m_panelGrid->setColumnStretch(0, 1);
    m_panelGrid->setColumnStretch(1, columns == 3 ? 1 : 0);
}

void FleetPage::showAnswer(const OverviewAnswer &answer)
{
    const widgets::ChartScenario &current = answer.current();
    std::vector<scenario::Scenario> scenarios;
    for (const widgets::ChartScenario &shown : answer.scenarios)
        scenarios.push_back(shown.scenario);
    const bool isKnown = m_study && m_shown && m_scenarios == scenarios;
    m_scenarios = std::move(scenarios);
    m_shown = current;
    if (isKnown)
        return;
    m_study.reset();
    if (isVisible()) // hidden pictures would cost as much as those that are seen
        refresh();
}

void FleetPage::catalogChanged()
{
    m_work.cancel();
    m_snapshot.reset();
    m_tradeoff.reset();
    m_sharing.reset();
    m_study.reset();
    m_shown.reset();
}

widgets::FleetShown FleetPage::shown() const
{
    return {*m_study, m_usdPerGpuHour};
}

void FleetPage::refresh()
{
    if (!m_shown || m_study)
        return;
    m_study = std::make_shared<const scenario::FleetStudy>(scenario::fleetStudy(m_shown->scenario, m_catalog));
    m_usdPerGpuHour = scenario::usdPerPaidGpuHour(m_study->evaluation);
    m_heading->showText(fleetText(shown()), false);
    m_charts[Nodes]->showScenarios({*m_shown});
    m_charts[Nodes]->showFigure(std::make_shared<const widgets::Figure>(nodeFigure(shown())));
    showDay();
    showTables();
    work();
}

/// Weeks for each value of a knob: too many for a lever's move.
void FleetPage::work()
{
    m_tradeoff.reset();
    m_sharing.reset();
    if (!m_study->problem.empty() || !m_charts[Scaling]->figure())
        showScaling();
    if (!m_study->problem.empty()) {
        m_work.cancel();
        return;
    }
    if (!m_snapshot)
        m_snapshot = std::make_shared<const catalog::Catalog>(m_catalog);
    const auto sharing = [this, scenarios = m_scenarios, known = m_snapshot](const auto &) -> LatestWork::Delivery {
        return [this, shared = decision::shareFleet(scenarios, *known)] {
            m_sharing = shared;
            showSharing();
        };
    };
    m_work.request(
        {[this, scenario = m_shown->scenario, study = m_study, known = m_snapshot](const auto &) -> LatestWork::Delivery {
             const auto tradeoff =
                 std::make_shared<const scenario::ScalingTradeoff>(scenario::scalingTradeoff(scenario, *study, *known));
             return [this, tradeoff] {
                 m_tradeoff = tradeoff;
                 showScaling();
             };
         },
         sharing});
}

void FleetPage::showSharing()
{
    m_panels[Sharing]->showTable(sharedFleetTable(m_sharing ? &*m_sharing : nullptr));
}

/// What was shown stays until there is something new: it is worked out within a few frames.
void FleetPage::showScaling()
{
    m_charts[Scaling]->showScenarios({*m_shown});
    widgets::Figure figure = widgets::scalingFigure(m_tradeoff.get(), m_shown->scenario, m_catalog);
    if (!m_study->problem.empty())
        figure.message = QString::fromStdString(m_study->problem);
    m_charts[Scaling]->showFigure(std::make_shared<const widgets::Figure>(std::move(figure)));
}

void FleetPage::choosePoint(const QString &id)
{
    if (!m_study || m_study->days.empty())
        return;
    const QString value = id.section(QLatin1Char(':'), 1);
    if (id.startsWith(QLatin1String("knob:"))) {
        emit leverChosen(widgets::qString(scenario::mainKnob(m_study->day().policy)), value.toDouble());
        return;
    }
    const scenario::Lever *lever = scenario::findLever("autoscaling");
    const auto options = lever->range(m_shown->scenario, m_catalog).options;
    emit leverChosen(widgets::qString(lever->id), options.at(value.toUInt()).id);
}

void FleetPage::showDay()
{
    if (!m_study)
        return;
    m_charts[Day]->showScenarios({*m_shown});
    m_charts[Day]->showFigure(
        std::make_shared<const widgets::Figure>(dayFigure(shown(), ShownHours(m_hours->currentIndex()))));
    showHour();
}

/// Of the hour under the crosshair, else of the one that is marked.
void FleetPage::showHour()
{
    const widgets::SharedFigure &figure = m_charts[Day]->figure();
    if (!m_study || !figure || !figure->message.isEmpty()) {
        m_hour->setText({});
        return;
    }
    const int hour = ShownHours(m_hours->currentIndex()).hourAt(m_charts[Day]->crosshair().value_or(figure->home));
    m_hour->setText(tr("%1: %2.").arg(widgets::hourName(hour), hourText(shown(), hour)));
}

void FleetPage::showTables()
{
    if (!m_study->problem.empty()) {
        for (TablePanel *panel : m_panels)
            panel->showNothing();
        return;
    }
    const scenario::Scenario &scenario = m_shown->scenario;
    const auto headroom = scenario::headroomPrice(scenario, m_catalog);
    m_panels[Policies]->showTable(policyTable(scenario, shown()));
    m_panels[Sizings]->showTable(sizingTable(shown(), scenario, headroom));
    m_panels[Routers]->showTable(routerTable(shown(), scenario));
    m_panels[Backfill]->showTable(backfillTable(shown()));
    m_panels[Purchases]->showTable(purchaseTable(shown(), scenario));
    m_panels[Failures]->showTable(failureTable(shown(), scenario));
}

QString FleetPage::text() const
{
    QStringList lines{m_heading->text(), m_hour->text()};
    for (const TablePanel *panel : m_panels)
        lines += panel->text();
    return lines.join(QLatin1Char('\n'));
}

widgets::Chart *FleetPage::chartUnderMouse() const
{
    return app::chartUnderMouse(m_charts);
}

void FleetPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void FleetPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (m_work.isBusy())
        m_study.reset(); // so that all is worked out when it is shown again
    m_work.cancel();
}

void FleetPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

} // namespace trilemma::app
