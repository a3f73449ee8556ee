// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/session_files.h"

#include "app/session_store.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QMenu>
#include <QStandardPaths>

namespace trilemma::app {

SessionFiles::SessionFiles(Document &document, Settings &settings, Dialogs &dialogs, const QString &recoveryFolder, QWidget *window)
    : QObject(window), m_document(document), m_settings(settings), m_dialogs(dialogs), m_window(window),
      m_recovery(recoveryFolder,
                 [this] {
                     return m_document.isModified() ? sessionJson(m_document.session(), m_document.catalog(), m_document.measurements()) : QByteArray();
                 }),
      m_abandoned(m_recovery.abandoned())
{
    connect(&m_recovery, &Recovery::failed, this, &SessionFiles::problem);
    for (auto changed : {&Document::scenarioChanged, &Document::pinsChanged, &Document::measurementsChanged, &Document::sessionReset})
        connect(&m_document, changed, &m_recovery, &Recovery::noteChange);
}

void SessionFiles::startNew()
{
    scenario::Session session;
    session.current = scenario::defaultScenario(m_document.catalog());
    m_document.replaceSession(session, {}, tr("New session"));
}

void SessionFiles::chooseAndOpen()
{
    const QString path = m_dialogs.openFileName(
        m_window, tr("Open"), m_settings.get(setting::sessionFolder),
        tr("All that can be opened (*.trilemma *.json *.png *.svg *.pdf);;Sessions (*.trilemma);;All files (*)"));
    if (!path.isEmpty())
        emit openRequested(path);
}

bool SessionFiles::save()
{
    return m_document.filePath().isEmpty() ? saveAs() : saveTo(m_document.filePath());
}

bool SessionFiles::saveAs()
{
    QString folder = m_settings.get(setting::sessionFolder);
    if (folder.isEmpty())
        folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString proposal = m_document.filePath().isEmpty()
                                 ? QDir(folder).filePath(tr("Scenario") + QLatin1Char('.') + QLatin1String(sessionSuffix))
                                 : m_document.filePath();
    QString path = m_dialogs.saveFileName(m_window, tr("Save session"), proposal, tr("Sessions (*.trilemma)"));
    if (path.isEmpty())
        return false;
    if (QFileInfo(path).suffix().isEmpty())
        path += QLatin1Char('.') + QLatin1String(sessionSuffix);
    return saveTo(path);
}

bool SessionFiles::saveTo(const QString &path)
{
    if (const auto error = saveSession(path, m_document.session(), m_document.catalog(), m_document.measurements())) {
        emit problem(tr("Not saved: %1").arg(QString::fromStdString(error->sentence())));
        return false;
    }
    m_document.markSaved(path);
    m_recovery.discardOwn();
    noteOpened(path);
    emit note(tr("Saved %1").arg(QFileInfo(path).fileName()));
    return true;
}

bool SessionFiles::mayClose()
{
    if (m_document.isModified()) {
        const Dialogs::Answer answer = m_dialogs.askToSave(m_window, m_document.displayName());
        if (answer == Dialogs::Answer::Cancel || (answer == Dialogs::Answer::Save && !save()))
            return false;
    }
    m_recovery.discardOwn();
    return true;
}

void SessionFiles::fillRecent(QMenu &menu)
{
    menu.clear();
    const QStringList recent = m_settings.existingRecent();
    for (const QString &path : recent) {
        QAction *action = menu.addAction(QDir::toNativeSeparators(path));
        connect(action, &QAction::triggered, this, [this, path] { emit openRequested(path); });
    }
    if (recent.isEmpty())
        menu.addAction(tr("No recent sessions"))->setEnabled(false);
}

void SessionFiles::noteOpened(const QString &path)
{
    m_settings.addRecent(path);
    m_settings.set(setting::sessionFolder, QFileInfo(path).absolutePath());
}

void SessionFiles::recover()
{
    if (m_abandoned.isEmpty())
        return;
    const QString path = m_abandoned.takeFirst();
    const Result<StoredSession> stored = loadStoredSession(path, m_document.catalog());
    if (!stored) {
        emit problem(tr("The unsaved work cannot be read: %1").arg(QString::fromStdString(stored.error().sentence())));
        return;
    }
    m_document.replaceSession(stored->session, {}, tr("Restore unsaved work"), stored->measurements);
    m_recovery.writeNow();      // before the old copy goes
    Recovery::discard(path);
}

} // namespace trilemma::app
