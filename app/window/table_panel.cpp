// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/table_panel.h"

#include "app/window/quiet_table.h"
#include "widgets/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace trilemma::app {

TablePanel::TablePanel(const QString &name, const QString &title, const QStringList &headings, QWidget *parent)
    : QWidget(parent), m_title(new QLabel(title)), m_note(new QLabel),
      m_table(quietTable(qPrintable(name + QStringLiteral(".table")), headings))
{
    setObjectName(name);
    m_title->setFont(widgets::themeFont(widgets::basePixels, QFont::DemiBold));
    m_note->setObjectName(name + QStringLiteral(".note"));
    m_title->setWordWrap(true);
    m_note->setWordWrap(true);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_table->setAccessibleName(title);
    m_table->setTabKeyNavigation(false); // Tab goes on to what comes next
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    QHeaderView *header = m_table->horizontalHeader();
    header->setMinimumSectionSize(2 * widgets::grid);
    header->setSectionResizeMode(QHeaderView::Stretch);
    header->setSectionResizeMode(0, QHeaderView::Fixed);
    for (int column = 1; column < m_table->columnCount(); ++column)
        m_table->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_table->installEventFilter(this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(widgets::grid / 2, widgets::grid, widgets::grid / 2, 0);
    layout->setSpacing(widgets::grid / 2);
    layout->addWidget(m_title);
    layout->addWidget(m_table);
    layout->addWidget(m_note);
    layout->addStretch(1);
    connect(m_table, &QTableWidget::cellDoubleClicked, this, [this](int row) { emit rowChosen(row); });
}

void TablePanel::showTable(const TableText &text)
{
    setVisible(!text.rows.empty() || !text.note.isEmpty());
    m_table->setVisible(!text.rows.empty());
    const int rows = static_cast<int>(text.rows.size());
    bool isNew = m_table->rowCount() != rows;
    m_table->setRowCount(rows);
    for (int row = 0; row < rows; ++row) {
        QStringList cells = text.rows[static_cast<std::size_t>(row)];
        if (row == text.chosen)
            cells.front() = tr("%1, now").arg(cells.front());
        if (!m_table->item(row, 0)) {
            setRow(*m_table, row, cells, 0, 0);
            continue;
        }
        isNew = isNew || m_table->item(row, 0)->text() != cells.front();
        for (int column = 0; column < cells.size(); ++column) {
            if (QTableWidgetItem *item = m_table->item(row, column); item->text() != cells[column]) {
                item->setText(cells[column]);
                item->setToolTip(cells[column]);
            }
        }
    }
    if (isNew)
        fitColumns();
    m_note->setText(text.note);
    m_note->setVisible(!text.note.isEmpty());
}

/// Names get what they need, figures share the rest.
void TablePanel::fitColumns()
{
    const QFontMetrics metrics = m_table->fontMetrics();
    int widest = metrics.horizontalAdvance(m_table->horizontalHeaderItem(0)->text());
    for (int row = 0; row < m_table->rowCount(); ++row)
        widest = std::max(widest, metrics.horizontalAdvance(m_table->item(row, 0)->text()));
    m_table->horizontalHeader()->resizeSection(0, widest + 2 * widgets::grid);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() +
                            m_table->rowCount() * m_table->verticalHeader()->defaultSectionSize() + 2);
}

QString TablePanel::text() const
{
    if (isHidden())
        return {};
    QStringList lines{m_title->text()}, cells;
    for (int column = 0; column < m_table->columnCount(); ++column)
        cells += m_table->horizontalHeaderItem(column)->text();
    lines += cells.join(QLatin1Char('\t'));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        cells.clear();
        for (int column = 0; column < m_table->columnCount(); ++column)
            cells += m_table->item(row, column)->text();
        lines += cells.join(QLatin1Char('\t'));
    }
    return (lines << m_note->text()).join(QLatin1Char('\n'));
}

bool TablePanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && m_table->currentRow() >= 0) {
            emit rowChosen(m_table->currentRow());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace trilemma::app
