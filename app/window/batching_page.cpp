// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/batching_page.h"

#include "app/window/batching_text.h"
#include "app/window/page_parts.h"

#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>

namespace trilemma::app {

using scenario::BatchingStudy, scenario::SimulationEffort;
using widgets::FigureChart;

namespace {

constexpr int usualTokens = 20'000, leastTokens = 1'000, mostTokens = 10'000'000;
constexpr int threeColumnsFrom = 3 * 350; ///< width

struct Place {
    int row, column, columnSpan;
};
/// In the order of BatchingPage::Picture.
constexpr std::array<Place, BatchingPage::pictureCount> inThreeColumns{
    {{0, 0, 1}, {0, 1, 1}, {0, 2, 1}, {1, 0, 2}, {1, 2, 1}, {2, 2, 1}, {2, 0, 2}}};
constexpr std::array<Place, BatchingPage::pictureCount> inTwoColumns{
    {{0, 0, 1}, {1, 0, 1}, {1, 1, 1}, {2, 0, 1}, {2, 1, 1}, {0, 1, 1}, {3, 0, 2}}};

FigureChart *chart(const QString &title, const char *name)
{
    auto *chart = new FigureChart(title, QStringLiteral("batching_") + QLatin1String(name));
    chart->setObjectName(QStringLiteral("batching.") + QLatin1String(name));
    return chart;
}

} // namespace

BatchingPage::BatchingPage(const catalog::Catalog &catalog, QWidget *parent)
    : QWidget(parent), m_catalog(catalog), m_heading(new SimulationHeading(QStringLiteral("batching"), 1)),
      m_promptTokens(new QSpinBox), m_stall(new QLabel),
      m_grid(new QGridLayout), m_charts{chart(tr("Decode pass"), "pass"),
                                        chart(tr("Latency by token budget"), "budget_latency"),
                                        chart(tr("Capacity by token budget"), "budget_capacity"),
                                        chart(tr("A long prompt comes"), "long_prompt"),
                                        chart(tr("Time between tokens"), "gaps"),
                                        chart(tr("Kinds of batching"), "kinds"),
                                        chart(tr("First requests"), "requests")},
      m_wantedTokens(usualTokens)
{
    m_grid->setSpacing(widgets::grid);
    layOutPage(*this, QStringLiteral("batching"), {m_heading, buildPromptRow()}, m_grid);
    linkCharts();
    arrange();
    connect(&m_work, &LatestWork::progressed, m_heading, &SimulationHeading::setProgress);
}

BatchingPage::~BatchingPage() = default;

QWidget *BatchingPage::buildPromptRow()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(widgets::grid / 2, 0, widgets::grid / 2, widgets::grid / 2);
    auto *label = new QLabel(tr("Long &prompt"));
    label->setBuddy(m_promptTokens);
    m_stall->setObjectName(QStringLiteral("batching.stall"));
    m_stall->setWordWrap(true);
    layout->addWidget(label);
    layout->addWidget(m_promptTokens);
    layout->addSpacing(widgets::grid);
    layout->addWidget(m_stall, 1);
    m_promptTokens->setObjectName(QStringLiteral("batching.promptTokens"));
    m_promptTokens->setAccessibleName(tr("Tokens of the long prompt"));
    m_promptTokens->setToolTip(
        tr("Tokens of the prompt that comes into the midst of the traffic; no more than the KV pool holds."));
    m_promptTokens->setRange(leastTokens, mostTokens);
    m_promptTokens->setSingleStep(1000);
    m_promptTokens->setGroupSeparatorShown(true);
    m_promptTokens->setSuffix(tr(" tokens"));
    m_promptTokens->setKeyboardTracking(false);
    m_promptTokens->setValue(usualTokens);
    connect(m_promptTokens, &QSpinBox::valueChanged, this, [this](int tokens) {
        m_wantedTokens = tokens;
        m_stale = true;
        m_study.reset();
        if (isVisible())
            refresh();
    });
    return row;
}

void BatchingPage::linkCharts()
{
    for (FigureChart *chart : m_charts) {
        const bool isBudget = chart == m_charts[BudgetLatency] || chart == m_charts[BudgetCapacity];
        connect(chart, &widgets::Chart::crosshairMoved, this, [this, chart, isBudget](std::optional<double> x) {
            chart->setCrosshair(x);
            if (isBudget) {
                m_charts[BudgetLatency]->setCrosshair(x);
                m_charts[BudgetCapacity]->setCrosshair(x);
            }
        });
        connect(chart, &widgets::Chart::leverDragged, this, &BatchingPage::leverDragged);
        forwardRequests(*chart, *this);
    }
}

/// As many columns as the width has room for.
void BatchingPage::arrange()
{
    const int columns = width() >= threeColumnsFrom ? 3 : 2;
    if (columns == m_columns)
        return;
    m_columns = columns;
    const auto &places = columns == 3 ? inThreeColumns : inTwoColumns;
    for (std::size_t i = 0; i < m_charts.size(); ++i)
        m_grid->addWidget(m_charts[i], places[i].row, places[i].column, 1, places[i].columnSpan);
    constexpr int most = 4;
    for (int line = 0; line < most; ++line) {
        m_grid->setColumnStretch(line, line < columns ? 1 : 0);
        m_grid->setRowStretch(line, columns == 2 || line < 3 ? 1 : 0);
    }
}

void BatchingPage::showAnswer(const OverviewAnswer &answer)
{
    const widgets::ChartScenario &current = answer.current();
    const bool isKnown = m_shown && scenario::servedPart(m_shown->scenario) == scenario::servedPart(current.scenario);
    m_shown = current;
    if (!isKnown) {
        m_stale = true;
        m_study.reset();
    }
    if (isVisible() && (!isKnown || m_stale)) // hidden charts would cost as much as those that are seen
        refresh();
}

void BatchingPage::refresh()
{
    if (!m_shown)
        return;
    m_curves = scenario::batchingCurves(m_shown->scenario, m_catalog);
    simulate();
    showFigures(true);
    showText();
}

void BatchingPage::catalogChanged()
{
    m_work.cancel();
    m_snapshot.reset();
    m_study.reset();
    m_shown.reset();
}

void BatchingPage::simulate()
{
    if (!m_stale)
        return;
    m_stale = false;
    m_heading->setProgress(0);
    if (!m_snapshot)
        m_snapshot = std::make_shared<const catalog::Catalog>(m_catalog);
    const auto step = [this](bool isPreview) -> LatestWork::Step {
        return [this, known = m_snapshot, isPreview, scenario = m_shown->scenario,
                tokens = m_wantedTokens](const LatestWork::Progress &progress) -> LatestWork::Delivery {
            const SimulationEffort effort = isPreview ? SimulationEffort::preview() : SimulationEffort();
            const auto study = std::make_shared<const BatchingStudy>(scenario::studyBatching(
                scenario, *known, effort, tokens, isPreview ? 1 : LatestWork::threadsToSpare(), progress));
            if (study->cancelled)
                return {};
            return [this, study] { take(study); };
        };
    };
    m_work.request({step(true), step(false)});
}

void BatchingPage::take(const SharedStudy &study)
{
    m_study = study;
    showPromptLimits();
    showFigures(false);
    showText();
}

void BatchingPage::showPromptLimits()
{
    if (!m_study->problem.empty())
        return;
    const QSignalBlocker blocker(m_promptTokens);
    m_promptTokens->setMaximum(std::max(leastTokens, m_study->longestPrompt));
    m_promptTokens->setValue(std::min(m_wantedTokens, m_promptTokens->maximum()));
}

void BatchingPage::showFigures(bool withClosedForm)
{
    const widgets::BatchingShown shown{m_shown->scenario, m_curves, m_study.get()};
    const auto show = [&](Picture picture, widgets::Figure figure) {
        const widgets::SharedFigure &before = m_charts[picture]->figure();
        if (before && !figure.message.isEmpty() && before->message == figure.message && before->subtitle == figure.subtitle)
            return; // a lever that moves does not paint anew what waits for the simulator
        m_charts[picture]->showScenarios({*m_shown});
        m_charts[picture]->showFigure(std::make_shared<const widgets::Figure>(std::move(figure)));
    };
    if (withClosedForm)
        show(Pass, widgets::passFigure(shown));
    show(BudgetLatency, widgets::budgetLatencyFigure(shown));
    show(BudgetCapacity, widgets::budgetCapacityFigure(shown));
    show(LongPrompt, widgets::longPromptFigure(shown));
    show(Gaps, widgets::gapFigure(shown));
    show(Batchings, widgets::batchingFigure(shown));
    show(Requests, widgets::requestFigure(shown));
}

void BatchingPage::showText()
{
    if (!m_shown || !m_shown->curves)
        return;
    m_heading->showText(batchingText({m_shown->scenario, m_curves, m_study.get()}, m_shown->curves->evaluation), isBusy());
    const QString stall = longPromptText(m_study.get());
    m_stall->setMinimumHeight(stall.isEmpty() ? m_stall->height() : 0); // charts stay where they are
    m_stall->setText(stall);
}

QString BatchingPage::text() const
{
    return m_heading->text() + QLatin1Char('\n') + m_stall->text();
}

widgets::Chart *BatchingPage::chartUnderMouse() const
{
    return app::chartUnderMouse(m_charts);
}

void BatchingPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void BatchingPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void BatchingPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (isBusy())
        m_stale = true;
    m_work.cancel();
}

} // namespace trilemma::app
