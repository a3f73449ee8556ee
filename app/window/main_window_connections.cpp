// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the main window does when something happens elsewhere.
#include "app/window/main_window.h"

#include "app/window/accuracy_page.h"
#include "app/window/appearance.h"
#include "app/window/batching_page.h"
#include "app/window/calibration_panel.h"
#include "app/window/calibrator.h"
#include "app/window/cost_page.h"
#include "app/window/fleet_page.h"
#include "app/window/import_formats.h"
#include "app/window/load_page.h"
#include "app/window/measurement_import.h"
#include "app/window/overview_page.h"
#include "app/window/session_files.h"
#include "app/window/shortcut_sheet.h"
#include "widgets/chart.h"
#include "widgets/lever_panel.h"
#include "widgets/scenario_list.h"
#include "widgets/toast.h"
#include "widgets/tuning_checklist.h"
#include "widgets/why_line.h"

#include <QActionGroup>
#include <QMenu>

namespace trilemma::app {

void MainWindow::connectDocument()
{
    for (auto changed : {&Document::scenarioChanged, &Document::pinsChanged, &Document::sessionReset})
        connect(&m_document, changed, this, &MainWindow::refresh);
    connect(&m_document, &Document::stateChanged, this, &MainWindow::updateTitle);
    connect(&m_document, &Document::refused, this, &MainWindow::problem);
    connect(&m_document, &Document::measurementsChanged, this, &MainWindow::refreshMeasured);
    connect(&m_evaluation, &LiveEvaluation::finished, this, &MainWindow::showAnswer);
    connect(&m_evaluation, &LiveEvaluation::nextMoveFound, this, [this] {
        m_actions.nextMove->setEnabled(m_evaluation.nextMove().has_value());
        m_page->showNextMove(m_evaluation.answer(), m_evaluation.nextMove());
        m_page->showRules(m_evaluation.answer(), m_store.catalog());
    });
}

void MainWindow::connectPage()
{
    using widgets::LeverPanel, widgets::ScenarioList;
    connect(&m_page->levers(), &LeverPanel::leverEdited, this, &MainWindow::editLever);
    connect(&m_page->levers(), &LeverPanel::leverReset, &m_document, &Document::resetLever);
    connect(&m_page->levers(), &LeverPanel::message, this, &MainWindow::note);
    connect(m_page, &OverviewPage::leverDragged, this, &MainWindow::dragLever);
    connect(m_page, &OverviewPage::copyRequested, this, &MainWindow::copyChart);
    connect(m_page, &OverviewPage::exportRequested, this, &MainWindow::askForExport);
    connect(m_load, &LoadPage::leverDragged, this, &MainWindow::dragLever);
    connect(m_load, &LoadPage::copyRequested, this, &MainWindow::copyChart);
    connect(m_load, &LoadPage::exportRequested, this, &MainWindow::askForExport);
    connect(m_batching, &BatchingPage::leverDragged, this, &MainWindow::dragLever);
    connect(m_batching, &BatchingPage::copyRequested, this, &MainWindow::copyChart);
    connect(m_batching, &BatchingPage::exportRequested, this, &MainWindow::askForExport);
    connect(m_fleet, &FleetPage::leverChosen, &m_document,
            [this](const QString &id, const scenario::LeverValue &value) { m_document.setLever(id, value); });
    connect(m_fleet, &FleetPage::copyRequested, this, &MainWindow::copyChart);
    connect(m_fleet, &FleetPage::exportRequested, this, &MainWindow::askForExport);
    connect(m_fleet, &FleetPage::tableExportRequested, this, &MainWindow::exportView);
    connect(m_cost, &CostPage::leverChosen, this,
            [this](const QString &id, const scenario::LeverValue &value) { m_document.setLever(id, value); });
    connect(m_cost, &CostPage::copyRequested, this, &MainWindow::copyChart);
    connect(m_cost, &CostPage::exportRequested, this, &MainWindow::askForExport);
    ScenarioList &list = m_page->scenarios();
    connect(&list, &ScenarioList::pinRequested, &m_document, &Document::pinCurrent);
    connect(&list, &ScenarioList::baselineRequested, &m_document, &Document::setBaseline);
    connect(&list, &ScenarioList::renameRequested, &m_document, &Document::renamePinned);
    connect(&list, &ScenarioList::deleteRequested, &m_document, &Document::unpin);
    connect(&list, &ScenarioList::loadRequested, &m_document, &Document::loadPinned);
    connect(&list, &ScenarioList::message, this, &MainWindow::note);
    connect(&m_page->why(), &widgets::WhyLine::nextMoveClicked, this, &MainWindow::makeNextMove);
    using widgets::TuningChecklist;
    TuningChecklist &rules = m_page->rules();
    connect(&rules, &TuningChecklist::stepRequested, this, &MainWindow::makeRuleStep);
    connect(&rules, &TuningChecklist::shownChanged, &m_evaluation, &LiveEvaluation::wantRules);
    connect(&rules, &TuningChecklist::shownChanged, this, [this, &rules] { m_actions.rules->setChecked(!rules.isFolded()); });
    connect(m_actions.rules, &QAction::toggled, &rules, [&rules](bool open) { rules.setFolded(!open); });
}

void MainWindow::connectFileActions()
{
    connect(m_files, &SessionFiles::openRequested, this, &MainWindow::openFile);
    connect(m_files, &SessionFiles::problem, this, &MainWindow::problem);
    connect(m_files, &SessionFiles::note, this, &MainWindow::note);
    connect(m_import, &MeasurementImport::problem, this, &MainWindow::problem);
    connect(m_import, &MeasurementImport::note, this, &MainWindow::note);
    connect(m_actions.importMeasurements, &QAction::triggered, this, &MainWindow::chooseMeasurements);
    connect(m_actions.importTraffic, &QAction::triggered, this, &MainWindow::chooseTrace);
    connect(m_actions.newSession, &QAction::triggered, m_files, &SessionFiles::startNew);
    connect(m_actions.open, &QAction::triggered, m_files, &SessionFiles::chooseAndOpen);
    connect(m_actions.recent, &QMenu::aboutToShow, this, [this] { m_files->fillRecent(*m_actions.recent); });
    connect(m_actions.save, &QAction::triggered, m_files, &SessionFiles::save);
    connect(m_actions.saveAs, &QAction::triggered, m_files, &SessionFiles::saveAs);
    connect(m_actions.restore, &QAction::triggered, this, [this] {
        m_files->recover();
        m_actions.restore->setEnabled(m_files->canRecover());
    });
    connect(m_actions.exportCharts, &QAction::triggered, this, [this] { askForExport(nullptr); });
    connect(m_actions.quit, &QAction::triggered, this, &QWidget::close);
}

void MainWindow::connectOtherActions()
{
    connect(m_actions.copyChart, &QAction::triggered, this, [this] {
        copyChart(m_load->isVisible()       ? m_load->chartUnderMouse()
                  : m_batching->isVisible() ? m_batching->chartUnderMouse()
                  : m_fleet->isVisible()    ? m_fleet->chartUnderMouse()
                  : m_cost->isVisible()     ? m_cost->chartUnderMouse()
                                            : m_page->chartUnderMouse());
    });
    connect(m_actions.pasteModel, &QAction::triggered, this, &MainWindow::pasteModel);
    connect(m_actions.views, &QActionGroup::triggered, this, &MainWindow::showView);
    connect(m_accuracy, &AccuracyPage::pointChosen, this, &MainWindow::openPoint);
    connect(m_accuracy, &AccuracyPage::removeRequested, &m_document, &Document::removeMeasurements);
    connect(m_actions.resetLayout, &QAction::triggered, m_page, &OverviewPage::resetLayout);
    connect(m_actions.fullScreen, &QAction::toggled, this, &MainWindow::setFullScreen);
    connect(m_actions.themes, &QActionGroup::triggered, this,
            [this](const QAction *action) { chooseTheme(action->data().toString()); });
    connect(m_actions.cycleTheme, &QAction::triggered, this,
            [this] { chooseTheme(nextTheme(m_settings.get(setting::theme))); });
    connect(m_actions.pin, &QAction::triggered, &m_page->scenarios(), &widgets::ScenarioList::requestPin);
    connect(m_actions.rename, &QAction::triggered, this, &MainWindow::renameCurrent);
    connect(m_actions.noBaseline, &QAction::triggered, this, [this] { m_document.setBaseline(-1); });
    connect(m_actions.nextMove, &QAction::triggered, this, &MainWindow::makeNextMove);
    connect(m_actions.shortcuts, &QAction::triggered, this, [this] { showShortcutSheet(*this); });
    connect(m_actions.importFormats, &QAction::triggered, this, [this] { showImportFormats(*this); });
    connect(m_actions.about, &QAction::triggered, this, &MainWindow::showAbout);
    for (QAction *action : m_actions.themes->actions())
        action->setChecked(action->data() == m_settings.get(setting::theme));
}

void MainWindow::connectCatalog()
{
    fillPresets();
    connect(&m_store, &CatalogStore::catalogChanged, this, [this] {
        m_evaluation.catalogChanged();
        m_load->catalogChanged();
        m_batching->catalogChanged();
        m_fleet->catalogChanged();
        m_cost->catalogChanged();
        m_calibrator->reload();
        refreshMeasured();
        fillPresets();
        for (const QString &sentence : m_store.problems())
            problem(sentence);
    });
    for (const QString &sentence : m_store.problems())
        problem(sentence);
}

void MainWindow::connectCalibrations()
{
    CalibrationPanel &panel = m_accuracy->calibrations();
    connect(m_calibrator, &Calibrator::problem, this, &MainWindow::problem);
    connect(m_calibrator, &Calibrator::note, this, &MainWindow::note);
    connect(m_calibrator, &Calibrator::changed, this, &MainWindow::showCalibrations);
    connect(m_calibrator, &Calibrator::busyChanged, &panel, &CalibrationPanel::showBusy);
    connect(&panel, &CalibrationPanel::calibrateRequested, m_calibrator, &Calibrator::start);
    connect(&panel, &CalibrationPanel::cancelRequested, m_calibrator, &Calibrator::cancel);
    connect(&panel, &CalibrationPanel::switchRequested, m_calibrator, &Calibrator::switchOn);
    connect(&panel, &CalibrationPanel::removeRequested, m_calibrator, &Calibrator::remove);
    connect(&panel, &CalibrationPanel::saveAsRequested, this,
            [this](int index) { m_calibrator->saveAs(m_calibrator->files()[static_cast<std::size_t>(index)]); });
    showCalibrations();
}

} // namespace trilemma::app
