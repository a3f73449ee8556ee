// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/appearance.h"

#include "widgets/theme.h"

#include <QApplication>
#include <QToolTip>
#include <QStringList>

namespace trilemma::app {

void applyTheme(const QString &theme)
{
    bool dark = theme == QLatin1String("dark");
    if (!dark && theme != QLatin1String("light")) {
        QApplication::setPalette(QPalette());       // the system's, to look at
        dark = widgets::isDark(QApplication::palette());
    }
    // No style sheet: one on the application slows every small widget down and paints over the fields of the levers.
    const QPalette palette = widgets::paletteFor(dark);
    QPalette bar = palette;
    bar.setColor(QPalette::Window, palette.color(QPalette::Base));
    QApplication::setPalette(palette);
    QApplication::setPalette(bar, "QMenuBar");
    QToolTip::setPalette(palette);
    QApplication::setFont(widgets::baseFont());
}

QString nextTheme(const QString &theme)
{
    const QStringList order{QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark")};
    return order[(order.indexOf(theme) + 1) % order.size()];
}

} // namespace trilemma::app
