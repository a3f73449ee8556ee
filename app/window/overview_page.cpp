// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/overview_page.h"

#include "app/window/rule_texts.h"
#include "widgets/batch_chart.h"
#include "widgets/cost_chart.h"
#include "widgets/hockey_stick_chart.h"
#include "widgets/lever_panel.h"
#include "widgets/readout_strip.h"
#include "widgets/roofline_chart.h"
#include "widgets/scenario_list.h"
#include "widgets/tuning_checklist.h"
#include "widgets/why_line.h"

#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace trilemma::app {

namespace {

constexpr int leverWidth = 280, scenarioWidth = 204;
constexpr int sideFromWidth = 1000;         // below, the charts need the room more than cards and rules do

QSplitter *splitter(Qt::Orientation orientation, const char *name)
{
    auto *splitter = new QSplitter(orientation);
    splitter->setObjectName(QLatin1String(name));
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(widgets::grid);
    return splitter;
}

template<class Widget> Widget *named(Widget *widget, const char *name)
{
    widget->setObjectName(QLatin1String(name));
    return widget;
}

} // namespace

OverviewPage::OverviewPage(QWidget *parent)
    : QWidget(parent), m_strip(named(new widgets::ReadoutStrip, "strip")), m_levers(named(new widgets::LeverPanel, "levers")),
      m_scenarios(named(new widgets::ScenarioList, "scenarios")),
      m_rules(named(new widgets::TuningChecklist, "rules")), m_why(named(new widgets::WhyLine, "why")),
      m_charts{named(new widgets::HockeyStickChart, "chart.hockey_stick"), named(new widgets::BatchChart, "chart.batch_curve"),
               named(new widgets::CostChart, "chart.cost"), named(new widgets::RooflineChart, "chart.roofline")},
      m_centre(named(new QStackedWidget, "centre")), m_columns(splitter(Qt::Horizontal, "columns")), m_chartRows(splitter(Qt::Vertical, "chartRows")),
      m_side(splitter(Qt::Vertical, "side"))
{
    setObjectName(QStringLiteral("overview"));
    m_columns->addWidget(m_levers);
    m_centre->addWidget(buildChartGrid());
    m_columns->addWidget(m_centre);
    m_side->addWidget(m_scenarios);
    m_side->addWidget(m_rules);
    m_columns->addWidget(m_side);
    m_columns->setStretchFactor(0, 0);
    m_columns->setStretchFactor(1, 1);
    m_columns->setStretchFactor(2, 0);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_strip);
    layout->addWidget(m_columns, 1);
    layout->addWidget(m_why);
    linkCharts();
    resetLayout();
}

QWidget *OverviewPage::buildChartGrid()
{
    for (size_t row = 0; row < m_chartColumns.size(); ++row) {
        m_chartColumns[row] = splitter(Qt::Horizontal, row == 0 ? "chartColumns.top" : "chartColumns.bottom");
        m_chartColumns[row]->addWidget(m_charts[2 * row]);
        m_chartColumns[row]->addWidget(m_charts[2 * row + 1]);
        m_chartRows->addWidget(m_chartColumns[row]);
    }
    // The two rows are one grid: their columns move together.
    for (size_t row = 0; row < m_chartColumns.size(); ++row) {
        connect(m_chartColumns[row], &QSplitter::splitterMoved, this, [this, row] {
            m_chartColumns[1 - row]->setSizes(m_chartColumns[row]->sizes());
        });
    }
    auto *grid = new QWidget;
    auto *layout = new QVBoxLayout(grid);
    layout->setContentsMargins(0, widgets::grid, 0, widgets::grid);
    layout->addWidget(m_chartRows);
    return grid;
}

void OverviewPage::linkCharts()
{
    for (widgets::Chart *chart : m_charts) {
        connect(chart, &widgets::Chart::crosshairMoved, this, [this](std::optional<double> runningBatch) {
            for (widgets::Chart *linked : m_charts)
                linked->setCrosshair(runningBatch);
        });
        connect(chart, &widgets::Chart::leverDragged, this, &OverviewPage::leverDragged);
        connect(chart, &widgets::Chart::copyRequested, this, &OverviewPage::copyRequested);
        connect(chart, &widgets::Chart::exportRequested, this, &OverviewPage::exportRequested);
    }
}

void OverviewPage::showAnswer(const OverviewAnswer &answer, const catalog::Catalog &catalog)
{
    const widgets::ChartScenario &current = answer.current();
    const widgets::ChartScenario *baseline = answer.baseline();
    m_levers->showScenario(current.scenario, catalog);
    m_levers->showGhost(baseline ? &baseline->scenario : nullptr);
    m_strip->showEvaluation(current.scenario, current.curves->evaluation, catalog, baseline ? &baseline->scenario : nullptr,
                            baseline ? &baseline->curves->evaluation : nullptr);
    std::vector<widgets::ScenarioCard> cards;
    for (const widgets::ChartScenario &shown : answer.scenarios)
        cards.push_back(widgets::scenarioCard(shown.scenario, shown.curves->evaluation, shown.series, shown.current, shown.baseline));
    m_scenarios->showCards(cards);
    for (widgets::Chart *chart : m_charts)
        chart->showScenarios(answer.scenarios);
    showNextMove(answer, std::nullopt);
    showRules(answer, catalog);
}

void OverviewPage::showMeasured(const widgets::SharedMeasuredDots &dots)
{
    for (widgets::Chart *chart : m_charts)
        chart->showMeasured(dots);
}

void OverviewPage::showNextMove(const OverviewAnswer &answer, const std::optional<decision::Move> &move)
{
    m_why->showExplanation(QString::fromStdString(answer.binds), QString::fromStdString(answer.moved),
                           move ? QString::fromStdString(move->sentence) : QString());
}

void OverviewPage::showRules(const OverviewAnswer &answer, const catalog::Catalog &catalog)
{
    if (m_rules->isShown() && !answer.rules.empty())
        m_rules->showRules(rulesTitle(answer.current().scenario, catalog), ruleTexts(answer.rules, answer.ruleSteps));
}

void OverviewPage::addCentre(QWidget *centre)
{
    m_centre->addWidget(centre);
}

void OverviewPage::showCentre(QWidget *centre)
{
    m_centre->setCurrentIndex(centre ? m_centre->indexOf(centre) : 0);
}

widgets::Chart *OverviewPage::chartUnderMouse() const
{
    const auto found = std::ranges::find_if(m_charts, [](const widgets::Chart *chart) { return chart->underMouse(); });
    return found == m_charts.end() ? nullptr : *found;
}

void OverviewPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool side = width() >= sideFromWidth;
    m_side->setVisible(side);
    m_centre->setContentsMargins(0, 0, side ? 0 : widgets::grid, 0);
}

QSize OverviewPage::minimumSizeHint() const
{
    const int side = m_side->isHidden() ? 0 : m_scenarios->minimumWidth() + m_columns->handleWidth();
    return QWidget::minimumSizeHint() - QSize(side, 0);
}

QByteArray OverviewPage::splitterState() const
{
    return m_columns->saveState();
}

void OverviewPage::restoreSplitterState(const QByteArray &state)
{
    m_columns->restoreState(state);
}

void OverviewPage::resetLayout()
{
    m_columns->setSizes({leverWidth, QWIDGETSIZE_MAX, scenarioWidth});
    m_chartRows->setSizes({1000, 1000});
    m_side->setSizes({190, 460});
    for (QSplitter *columns : m_chartColumns)
        columns->setSizes({1000, 1000});
}

} // namespace trilemma::app
