// SPDX-FileCopyrightText: 2026 The Trilemma developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/evaluation.h"
#include "app/measurements.h"
#include "app/settings.h"
#include "widgets/picture.h"

#include <QStringList>

namespace trilemma::app {

/// What "Export charts" offers.
struct ExportChoices {
    QString format = QStringLiteral("png");     ///< png, svg, pdf, csv
    int scale = 2;                              ///< 1 to 4; 0 = a 1920x1080 slide
    bool dark = false;

    static ExportChoices remembered(const Settings &settings);
    void remember(Settings &settings) const;
};

/// Writes `charts` to `path`: pictures with heading, assumptions and the session inside; for CSV the points
/// of one chart, or the table of levers and metrics where there are several.
std::optional<Error> exportCharts(const QString &path, const std::vector<const widgets::Chart *> &charts,
                                  const ExportChoices &choices, const OverviewAnswer &answer,
                                  const scenario::Session &session, const catalog::Catalog &catalog,
                                  const Measurements &measurements = {});

/// What exportCharts() writes as CSV, without metadata: for pasting.
QString csvText(const std::vector<const widgets::Chart *> &charts, const OverviewAnswer &answer, const catalog::Catalog &catalog);

/// Picture options as exportCharts() uses them, for the clipboard.
widgets::PictureOptions pictureOptions(const ExportChoices &choices, int charts, const OverviewAnswer &answer,
                                       const scenario::Session &session, const catalog::Catalog &catalog,
                                       const Measurements &measurements = {});

} // namespace trilemma::app
