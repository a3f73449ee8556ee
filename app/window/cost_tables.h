// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/decision/hardware_ranking.h"

#include <QString>

class QTableWidget;

namespace trilemma::app {

/// A row for each metric that has a chain of formulas, with its basis.
QTableWidget *costFigureTable();
void showFigures(QTableWidget &table, const scenario::Evaluation &evaluation);
/// The metric of a row.
QString metricOf(const QTableWidget &table, int row);

/// A row for each accelerator, the least $/M first; what does not serve says why in place of figures.
QTableWidget *hardwareTable();
void showHardware(QTableWidget &table, const std::vector<decision::RankedHardware> &ranking);

} // namespace trilemma::app
