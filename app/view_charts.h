// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart.h"

#include <QString>

#include <memory>
#include <vector>

namespace trilemma::app {

/// A chart of the Fleet or the Cost view, or one of their tables, as exports name it.
struct ViewChart {
    QString name, title;
    bool isTable = false; ///< there are figures and no picture
};
/// All of them, in the order of the views.
std::vector<ViewChart> viewCharts();

/// Of one scenario, whether its view was ever shown or not. A table is a chart that has its figures alone. The name is one of
/// viewCharts().
std::unique_ptr<widgets::Chart> makeViewChart(const QString &name, const widgets::ChartScenario &shown,
                                              const catalog::Catalog &catalog);

} // namespace trilemma::app
