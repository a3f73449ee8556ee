// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/main_window.h"

#include "app/session_store.h"
#include "app/window/accuracy_page.h"
#include "app/window/appearance.h"
#include "app/window/batching_page.h"
#include "app/window/calibration_panel.h"
#include "app/window/calibrator.h"
#include "app/window/cost_page.h"
#include "app/window/export_form.h"
#include "app/window/fleet_page.h"
#include "app/window/load_page.h"
#include "app/window/measurement_import.h"
#include "app/window/overview_page.h"
#include "app/window/session_files.h"
#include "app/window/view_bar.h"
#include "widgets/chart.h"
#include "widgets/lever_panel.h"
#include "widgets/toast.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QStackedWidget>
#include <QStandardPaths>

#include <algorithm>

namespace trilemma::app {

MainWindow::MainWindow(CatalogStore &store, Settings &settings, const QString &recoveryFolder)
    : m_store(store), m_settings(settings), m_document(store.catalog()), m_evaluation(store.catalog()),
      m_actions(createActions(*this, m_document.undoStack())), m_views(new QStackedWidget), m_page(new OverviewPage),
      m_accuracy(new AccuracyPage(store.catalog())), m_load(new LoadPage(store.catalog())),
      m_batching(new BatchingPage(store.catalog())), m_fleet(new FleetPage(store.catalog())),
      m_cost(new CostPage(store.catalog())),
      m_files(new SessionFiles(m_document, settings, m_dialogs, recoveryFolder, this)),
      m_import(new MeasurementImport(m_document, this)), m_calibrator(new Calibrator(m_document, store, m_dialogs, this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    m_page->addCentre(m_load);
    m_page->addCentre(m_batching);
    m_page->addCentre(m_fleet);
    m_page->addCentre(m_cost);
    m_views->addWidget(m_page);
    m_views->addWidget(m_accuracy);
    setCentralWidget(m_views);
    menuBar()->setCornerWidget(new ViewBar(m_actions.views->actions()));
    m_actions.overview->setChecked(true);
    m_toast = new widgets::Toast(m_views);
    m_toast->setObjectName(QStringLiteral("toast"));

    connectDocument();
    connectPage();
    connectFileActions();
    connectOtherActions();
    connectCatalog();
    connectCalibrations();
    resize(1600, 900);
    restoreGeometry(m_settings.get(setting::windowGeometry));
    m_page->restoreSplitterState(m_settings.get(setting::pageSplitter));
    m_actions.rules->setChecked(!m_settings.get(setting::rulesFolded));
    m_page->setFocus();     // nothing is picked out before somebody picks it
    updateTitle();
    refresh();
    offerRecovery();
}

MainWindow::~MainWindow()
{
    delete takeCentralWidget();     // before the document, which what still has the focus may edit
}

void MainWindow::refresh()
{
    m_evaluation.request(m_document.session());
}

void MainWindow::showAnswer()
{
    m_page->showAnswer(m_evaluation.answer(), m_store.catalog());
    const widgets::ChartScenario &current = m_evaluation.answer().current();
    const widgets::SharedMeasuredDots measured = m_overlay.dotsFor(current.scenario, current.curves->evaluation.replicas);
    m_page->showMeasured(measured);
    m_load->showAnswer(m_evaluation.answer(), measured);
    m_batching->showAnswer(m_evaluation.answer());
    m_fleet->showAnswer(m_evaluation.answer());
    m_cost->showAnswer(m_evaluation.answer());
    m_accuracy->calibrations().showScenario(current.scenario, m_store.catalog());
}

void MainWindow::refreshMeasured()
{
    m_overlay.setMeasurements(m_document.measurements(), m_store.catalog());
    m_accuracy->setMeasurements(m_document.measurements());
    refresh();
}

void MainWindow::showCalibrations()
{
    m_accuracy->calibrations().showCalibrations(m_calibrator->files(), m_store.catalog());
    m_accuracy->calibrations().showScenario(m_document.current(), m_store.catalog());
}

void MainWindow::showView(const QAction *view)
{
    QWidget *centre = nullptr;
    for (const auto &[action, page] : {std::pair<QAction *, QWidget *>{m_actions.load, m_load},
                                       {m_actions.batching, m_batching},
                                       {m_actions.fleet, m_fleet},
                                       {m_actions.cost, m_cost}})
        centre = view == action ? page : centre;
    m_page->showCentre(centre);
    m_views->setCurrentWidget(view == m_actions.accuracy ? static_cast<QWidget *>(m_accuracy) : m_page);
}

void MainWindow::openPoint(const evidence::PointConfiguration &configuration)
{
    const auto scenario = scenarioOf(configuration, m_document.current(), m_store.catalog());
    if (!scenario) {
        problem(tr("This point is no scenario: %1").arg(QString::fromStdString(scenario.error().sentence())));
        return;
    }
    m_document.setScenario(*scenario, tr("Open %1").arg(QString::fromStdString(configuration.id)));
    m_actions.overview->trigger();
}

void MainWindow::updateTitle()
{
    setWindowTitle(tr("%1[*] - Trilemma").arg(m_document.displayName()));
    setWindowFilePath(m_document.filePath());
    setWindowModified(m_document.isModified());
}

void MainWindow::note(const QString &sentence)
{
    m_toast->showMessage(sentence);
}

void MainWindow::problem(const QString &sentence)
{
    m_toast->showMessage(sentence, widgets::Toast::Kind::Problem);
}

void MainWindow::offerRecovery()
{
    m_actions.restore->setEnabled(m_files->canRecover());
    if (!m_files->canRecover())
        return;
    connect(m_toast, &widgets::Toast::actionTriggered, m_actions.restore, &QAction::trigger, Qt::SingleShotConnection);
    m_toast->showOffer(tr("Trilemma ended unexpectedly; unsaved work was kept."), tr("Restore"));
}

void MainWindow::editLever(const QString &id, const scenario::LeverValue &value, int gesture)
{
    if (!m_document.setLever(id, value, gesture))
        refresh();      // the panel shows what was refused until told otherwise
}

void MainWindow::dragLever(const QString &id, double value, bool finished)
{
    if (!m_page->levers().isLocked(id))
        editLever(id, value, m_chartGesture);
    if (finished)
        --m_chartGesture;
}

void MainWindow::makeNextMove()
{
    if (const auto move = m_evaluation.nextMove())
        m_document.setLever(QString::fromStdString(move->leverId), move->value);
}

void MainWindow::makeRuleStep(const QString &ruleId)
{
    const auto &rules = m_evaluation.answer().rules;
    const auto row = std::ranges::find(rules, ruleId.toStdString(), [](const auto &checked) { return checked.rule->id; });
    if (row == rules.end() || !row->step)
        return;
    const decision::LeverStep &settings = row->step->settings;
    if (settings.size() == 1)
        m_document.setLever(QString::fromStdString(settings.front().leverId), settings.front().value);
    else if (const auto changed = decision::withStep(m_document.current(), settings, m_store.catalog()))
        m_document.setScenario(*changed, QString::fromStdString(row->step->text));
}

void MainWindow::renameCurrent()
{
    m_document.renameCurrent(m_dialogs.askName(this, tr("Rename scenario"), tr("Name"),
                                               QString::fromStdString(m_document.current().name)));
}

void MainWindow::fillPresets()
{
    m_actions.presets->clear();
    for (const catalog::WorkloadPreset &preset : m_store.catalog().presets) {
        QAction *action = m_actions.presets->addAction(QString::fromStdString(preset.name));
        action->setObjectName(QStringLiteral("action.preset.") + QString::fromStdString(preset.id));
        connect(action, &QAction::triggered, this,
                [this, id = preset.id] { m_document.setLever(QStringLiteral("preset"), id); });
    }
}

std::vector<const widgets::Chart *> MainWindow::allCharts() const
{
    return {m_page->charts().begin(), m_page->charts().end()};
}

void MainWindow::copyChart(const widgets::Chart *chart)
{
    const auto charts = chart ? std::vector<const widgets::Chart *>{chart} : allCharts();
    const ExportChoices choices = ExportChoices::remembered(m_settings);
    widgets::copyPicture(charts,
                         pictureOptions(choices, static_cast<int>(charts.size()), m_evaluation.answer(), m_document.session(),
                                        m_store.catalog(), m_document.measurements()),
                         csvText(charts, m_evaluation.answer(), m_store.catalog()));
    note(chart ? tr("Copied %1").arg(chart->title()) : tr("Copied all charts"));
}

void MainWindow::askForExport(const widgets::Chart *chart)
{
    std::vector<const widgets::Chart *> offered = allCharts();
    if (chart && !std::ranges::count(offered, chart))
        offered.push_back(chart);
    QStringList titles;
    int chosen = -1;
    for (const widgets::Chart *one : offered) {
        if (one == chart)
            chosen = static_cast<int>(titles.size());
        titles += one->title();
    }
    std::vector<ViewChart> others = viewCharts(); // made when they are wanted
    std::erase_if(others, [chart](const ViewChart &other) { return chart && other.name == chart->csvName(); });
    for (const ViewChart &other : others)
        titles += other.isTable ? tr("%1 (table)").arg(other.title) : other.title;
    auto *form = new ExportForm(titles, chosen, ExportChoices::remembered(m_settings), this);
    form->setAttribute(Qt::WA_DeleteOnClose);
    connect(form, &QDialog::accepted, this, [this, form, offered, others] {
        const int index = form->chosenChart();
        form->choices().remember(m_settings);
        const auto at = static_cast<std::size_t>(index);
        if (index < 0)
            exportTo(allCharts(), form->choices());
        else if (at < offered.size())
            exportTo({offered[at]}, form->choices());
        else
            exportView(others[at - offered.size()]);
    });
    form->open();
}

/// As was chosen last; a table is CSV whatever that was.
void MainWindow::exportView(const ViewChart &view)
{
    ExportChoices choices = ExportChoices::remembered(m_settings);
    const auto chart = makeViewChart(view.name, m_evaluation.answer().current(), m_store.catalog());
    if (view.isTable)
        choices.format = QStringLiteral("csv");
    if (choices.format == QLatin1String("csv") && chart->table().columns.empty()) {
        problem(tr("Not exported: %1 has no rows for this scenario.").arg(view.title));
        return;
    }
    exportTo({chart.get()}, choices);
}

void MainWindow::exportTo(const std::vector<const widgets::Chart *> &charts, const ExportChoices &choices)
{
    QString folder = m_settings.get(setting::exportFolder);
    if (folder.isEmpty())
        folder = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    const QString name = charts.size() == 1 ? charts.front()->csvName() : QStringLiteral("overview");
    QString path = m_dialogs.saveFileName(this, tr("Export"), QDir(folder).filePath(name + QLatin1Char('.') + choices.format),
                                          choices.format.toUpper() + QStringLiteral(" (*.%1)").arg(choices.format));
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().compare(choices.format, Qt::CaseInsensitive) != 0)
        path += QLatin1Char('.') + choices.format;
    if (const auto error = exportCharts(path, charts, choices, m_evaluation.answer(), m_document.session(), m_store.catalog(),
                                        m_document.measurements())) {
        problem(tr("Not exported: %1").arg(QString::fromStdString(error->sentence())));
        return;
    }
    m_settings.set(setting::exportFolder, QFileInfo(path).absolutePath());
    note(tr("Exported %1").arg(QDir::toNativeSeparators(path)));
}

void MainWindow::chooseTheme(const QString &theme)
{
    m_settings.set(setting::theme, theme);
    for (QAction *action : m_actions.themes->actions())
        action->setChecked(action->data() == theme);
    applyTheme(theme);
}

void MainWindow::setFullScreen(bool on)
{
    menuBar()->setVisible(!on);
    setWindowState(on ? windowState() | Qt::WindowFullScreen : windowState() & ~Qt::WindowFullScreen);
}

void MainWindow::showAbout()
{
    QMessageBox::about(this, tr("About Trilemma"),
                       tr("Trilemma %1\nThroughput, latency and cost of serving large language models.\n\n"
                          "Free software under the GNU General Public License, version 3 or later.")
                           .arg(QLatin1String(TRILEMMA_VERSION)));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_files->mayClose()) {
        event->ignore();
        return;
    }
    m_settings.set(setting::windowGeometry, saveGeometry());
    m_settings.set(setting::pageSplitter, m_page->splitterState());
    m_settings.set(setting::rulesFolded, !m_actions.rules->isChecked());
    event->accept();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ThemeChange && m_settings.get(setting::theme) == setting::theme.fallback)
        applyTheme(setting::theme.fallback);
}

} // namespace trilemma::app
