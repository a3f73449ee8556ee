// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/load_page.h"

#include "app/window/load_text.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QProgressBar>

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

QLabel *label(const char *name, QFont::Weight weight = QFont::Normal)
{
    auto *label = new QLabel;
    label->setObjectName(QLatin1String(name));
    label->setFont(widgets::themeFont(widgets::basePixels, weight));
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

LoadPage::LoadPage(const catalog::Catalog &catalog, QWidget *parent)
    : QWidget(parent), m_charts{chart(LoadFigure::Ttft), chart(LoadFigure::Itl), chart(LoadFigure::EndToEnd),
                                chart(LoadFigure::TtftParts)},
      m_state(label("load.state", QFont::DemiBold)), m_summary(label("load.summary")), m_how(label("load.how")),
      m_progress(new QProgressBar), m_simulation(new LoadSimulation(catalog, LatestWork::threadsToSpare(), this))
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
    layout->addWidget(buildHeading());
    layout->addLayout(grid, 1);
    linkCharts();

    connect(m_simulation, &LoadSimulation::delivered, this, &LoadPage::take);
    connect(m_simulation, &LoadSimulation::progressed, this, [this](double share) {
        m_progress->setValue(static_cast<int>(100 * share));
        showText();
    });
}

QWidget *LoadPage::buildHeading()
{
    m_summary->setWordWrap(true);
    m_summary->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_summary->setMinimumHeight(2 * m_summary->fontMetrics().lineSpacing()); // charts stay where they are
    m_how->setForegroundRole(QPalette::PlaceholderText);
    m_progress->setObjectName(QStringLiteral("load.progress"));
    m_progress->setAccessibleName(tr("Simulation"));
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 100);
    m_progress->setFixedSize(12 * widgets::grid, widgets::grid);

    auto *heading = new QWidget;
    auto *layout = new QGridLayout(heading);
    layout->setContentsMargins(widgets::grid / 2, 0, widgets::grid / 2, 0);
    layout->setVerticalSpacing(2);
    layout->addWidget(m_state, 0, 0);
    layout->addWidget(m_how, 0, 1, Qt::AlignRight);
    layout->addWidget(m_progress, 0, 2, Qt::AlignVCenter);
    layout->addWidget(m_summary, 1, 0, 1, 3);
    layout->setColumnStretch(0, 1);
    return heading;
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
    m_progress->setValue(0);
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
    const LoadText text = m_simulated ? loadText(*m_simulated) : loadText(m_shown->curves->evaluation);
    const bool isBusy = m_simulation->isBusy();
    const widgets::Theme theme = widgets::themeOf(palette());
    m_state->setText(text.state);
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, text.isBad ? theme.bad : theme.ink);
    m_state->setPalette(colours);
    m_summary->setText(text.summary);
    m_how->setText(isBusy ? tr("%1 · simulating… %2 %").arg(text.how).arg(m_progress->value()) : text.how);
    m_progress->setVisible(isBusy);
}

QString LoadPage::text() const
{
    return QStringList{m_state->text(), m_summary->text(), m_how->text()}.join(QLatin1Char('\n'));
}

widgets::Chart *LoadPage::chartUnderMouse() const
{
    const auto found = std::ranges::find_if(m_charts, &QWidget::underMouse);
    return found == m_charts.end() ? nullptr : *found;
}

void LoadPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showText();
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
