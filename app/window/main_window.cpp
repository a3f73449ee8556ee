// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/main_window.h"

#include "app/scenario_text.h"
#include "app/session_store.h"
#include "app/window/appearance.h"
#include "app/window/export_form.h"
#include "app/window/overview_page.h"
#include "app/window/session_files.h"
#include "app/window/shortcut_sheet.h"
#include "app/window/view_bar.h"
#include "widgets/chart.h"
#include "widgets/lever_panel.h"
#include "widgets/scenario_list.h"
#include "widgets/toast.h"
#include "widgets/why_line.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDir>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QStandardPaths>

namespace trilemma::app {

MainWindow::MainWindow(CatalogStore &store, Settings &settings, const QString &recoveryFolder)
    : m_store(store), m_settings(settings), m_document(store.catalog()), m_evaluation(store.catalog()),
      m_actions(createActions(*this, m_document.undoStack())), m_page(new OverviewPage),
      m_files(new SessionFiles(m_document, settings, m_dialogs, recoveryFolder, this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    setCentralWidget(m_page);
    menuBar()->setCornerWidget(new ViewBar({m_actions.overview}));
    m_actions.overview->setChecked(true);
    m_toast = new widgets::Toast(m_page);
    m_toast->setObjectName(QStringLiteral("toast"));

    connectDocument();
    connectPage();
    connectFileActions();
    connectOtherActions();
    connectCatalog();
    resize(1600, 900);
    restoreGeometry(m_settings.get(setting::windowGeometry));
    m_page->restoreSplitterState(m_settings.get(setting::pageSplitter));
    m_page->setFocus();     // nothing is picked out before somebody picks it
    updateTitle();
    refresh();
    offerRecovery();
}

MainWindow::~MainWindow()
{
    delete takeCentralWidget();     // before the document, which what still has the focus may edit
}

void MainWindow::connectDocument()
{
    for (auto changed : {&Document::scenarioChanged, &Document::pinsChanged, &Document::sessionReset})
        connect(&m_document, changed, this, &MainWindow::refresh);
    connect(&m_document, &Document::stateChanged, this, &MainWindow::updateTitle);
    connect(&m_document, &Document::refused, this, &MainWindow::problem);
    connect(&m_evaluation, &LiveEvaluation::finished, this,
            [this] { m_page->showAnswer(m_evaluation.answer(), m_store.catalog()); });
    connect(&m_evaluation, &LiveEvaluation::nextMoveFound, this, [this] {
        m_actions.nextMove->setEnabled(m_evaluation.nextMove().has_value());
        m_page->showNextMove(m_evaluation.answer(), m_evaluation.nextMove());
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
    ScenarioList &list = m_page->scenarios();
    connect(&list, &ScenarioList::pinRequested, &m_document, &Document::pinCurrent);
    connect(&list, &ScenarioList::baselineRequested, &m_document, &Document::setBaseline);
    connect(&list, &ScenarioList::renameRequested, &m_document, &Document::renamePinned);
    connect(&list, &ScenarioList::deleteRequested, &m_document, &Document::unpin);
    connect(&list, &ScenarioList::loadRequested, &m_document, &Document::loadPinned);
    connect(&list, &ScenarioList::message, this, &MainWindow::note);
    connect(&m_page->why(), &widgets::WhyLine::nextMoveClicked, this, &MainWindow::makeNextMove);
}

void MainWindow::connectFileActions()
{
    connect(m_files, &SessionFiles::openRequested, this, &MainWindow::openFile);
    connect(m_files, &SessionFiles::problem, this, &MainWindow::problem);
    connect(m_files, &SessionFiles::note, this, &MainWindow::note);
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
    connect(m_actions.copyChart, &QAction::triggered, this, [this] { copyChart(m_page->chartUnderMouse()); });
    connect(m_actions.pasteModel, &QAction::triggered, this, &MainWindow::pasteModel);
    connect(m_actions.overview, &QAction::triggered, this, [this] { m_actions.overview->setChecked(true); });
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
    connect(m_actions.about, &QAction::triggered, this, &MainWindow::showAbout);
    for (QAction *action : m_actions.themes->actions())
        action->setChecked(action->data() == m_settings.get(setting::theme));
}

void MainWindow::connectCatalog()
{
    fillPresets();
    connect(&m_store, &CatalogStore::catalogChanged, this, [this] {
        m_evaluation.catalogChanged();
        fillPresets();
        for (const QString &sentence : m_store.problems())
            problem(sentence);
    });
    for (const QString &sentence : m_store.problems())
        problem(sentence);
}

void MainWindow::refresh()
{
    m_evaluation.request(m_document.session());
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

void MainWindow::openFile(const QString &path)
{
    const Result<DroppedFile> dropped = readDroppedFile(path, m_store.catalog());
    if (dropped)
        take(*dropped, path);
    else
        problem(QString::fromStdString(dropped.error().sentence()));
}

void MainWindow::pasteModel()
{
    const Result<DroppedFile> pasted =
        readDroppedText(QApplication::clipboard()->text().toUtf8(), tr("Pasted model"), m_store.catalog());
    if (pasted)
        take(*pasted, {});
    else
        problem(QString::fromStdString(pasted.error().sentence()));
}

void MainWindow::take(const DroppedFile &dropped, const QString &path)
{
    const QString fileName = QFileInfo(path).fileName();
    if (const auto *session = std::get_if<DroppedSession>(&dropped)) {
        m_document.replaceSession(session->session, session->fromPicture ? QString() : path, tr("Open %1").arg(fileName));
        if (!session->fromPicture && !path.isEmpty())
            m_files->noteOpened(path);
        note(tr("Opened %1").arg(fileName));
    } else if (const auto *model = std::get_if<DroppedModel>(&dropped)) {
        m_document.setModel(model->model);
        const QString name = QString::fromStdString(model->model.name);
        const QString how = QString::fromStdString(model->model.approximation);
        note(how.isEmpty() ? tr("Model %1").arg(name) : tr("Model %1, approximated: %2").arg(name, how));
    } else {
        keepCatalogFile(std::get<DroppedCatalog>(dropped), path);
    }
}

void MainWindow::keepCatalogFile(const DroppedCatalog &dropped, const QString &path)
{
    const QString name = path.isEmpty() ? QStringLiteral("pasted.json") : QFileInfo(path).completeBaseName() + ".json";
    QDir().mkpath(m_store.userFolder());
    const QString kept = QDir(m_store.userFolder()).filePath(name);
    if (QFileInfo::exists(kept)) {
        problem(tr("%1 is in your catalogue already; remove it from %2 first.").arg(name, m_store.userFolder()));
        return;
    }
    if (const auto error = writeWholeFile(kept, dropped.text)) {
        problem(QString::fromStdString(error->sentence()));
        return;
    }
    m_store.reload();
    note(tr("%1 added to your catalogue in %2").arg(name, m_store.userFolder()));
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
                                        m_store.catalog()),
                         csvText(charts, m_evaluation.answer(), m_store.catalog()));
    note(chart ? tr("Copied %1").arg(chart->title()) : tr("Copied all charts"));
}

void MainWindow::askForExport(const widgets::Chart *chart)
{
    QStringList titles;
    int chosen = -1;
    for (const widgets::Chart *offered : m_page->charts()) {
        if (offered == chart)
            chosen = static_cast<int>(titles.size());
        titles += offered->title();
    }
    auto *form = new ExportForm(titles, chosen, ExportChoices::remembered(m_settings), this);
    form->setAttribute(Qt::WA_DeleteOnClose);
    connect(form, &QDialog::accepted, this, [this, form] {
        const int index = form->chosenChart();
        form->choices().remember(m_settings);
        exportTo(index < 0 ? allCharts() : std::vector<const widgets::Chart *>{m_page->charts()[static_cast<size_t>(index)]},
                 form->choices());
    });
    form->open();
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
    if (const auto error = exportCharts(path, charts, choices, m_evaluation.answer(), m_document.session(), m_store.catalog())) {
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

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls() || event->mimeData()->hasText())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    for (const QUrl &url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            openFile(url.toLocalFile());
        else
            problem(tr("%1 is not on this machine; nothing is fetched from the network.").arg(url.toDisplayString()));
    }
    event->acceptProposedAction();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_files->mayClose()) {
        event->ignore();
        return;
    }
    m_settings.set(setting::windowGeometry, saveGeometry());
    m_settings.set(setting::pageSplitter, m_page->splitterState());
    event->accept();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ThemeChange && m_settings.get(setting::theme) == setting::theme.fallback)
        applyTheme(setting::theme.fallback);
}

} // namespace trilemma::app
