// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <vector>

namespace trilemma::app {

/// Rows of figures as text, named in their first cell.
struct TableText {
    std::vector<QStringList> rows;
    int chosen = -1; ///< row that holds now
    QString note;
};

/// The rows of a TableText under headings; says once that figures changed, however many did.
class TableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit TableModel(const QStringList &headings, QObject *parent = nullptr);

    /// True: rows came or went, or have other names.
    bool show(std::vector<QStringList> rows, int chosen);
    /// The same rows, of which nothing is known.
    void showNothing();
    QString shownName(int row, bool isChosen) const; ///< "reactive", "reactive, now"

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QStringList m_headings;
    std::vector<QStringList> m_rows;
    int m_chosen = -1;
};

} // namespace trilemma::app
