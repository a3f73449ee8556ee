// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/table_model.h"

#include <algorithm>

namespace trilemma::app {

namespace {

const QString &nameOf(const QStringList &row)
{
    return row.front();
}

} // namespace

TableModel::TableModel(const QStringList &headings, QObject *parent) : QAbstractTableModel(parent), m_headings(headings) {}

bool TableModel::show(std::vector<QStringList> rows, int chosen)
{
    const bool isNew = !std::ranges::equal(rows, m_rows, {}, nameOf, nameOf);
    const bool isOfOtherLength = rows.size() != m_rows.size();
    if (!isNew && chosen == m_chosen && rows == m_rows)
        return false;
    if (isOfOtherLength)
        beginResetModel();
    m_rows = std::move(rows);
    m_chosen = chosen;
    if (isOfOtherLength)
        endResetModel();
    else
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    return isNew;
}

void TableModel::showNothing()
{
    std::vector<QStringList> rows = m_rows;
    for (QStringList &row : rows)
        std::fill(row.begin() + 1, row.end(), QStringLiteral("-"));
    show(std::move(rows), m_chosen);
}

QString TableModel::shownName(int row, bool isChosen) const
{
    const QString &name = nameOf(m_rows[static_cast<std::size_t>(row)]);
    return isChosen ? tr("%1, now").arg(name) : name;
}

int TableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_headings.size());
}

QVariant TableModel::data(const QModelIndex &index, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (index.column() == 0 ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    if (index.column() == 0)
        return shownName(index.row(), index.row() == m_chosen);
    return m_rows[static_cast<std::size_t>(index.row())].value(index.column());
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (section == 0 ? Qt::AlignLeft : Qt::AlignRight));
    return role == Qt::DisplayRole ? QVariant(m_headings[section]) : QVariant();
}

} // namespace trilemma::app
