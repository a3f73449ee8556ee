// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/cost_page.h"

#include "app/command_line/audit_report.h"
#include "app/window/cost_tables.h"
#include "app/window/cost_text.h"
#include "app/window/trail_sheet.h"
#include "models/scenario/metrics.h"
#include "widgets/text.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QTableWidget>

#include <algorithm>

namespace trilemma::app {

using widgets::BarChart, widgets::CostUnit, widgets::FigureChart;

namespace {

constexpr int threeColumnsFrom = 3 * 350; ///< width
constexpr int tallEnoughForRows = 300, leastLetters = 10;
constexpr const char *attributionIds[] = {"four_parts", "three_terms"};

struct Place {
    int row, column, columnSpan;
};
/// In the order of CostPage::charts(), then the tables of figures and of hardware.
constexpr std::array<Place, CostPage::pictureCount + 2> inThreeColumns{
    {{0, 0, 1}, {0, 1, 1}, {0, 2, 1}, {1, 2, 1}, {1, 0, 2}, {2, 0, 2}, {2, 2, 1}, {3, 0, 3}}};
constexpr std::array<Place, CostPage::pictureCount + 2> inTwoColumns{
    {{0, 0, 1}, {0, 1, 1}, {1, 0, 1}, {1, 1, 1}, {2, 0, 2}, {3, 0, 2}, {4, 0, 2}, {5, 0, 2}}};

template<class Chart> Chart *made(const QString &title, const char *name)
{
    auto *chart = new Chart(title, QStringLiteral("cost_") + QLatin1String(name));
    chart->setObjectName(QStringLiteral("cost.") + QLatin1String(name));
    return chart;
}

} // namespace

CostPage::CostPage(const catalog::Catalog &catalog, QWidget *parent)
    : QWidget(parent), m_catalog(catalog), m_heading(new SimulationHeading(QStringLiteral("cost"), 2)), m_unit(new QComboBox),
      m_attribution(new QComboBox), m_swingOf(new QComboBox), m_figures(costFigureTable()), m_rankingTable(hardwareTable()),
      m_inversion(new QLabel), m_rankingBox(buildRanking()), m_scroll(new QScrollArea),
      m_grid(new QGridLayout), m_bars{made<BarChart>(tr("Parts of the bill"), "stack"),
                                      made<BarChart>(tr("From untuned to here"), "waterfall"),
                                      made<BarChart>(tr("What moves it"), "tornado")},
      m_curves{made<FigureChart>(tr("Cost by utilisation"), "utilisation"),
               made<FigureChart>(tr("Own against rent"), "own_rent"),
               made<FigureChart>(tr("Fleet against API"), "api")},
      m_charts{m_bars[Stack], m_curves[Utilisation], m_curves[OwnRent], m_curves[Api], m_bars[Waterfall], m_bars[Tornado]}
{
    setObjectName(QStringLiteral("cost"));
    m_grid->setSpacing(widgets::grid);
    m_grid->setContentsMargins(0, 0, 0, 0);
    auto *content = new QWidget;
    content->setLayout(m_grid);
    m_scroll->setObjectName(QStringLiteral("cost.scroll"));
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, widgets::grid, 0, widgets::grid);
    layout->addWidget(m_heading);
    layout->addWidget(buildChoices());
    layout->addWidget(m_scroll, 1);
    for (const BarPicture rows : {Waterfall, Tornado})
        m_bars[rows]->setMinimumHeight(tallEnoughForRows);
    linkCharts();
    linkFigures();
    arrange();
}

QWidget *CostPage::buildChoices()
{
    for (int unit = 0; unit < widgets::costUnitCount; ++unit)
        m_unit->addItem(textOf(static_cast<CostUnit>(unit)).shortLabel);
    m_unit->setCurrentIndex(static_cast<int>(CostUnit::MillionOutput));
    m_unit->setObjectName(QStringLiteral("cost.unit"));
    m_unit->setAccessibleName(tr("Unit of the bill"));
    connect(m_unit, &QComboBox::currentIndexChanged, this, &CostPage::refresh);
    m_attribution->addItems({tr("Four parts"), tr("Three terms")});
    m_attribution->setObjectName(QStringLiteral("cost.attribution"));
    m_attribution->setAccessibleName(tr("Whether idle hours are a part of their own"));
    connect(m_attribution, &QComboBox::activated, this,
            [this](int index) { emit leverChosen(QStringLiteral("attribution"), std::string(attributionIds[index])); });
    m_swingOf->addItems({tr("$/M output"), tr("$/month"), tr("ITL p99")}); // in the order of SwingOf
    m_swingOf->setObjectName(QStringLiteral("cost.swingOf"));
    m_swingOf->setAccessibleName(tr("Figure whose sensitivity is shown"));
    connect(m_swingOf, &QComboBox::currentIndexChanged, this, &CostPage::showChange);
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(widgets::grid / 2, 0, widgets::grid / 2, widgets::grid / 2);
    for (const auto &[text, combo] : {std::pair{tr("&Unit"), m_unit}, {tr("P&arts"), m_attribution}, {tr("&Moves"), m_swingOf}}) {
        auto *label = new QLabel(text);
        label->setBuddy(combo);
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon); // small windows cut the row shorter
        combo->setMinimumContentsLength(leastLetters);
        layout->addWidget(label);
        layout->addWidget(combo, 1);
        layout->addSpacing(widgets::grid);
    }
    return row;
}

void CostPage::linkCharts()
{
    for (FigureChart *chart : m_curves)
        connect(chart, &widgets::Chart::crosshairMoved, chart, &widgets::Chart::setCrosshair);
    for (widgets::Chart *chart : m_charts) {
        connect(chart, &widgets::Chart::copyRequested, this, &CostPage::copyRequested);
        connect(chart, &widgets::Chart::exportRequested, this, &CostPage::exportRequested);
    }
    connect(m_bars[Stack], &BarChart::partActivated, this, &CostPage::explain);
}

void CostPage::linkFigures()
{
    const auto open = [this](int row) { explain(metricOf(*m_figures, row)); };
    connect(m_figures, &QTableWidget::cellClicked, this, open);
    connect(m_figures, &QTableWidget::cellActivated, this, open); // with Enter
}

/// As many columns as the width has room for.
void CostPage::arrange()
{
    const int columns = width() >= threeColumnsFrom ? 3 : 2;
    if (columns == m_columns)
        return;
    m_columns = columns;
    const auto &places = columns == 3 ? inThreeColumns : inTwoColumns;
    for (std::size_t i = 0; i < places.size(); ++i) {
        QWidget *widget = i < m_charts.size()    ? static_cast<QWidget *>(m_charts[i])
                          : i == m_charts.size() ? m_figures
                                                 : m_rankingBox;
        m_grid->addWidget(widget, places[i].row, places[i].column, 1, places[i].columnSpan);
    }
    constexpr int most = 6;
    for (int line = 0; line < most; ++line) {
        m_grid->setColumnStretch(line, line < columns ? 1 : 0);
        m_grid->setRowStretch(line, line < places.back().row + 1 ? 1 : 0);
    }
}

void CostPage::showAnswer(const OverviewAnswer &answer)
{
    m_shown = answer.scenarios;
    if (isVisible()) // hidden charts would cost as much as those that are seen
        refresh();
}

void CostPage::catalogChanged()
{
    m_work.cancel();
    m_snapshot.reset();
    m_worked.reset();
    m_change.reset();
    m_ranking.reset();
    m_shown.clear();
}

void CostPage::refresh()
{
    if (m_shown.empty() || !isVisible())
        return;
    const widgets::ChartScenario &current = m_shown.front();
    const QSignalBlocker blocker(m_attribution);
    m_attribution->setCurrentIndex(current.scenario.cost.attribution == cost::Attribution::FourParts ? 0 : 1);
    draw(Stack, widgets::costStackBars(m_shown, static_cast<CostUnit>(m_unit->currentIndex())));
    draw(Utilisation, widgets::utilisationFigure(current));
    draw(OwnRent, widgets::ownRentFigure(current));
    draw(Api, widgets::apiFigure(current));
    showFigures(*m_figures, current.curves->evaluation);
    work();
    showChange();
    showRanking();
}

void CostPage::draw(CurvePicture picture, widgets::Figure figure)
{
    const widgets::SharedFigure &before = m_curves[picture]->figure();
    if (before && !figure.message.isEmpty() && before->message == figure.message && before->subtitle == figure.subtitle)
        return;
    m_curves[picture]->showScenarios({m_shown.front()});
    m_curves[picture]->showFigure(std::make_shared<const widgets::Figure>(std::move(figure)));
}

void CostPage::draw(BarPicture picture, widgets::Bars bars)
{
    const widgets::SharedBars &before = m_bars[picture]->bars();
    if (before && !bars.message.isEmpty() && before->message == bars.message && before->subtitle == bars.subtitle)
        return; // a lever that moves does not paint anew what is being worked out
    m_bars[picture]->showScenarios({m_shown.front()});
    m_bars[picture]->showBars(std::make_shared<const widgets::Bars>(std::move(bars)));
}

void CostPage::work()
{
    const scenario::Scenario &scenario = m_shown.front().scenario;
    if (m_worked == scenario)
        return;
    m_worked = scenario;
    m_change.reset();
    m_ranking.reset();
    if (!m_snapshot)
        m_snapshot = std::make_shared<const catalog::Catalog>(m_catalog);
    const auto change = [this, known = m_snapshot, scenario](const LatestWork::Progress &progress) -> LatestWork::Delivery {
        const auto isWanted = [&progress] { return progress(0); };
        const auto found = std::make_shared<const Change>(
            Change{decision::costWaterfall(scenario, *known, isWanted), decision::sensitivity(scenario, *known, isWanted)});
        return [this, found] {
            m_change = found;
            showChange();
        };
    };
    const auto ranking = [this, known = m_snapshot, scenario](const LatestWork::Progress &progress) -> LatestWork::Delivery {
        const auto found =
            std::make_shared<const Ranking>(decision::rankHardware(scenario, *known, [&progress] { return progress(0); }));
        return [this, found] {
            m_ranking = found;
            showRanking();
        };
    };
    m_work.request({change, ranking});
}

void CostPage::showChange()
{
    if (m_shown.empty() || !isVisible())
        return;
    const widgets::ChartScenario &current = m_shown.front();
    draw(Waterfall, widgets::waterfallBars(m_change ? &m_change->waterfall : nullptr));
    draw(Tornado, widgets::tornadoBars(m_change ? &m_change->sensitivity : nullptr,
                                       static_cast<widgets::SwingOf>(m_swingOf->currentIndex()), current.scenario, m_catalog));
    m_heading->showText(costText(current), false);
}

void CostPage::showRanking()
{
    m_rankingTable->setEnabled(m_ranking != nullptr); // what is shown until then is of another scenario
    if (!m_ranking) {
        m_inversion->setText(tr("Other hardware for this workload and SLO: working it out…"));
        return;
    }
    m_inversion->setText(QString::fromStdString(decision::inversionText(*m_ranking)));
    showHardware(*m_rankingTable, *m_ranking);
}

QWidget *CostPage::buildRanking()
{
    m_inversion->setObjectName(QStringLiteral("cost.inversion"));
    m_inversion->setWordWrap(true);
    m_inversion->setMinimumHeight(3 * m_inversion->fontMetrics().lineSpacing()); // the table stays where it is
    auto *box = new QWidget;
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_inversion);
    layout->addWidget(m_rankingTable, 1);
    return box;
}

QString CostPage::text() const
{
    return m_heading->text() + QLatin1Char('\n') + m_inversion->text();
}

void CostPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (isBusy())
        m_worked.reset();
    m_work.cancel();
}

void CostPage::explain(const QString &metricId)
{
    if (m_shown.empty())
        return;
    const widgets::ChartScenario &current = m_shown.front();
    const auto trail =
        scenario::auditTrail(metricId.toStdString(), current.scenario, current.curves->evaluation, m_catalog, today());
    const scenario::Metric *metric = scenario::findMetric(metricId.toStdString());
    if (trail.empty() || !metric)
        return;
    const QString basis = widgets::qString(metric->basis);
    showTrail(*this, tr("%1 of %2, %3").arg(widgets::qString(metric->label), current.name, basis), trail);
}

widgets::Chart *CostPage::chartUnderMouse() const
{
    const auto found = std::ranges::find_if(m_charts, &QWidget::underMouse);
    return found == m_charts.end() ? nullptr : *found;
}

void CostPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void CostPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

} // namespace trilemma::app
