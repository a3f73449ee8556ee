// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/table_model.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace trilemma::app {

class SteadyText;

/// A quiet table as high as its rows, with a title above and a note below. Cheap to show again while figures move. A right
/// click or Ctrl+C copies it, "Export table…" asks its owner for a file.
class TablePanel : public QWidget {
    Q_OBJECT

public:
    /// `name` begins the object names: "name", "name.table", "name.note".
    TablePanel(const QString &name, const QString &title, const QStringList &headings, QWidget *parent = nullptr);

    void showTable(const TableText &text); ///< hidden where there are neither rows nor a note
    void showNothing();                    ///< in place, its figures unknown
    QString title() const;
    QString text() const;                  ///< title, headings, rows and note, a line each
    QString tabbed() const;                ///< headings and rows, for pasting
    QTableView &table() { return *m_table; }

public slots:
    void copy() const;

signals:
    /// A row was chosen by Enter or a double click.
    void rowChosen(int row);
    void exportRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void fit();

    QLabel *m_title;
    SteadyText *m_note;
    QTableView *m_table;
    TableModel *m_model;
};

} // namespace trilemma::app
