// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog_store.h"

#include "app/session_store.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace trilemma::app {

namespace {

constexpr auto shippedFolder = ":/trilemma/catalog";

QStringList jsonFiles(const QString &folder)
{
    return QDir(folder).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
}

} // namespace

CatalogStore::CatalogStore(const QString &userFolder, QObject *parent) : QObject(parent), m_userFolder(userFolder)
{
    // Editors save in several steps: wait for the last of them.
    constexpr int settleMilliseconds = 200;
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleMilliseconds);
    connect(&m_settle, &QTimer::timeout, this, &CatalogStore::reload);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_settle, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_settle, qOverload<>(&QTimer::start));
    reload();
}

QString CatalogStore::defaultUserFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/trilemma/catalog");
}

std::vector<catalog::NamedText> CatalogStore::shippedFiles()
{
    std::vector<catalog::NamedText> files;
    for (const QString &name : jsonFiles(QLatin1String(shippedFolder))) {
        QFile file(QLatin1String(shippedFolder) + QLatin1Char('/') + name);
        if (file.open(QIODevice::ReadOnly))
            files.push_back({name.toStdString(), file.readAll().toStdString()});
    }
    return files;
}

void CatalogStore::reload()
{
    m_problems.clear();
    m_files = shippedFiles();
    Result<catalog::Catalog> read = catalog::readCatalog(m_files);
    if (!read)
        m_problems += QString::fromStdString(read.error().sentence());
    catalog::Catalog current = read ? std::move(read).value() : catalog::Catalog();
    for (const QString &name : jsonFiles(m_userFolder)) {
        const Result<QByteArray> bytes = readWholeFile(m_userFolder + QLatin1Char('/') + name);
        if (!bytes) {
            m_problems += QString::fromStdString(bytes.error().sentence());
            continue;
        }
        const catalog::NamedText file{name.toStdString(), bytes->toStdString()};
        if (Result<catalog::Catalog> extended = catalog::extendCatalog(current, file)) {
            current = std::move(extended).value();
            m_files.push_back(file);
        } else {
            m_problems += QString::fromStdString(extended.error().sentence());
        }
    }
    m_catalog = std::move(current);
    if (!m_watcher.directories().isEmpty())
        watchFiles();
    emit catalogChanged();
}

void CatalogStore::watch()
{
    QDir().mkpath(m_userFolder);
    m_watcher.addPath(m_userFolder);
    watchFiles();
}

/// A file that was replaced is no longer watched, so that every reload adds them anew.
void CatalogStore::watchFiles()
{
    for (const QString &name : jsonFiles(m_userFolder))
        m_watcher.addPath(m_userFolder + QLatin1Char('/') + name);
}

} // namespace trilemma::app
