// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/view_bar.h"

#include "widgets/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QToolButton>

namespace trilemma::app {

ViewBar::ViewBar(const QList<QAction *> &views, QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("views"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, widgets::grid, 0);
    layout->setSpacing(0);
    for (QAction *view : views) {
        auto *button = new QToolButton(this);
        button->setObjectName(QStringLiteral("views.") + view->objectName());
        button->setDefaultAction(view);
        button->setAutoRaise(true);
        layout->addWidget(button);
    }
}

} // namespace trilemma::app
