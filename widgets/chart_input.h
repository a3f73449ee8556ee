// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/curves.h"

#include <QString>

#include <memory>

namespace trilemma::widgets {

/// One scenario as charts draw it. Charts keep a share of the curves and never change them.
struct ChartScenario {
    scenario::Scenario scenario;
    std::shared_ptr<const scenario::OverviewCurves> curves;
    QString name;               ///< "A", as labels at curve ends show it
    int series = 0;             ///< index into Theme::series
    bool current = false;       ///< the one that the levers turn; drawn last, in full
    bool baseline = false;      ///< deltas are against this one
    QString hardware;           ///< "H100 SXM", for subtitles; may be empty
};

} // namespace trilemma::widgets
