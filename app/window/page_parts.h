// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What pages of charts have in common.
#pragma once

#include "widgets/chart.h"

#include <algorithm>
#include <initializer_list>

class QLayout;
class QScrollArea;

namespace trilemma::app {

/// Rows at the top of `page`, below them `content`, which scrolls up and down where the window is too small for it.
QScrollArea *layOutPage(QWidget &page, const QString &name, std::initializer_list<QWidget *> rows, QLayout *content);

/// Null where none.
widgets::Chart *chartUnderMouse(const auto &charts)
{
    const auto found = std::ranges::find_if(charts, &QWidget::underMouse);
    return found == charts.end() ? nullptr : *found;
}

/// What a chart asks for, its page asks for.
template<class Page> void forwardRequests(const widgets::Chart &chart, Page &page)
{
    QObject::connect(&chart, &widgets::Chart::copyRequested, &page, &Page::copyRequested);
    QObject::connect(&chart, &widgets::Chart::exportRequested, &page, &Page::exportRequested);
}

} // namespace trilemma::app
