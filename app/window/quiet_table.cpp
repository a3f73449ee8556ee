// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/quiet_table.h"

#include "widgets/chart_text.h"
#include "widgets/theme.h"

#include <QHeaderView>
#include <QTableWidget>

#include <cmath>

namespace trilemma::app {

void makeQuiet(QTableView &table, const QString &name)
{
    table.setObjectName(name);
    table.verticalHeader()->hide();
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setShowGrid(false);
    table.setFrameShape(QFrame::NoFrame);
    table.setWordWrap(false);
    table.verticalHeader()->setDefaultSectionSize(3 * widgets::grid);
    table.horizontalHeader()->setHighlightSections(false);
}

QTableWidget *quietTable(const char *name, const QStringList &headings)
{
    auto *table = new QTableWidget(0, static_cast<int>(headings.size()));
    makeQuiet(*table, QLatin1String(name));
    table->setHorizontalHeaderLabels(headings);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    return table;
}

void setRow(QTableWidget &table, int row, const QStringList &cells, int firstText, int lastText)
{
    for (int column = 0; column < cells.size(); ++column) {
        auto *item = new QTableWidgetItem(cells[column]);
        item->setToolTip(cells[column]);
        item->setTextAlignment(Qt::AlignVCenter | (column >= firstText && column <= lastText ? Qt::AlignLeft : Qt::AlignRight));
        table.setItem(row, column, item);
    }
}

QString percent(double share)
{
    return QStringLiteral("%1 %").arg(widgets::number(100 * share));
}

QString signedPercent(double share)
{
    return (share < 0 ? QStringLiteral("−") : QStringLiteral("+")) + percent(std::abs(share));
}

} // namespace trilemma::app
