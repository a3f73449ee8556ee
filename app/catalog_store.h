// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalog/catalog.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <vector>

namespace trilemma::app {

/// The shipped catalogue and, on top of it, the user's own JSON files, kept current while the program runs.
/// A user file that cannot be used is left out and named in problems(); the rest stands.
class CatalogStore : public QObject {
    Q_OBJECT

public:
    /// Reads the shipped catalogue and every *.json of `userFolder`, in alphabetical order.
    explicit CatalogStore(const QString &userFolder = defaultUserFolder(), QObject *parent = nullptr);

    /// The current catalogue. The reference stays; its contents change just before catalogChanged().
    const catalog::Catalog &catalog() const { return m_catalog; }
    /// One sentence for each user file that was left out.
    const QStringList &problems() const { return m_problems; }
    /// The files behind catalog(), shipped ones first, then the accepted user files.
    const std::vector<catalog::NamedText> &files() const { return m_files; }
    QString userFolder() const { return m_userFolder; }

    /// trilemma/catalog in the folder where configuration lives, ~/.config unless set otherwise.
    static QString defaultUserFolder();
    static std::vector<catalog::NamedText> shippedFiles();

    /// Watches the folder and reloads when what it holds changes. Needs an event loop.
    void watch();
    /// Reads all files anew and emits catalogChanged().
    void reload();

signals:
    void catalogChanged();

private:
    void watchFiles();

    QString m_userFolder;
    catalog::Catalog m_catalog;
    std::vector<catalog::NamedText> m_files;
    QStringList m_problems;
    QFileSystemWatcher m_watcher;
    QTimer m_settle;
};

} // namespace trilemma::app
