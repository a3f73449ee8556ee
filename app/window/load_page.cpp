// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/load_page.h"

#include "app/window/load_text.h"
#include "app/window/page_parts.h"
#include "widgets/theme.h"

#include <QGridLayout>

#include <algorithm>

namespace trilemma::app {

using widgets::LoadChart, widgets::LoadFigure;

namespace {

LoadChart *chart(LoadFigure figure)
{
    auto *chart = new LoadChart(figure);
    chart->setObjectName(QStringLiteral("load.") + chart->csvName());
    return chart;
}

} // namespace

LoadPage::LoadPage(const catalog::Catalog &catalog, QWidget *parent)
    : QWidget(parent), m_charts{chart(LoadFigure::Ttft), chart(LoadFigure::Itl), chart(LoadFigure::EndToEnd),
                                chart(LoadFigure::TtftParts)},
      m_heading(new SimulationHeading(QStringLiteral("load"), 2)),
      m_simulation(new LoadSimulation(catalog, LatestWork::threadsToSpare(), this))
{
    setObjectName(QStringLiteral("load"));
    auto *grid = new QGridLayout;
    grid->setSpacing(widgets::grid);
    for (int i = 0; i < 4; ++i) {
        grid->addWidget(m_charts[static_cast<std::size_t>(i)], i / 2, i % 2);
        grid->setRowStretch(i / 2, 1);
        grid->setColumnStretch(i % 2, 1);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, widgets::grid, 0, widgets::grid);
    layout->addWidget(m_heading);
    layout->addLayout(grid, 1);
    linkCharts();

    connect(m_simulation, &LoadSimulation::delivered, this, &LoadPage::take);
    connect(m_simulation, &LoadSimulation::progressed, m_heading, &SimulationHeading::setProgress);
}

void LoadPage::linkCharts()
{
    for (LoadChart *chart : m_charts) {
        connect(chart, &widgets::Chart::crosshairMoved, this, [this](std::optional<double> runningBatch) {
            for (LoadChart *linked : m_charts)
                linked->setCrosshair(runningBatch);
        });
        connect(chart, &widgets::Chart::leverDragged, this, &LoadPage::leverDragged);
        forwardRequests(*chart, *this);
    }
}

void LoadPage::showAnswer(const OverviewAnswer &answer, const widgets::SharedMeasuredDots &measured)
{
    m_generation = answer.generation;
    m_measured = measured;
    m_shown = answer.scenarios;
    std::erase_if(m_known, [this](const Known &known) {
        const auto isOf = [&](const auto &shown) { return scenario::servedPart(shown.scenario) == known.scenario; };
        return std::ranges::none_of(m_shown, isOf);
    });
    if (isVisible()) // hidden charts would cost as much as those that are seen
        refresh();
}

void LoadPage::refresh()
{
    if (m_shown.empty())
        return;
    for (LoadChart *chart : m_charts) {
        chart->showMeasured(m_measured);
        chart->showScenarios(m_shown);
    }
    simulate();
    showSimulations();
}

void LoadPage::catalogChanged()
{
    m_simulation->catalogChanged();
    m_asked.reset();
    m_known.clear();
    m_shown.clear();
}

widgets::SharedSimulatedLoad LoadPage::simulationOf(const scenario::Scenario &scenario) const
{
    const auto known = std::ranges::find(m_known, scenario::servedPart(scenario), &Known::scenario);
    return known == m_known.end() ? nullptr : known->load;
}

widgets::SharedSimulatedLoad LoadPage::simulated() const
{
    return m_shown.empty() ? nullptr : simulationOf(m_shown.front().scenario);
}

/// The first that is not known in full.
void LoadPage::simulate()
{
    const auto next = std::ranges::find_if(m_shown, [this](const widgets::ChartScenario &shown) {
        const auto known = std::ranges::find(m_known, scenario::servedPart(shown.scenario), &Known::scenario);
        return known == m_known.end() || known->isPreview;
    });
    if (next == m_shown.end()) {
        m_simulation->cancel();
        m_asked.reset();
    } else if (scenario::Scenario asked = scenario::servedPart(next->scenario); m_asked != asked) {
        m_asked = std::move(asked);
        m_heading->setProgress(0);
        m_simulation->request(next->scenario, m_generation);
    }
}

void LoadPage::take(const widgets::SharedSimulatedLoad &load, int, bool isPreview)
{
    std::erase_if(m_known, [this](const Known &known) { return known.scenario == *m_asked; });
    m_known.push_back({*m_asked, load, isPreview});
    if (!isPreview) {
        m_asked.reset();
        simulate();
    }
    showSimulations();
}

void LoadPage::showSimulations()
{
    std::vector<widgets::SharedSimulatedLoad> loads;
    for (const widgets::ChartScenario &shown : m_shown)
        loads.push_back(simulationOf(shown.scenario));
    for (LoadChart *chart : m_charts)
        chart->showSimulations(loads);
    showText();
}

void LoadPage::showText()
{
    const widgets::SharedSimulatedLoad load = simulated();
    m_heading->showText(load ? loadText(*load) : loadText(m_shown.front().curves->evaluation), m_simulation->isBusy());
}

widgets::Chart *LoadPage::chartUnderMouse() const
{
    return app::chartUnderMouse(m_charts);
}

void LoadPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void LoadPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_simulation->cancel();
    m_asked.reset();
}

} // namespace trilemma::app
