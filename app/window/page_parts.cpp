// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/page_parts.h"

#include "widgets/theme.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace trilemma::app {

QScrollArea *layOutPage(QWidget &page, const QString &name, std::initializer_list<QWidget *> rows, QLayout *content)
{
    page.setObjectName(name);
    auto *inside = new QWidget;
    inside->setLayout(content);
    content->setContentsMargins(0, 0, 0, 0);
    auto *scroll = new QScrollArea;
    scroll->setObjectName(name + QStringLiteral(".scroll"));
    scroll->setWidget(inside);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *layout = new QVBoxLayout(&page);
    layout->setContentsMargins(0, widgets::grid, 0, widgets::grid);
    for (QWidget *row : rows)
        layout->addWidget(row);
    layout->addWidget(scroll, 1);
    return scroll;
}

} // namespace trilemma::app
