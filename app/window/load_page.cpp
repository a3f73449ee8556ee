// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/load_page.h"

#include "app/window/load_text.h"
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
    connect(m_simulation, &LoadSimulation::progressed, this, [this](double share) {
        m_heading->setProgress(share);
        showText();
    });
}

void LoadPage::linkCharts()
{
    for (LoadChart *chart : m_charts) {
        connect(chart, &widgets::Chart::crosshairMoved, this, [this](std::optional<double> runningBatch) {
            for (LoadChart *linked : m_charts)
                linked->setCrosshair(runningBatch);
        });
        connect(chart, &widgets::Chart::leverDragged, this, &LoadPage::leverDragged);
        connect(chart, &widgets::Chart::copyRequested, this, &LoadPage::copyRequested);
        connect(chart, &widgets::Chart::exportRequested, this, &LoadPage::exportRequested);
    }
}

void LoadPage::showAnswer(const OverviewAnswer &answer)
{
    const widgets::ChartScenario &current = answer.current();
    m_generation = answer.generation;
    const bool isKnown = m_shown && m_shown->scenario == current.scenario;
    m_shown = current;
    if (!isKnown) {
        m_stale = true;
        m_simulated.reset();
    }
    if (isVisible()) // hidden charts would cost as much as those that are seen
        refresh();
}

void LoadPage::refresh()
{
    if (m_shown) {
        for (LoadChart *chart : m_charts) {
            chart->showScenarios({*m_shown});
            chart->showSimulation(m_simulated);
        }
    }
    simulate();
    showText();
}

void LoadPage::catalogChanged()
{
    m_simulation->cancel();
    m_shown.reset();
}

void LoadPage::simulate()
{
    if (!m_stale || !m_shown)
        return;
    m_stale = false;
    m_heading->setProgress(0);
    m_simulation->request(m_shown->scenario, m_generation);
}

void LoadPage::take(const widgets::SharedSimulatedLoad &load, int, bool)
{
    m_simulated = load;
    for (LoadChart *chart : m_charts)
        chart->showSimulation(load);
    showText();
}

void LoadPage::showText()
{
    if (!m_shown)
        return;
    m_heading->showText(m_simulated ? loadText(*m_simulated) : loadText(m_shown->curves->evaluation), m_simulation->isBusy());
}

widgets::Chart *LoadPage::chartUnderMouse() const
{
    const auto found = std::ranges::find_if(m_charts, &QWidget::underMouse);
    return found == m_charts.end() ? nullptr : *found;
}

void LoadPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void LoadPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (m_simulation->isBusy())
        m_stale = true;
    m_simulation->cancel();
}

} // namespace trilemma::app
