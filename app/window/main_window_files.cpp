// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the main window does with files: opened, pasted, dropped.
#include "app/window/main_window.h"

#include "app/session_store.h"
#include "app/window/calibrator.h"
#include "app/window/measurement_import.h"
#include "app/window/session_files.h"
#include "app/window/trace_import.h"
#include "app/window/week_form.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QDropEvent>
#include <QFileInfo>
#include <QMimeData>

namespace trilemma::app {

void MainWindow::openFile(const QString &path)
{
    if (isLongImport(path)) {
        m_import->readLater(path);
        return;
    }
    const Result<DroppedFile> dropped = readDroppedFile(path, m_store.catalog());
    if (dropped)
        take(*dropped, path);
    else
        problem(QString::fromStdString(dropped.error().sentence()));
}

void MainWindow::chooseMeasurements()
{
    const QStringList paths = m_dialogs.openFileNames(this, tr("Import measurements"), m_settings.get(setting::sessionFolder),
                                                      tr("Benchmark results (*.json *.jsonl *.csv *.txt *.gz);;All files (*)"));
    for (const QString &path : paths)
        openFile(path);
}

void MainWindow::chooseTrace()
{
    const QString path = m_dialogs.openFileName(this, tr("Traffic from a trace"), m_settings.get(setting::sessionFolder),
                                                tr("Traces and detailed results (*.csv *.jsonl *.json *.gz);;All files (*)"));
    if (!path.isEmpty())
        m_import->readLater(path, &readTrafficFile);
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

void MainWindow::editWeek()
{
    auto *form = new WeekForm(m_document.current(), this);
    form->setAttribute(Qt::WA_DeleteOnClose);
    connect(form, &WeekForm::fileRequested, form, [this, form] {
        const QString path = m_dialogs.openFileName(form, tr("Load by the hour"), m_settings.get(setting::sessionFolder),
                                                    tr("Traces and lists (*.csv *.txt *.json *.jsonl *.gz);;All files (*)"));
        if (!path.isEmpty())
            form->takeFile(path);
    });
    connect(form, &QDialog::accepted, this, [this, form] {
        scenario::Scenario changed = m_document.current();
        changed.fleet = form->plan();
        m_document.setScenario(std::move(changed), tr("Load by the hour"));
    });
    form->open();
}

void MainWindow::take(const DroppedFile &dropped, const QString &path)
{
    const QString fileName = QFileInfo(path).fileName();
    if (const auto *session = std::get_if<DroppedSession>(&dropped)) {
        m_document.replaceSession(session->stored.session, session->fromPicture ? QString() : path, tr("Open %1").arg(fileName),
                                  session->stored.measurements);
        if (!session->fromPicture && !path.isEmpty())
            m_files->noteOpened(path);
        note(tr("Opened %1").arg(fileName));
    } else if (const auto *model = std::get_if<DroppedModel>(&dropped)) {
        m_document.setModel(model->model);
        const QString name = QString::fromStdString(model->model.name);
        const QString how = QString::fromStdString(model->model.approximation);
        note(how.isEmpty() ? tr("Model %1").arg(name) : tr("Model %1, approximated: %2").arg(name, how));
    } else if (const auto *measurements = std::get_if<DroppedMeasurements>(&dropped)) {
        m_import->take(measurements->file);
    } else if (const auto *calibration = std::get_if<CalibrationFile>(&dropped)) {
        m_calibrator->offer(*calibration);
    } else if (const auto *traffic = std::get_if<DroppedTraffic>(&dropped)) {
        note(takeTraffic(*traffic, m_document));
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

} // namespace trilemma::app
