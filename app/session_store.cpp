// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session_store.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace trilemma::app {

namespace {

Error fileError(const QString &path, const QString &message)
{
    return {QFileInfo(path).fileName().toStdString(), {}, message.toStdString()};
}

} // namespace

Result<QByteArray> readWholeFile(const QString &path, qint64 largestBytes)
{
    QFile file(path);
    if (QFileInfo(path).isDir())
        return fileError(path, QCoreApplication::translate("SessionStore", "is a folder, not a file"));
    if (!file.open(QIODevice::ReadOnly))
        return fileError(path, QCoreApplication::translate("SessionStore", "cannot be read (%1)").arg(file.errorString()));
    if (file.size() > largestBytes)
        return fileError(path, QCoreApplication::translate("SessionStore", "has %1 MB, more than any file of its kind (%2 MB)")
                                   .arg(file.size() / 1'000'000).arg(largestBytes / 1'000'000));
    return file.readAll();
}

std::optional<Error> writeWholeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return std::nullopt;
    return fileError(path, QCoreApplication::translate("SessionStore", "cannot be written (%1)").arg(file.errorString()));
}

Result<scenario::Session> loadSession(const QString &path, const catalog::Catalog &catalog)
{
    const Result<QByteArray> bytes = readWholeFile(path);
    if (!bytes)
        return bytes.error();
    Result<scenario::Session> session =
        scenario::readSession({bytes->constData(), static_cast<size_t>(bytes->size())}, catalog);
    if (session)
        return session;
    Error error = session.error();
    if (error.file.empty())
        error.file = QFileInfo(path).fileName().toStdString();
    return error;
}

std::optional<Error> saveSession(const QString &path, scenario::Session session, const catalog::Catalog &catalog)
{
    return writeWholeFile(path, sessionJson(std::move(session), catalog));
}

QByteArray sessionJson(scenario::Session session, const catalog::Catalog &catalog)
{
    session.applicationVersion = TRILEMMA_VERSION;
    return QByteArray::fromStdString(scenario::writeSession(session, catalog));
}

} // namespace trilemma::app
