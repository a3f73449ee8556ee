// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/appearance.h"

#include "widgets/theme.h"

#include <QApplication>
#include <QStringList>

namespace trilemma::app {

void applyTheme(QApplication &application, const QString &theme)
{
    bool dark = theme == QLatin1String("dark");
    if (!dark && theme != QLatin1String("light")) {
        QApplication::setPalette(QPalette());       // the system's, to look at
        dark = widgets::isDark(QApplication::palette());
    }
    QApplication::setPalette(widgets::paletteFor(dark));
    application.setFont(widgets::baseFont());
    application.setStyleSheet(widgets::styleSheet(dark ? widgets::darkTheme() : widgets::lightTheme()));
}

QString nextTheme(const QString &theme)
{
    const QStringList order{QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark")};
    return order[(order.indexOf(theme) + 1) % order.size()];
}

} // namespace trilemma::app
