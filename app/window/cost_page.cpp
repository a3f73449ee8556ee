// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/cost_page.h"

#include "app/command_line/audit_report.h"
#include "app/window/cost_tables.h"
#include "app/window/cost_text.h"
#include "app/window/offers_table.h"
#include "app/window/page_parts.h"
#include "app/window/trail_sheet.h"
#include "models/scenario/metrics.h"
#include "widgets/text.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
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
/// In the order of CostPage::charts(), then the tables of figures, of hardware and of offers.
constexpr int placeCount = CostPage::pictureCount + 3;
constexpr std::array<Place, placeCount> inThreeColumns{
    {{0, 0, 1}, {0, 1, 1}, {0, 2, 1}, {1, 2, 1}, {1, 0, 2}, {2, 0, 2}, {2, 2, 1}, {3, 2, 1}, {3, 0, 2}, {4, 0, 3}, {5, 0, 3}}};
constexpr std::array<Place, placeCount> inTwoColumns{
    {{0, 0, 1}, {0, 1, 1}, {1, 0, 1}, {1, 1, 1}, {2, 0, 2}, {3, 0, 2}, {4, 0, 1}, {4, 1, 1}, {5, 0, 2}, {6, 0, 2}, {7, 0, 2}}};
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
      m_inversion(new QLabel), m_rankingBox(buildRanking()),
      m_offers(new TablePanel(QStringLiteral("cost.offers"), tr("Rents on record"),
                              {tr("Provider"), tr("class"), tr("kind"), tr("GPU-hour"), tr("as of"), tr("in the rent")})),
      m_grid(new QGridLayout), m_bars{made<BarChart>(tr("Parts of the bill"), "stack"),
                                      made<BarChart>(tr("From untuned to here"), "waterfall"),
                                      made<BarChart>(tr("What moves it"), "tornado")},
      m_curves{made<FigureChart>(tr("Cost by utilisation"), "utilisation"), made<FigureChart>(tr("Own against rent"), "own_rent"),
               made<FigureChart>(tr("Fleet against API"), "api"), made<FigureChart>(tr("What latency costs"), "latency"),
               made<FigureChart>(tr("Tuning payback"), "payback")},
      m_charts{m_bars[Stack],     m_curves[Utilisation], m_curves[OwnRent],      m_curves[Api],
               m_bars[Waterfall], m_bars[Tornado],       m_curves[LatencyPrice], m_curves[Payback]}
{
    m_grid->setSpacing(widgets::grid);
    layOutPage(*this, QStringLiteral("cost"), {m_heading, buildChoices()}, m_grid);
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
        forwardRequests(*chart, *this);
    }
    connect(m_bars[Stack], &BarChart::partActivated, this, &CostPage::explain);
}

void CostPage::linkFigures()
{
    const auto open = [this](int row) { explain(metricOf(*m_figures, row)); };
    connect(m_figures, &QTableWidget::cellClicked, this, open);
    connect(m_figures, &QTableWidget::cellActivated, this, open); // with Enter
    connect(m_offers, &TablePanel::rowChosen, this, &CostPage::takeOffer);
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
        const std::array<QWidget *, 3> tables{m_figures, m_rankingBox, m_offers};
        QWidget *widget = i < m_charts.size() ? static_cast<QWidget *>(m_charts[i]) : tables[i - m_charts.size()];
        m_grid->addWidget(widget, places[i].row, places[i].column, 1, places[i].columnSpan);
    }
    constexpr int most = 8;
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
    m_prices.reset();
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
    draw(Payback, widgets::paybackFigure(current));
    showFigures(*m_figures, current.curves->evaluation);
    showOffers();
    work();
    showChange();
    showLatencyPrice();
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

void CostPage::showOffers()
{
    m_offers->showTable(offersTable(m_shown.front().scenario, m_catalog, today()));
}

void CostPage::takeOffer(int row)
{
    const catalog::Accelerator *accelerator =
        m_shown.empty() ? nullptr : m_catalog.accelerator(m_shown.front().scenario.acceleratorId);
    if (accelerator && row < static_cast<int>(accelerator->rentals.size()))
        emit leverChosen(QStringLiteral("gpu_hour"), accelerator->rentals[static_cast<std::size_t>(row)].usdPerGpuHour);
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
    return QStringList{m_heading->text(), m_inversion->text(), m_offers->text()}.join(QLatin1Char('\n'));
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
    return app::chartUnderMouse(m_charts);
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
