// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/run_window.h"

#include "app/window/appearance.h"
#include "app/window/main_window.h"

#include "app/recovery.h"

#include <QApplication>
#include <QIcon>
#include <QStyleFactory>

namespace trilemma::app {

int runWindow(const QStringList &sessionPaths)
{
    // The name of the installed desktop file; its icon, or ours where nothing is installed.
    const QString desktopId = QStringLiteral("io.github.trilemma.Trilemma");
    QGuiApplication::setDesktopFileName(desktopId);
    QGuiApplication::setWindowIcon(QIcon::fromTheme(desktopId, QIcon(QStringLiteral(":/trilemma/icons/%1.svg").arg(desktopId))));

    Settings settings;
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));   // takes every colour from the palette
    applyTheme(settings.get(setting::theme));
    CatalogStore store;
    store.watch();
    MainWindow window(store, settings, Recovery::defaultFolder());
    if (!sessionPaths.isEmpty())
        window.openFile(sessionPaths.front());
    window.show();
    return QApplication::exec();
}

} // namespace trilemma::app
