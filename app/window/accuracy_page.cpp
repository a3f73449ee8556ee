// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/accuracy_page.h"

#include "app/window/accuracy_picture.h"
#include "app/window/calibration_panel.h"
#include "app/window/quiet_table.h"
#include "widgets/accuracy_chart.h"
#include "widgets/chart_text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTableWidget>
#include <QVBoxLayout>
#include <QtConcurrentRun>

#include <algorithm>
#include <array>
#include <cmath>

namespace trilemma::app {

namespace {

using widgets::number;

constexpr std::size_t worstShown = 25;
constexpr int allPoints = -1, importedPoints = -2;  ///< else the index of an imported file

struct GroupText {
    const char *column, *label;
};
/// Those that most people ask for; `trilemma validate --by` takes any column.
constexpr std::array groupTexts{GroupText{"model", QT_TR_NOOP("Model")},          GroupText{"gpu", QT_TR_NOOP("Accelerator")},
                                GroupText{"engine", QT_TR_NOOP("Engine")},        GroupText{"weight_dtype", QT_TR_NOOP("Weights")},
                                GroupText{"mode", QT_TR_NOOP("Kind of run")},     GroupText{"concurrency", QT_TR_NOOP("Concurrency")},
                                GroupText{"tp", QT_TR_NOOP("Tensor parallelism")}, GroupText{"quality", QT_TR_NOOP("Quality")},
                                GroupText{"source", QT_TR_NOOP("Source")}};

/// Of the table of the worst points: text, which shares what width the figures leave.
constexpr int configurationColumn = 3, unusualColumn = 4;

QComboBox *choice(const char *name)
{
    auto *box = new QComboBox;
    box->setObjectName(QLatin1String(name));
    return box;
}

} // namespace

AccuracyPage::AccuracyPage(const catalog::Catalog &catalog, QWidget *parent)
    : QWidget(parent), m_catalog(catalog), m_reference(referenceMeasurements()), m_figure(choice("accuracy.figure")),
      m_points(choice("accuracy.points")), m_groups(choice("accuracy.groups")), m_remove(new QPushButton(tr("Remove file"))), m_summary(new QLabel),
      m_chart(new widgets::AccuracyChart), m_calibrations(new CalibrationPanel),
      m_errors(quietTable("accuracy.errors", {tr("Group"), tr("Points"), tr("Median"), tr("Mean"), tr("p90"), tr("Bias")})),
      m_worst(quietTable("accuracy.worst", {tr("Off"), tr("Measured"), tr("Model"), tr("Configuration"), tr("Unusual")}))
{
    setObjectName(QStringLiteral("accuracy"));
    m_chart->setObjectName(QStringLiteral("accuracy.chart"));
    m_summary->setObjectName(QStringLiteral("accuracy.summary"));
    m_remove->setObjectName(QStringLiteral("accuracy.remove"));
    m_summary->setWordWrap(true);
    for (const FigureText &text : figureTexts())
        m_figure->addItem(QLatin1String(text.name), static_cast<int>(text.figure));
    for (const GroupText &text : groupTexts)
        m_groups->addItem(tr(text.label), QLatin1String(text.column));
    m_errors->setToolTip(tr("Relative errors |predicted / measured - 1|; bias: the median of predicted / measured - 1"));

    auto *bar = new QHBoxLayout;
    bar->setSpacing(widgets::grid);
    for (const auto &[label, box] : {std::pair{tr("Figure"), m_figure}, {tr("Points"), m_points}, {tr("Errors by"), m_groups}}) {
        bar->addWidget(new QLabel(label));
        bar->addWidget(box);
        bar->addSpacing(widgets::grid);
    }
    bar->insertWidget(bar->indexOf(m_points) + 1, m_remove);
    bar->addWidget(m_summary, 1);
    for (QComboBox *box : {m_figure, m_groups})
        connect(box, &QComboBox::currentIndexChanged, this, &AccuracyPage::showReport);
    connect(m_points, &QComboBox::currentIndexChanged, this, &AccuracyPage::choosePoints);
    connect(m_remove, &QPushButton::clicked, this, [this] { emit removeRequested(m_points->currentData().toInt()); });
    auto *tables = new QSplitter(Qt::Vertical);
    tables->addWidget(m_errors);
    tables->addWidget(m_worst);
    tables->addWidget(m_calibrations);
    tables->setSizes({300, 340, 160});
    auto *columns = new QSplitter(Qt::Horizontal);
    columns->addWidget(m_chart);
    columns->addWidget(tables);
    columns->setSizes({400, 600});
    for (QSplitter *splitter : {tables, columns}) {
        splitter->setHandleWidth(widgets::grid);
        splitter->setChildrenCollapsible(false);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(widgets::grid, widgets::grid, widgets::grid, widgets::grid);
    layout->addLayout(bar);
    layout->addWidget(columns, 1);

    connect(m_chart, &widgets::AccuracyChart::clicked, this, &AccuracyPage::choosePoint);
    connect(m_worst, &QTableWidget::cellActivated, this,
            [this](int row) { choosePoint(m_worst->item(row, 0)->data(Qt::UserRole).toInt()); });
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &AccuracyPage::takeReport);
    fillPoints();
}

AccuracyPage::~AccuracyPage()
{
    m_watcher.waitForFinished();
}

void AccuracyPage::setMeasurements(const Measurements &measurements)
{
    m_imported = measurements;
    m_stale = true;
    m_calibrations->allowCalibrating(!m_imported.empty());
    fillPoints();
    if (isVisible())
        startReport();
}

void AccuracyPage::fillPoints()
{
    const QSignalBlocker quiet(m_points);
    m_points->clear();
    m_points->addItem(tr("Published and imported"), allPoints);
    if (!m_imported.empty())
        m_points->addItem(tr("Imported"), importedPoints);
    for (std::size_t i = 0; i < m_imported.size(); ++i)
        m_points->addItem(QString::fromStdString(m_imported[i]->fileName), static_cast<int>(i));
    m_remove->hide();
}

void AccuracyPage::choosePoints()
{
    m_remove->setVisible(m_points->currentData().toInt() >= 0);
    m_stale = true;
    startReport();
}

void AccuracyPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    startReport();
}

void AccuracyPage::startReport()
{
    if (!m_stale || m_watcher.isRunning())
        return;
    m_stale = false;
    const int which = m_points->currentData().toInt();
    Measurements files = which >= 0 ? Measurements{m_imported[static_cast<std::size_t>(which)]} : m_imported;
    if (which == allPoints)
        files.insert(files.begin(), m_reference.begin(), m_reference.end());
    // The catalogue may be read anew meanwhile: the work has a copy of its own.
    m_watcher.setFuture(QtConcurrent::run([files = std::move(files), catalog = m_catalog] {
        return std::make_shared<AccuracyReport>(accuracyReport(files, catalog));
    }));
}

void AccuracyPage::takeReport()
{
    m_report = std::move(*m_watcher.result());
    showReport();
    startReport();      // where something changed meanwhile
}

AccuracyFigure AccuracyPage::figure() const
{
    return static_cast<AccuracyFigure>(m_figure->currentData().toInt());
}

void AccuracyPage::showReport()
{
    showSummary();
    m_chart->showPicture(accuracyPicture(m_report, figure()));
    showErrors();
    showWorst();
}

void AccuracyPage::showSummary()
{
    const auto all = evidence::accuracy(m_report.points, m_report.predictions, {});
    const evidence::AccuracyRow &row = all->front();
    const evidence::ErrorSummary &errors = summaryOf(row, figure());
    QString text = tr("%1 of %2 points answered").arg(row.answered).arg(row.rows);
    if (errors.points > 0)
        text += tr(" · %1: median error %2, mean %3, over %4 points")
                    .arg(QLatin1String(textOf(figure()).name), percent(errors.median), percent(errors.mean))
                    .arg(errors.points);
    m_summary->setText(text);
}

void AccuracyPage::showErrors()
{
    const std::array columns{m_groups->currentData().toString().toStdString()};
    const auto rows = evidence::accuracy(m_report.points, m_report.predictions, columns);
    m_errors->setRowCount(0);
    for (const evidence::AccuracyRow &row : *rows) {
        const evidence::ErrorSummary &errors = summaryOf(row, figure());
        if (errors.points == 0)
            continue;
        const QString group = row.group.empty()         ? tr("All")
                              : row.group.front().empty() ? tr("not stated")
                                                          : QString::fromStdString(row.group.front());
        m_errors->insertRow(m_errors->rowCount());
        setRow(*m_errors, m_errors->rowCount() - 1,
               {group, QString::number(errors.points), percent(errors.median), percent(errors.mean), percent(errors.p90),
                signedPercent(errors.bias)},
               0, 0);
    }
    m_errors->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_errors->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
}

void AccuracyPage::showWorst()
{
    const FigureText &text = textOf(figure());
    const std::vector<std::size_t> worst = worstPoints(m_report, figure(), worstShown);
    m_worst->setRowCount(static_cast<int>(worst.size()));
    for (int row = 0; row < m_worst->rowCount(); ++row) {
        const std::size_t point = worst[static_cast<std::size_t>(row)];
        const evidence::PointConfiguration &configuration = m_report.points[point].configuration;
        const auto pair = figureAt(m_report, point, figure());
        QString run = tr("%1 → %2").arg(number(configuration.inputTokens), number(configuration.outputTokens));
        if (configuration.concurrency >= 1)
            run += tr(", %1 in flight").arg(number(configuration.concurrency));
        setRow(*m_worst, row,
               {signedPercent(pair->ratio() - 1), tr("%1 %2").arg(number(pair->measured * text.scale), QLatin1String(text.unit)),
                tr("%1 %2").arg(number(pair->predicted * text.scale), QLatin1String(text.unit)),
                deploymentText(configuration) + QStringLiteral(" · ") + run,
                unusual(m_report, point).join(QStringLiteral("; "))},
               configurationColumn, unusualColumn);
        m_worst->item(row, 0)->setData(Qt::UserRole, static_cast<int>(point));
    }
    m_worst->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    for (const int column : {configurationColumn, unusualColumn})
        m_worst->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    m_worst->scrollToTop();
}

void AccuracyPage::choosePoint(int point)
{
    if (point >= 0 && point < static_cast<int>(m_report.points.size()))
        emit pointChosen(m_report.points[static_cast<std::size_t>(point)].configuration);
}

} // namespace trilemma::app
