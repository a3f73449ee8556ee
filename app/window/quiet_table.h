// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QTableView;
class QTableWidget;

namespace trilemma::app {

/// Without lines and row numbers; edits nothing.
void makeQuiet(QTableView &table, const QString &name);
/// A table without lines and row numbers that shows rows and edits nothing.
QTableWidget *quietTable(const char *name, const QStringList &headings);

/// Cells of one row, each with its text on hover; text from column `firstText` to `lastText`, figures elsewhere.
void setRow(QTableWidget &table, int row, const QStringList &cells, int firstText, int lastText);

/// "12 %", and with a sign "+12 %".
QString percent(double share);
QString signedPercent(double share);

} // namespace trilemma::app
