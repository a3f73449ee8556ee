// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/table_panel.h"

#include "app/window/quiet_table.h"
#include "app/window/steady_text.h"
#include "widgets/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace trilemma::app {

namespace {

/// Text and nothing else: the style's own way takes most of the time of a lever's move.
class PlainCells : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool isSelected = option.state & QStyle::State_Selected;
        const auto group = option.state & QStyle::State_Active ? QPalette::Active : QPalette::Inactive;
        if (isSelected)
            painter->fillRect(option.rect, option.palette.brush(group, QPalette::Highlight));
        painter->setPen(option.palette.color(group, isSelected ? QPalette::HighlightedText : QPalette::Text));
        const QRect inside = option.rect.adjusted(widgets::grid / 2, 0, -widgets::grid / 2, 0);
        painter->drawText(inside, Qt::AlignVCenter | Qt::TextSingleLine | (index.column() == 0 ? Qt::AlignLeft : Qt::AlignRight),
                          option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, inside.width()));
    }
};

QTableView *plainTable(const QString &name, const QString &title, QAbstractItemModel *model)
{
    auto *table = new QTableView;
    makeQuiet(*table, name);
    table->setModel(model);
    table->setItemDelegate(new PlainCells(table));
    table->setAccessibleName(title);
    table->setTabKeyNavigation(false); // Tab goes on to what comes next
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setContextMenuPolicy(Qt::NoContextMenu); // the panel has one
    table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    QHeaderView *header = table->horizontalHeader();
    header->setMinimumSectionSize(2 * widgets::grid);
    header->setSectionResizeMode(QHeaderView::Stretch);
    header->setSectionResizeMode(0, QHeaderView::Fixed);
    return table;
}

} // namespace

TablePanel::TablePanel(const QString &name, const QString &title, const QStringList &headings, QWidget *parent)
    : QWidget(parent), m_title(new QLabel(title)), m_note(new SteadyText(name + QStringLiteral(".note"))),
      m_model(new TableModel(headings, this))
{
    setObjectName(name);
    m_table = plainTable(name + QStringLiteral(".table"), title, m_model);
    m_table->installEventFilter(this);
    m_title->setFont(widgets::themeFont(widgets::basePixels, QFont::DemiBold));
    m_title->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(widgets::grid / 2, widgets::grid, widgets::grid / 2, 0);
    layout->setSpacing(widgets::grid / 2);
    layout->addWidget(m_title);
    layout->addWidget(m_table);
    layout->addWidget(m_note);
    layout->addStretch(1);
    connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex &index) { emit rowChosen(index.row()); });
}

void TablePanel::showTable(const TableText &text)
{
    setVisible(!text.rows.empty() || !text.note.isEmpty());
    m_table->setVisible(!text.rows.empty());
    if (m_model->show(text.rows, text.chosen))
        fit();
    m_note->setText(text.note);
}

void TablePanel::showNothing()
{
    m_model->showNothing();
    m_note->setText({});
}

/// Names get what they need, whichever of them is chosen, and figures share the rest.
void TablePanel::fit()
{
    const QFontMetrics metrics = m_table->fontMetrics();
    int widest = metrics.horizontalAdvance(m_model->headerData(0, Qt::Horizontal, Qt::DisplayRole).toString());
    for (int row = 0; row < m_model->rowCount(); ++row)
        widest = std::max(widest, metrics.horizontalAdvance(m_model->shownName(row, true)));
    m_table->horizontalHeader()->resizeSection(0, widest + 2 * widgets::grid);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() +
                            m_model->rowCount() * m_table->verticalHeader()->defaultSectionSize() + 2);
}

QString TablePanel::title() const
{
    return m_title->text();
}

QString TablePanel::tabbed() const
{
    QStringList lines, cells;
    for (int column = 0; column < m_model->columnCount(); ++column)
        cells += m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    lines += cells.join(QLatin1Char('\t'));
    for (int row = 0; row < m_model->rowCount(); ++row) {
        cells.clear();
        for (int column = 0; column < m_model->columnCount(); ++column)
            cells += m_model->index(row, column).data().toString();
        lines += cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n'));
}

QString TablePanel::text() const
{
    return isHidden() ? QString() : QStringList{title(), tabbed(), m_note->text()}.join(QLatin1Char('\n'));
}

void TablePanel::copy() const
{
    QGuiApplication::clipboard()->setText(tabbed());
}

void TablePanel::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu(this);
    menu.addAction(tr("&Copy table"), this, &TablePanel::copy);
    menu.addAction(tr("&Export table…"), this, &TablePanel::exportRequested);
    menu.exec(event->globalPos());
}

bool TablePanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->matches(QKeySequence::Copy)) {
        copy();
        return true;
    }
    if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && m_table->currentIndex().isValid()) {
        emit rowChosen(m_table->currentIndex().row());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace trilemma::app
