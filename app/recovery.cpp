// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recovery.h"

#include "app/session_store.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QUuid>

namespace trilemma::app {

namespace {

QString newPath(const QString &folder)
{
    QDir().mkpath(folder);
    return QStringLiteral("%1/%2.%3").arg(folder, QUuid::createUuid().toString(QUuid::WithoutBraces), QLatin1String(sessionSuffix));
}

QString lockPath(const QString &path)
{
    return path + QLatin1String(".lock");
}

} // namespace

Recovery::Recovery(const QString &folder, std::function<QByteArray()> unsavedWork, QObject *parent)
    : QObject(parent), m_folder(folder), m_ownPath(newPath(folder)), m_unsavedWork(std::move(unsavedWork)),
      m_lock(lockPath(m_ownPath))
{
    m_lock.setStaleLockTime(0);     // held for as long as the window lives
    m_lock.tryLock(0);
    m_timer.setSingleShot(true);
    m_timer.setInterval(writeDelayMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &Recovery::writeNow);
}

Recovery::~Recovery() = default;

QString Recovery::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + QLatin1String("/recovery");
}

QStringList Recovery::abandoned() const
{
    QStringList found;
    const QDir folder(m_folder);
    const QStringList names = folder.entryList({QLatin1String("*.") + QLatin1String(sessionSuffix)}, QDir::Files, QDir::Time);
    for (const QString &name : names) {
        const QString path = folder.filePath(name);
        if (path == m_ownPath)
            continue;
        QLockFile lock(lockPath(path));
        lock.setStaleLockTime(0);
        if (!lock.tryLock(0))
            continue;
        if (QFileInfo(path).lastModified().daysTo(QDateTime::currentDateTime()) > keptDays)
            discard(path);
        else
            found += path;
    }
    return found;
}

void Recovery::discard(const QString &path)
{
    QFile::remove(path);
    QFile::remove(lockPath(path));
}

void Recovery::noteChange()
{
    if (!m_timer.isActive())
        m_timer.start();
}

void Recovery::writeNow()
{
    m_timer.stop();
    const QByteArray work = m_unsavedWork();
    if (work.isEmpty()) {
        QFile::remove(m_ownPath);
        return;
    }
    const std::optional<Error> error = writeWholeFile(m_ownPath, work);
    if (error && !std::exchange(m_failed, true))
        emit failed(tr("Unsaved work cannot be kept for recovery: %1").arg(QString::fromStdString(error->sentence())));
    m_failed = error.has_value();
}

void Recovery::discardOwn()
{
    m_timer.stop();
    QFile::remove(m_ownPath);
}

} // namespace trilemma::app
