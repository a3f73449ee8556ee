// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/document.h"
#include "app/recovery.h"
#include "app/settings.h"
#include "app/window/dialogs.h"

class QMenu;
class QWidget;

namespace trilemma::app {

/// The document's way to and from disk: new, open, save, recent files, recovery after a crash.
class SessionFiles : public QObject {
    Q_OBJECT

public:
    SessionFiles(Document &document, Settings &settings, Dialogs &dialogs, const QString &recoveryFolder, QWidget *window);

    void startNew();
    void chooseAndOpen();
    bool save();                        ///< false where it failed or was cancelled; the document stays modified
    bool saveAs();
    bool mayClose();                    ///< asks where there is unsaved work
    void fillRecent(QMenu &menu);
    void noteOpened(const QString &path);

    /// Work that a crash left; offered, never forced. It stays on disk until it is restored.
    bool canRecover() const { return !m_abandoned.isEmpty(); }
    void recover();

    Recovery &recovery() { return m_recovery; }

signals:
    void openRequested(const QString &path);
    void problem(const QString &sentence);
    void note(const QString &sentence);

private:
    bool saveTo(const QString &path);

    Document &m_document;
    Settings &m_settings;
    Dialogs &m_dialogs;
    QWidget *m_window;
    Recovery m_recovery;
    QStringList m_abandoned;
};

} // namespace trilemma::app
