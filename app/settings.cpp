// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings.h"

#include <QFileInfo>

namespace trilemma::app {

void Settings::addRecent(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList recent = get(setting::recentSessions);
    recent.removeAll(absolute);
    recent.prepend(absolute);
    set(setting::recentSessions, QStringList(recent.mid(0, maximumRecent)));
}

QStringList Settings::existingRecent() const
{
    QStringList recent = get(setting::recentSessions);
    recent.removeIf([](const QString &path) { return !QFileInfo::exists(path); });
    return recent;
}

} // namespace trilemma::app
