// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/session.h"

#include <QLockFile>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <functional>

namespace trilemma::app {

/// Keeps a copy of unsaved work beside the session file, so that a crash costs seconds. Each window has
/// its own copy, guarded by a lock that dies with its process; a copy without a living owner was left by a crash.
class Recovery : public QObject {
    Q_OBJECT

public:
    static constexpr int writeDelayMilliseconds = 3000;
    static constexpr int keptDays = 30;     ///< a copy that nobody wanted for so long is removed

    /// `unsavedWork` gives the bytes to keep, or nothing where all is saved.
    Recovery(const QString &folder, std::function<QByteArray()> unsavedWork, QObject *parent = nullptr);
    ~Recovery() override;

    static QString defaultFolder();

    /// Copies that a crash left, newest first.
    QStringList abandoned() const;
    static void discard(const QString &path);

    void noteChange();          ///< writes a few seconds after the first of a burst of changes
    void writeNow();
    void discardOwn();          ///< the work is saved or given up

    QString ownPath() const { return m_ownPath; }

signals:
    void failed(const QString &sentence);

private:
    QString m_folder, m_ownPath;
    std::function<QByteArray()> m_unsavedWork;
    QTimer m_timer;
    QLockFile m_lock;
    bool m_failed = false;      ///< said once, not every few seconds
};

} // namespace trilemma::app
