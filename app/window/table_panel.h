// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <vector>

class QLabel;
class QTableWidget;

namespace trilemma::app {

/// Rows of figures as text, named in their first cell.
struct TableText {
    std::vector<QStringList> rows;
    int chosen = -1; ///< row that holds now
    QString note;
};

/// A quiet table as high as its rows, with a title above and a note below. Cheap to show again while figures move.
class TablePanel : public QWidget {
    Q_OBJECT

public:
    /// `name` begins the object names: "name", "name.table", "name.note".
    TablePanel(const QString &name, const QString &title, const QStringList &headings, QWidget *parent = nullptr);

    void showTable(const TableText &text); ///< hidden where there are neither rows nor a note
    QString text() const;                  ///< title, headings, rows and note, a line each

signals:
    /// A row was chosen by Enter or a double click.
    void rowChosen(int row);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fitColumns();

    QLabel *m_title, *m_note;
    QTableWidget *m_table;
};

} // namespace trilemma::app
